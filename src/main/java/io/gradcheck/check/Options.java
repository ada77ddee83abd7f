package io.gradcheck.check;

import io.gradcheck.finding.Law;
import io.gradcheck.subject.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What a checker was told.
 *
 * @param seed the seed of its directions
 * @param maxEvaluations the most evaluations for the verdict on one variable
 * @param exhaustive whether every entry is checked alone
 * @param progress hears of it
 * @param vacuousAllowed whether a subject of which nothing could be seen passes
 * @param strictAtKinks whether a gradient that is no subgradient at a kink fails
 * @param accepted the relative error of the gradient that is accepted
 * @param excluded the variables that are taken as constants
 * @param skipped the laws that are not judged
 */
record Options(
        long seed,
        int maxEvaluations,
        boolean exhaustive,
        Progress progress,
        boolean vacuousAllowed,
        boolean strictAtKinks,
        RelativeError accepted,
        Set<String> excluded,
        Set<Law> skipped) {

    // 400: with 300, looks for stairs and for finer steps leave a wrong gradient at the edge of a domain undecided, and
    // 1,200 more of 89,200 wrong hostile gradients; the mean, which few variables decide, is the same.
    private static final int STANDARD_EVALUATIONS = 400;
    private static final int TIMES_IN_FLOAT = 6;

    static final Options STANDARD = new Options(
            1, STANDARD_EVALUATIONS, false, (done, all) -> {}, false, false, RelativeError.of(0), Set.of(), Set.of());

    Options seed(long other) {
        return new Options(
                other,
                maxEvaluations,
                exhaustive,
                progress,
                vacuousAllowed,
                strictAtKinks,
                accepted,
                excluded,
                skipped);
    }

    Options maxEvaluations(int other) {
        return new Options(
                seed, other, exhaustive, progress, vacuousAllowed, strictAtKinks, accepted, excluded, skipped);
    }

    /** The most evaluations for the verdict on a whole variable; more where its entries are probed in groups too. */
    int maxEvaluations(Precision precision) {
        return precision == Precision.FLOAT ? TIMES_IN_FLOAT * maxEvaluations : maxEvaluations;
    }

    Options exhaustive(Progress listener) {
        return new Options(
                seed, maxEvaluations, true, listener, vacuousAllowed, strictAtKinks, accepted, excluded, skipped);
    }

    Options allowVacuous() {
        return new Options(
                seed, maxEvaluations, exhaustive, progress, true, strictAtKinks, accepted, excluded, skipped);
    }

    Options excluding(String... variables) {
        Set<String> all = new LinkedHashSet<>(excluded);
        all.addAll(Arrays.asList(variables));
        return new Options(
                seed, maxEvaluations, exhaustive, progress, vacuousAllowed, strictAtKinks, accepted, all, skipped);
    }

    Options strict() {
        return new Options(
                seed, maxEvaluations, exhaustive, progress, vacuousAllowed, true, accepted, excluded, skipped);
    }

    Options accepting(RelativeError error) {
        return new Options(
                seed, maxEvaluations, exhaustive, progress, vacuousAllowed, strictAtKinks, error, excluded, skipped);
    }

    Options without(Law... laws) {
        Set<Law> all = EnumSet.noneOf(Law.class);
        all.addAll(skipped);
        all.addAll(List.of(laws));
        return new Options(
                seed,
                maxEvaluations,
                exhaustive,
                progress,
                vacuousAllowed,
                strictAtKinks,
                accepted,
                excluded,
                Collections.unmodifiableSet(all));
    }

    /**
     * The call that makes a checker of these options, as Java code. Everything that can change a report is in it, so that
     * it repeats the report.
     */
    String call() {
        StringBuilder call = new StringBuilder("GradientChecker.standard().seed(" + literal(seed) + ")");
        if (maxEvaluations != STANDARD_EVALUATIONS) {
            call.append(".maxEvaluations(").append(maxEvaluations).append(')');
        }
        if (exhaustive) {
            call.append(".exhaustive()");
        }
        if (vacuousAllowed) {
            call.append(".allowVacuous()");
        }
        if (strictAtKinks) {
            call.append(".strictAtKinks()");
        }
        if (accepted.value() > 0) {
            call.append(".accepting(RelativeError.of(").append(accepted.value()).append("))");
        }
        if (!excluded.isEmpty()) {
            call.append(excluded.stream().map(Options::literal).collect(arguments("excluding")));
        }
        if (!skipped.isEmpty()) {
            call.append(skipped.stream().map(law -> "Law." + law.name()).collect(arguments("without")));
        }
        return call.toString();
    }

    /** The classes that the call names. */
    List<String> imports() {
        List<String> imports = new ArrayList<>();
        imports.add(GradientChecker.class.getName());
        if (!skipped.isEmpty()) {
            imports.add(Law.class.getName());
        }
        if (accepted.value() > 0) {
            imports.add(RelativeError.class.getName());
        }
        return imports;
    }

    private static Collector<CharSequence, ?, String> arguments(String method) {
        return Collectors.joining(", ", "." + method + "(", ")");
    }

    private static String literal(long number) {
        return number == (int) number ? String.valueOf(number) : number + "L";
    }

    private static String literal(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + '"';
    }
}
