package io.gradcheck.check.law;

import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Tensor;

/**
 * Whether code computes in float without saying so: as soon as one of its values needs nearly all bits of a float, and
 * none needs more, that is no chance. One number of double precision is a float once in 500 million.
 */
public final class SinglePrecision {

    private static final int BITS = 52;
    private static final int OF_SHORT_NUMBERS = 20;
    private static final double ROUNDINGS = 4;

    private SinglePrecision() {}

    /** Whether a subject in double precision has outputs that are floats. */
    public static boolean isUndeclared(EvaluationPoint base, Tensor output) {
        return base.f().subject().precision() == Precision.DOUBLE && areFloats(1, output);
    }

    /** Whether a subject in double precision has outputs or gradients that are floats. */
    static boolean isUndeclaredInAny(EvaluationPoint base, Tensor output) {
        if (isUndeclared(base, output)) {
            return true;
        }
        Tensor[] gradients = base.gradient().tensors().toArray(new Tensor[0]);
        return base.f().subject().precision() == Precision.DOUBLE
                && areFloats(base.f().unit(), gradients);
    }

    /** Whether all numbers are floats, but for what multiplying by a unit has done to them, and some need its bits. */
    private static boolean areFloats(double unit, Tensor... tensors) {
        boolean any = false;
        for (Tensor tensor : tensors) {
            for (double x : tensor.values()) {
                double value = x / unit;
                double nearest = (float) value;
                if (Math.abs(value - nearest) > (unit == 1 ? 0 : ROUNDINGS * Math.ulp(value))) {
                    return false;
                }
                any |= Double.doubleToLongBits(nearest) << (OF_SHORT_NUMBERS + Long.SIZE - BITS) != 0;
            }
        }
        return any;
    }
}
