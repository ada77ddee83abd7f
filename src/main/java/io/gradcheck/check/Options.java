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
 * @param excluded the variables that are taken as constants
 */
record Options(long seed, int maxEvaluations, boolean vacuousAllowed, Set<String> excluded) {

    private static final int STANDARD_EVALUATIONS = 150;

    static final Options STANDARD = new Options(1, STANDARD_EVALUATIONS, false, Set.of());

    Options seed(long other) {
        return new Options(other, maxEvaluations, vacuousAllowed, excluded);
    }

    Options maxEvaluations(int other) {
        return new Options(seed, other, vacuousAllowed, excluded);
    }

    Options allowVacuous() {
        return new Options(seed, maxEvaluations, true, excluded);
    }

    Options excluding(String... variables) {
        Set<String> all = new LinkedHashSet<>(excluded);
        all.addAll(Arrays.asList(variables));
        return new Options(seed, maxEvaluations, vacuousAllowed, all);
    }
}
