package io.gradcheck.numeric;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A ladder for functions whose noise decides: the derivative and the jump of the slope by least squares over a window of
 * six successive steps, of which the best window counts.
 *
 * <pre>
 * (phi(t) - phi(-t)) / 2            =  D t + c3 t^3 + c5 t^5
 * (phi(t) + phi(-t)) / 2 - phi(0)   =  S t / 2 + c2 t^2 + c4 t^4
 * </pre>
 *
 * <p>The error is that of the noise, as it passes through the fit; what the fit leaves beyond noise, such as a kink within
 * the window, many times over; and what the fifth power changes beyond noise.
 */
final class Regression {

    private static final int LEVELS = 18;

    // 6: where many kinks lie within a window, four points can fit them by chance. With 4, and 1 for NOISE, there were
    // two
    // false alarms in 1,007,472 variables of random networks.
    private static final int POINTS = 6;

    // 1: with the factor 4 of a bound, four standard deviations. With 1.5 a third more errors of a hundredth in one
    // entry
    // are missed.
    private static final double NOISE = 1;

    // 8: a kink within the window biases the derivative by more than it leaves beside the fit. With 1 there were 5
    // false alarms in 500,000 variables of random networks, with 4 one, with 8 none.
    private static final double MISFIT = 8;
    // 1.2: with 2, a kink at half of the window's largest step left so little that a right gradient failed from 122 of
    // 300 seeds (hard_swish, huber loss).
    private static final double MISFIT_BY_NOISE = 1.2;
    private static final double CHANGE_BY_NOISE = 3;
    private static final double JUMP_WEIGHT = 0.2;

    private static final double ENOUGH = 0.1;
    private static final double JUMP_TARGET = 1e-3;

    private static final double RATIO = Arithmetic.BINARY32.ratio();
    private static final double GAMMA = Arithmetic.BINARY32.gamma();
    private static final double WINDOW = Math.pow(RATIO, POINTS - 1);

    private static final WindowFit SLOPE = new WindowFit(RATIO, POINTS, 1, 3, 5);
    private static final WindowFit LOWER_SLOPE = new WindowFit(RATIO, POINTS, 1, 3);
    private static final WindowFit BEND = new WindowFit(RATIO, POINTS, 1, 2, 4);

    // Halves of the sum and the difference of two values have half their variance; the value at zero is in every sum.
    private static final double SLOPE_DEVIATION = SLOPE.deviation() / Math.sqrt(2);
    private static final double CHANGE_DEVIATION =
            Math.sqrt(square(SLOPE.deviation()) - square(LOWER_SLOPE.deviation())) / Math.sqrt(2);
    private static final double JUMP_DEVIATION = 2 * Math.hypot(BEND.deviation() / Math.sqrt(2), BEND.offset());

    private final DoubleUnaryOperator phi;
    private final double atZero;
    private final double noise;
    private final double magnitude;

    /**
     * What one window shows.
     *
     * @param derivative the derivative at zero
     * @param error estimate of its error
     * @param jump the jump of the slope at zero
     * @param jumpError estimate of its error
     * @param step the smallest step of the window
     */
    record Estimate(double derivative, double error, double jump, double jumpError, double step) {

        static final Estimate NONE = new Estimate(Double.NaN, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0);

        double merit() {
            return error + JUMP_WEIGHT * jumpError;
        }
    }

    /**
     * A ladder for one function.
     *
     * @param phi the function
     * @param atZero its value at zero
     * @param noise the noise of its values
     * @param magnitude the size that a derivative is expected to have
     */
    Regression(DoubleUnaryOperator phi, double atZero, double noise, double magnitude) {
        this.phi = phi;
        this.atZero = atZero;
        this.noise = noise;
        this.magnitude = magnitude;
    }

    private static double square(double x) {
        return x * x;
    }

    /**
     * Descends until noise takes over; null where the function is not finite at a step.
     *
     * @param firstStep the largest step
     * @param firstRight the value there
     * @param firstLeft the value at the same distance on the other side
     */
    @Nullable
    Estimate descend(double firstStep, double firstRight, double firstLeft) {
        double[] odd = new double[POINTS];
        double[] even = new double[POINTS];
        Estimate best = Estimate.NONE;
        double h = firstStep;
        for (int level = 0; level < LEVELS; level++, h /= RATIO) {
            double right = level == 0 ? firstRight : phi.applyAsDouble(h);
            double left = level == 0 ? firstLeft : phi.applyAsDouble(-h);
            if (!Double.isFinite(right) || !Double.isFinite(left)) {
                return null;
            }
            append(odd, (right - left) / 2);
            append(even, ((right - atZero) + (left - atZero)) / 2);
            if (level >= POINTS - 1) {
                Estimate estimate = estimate(odd, even, h);
                best = estimate.merit() < best.merit() ? estimate : best;
                if (enough(best) || NOISE * SLOPE_DEVIATION * noise / (WINDOW * h) > best.merit()) {
                    return best;
                }
            }
        }
        return best;
    }

    private static void append(double[] window, double value) {
        System.arraycopy(window, 1, window, 0, POINTS - 1);
        window[POINTS - 1] = value;
    }

    private Estimate estimate(double[] odd, double[] even, double smallest) {
        double h = WINDOW * smallest;
        double derivative = SLOPE.coefficient(odd);
        double change = Math.abs(derivative - LOWER_SLOPE.coefficient(odd));
        double error = SLOPE_DEVIATION * (NOISE * noise + MISFIT * beyondNoise(SLOPE.residual(odd)))
                + Math.max(0, change - CHANGE_BY_NOISE * CHANGE_DEVIATION * noise);
        double jumpError = JUMP_DEVIATION * (NOISE * noise + MISFIT * beyondNoise(BEND.residual(even)));
        return new Estimate(derivative / h, error / h, 2 * BEND.coefficient(even) / h, jumpError / h, smallest);
    }

    /** What the fit leaves beyond the noise of a value. */
    private double beyondNoise(double residual) {
        return Math.max(0, Math.sqrt(2) * residual - MISFIT_BY_NOISE * noise);
    }

    /** Whether rounding decides already, and no jump is in sight. */
    private boolean enough(Estimate best) {
        return best.error() <= ENOUGH * GAMMA * magnitude
                && best.jumpError() <= JUMP_TARGET * magnitude
                && Math.abs(best.jump()) <= best.jumpError();
    }
}
