package io.gradcheck.numeric;

import java.util.function.DoubleUnaryOperator;

/** Functions of one slope that leave it by jumps, alike on both sides of zero. */
final class OddSteps {

    /** A function of which no value is wanted. */
    static final DoubleUnaryOperator UNASKED = t -> {
        throw new AssertionError("was asked for the value at " + t);
    };

    private OddSteps() {}

    /**
     * A straight line that jumps.
     *
     * @param slope that of the line
     * @param jumps by turns how far from zero, and how high
     */
    static DoubleUnaryOperator of(double slope, double... jumps) {
        return t -> {
            double beside = 0;
            for (int k = 0; k < jumps.length; k += 2) {
                beside += Math.abs(t) >= jumps[k] ? jumps[k + 1] : 0;
            }
            return slope * t + Math.signum(t) * beside;
        };
    }

    /** An odd function that rises by a straight way of slope 1 between two distances from zero, and is level elsewhere. */
    static DoubleUnaryOperator rise(double from, double to) {
        return t -> Math.signum(t) * Math.max(0, Math.min(Math.abs(t), to) - from);
    }

    static DoubleUnaryOperator sum(DoubleUnaryOperator a, DoubleUnaryOperator b) {
        return t -> a.applyAsDouble(t) + b.applyAsDouble(t);
    }

    /** The central difference over a step. */
    static double difference(DoubleUnaryOperator phi, double h) {
        return (phi.applyAsDouble(h) - phi.applyAsDouble(-h)) / (2 * h);
    }
}
