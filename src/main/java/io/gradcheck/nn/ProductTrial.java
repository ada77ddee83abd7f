package io.gradcheck.nn;

import java.util.function.LongSupplier;

/** The three products of a layer of 784 units with 100 inputs and 8 examples, by two implementations. */
final class ProductTrial {

    private static final int EXAMPLES = 8;
    private static final int INPUTS = 100;
    private static final int UNITS = 784;

    /** Products as short as that make HotSpot compile all of the loops after some hundred calls; long ones much later. */
    private static final int SHORT_EXAMPLES = 2;

    private static final int SHORT_UNITS = 16;
    private static final int SHORT_PRODUCTS = 600;

    /** The loops count as compiled once they have not become faster by a twentieth for so long. */
    private static final long STEADY_NANOS = 300_000_000L;

    private static final double FASTER = 0.95;
    private static final long LONGEST_NANOS = 1_500_000_000L;

    private final MatrixProduct usual;
    private final MatrixProduct other;
    private final LongSupplier clock;

    private final double[] inputs = integers(EXAMPLES * INPUTS, 11);
    private final double[] deltas = integers(EXAMPLES * UNITS, 17);
    private final double[] weights = integers(UNITS * INPUTS, 13);

    /**
     * Prepares a trial.
     *
     * @param usual what is known to be right
     * @param other what is tried
     * @param clock in nanoseconds
     */
    ProductTrial(MatrixProduct usual, MatrixProduct other, LongSupplier clock) {
        this.usual = usual;
        this.other = other;
        this.clock = clock;
    }

    /** Whole numbers on both sides of zero, so that all products are exact. */
    private static double[] integers(int length, int period) {
        double[] integers = new double[length];
        for (int i = 0; i < length; i++) {
            integers[i] = i % period - period / 2;
        }
        return integers;
    }

    /** Whether both make the same products. */
    boolean agrees() {
        double[][] wanted = products(usual);
        double[][] found = products(other);
        for (int k = 0; k < wanted.length; k++) {
            for (int i = 0; i < wanted[k].length; i++) {
                if (wanted[k][i] != found[k][i]) {
                    return false;
                }
            }
        }
        return true;
    }

    private double[][] products(MatrixProduct product) {
        double[] forward = new double[EXAMPLES * UNITS];
        double[] hidden = new double[EXAMPLES * INPUTS];
        double[] gradient = new double[UNITS * INPUTS];
        product.timesTransposed(inputs, weights, forward, EXAMPLES, INPUTS, UNITS);
        product.times(deltas, weights, hidden, EXAMPLES, UNITS, INPUTS);
        product.transposedTimes(deltas, inputs, gradient, UNITS, EXAMPLES, INPUTS);
        return new double[][] {forward, hidden, gradient};
    }

    /** How many times as fast the other one is, each by its shortest time; found in some 0.5 s, and at most 1.5 s. */
    double speedup() {
        long start = clock.getAsLong();
        double[] result = new double[EXAMPLES * INPUTS];
        long ofUsual = Long.MAX_VALUE;
        long ofOther = Long.MAX_VALUE;
        long faster = start;
        long now;
        do {
            for (int k = 0; k < SHORT_PRODUCTS; k++) {
                usual.times(deltas, weights, result, SHORT_EXAMPLES, SHORT_UNITS, INPUTS);
            }
            long nanos = nanos(usual, result);
            if (nanos < FASTER * ofUsual) {
                faster = clock.getAsLong();
            }
            ofUsual = Math.min(ofUsual, nanos);
            ofOther = Math.min(ofOther, nanos(other, result));
            now = clock.getAsLong();
        } while (now - faster < STEADY_NANOS && now - start < LONGEST_NANOS);
        return (double) ofUsual / ofOther;
    }

    private long nanos(MatrixProduct product, double[] result) {
        long start = clock.getAsLong();
        product.times(deltas, weights, result, EXAMPLES, UNITS, INPUTS);
        return Math.max(1, clock.getAsLong() - start);
    }
}
