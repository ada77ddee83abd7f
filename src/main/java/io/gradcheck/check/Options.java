package io.gradcheck.check;

import io.gradcheck.argument.Argument;
import io.gradcheck.argument.JavaText;
import io.gradcheck.finding.Law;
import io.gradcheck.subject.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
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
    private static final int FEWEST_EVALUATIONS = 30;
    private static final int TIMES_IN_FLOAT = 6;

    static final Options STANDARD = new Options(
            1, STANDARD_EVALUATIONS, false, (done, all) -> {}, false, false, RelativeError.of(0), Set.of(), Set.of());

    Options {
        Argument.atLeast("evaluations", maxEvaluations, FEWEST_EVALUATIONS);
    }

    Options seed(long other) {
        return with(draft -> draft.seed = other);
    }

    Options maxEvaluations(int other) {
        return with(draft -> draft.maxEvaluations = other);
    }

    /** The most evaluations for the verdict on a whole variable; more where its entries are probed in groups too. */
    int maxEvaluations(Precision precision) {
        return precision == Precision.FLOAT ? TIMES_IN_FLOAT * maxEvaluations : maxEvaluations;
    }

    Options exhaustive(Progress listener) {
        return with(draft -> {
            draft.exhaustive = true;
            draft.progress = Objects.requireNonNull(listener, "progress");
        });
    }

    Options allowVacuous() {
        return with(draft -> draft.vacuousAllowed = true);
    }

    Options excluding(String... variables) {
        Set<String> all = new LinkedHashSet<>(excluded);
        all.addAll(Arrays.asList(variables));
        return with(draft -> draft.excluded = all);
    }

    Options strict() {
        return with(draft -> draft.strictAtKinks = true);
    }

    Options accepting(RelativeError error) {
        return with(draft -> draft.accepted = error);
    }

    Options without(Law... laws) {
        Set<Law> all = EnumSet.noneOf(Law.class);
        all.addAll(skipped);
        all.addAll(List.of(laws));
        return with(draft -> draft.skipped = Collections.unmodifiableSet(all));
    }

    private Options with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options while one of them changes, so that all of them are listed only once. */
    private static final class Draft {

        private long seed;
        private int maxEvaluations;
        private boolean exhaustive;
        private Progress progress;
        private boolean vacuousAllowed;
        private boolean strictAtKinks;
        private RelativeError accepted;
        private Set<String> excluded;
        private Set<Law> skipped;

        Draft(Options from) {
            seed = from.seed;
            maxEvaluations = from.maxEvaluations;
            exhaustive = from.exhaustive;
            progress = from.progress;
            vacuousAllowed = from.vacuousAllowed;
            strictAtKinks = from.strictAtKinks;
            accepted = from.accepted;
            excluded = from.excluded;
            skipped = from.skipped;
        }

        Options options() {
            return new Options(
                    seed,
                    maxEvaluations,
                    exhaustive,
                    progress,
                    vacuousAllowed,
                    strictAtKinks,
                    accepted,
                    excluded,
                    skipped);
        }
    }

    /**
     * The call that makes a checker of these options, as Java code. Everything that can change a report is in it, so that
     * it repeats the report.
     */
    String call() {
        StringBuilder call = new StringBuilder("GradientChecker.standard().seed(" + JavaText.number(seed) + ")");
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
            call.append(excluded.stream().map(JavaText::quoted).collect(arguments("excluding")));
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
}
