package io.gradcheck.numeric;

import java.util.List;
import java.util.SplittableRandom;

/** Random places at which tests look. */
final class Points {

    static final long SEED = 20240607;

    private static final int COUNT = 60;

    private Points() {}

    static List<Double> between(double from, double to) {
        return new SplittableRandom(SEED).doubles(COUNT, from, to).boxed().toList();
    }
}
