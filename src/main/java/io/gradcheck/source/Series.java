package io.gradcheck.source;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where the cases of a series get their random numbers. */
final class Series {

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Series() {}

    /** The numbers of one case. The golden ratio spreads the seeds, so that neighbouring series do not share cases. */
    static RandomGenerator random(long seed, long index) {
        return new SplittableRandom(seed * GOLDEN_RATIO + index);
    }
}
