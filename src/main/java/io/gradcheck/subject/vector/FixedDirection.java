package io.gradcheck.subject.vector;

import java.util.SplittableRandom;

/** Vectors in which every coordinate takes part, with different weights and signs; always the same for one place. */
final class FixedDirection {

    private static final long SEED = 1;

    private FixedDirection() {}

    /**
     * Entries of size 1/2 to 1 times the coordinate's own, and of the largest coordinate where one is zero.
     *
     * <p>So {@code x + t v} with {@code |t| < 1} keeps the signs of {@code x}, and stays in the domain of logarithms and
     * roots.
     *
     * @param x the place. Not modified.
     */
    static double[] along(double[] x) {
        double largest = 0;
        for (double coordinate : x) {
            largest = Math.max(largest, Math.abs(coordinate));
        }
        double[] v = like(x);
        for (int i = 0; i < v.length; i++) {
            double size = x[i] == 0 ? largest : Math.abs(x[i]);
            v[i] *= size == 0 ? 1 : size;
        }
        return v;
    }

    /**
     * Entries of size 1/2 to 1.
     *
     * @param x a vector of the same length. Not modified.
     */
    static double[] like(double[] x) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] v = new double[x.length];
        for (int i = 0; i < v.length; i++) {
            double size = 0.5 + 0.5 * random.nextDouble();
            v[i] = random.nextBoolean() ? size : -size;
        }
        return v;
    }
}
