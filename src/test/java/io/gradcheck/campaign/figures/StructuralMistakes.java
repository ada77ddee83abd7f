package io.gradcheck.campaign.figures;

import io.gradcheck.campaign.WrongSubject;
import io.gradcheck.campaign.diagnosis.ArrayMistakes;
import io.gradcheck.campaign.diagnosis.NetworkMistakes;
import io.gradcheck.campaign.diagnosis.PlantedMistake;
import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A mistake of structure, planted in networks in which it changes an entry: a row of the table. */
final class StructuralMistakes {

    /** Errors of rounding and of one or some entries: how well those are seen is a matter of size. */
    private static final Set<String> MATTERS_OF_SIZE = Set.of(
            "one entry wrong",
            "one entry zero",
            "gradient in float",
            "a constant in float",
            "a few digits only",
            "noise of a third",
            "scattered entries wrong");

    private final PlantedMistake mistake;
    private final List<String> missed = new ArrayList<>();
    private int planted;
    private int seen;
    private int atTheKinkAlone;
    private int belowLimits;

    private StructuralMistakes(PlantedMistake mistake) {
        this.mistake = mistake;
    }

    static List<PlantedMistake> all() {
        List<PlantedMistake> all = new ArrayList<>(ArrayMistakes.all());
        all.removeIf(mistake -> MATTERS_OF_SIZE.contains(mistake.name()));
        all.addAll(NetworkMistakes.all());
        all.add(NetworkMistakes.weightsNotTransposed());
        all.add(new PlantedMistake("bias dropped", (right, random) -> Plant.of(right, Set.of(), biasDropped(right))));
        return all;
    }

    private static WrongSubject.Claim biasDropped(Subject right) {
        return (at, upstream) -> {
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            right.point().forEach((variable, value) -> {
                if (variable.startsWith("b")) {
                    gradient.put(variable, Tensor.zeros(value.shape()));
                }
            });
            return gradient;
        };
    }

    static StructuralMistakes planted(PlantedMistake mistake, int count, Blocks blocks) throws InterruptedException {
        return blocks.sum(
                count,
                () -> new StructuralMistakes(mistake),
                (sum, index) -> sum.plant(index, count),
                StructuralMistakes::addAllOf);
    }

    private record Planting(long network, Change change) {}

    private void plant(int index, int count) {
        Planting planting = Drawn.first(index, count, this::inNetwork);
        Change change = planting.change();
        GradientReport report = Drawn.check(change.wrong(), planting.network());
        planted++;
        if (report.findings().stream().map(Finding::verdict).anyMatch(Verdict.FAIL::equals)) {
            seen++;
        } else if (report.verdict() == Verdict.KINK && !change.isVisibleNearby(planting.network())) {
            atTheKinkAlone++;
        } else if (report.verdict() == Verdict.PASS && change.isBelowLimits(report)) {
            belowLimits++;
        } else {
            missed.add("- %s: %s; %s, %s%n%s"
                    .formatted(
                            mistake.name(),
                            report.verdict(),
                            Drawn.code(planting.network()),
                            change.right().name(),
                            Drawn.network(planting.network()).code()));
        }
    }

    private Optional<Planting> inNetwork(long network) {
        Subject right = Drawn.network(network).subject();
        return mistake.planting()
                .into(right, new SplittableRandom(Drawn.SEED + network))
                .map(plant -> new Change(right, plant.subject()))
                .filter(Change::isVisible)
                .map(change -> new Planting(network, change));
    }

    private void addAllOf(StructuralMistakes others) {
        planted += others.planted;
        seen += others.seen;
        atTheKinkAlone += others.atTheKinkAlone;
        belowLimits += others.belowLimits;
        missed.addAll(others.missed);
    }

    String name() {
        return mistake.name();
    }

    /** In how many networks a variable failed. */
    int seen() {
        return seen;
    }

    /** In how many networks the verdict was KINK, rightly: the mistake changes nothing at any point nearby. */
    int atTheKinkAlone() {
        return atTheKinkAlone;
    }

    /** In how many networks everything passed, and the detection limits say that the change could not be seen. */
    int belowLimits() {
        return belowLimits;
    }

    /** In how many networks it was seen, of those in which it is one around the point too. */
    Share share() {
        return new Share(seen, planted - atTheKinkAlone);
    }

    /** The networks in which it was not seen, though the limits are below the change. */
    List<String> missed() {
        return missed;
    }
}
