package io.gradcheck.check;

import java.util.Arrays;
import java.util.LinkedHashSet;
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
 */
record Options(
        long seed,
        int maxEvaluations,
        boolean vacuousAllowed,
        boolean strictAtKinks,
        RelativeError accepted,
        Set<String> excluded) {

    private static final int STANDARD_EVALUATIONS = 150;

    static final Options STANDARD = new Options(1, STANDARD_EVALUATIONS, false, false, RelativeError.of(0), Set.of());

    Options seed(long other) {
        return new Options(other, maxEvaluations, vacuousAllowed, strictAtKinks, accepted, excluded);
    }

    Options maxEvaluations(int other) {
        return new Options(seed, other, vacuousAllowed, strictAtKinks, accepted, excluded);
    }

    Options allowVacuous() {
        return new Options(seed, maxEvaluations, true, strictAtKinks, accepted, excluded);
    }

    Options excluding(String... variables) {
        Set<String> all = new LinkedHashSet<>(excluded);
        all.addAll(Arrays.asList(variables));
        return new Options(seed, maxEvaluations, vacuousAllowed, strictAtKinks, accepted, all);
    }

    Options strict() {
        return new Options(seed, maxEvaluations, vacuousAllowed, true, accepted, excluded);
    }

    Options accepting(RelativeError error) {
        return new Options(seed, maxEvaluations, vacuousAllowed, strictAtKinks, error, excluded);
    }
}
