package io.gradcheck.check.hostile;

import io.gradcheck.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** All kinds of hostile functions, checked with their right and their wrong gradients over a number of seeds. */
final class HostileSuite {

    private final int seeds;
    private final List<Tally> tallies = new ArrayList<>();

    private HostileSuite(int seeds) {
        this.seeds = seeds;
    }

    static List<Kind> kinds() {
        return Stream.of(
                        ScaleKinds.all(),
                        RoughKinds.all(),
                        SaturationKinds.all(),
                        KinkKinds.all(),
                        TieKinds.all(),
                        ProductKinds.all(),
                        InexactKinds.all(),
                        EdgeKinds.all(),
                        AlgebraKinds.all(),
                        PolynomialKinds.all())
                .flatMap(List::stream)
                .toList();
    }

    static HostileSuite run(int seeds) {
        HostileSuite suite = new HostileSuite(seeds);
        for (Kind kind : kinds()) {
            suite.tallies.add(Tally.of(kind, Optional.empty(), seeds));
            for (Mistake mistake : kind.mistakes()) {
                suite.tallies.add(Tally.of(kind, Optional.of(mistake), seeds));
            }
        }
        return suite;
    }

    List<Tally> tallies() {
        return List.copyOf(tallies);
    }

    /** The figures of the whole suite. */
    String summary() {
        return "%d kinds, %d seeds each%n".formatted(kinds().size(), seeds) + line(true) + line(false);
    }

    private String line(boolean right) {
        return "%s gradients: %d checks, PASS %d, PASS below the stated limit %d, KINK %d, INCONCLUSIVE %d, FAIL %d; %.1f evaluations each%n"
                .formatted(
                        right ? "right" : "wrong",
                        sum(right, Tally::seeds),
                        sum(right, tally -> tally.count(Verdict.PASS) - tally.belowLimit()),
                        sum(right, Tally::belowLimit),
                        sum(right, tally -> tally.count(Verdict.KINK)),
                        sum(right, tally -> tally.count(Verdict.INCONCLUSIVE)),
                        sum(right, tally -> tally.count(Verdict.FAIL)),
                        sum(right, Tally::evaluations) / (double) sum(right, Tally::seeds));
    }

    private long sum(boolean right, ToLongFunction<Tally> count) {
        return tallies.stream()
                .filter(tally -> tally.isRight() == right)
                .mapToLong(count)
                .sum();
    }

    /** A Markdown table of every gradient, theme by theme. */
    String table() {
        StringBuilder text = new StringBuilder("# Hostile functions\n\n```\n" + summary() + "```\n");
        String theme = "";
        for (Tally tally : tallies) {
            if (!tally.kind().theme().equals(theme)) {
                theme = tally.kind().theme();
                text.append("\n## ").append(theme).append("\n\n");
                text.append("| gradient | is | PASS | PASS below limit | KINK | INCONCLUSIVE | FAIL | evaluations |\n");
                text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            }
            text.append(tally.row()).append('\n');
        }
        return text.append(knownLimits()).toString();
    }

    private String knownLimits() {
        StringBuilder text =
                new StringBuilder("\n## Known limits\n\n| gradient | times | why |\n| --- | --- | --- |\n");
        for (Tally tally : tallies) {
            KnownLimits.reason(tally)
                    .ifPresent(reason -> text.append("| %s | %d of %d | %s |%n"
                            .formatted(tally.key().replace("|", "\\|"), tally.surprises(), tally.seeds(), reason)));
        }
        return text.toString();
    }
}
