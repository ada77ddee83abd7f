package io.gradcheck.numeric;

import java.util.function.DoubleUnaryOperator;

/** Estimates in double precision with noise and first step as the procedure prescribes them. */
final class PrescribedSteps {

    private PrescribedSteps() {}

    /** The slope at {@code x} of a function of one number. */
    static DerivativeEstimate slope(DoubleUnaryOperator f, double x, double claimed, double magnitude) {
        double scale = x == 0 ? 1 : Math.min(1e2, Math.max(1e-2, Math.abs(x)));
        double rounding = 0.3 * Math.abs(magnitude) * Math.ulp(x);
        return slope(t -> f.applyAsDouble(x + t), rounding, claimed, Math.abs(magnitude), 0.1 * scale);
    }

    /** The slope at zero of a function along a line. */
    static DerivativeEstimate slope(
            DoubleUnaryOperator phi, double rounding, double claimed, double magnitude, double firstStep) {
        double atZero = phi.applyAsDouble(0);
        double measured = Noise.estimate(phi, atZero, FloatFormat.BINARY64).level();
        return new Derivative(phi, atZero, Math.max(measured, rounding), claimed, magnitude, FloatFormat.BINARY64)
                .estimate(firstStep);
    }
}
