package io.gradcheck.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * A function that is differentiated at zero, with what its values tell whatever the method of estimation: how large they
 * are, how far they move, and what rounding makes of a slope.
 */
final class SampledFunction implements DoubleUnaryOperator {

    /**
     * By how much a slope from central differences amplifies the noise of a value over the step: 1.07 * 1.004 by the first
     * two extrapolations, and a little more.
     */
    static final double NOISE_IN_SLOPE = 1.2;

    private static final double ROUNDING_NOISE = 4;
    private static final double ROUNDING_VALUE = 1e-14;
    private static final double CONSTANT_NOISE = 2.2e-16;

    private final DoubleUnaryOperator phi;
    private final double atZero;
    private final double noise;
    private final double magnitude;
    private final FloatFormat arithmetic;

    private double largest;
    private double range;
    private double nearest = Double.POSITIVE_INFINITY;
    private double moveAtNearest;
    private boolean constant = true;

    /**
     * A function of which nothing was seen but its value at zero.
     *
     * @param phi the function
     * @param atZero its value at zero; finite
     * @param noise the noise of its values
     * @param magnitude the size that a derivative is expected to have
     * @param arithmetic the format in which the function computes
     */
    SampledFunction(DoubleUnaryOperator phi, double atZero, double noise, double magnitude, FloatFormat arithmetic) {
        this.phi = phi;
        this.atZero = atZero;
        this.noise = noise;
        this.magnitude = magnitude;
        this.arithmetic = arithmetic;
        this.largest = Math.abs(atZero);
    }

    @Override
    public double applyAsDouble(double t) {
        double value = phi.applyAsDouble(t);
        if (Double.isFinite(value)) {
            largest = Math.max(largest, Math.abs(value));
            constant &= value == atZero;
            double move = Math.abs(value - atZero);
            range = Math.max(range, move);
            if (Math.abs(t) <= nearest) {
                moveAtNearest = Math.abs(t) < nearest ? move : Math.max(move, moveAtNearest);
                nearest = Math.abs(t);
            }
        }
        return value;
    }

    double atZero() {
        return atZero;
    }

    double noise() {
        return noise;
    }

    double magnitude() {
        return magnitude;
    }

    FloatFormat arithmetic() {
        return arithmetic;
    }

    /** Whether all values are that at zero, as far as they were seen and are finite. */
    boolean isConstant() {
        return constant;
    }

    /** How far the values that were seen are from the value at zero. */
    double range() {
        return range;
    }

    /** How far the values at the smallest step that was taken are from the value at zero. */
    double moveAtNearest() {
        return moveAtNearest;
    }

    /** What rounding alone can make of a difference between two derivatives. */
    double rounding() {
        return arithmetic.gamma() * magnitude + ROUNDING_NOISE * noise + ROUNDING_VALUE * Math.min(1, largest);
    }

    /**
     * An estimate from values on both sides of zero.
     *
     * @param firstStep the largest step that was taken
     */
    DerivativeEstimate bothSides(
            double derivative, double error, double jump, double jumpError, double step, double firstStep) {
        double flat = 0;
        if (constant) {
            // Nothing moved: a slope too small to show in any value cannot be excluded.
            flat = NOISE_IN_SLOPE * Math.max(noise, CONSTANT_NOISE * Math.max(1, Math.abs(atZero))) / firstStep;
        }
        return new DerivativeEstimate(
                derivative, error + flat, jump, jumpError, step, rounding(), DerivativeEstimate.Sides.BOTH);
    }

    /** An estimate from values on one side of zero, where no jump can be seen. */
    DerivativeEstimate oneSide(double derivative, double error, double step, DerivativeEstimate.Sides side) {
        return new DerivativeEstimate(derivative, error, 0, 0, step, rounding(), side);
    }
}
