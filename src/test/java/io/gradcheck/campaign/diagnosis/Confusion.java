package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What is named where one mistake is planted: a row of the confusion table. Counted by wrong variable. */
final class Confusion {

    /** The column of the planted mistake itself, wherever it has a name. */
    static final String RIGHT = "the planted one";

    /** The column of variables for which nothing was named. */
    static final String NOTHING = "nothing";

    /** Of a variable's largest entry; smaller changes are not counted as planted. */
    private static final double LEAST_CHANGE = 1e-8;

    private static final int MOST_TRIES = 40;

    private final PlantedMistake mistake;
    private final boolean known;
    private final Map<String, Integer> first = new TreeMap<>();
    private final Map<String, Integer> anywhere = new TreeMap<>();
    private final StringBuilder surprises = new StringBuilder();
    private int subjects;
    private int variables;

    private Confusion(PlantedMistake mistake, boolean known) {
        this.mistake = mistake;
        this.known = known;
    }

    /**
     * Plants a mistake into random subjects and counts what is named.
     *
     * @param mistake the mistake
     * @param subjects a series of right subjects
     * @param wanted into how many of them
     * @param seed the seed of the planting
     */
    static Confusion of(PlantedMistake mistake, LongFunction<Subject> subjects, int wanted, long seed) {
        Confusion row = null;
        for (long index = 0; (row == null || row.subjects < wanted) && index < (long) MOST_TRIES * wanted; index++) {
            Subject right = subjects.apply(index);
            Optional<Plant> plant = mistake.planting().into(right, new SplittableRandom(seed + index));
            if (plant.isPresent() && changes(right, plant.get().subject())) {
                row = row == null
                        ? new Confusion(mistake, !plant.get().diagnoses().isEmpty())
                        : row;
                row.add(plant.get(), index);
            }
        }
        if (row == null) {
            throw new IllegalStateException(mistake.name() + ": found no subject to plant it in");
        }
        return row;
    }

    private static boolean changes(Subject right, Subject wrong) {
        Tensor upstream = right.evaluate(right.point()).copy();
        Arrays.fill(upstream.values(), 0.75);
        Map<String, Tensor> at = new LinkedHashMap<>();
        right.point().forEach((name, value) -> at.put(name, value.copy())); // which a mistake may overwrite
        Map<String, Tensor> is = wrong.gradient(at, upstream.copy());
        return right.gradient(right.point(), upstream).entrySet().stream()
                .anyMatch(wanted -> changes(
                        wanted.getValue().values(), is.get(wanted.getKey()).values()));
    }

    private static boolean changes(double[] right, double[] wrong) {
        double size = 1e-3;
        double change = 0;
        for (int i = 0; i < right.length; i++) {
            size = Math.max(size, Math.abs(right[i]));
            change = Double.isFinite(wrong[i]) ? Math.max(change, Math.abs(right[i] - wrong[i])) : size;
        }
        return change > LEAST_CHANGE * size;
    }

    private void add(Plant plant, long index) {
        subjects++;
        GradientReport report = GradientChecker.standard().seed(index).check(plant.subject());
        for (Finding finding : report.findings()) {
            if (finding.verdict() == Verdict.FAIL) {
                String best = add(plant, finding);
                if (!best.equals(wanted())) {
                    surprises.append("subject %d, %s: %s\n%s\n".formatted(index, finding.name(), best, report));
                }
            }
        }
    }

    private String add(Plant plant, Finding finding) {
        Set<String> named = new LinkedHashSet<>();
        for (Diagnosis diagnosis : finding.diagnoses()) {
            named.add(isRight(plant, diagnosis) ? RIGHT : kind(diagnosis.mistake()));
        }
        String best = named.isEmpty() ? NOTHING : named.iterator().next();
        variables++;
        first.merge(best, 1, Integer::sum);
        (named.isEmpty() ? Set.of(NOTHING) : named).forEach(kind -> anywhere.merge(kind, 1, Integer::sum));
        return best;
    }

    private static boolean isRight(Plant plant, Diagnosis named) {
        return plant.diagnoses().contains(named.mistake());
    }

    /** A diagnosis without its layer, axis, variable or number. */
    private static String kind(String mistake) {
        return mistake.replaceAll(" in (layer \\d+|every layer)| along axis \\d+|, .*", "")
                .replaceAll("axes .* swapped", "transposed")
                .replaceAll("(constant factor) .*", "$1")
                .replaceAll("(by the logarithm|by the value) of .*", "$1")
                .replaceAll("about \\d+ digits", "a few digits");
    }

    String name() {
        return mistake.name();
    }

    /** What should come first. */
    private String wanted() {
        return known ? RIGHT : NOTHING;
    }

    int variables() {
        return variables;
    }

    /** All that was named in any variable. */
    Set<String> kinds() {
        return anywhere.keySet();
    }

    /** The share of wrong variables for which a kind was named first. */
    double first(String kind) {
        return (double) first.getOrDefault(kind, 0) / variables;
    }

    /** The share of wrong variables for which a kind was named at all. */
    double anywhere(String kind) {
        return (double) anywhere.getOrDefault(kind, 0) / variables;
    }

    /** The share for which the right thing came first: the planted mistake, or nothing where it has no name. */
    double rightFirst() {
        return first(wanted());
    }

    /** The share for which a mistake that was not planted came first. */
    double wrongFirst() {
        int right = first.getOrDefault(wanted(), 0);
        int silent = known ? first.getOrDefault(NOTHING, 0) : 0;
        return (double) (variables - right - silent) / variables;
    }

    /** The reports in which something else came first. */
    String surprises() {
        return surprises.toString();
    }
}
