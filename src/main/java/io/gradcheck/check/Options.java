package io.gradcheck.check;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a checker was told.
 *
 * @param seed the seed of its directions
 * @param maxEvaluations the most evaluations for the verdict on one variable
 * @param vacuousAllowed whether a subject of which nothing could be seen passes
 * @param strictAtKinks whether a gradient that is no subgradient at a kink fails
 * @param accepted the relative error of the gradient that is accepted
 * @param excluded the variables that are taken as constants
 * @param skipped the laws that are not judged
 */
record Options(
        long seed,
        int maxEvaluations,
        boolean vacuousAllowed,
        boolean strictAtKinks,
        RelativeError accepted,
        Set<String> excluded,
        Set<Law> skipped) {

    private static final int STANDARD_EVALUATIONS = 150;

    static final Options STANDARD =
            new Options(1, STANDARD_EVALUATIONS, false, false, RelativeError.of(0), Set.of(), Set.of());

    Options seed(long other) {
        return new Options(other, maxEvaluations, vacuousAllowed, strictAtKinks, accepted, excluded, skipped);
    }

    Options maxEvaluations(int other) {
        return new Options(seed, other, vacuousAllowed, strictAtKinks, accepted, excluded, skipped);
    }

    Options allowVacuous() {
        return new Options(seed, maxEvaluations, true, strictAtKinks, accepted, excluded, skipped);
    }

    Options excluding(String... variables) {
        Set<String> all = new LinkedHashSet<>(excluded);
        all.addAll(Arrays.asList(variables));
        return new Options(seed, maxEvaluations, vacuousAllowed, strictAtKinks, accepted, all, skipped);
    }

    Options strict() {
        return new Options(seed, maxEvaluations, vacuousAllowed, true, accepted, excluded, skipped);
    }

    Options accepting(RelativeError error) {
        return new Options(seed, maxEvaluations, vacuousAllowed, strictAtKinks, error, excluded, skipped);
    }

    Options without(Law... laws) {
        Set<Law> all = EnumSet.noneOf(Law.class);
        all.addAll(skipped);
        all.addAll(List.of(laws));
        return new Options(
                seed,
                maxEvaluations,
                vacuousAllowed,
                strictAtKinks,
                accepted,
                excluded,
                Collections.unmodifiableSet(all));
    }
}
