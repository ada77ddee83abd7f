package io.gradcheck.check.textbook;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The random numbers of one case of a formula.
 *
 * @param regime what sort of numbers its arguments are
 * @param random where they come from
 */
record Draw(Regime regime, SplittableRandom random) {

    /** Arguments that may be any numbers. */
    double[] values(int count) {
        return regime.draw(count, random);
    }

    /** Arguments that must be positive. */
    double[] positive(int count) {
        return Arrays.stream(values(count)).map(v -> v == 0 ? 1 : Math.abs(v)).toArray();
    }

    /** Ordinary numbers whatever the regime, for data and weights beside the arguments. */
    double[] normal(int count) {
        return Regime.ORDINARY.draw(count, random);
    }

    /** Numbers between two bounds, whatever the regime. */
    double[] between(int count, double low, double high) {
        return random.doubles(count, low, high).toArray();
    }

    /** Each moved by up to a tenth of itself, for quantities that have a usual size. */
    double[] about(double... usual) {
        return Arrays.stream(usual).map(v -> v * random.nextDouble(0.9, 1.1)).toArray();
    }

    /** Probabilities: in the middle, near the ends, or a half. */
    double[] probabilities(int count) {
        double[] p = new double[count];
        for (int i = 0; i < count; i++) {
            double small = Math.pow(10, random.nextDouble(-9, -3));
            p[i] = switch (regime) {
                case SMALL, MAGNITUDES -> small;
                case SATURATING, HUGE -> random.nextBoolean() ? small : 1 - small;
                case TIES -> 0.5;
                default -> random.nextDouble(0.05, 0.95);
            };
        }
        return p;
    }

    /** Labels, 0 or 1. */
    double[] labels(int count) {
        return random.ints(count, 0, 2).asDoubleStream().toArray();
    }

    int index(int count) {
        return random.nextInt(count);
    }
}
