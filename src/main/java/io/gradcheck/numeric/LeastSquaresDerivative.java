package io.gradcheck.numeric;

import org.jspecify.annotations.Nullable;

/**
 * An estimate for functions whose noise decides: the derivative and the jump of the slope by least squares over a window of
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
final class LeastSquaresDerivative {

    private static final int LEVELS = 18;

    // 6: where many kinks lie within a window, four points can fit them by chance. With 4, and 1 for NOISE, there were
    // two false alarms in 1,007,472 variables of random networks.
    private static final int POINTS = 6;

    // 1: with the factor 4 of a bound, four standard deviations. With 1.5 a third more errors of a hundredth in one
    // entry are missed.
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

    private static final double GAMMA = FloatFormat.BINARY32.gamma();

    // The steps of a window span the same range however many they are.
    private static final double SPAN = Math.pow(FloatFormat.BINARY32.ratio(), POINTS - 1);

    private static final Window USUAL = new Window(1);

    // 3: where the usual fit is in doubt, three fifths of its noise at most. One entry in 120 wrong by a hundredth is
    // seen with it that was not without.
    private static final Window CLOSER = new Window(3);

    private final SampledFunction phi;
    private final double noise;
    private final Window window;

    /** The fits over one window of steps, and how they pass on the noise of a value. */
    private static final class Window {
        private final int perRatio;
        private final int points;
        private final double ratio;
        private final PolynomialFit slope;
        private final PolynomialFit lowerSlope;
        private final PolynomialFit bend;
        private final double slopeDeviation;
        private final double changeDeviation;
        private final double jumpDeviation;

        private Window(int perRatio) {
            this.perRatio = perRatio;
            this.points = (POINTS - 1) * perRatio + 1;
            this.ratio = Math.pow(FloatFormat.BINARY32.ratio(), 1.0 / perRatio);
            this.slope = new PolynomialFit(ratio, points, 1, 3, 5);
            this.lowerSlope = new PolynomialFit(ratio, points, 1, 3);
            this.bend = new PolynomialFit(ratio, points, 1, 2, 4);
            // Halves of the sum and the difference of two values have half their variance; the value at zero is in
            // every sum.
            this.slopeDeviation = slope.deviation() / Math.sqrt(2);
            this.changeDeviation = Math.sqrt(square(slope.deviation()) - square(lowerSlope.deviation())) / Math.sqrt(2);
            this.jumpDeviation = 2 * Math.hypot(bend.deviation() / Math.sqrt(2), bend.offset());
        }
    }

    /**
     * What one window shows.
     *
     * @param derivative the derivative at zero
     * @param error estimate of its error
     * @param jump the jump of the slope at zero
     * @param jumpError estimate of its error
     * @param step the smallest step of the window
     */
    private record Seen(double derivative, double error, double jump, double jumpError, double step) {

        private static final Seen NOTHING =
                new Seen(Double.NaN, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0);

        double merit() {
            return error + JUMP_WEIGHT * jumpError;
        }
    }

    /**
     * An estimate that is yet to be made.
     *
     * @param phi the function
     * @param closer whether to take three times as many steps, which leaves three fifths of the noise at most
     */
    LeastSquaresDerivative(SampledFunction phi, boolean closer) {
        this.phi = phi;
        this.noise = phi.noise();
        this.window = closer ? CLOSER : USUAL;
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
    DerivativeEstimate estimate(double firstStep, double firstRight, double firstLeft) {
        Seen best = best(firstStep, firstRight, firstLeft);
        return best == null
                ? null
                : phi.bothSides(best.derivative, best.error, best.jump, best.jumpError, best.step, firstStep);
    }

    private @Nullable Seen best(double firstStep, double firstRight, double firstLeft) {
        double atZero = phi.atZero();
        double[] odd = new double[window.points];
        double[] even = new double[window.points];
        Seen best = Seen.NOTHING;
        double h = firstStep;
        for (int level = 0; level < LEVELS * window.perRatio; level++, h /= window.ratio) {
            double right = level == 0 ? firstRight : phi.applyAsDouble(h);
            double left = level == 0 ? firstLeft : phi.applyAsDouble(-h);
            if (!Double.isFinite(right) || !Double.isFinite(left)) {
                return null;
            }
            append(odd, (right - left) / 2);
            append(even, ((right - atZero) + (left - atZero)) / 2);
            if (level >= window.points - 1) {
                Seen seen = seen(odd, even, h);
                best = seen.merit() < best.merit() ? seen : best;
                if (enough(best) || NOISE * window.slopeDeviation * noise / (SPAN * h) > best.merit()) {
                    return best;
                }
            }
        }
        return best;
    }

    private static void append(double[] values, double value) {
        System.arraycopy(values, 1, values, 0, values.length - 1);
        values[values.length - 1] = value;
    }

    private Seen seen(double[] odd, double[] even, double smallest) {
        double h = SPAN * smallest;
        double derivative = window.slope.coefficient(odd);
        double change = Math.abs(derivative - window.lowerSlope.coefficient(odd));
        double error = NOISE * window.slopeDeviation * noise
                + MISFIT * USUAL.slopeDeviation * beyondNoise(window.slope.residual(odd))
                + Math.max(0, change - CHANGE_BY_NOISE * window.changeDeviation * noise);
        double jumpError = NOISE * window.jumpDeviation * noise
                + MISFIT * USUAL.jumpDeviation * beyondNoise(window.bend.residual(even));
        return new Seen(derivative / h, error / h, 2 * window.bend.coefficient(even) / h, jumpError / h, smallest);
    }

    /** What the fit leaves beyond the noise of a value. */
    private double beyondNoise(double residual) {
        return Math.max(0, Math.sqrt(2) * residual - MISFIT_BY_NOISE * noise);
    }

    /** Whether rounding decides already, and no jump is in sight. */
    private boolean enough(Seen best) {
        return best.error() <= ENOUGH * GAMMA * phi.magnitude()
                && best.jumpError() <= JUMP_TARGET * phi.magnitude()
                && Math.abs(best.jump()) <= best.jumpError();
    }
}
