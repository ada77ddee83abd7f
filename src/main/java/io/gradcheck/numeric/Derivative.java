package io.gradcheck.numeric;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a function at zero, estimated from its values by the method that suits them.
 *
 * <ul>
 *   <li>{@link RiddersDerivative} where both sides have finite values and these are as fine as double precision,
 *   <li>{@link LeastSquaresDerivative} where both sides have finite values and noise decides what can be seen,
 *   <li>{@link OneSidedDerivative} where one side has finite values.
 * </ul>
 */
public final class Derivative {

    private static final double NONFINITE_SHRINK = 16;
    private static final int NONFINITE_STEPS = 7;
    private static final double[] FARTHER = {8, 64};

    private final DoubleUnaryOperator phi;
    private final SampledFunction sampled;
    private final double claimed;
    private final FloatFormat arithmetic;
    private final Secants secants = new Secants();
    private boolean flatPart;

    /**
     * The derivative of one function, not yet estimated.
     *
     * @param phi the function
     * @param atZero its value at zero; finite
     * @param noise the noise of its values
     * @param claimed the derivative under test: where it is in doubt smaller steps are taken
     * @param magnitude the size that a derivative is expected to have, {@code sum |g_i d_i|}: errors far below it are not
     *     worth another step
     * @param arithmetic the format in which the function computes
     */
    public Derivative(
            DoubleUnaryOperator phi,
            double atZero,
            double noise,
            double claimed,
            double magnitude,
            FloatFormat arithmetic) {
        this.phi = phi;
        this.sampled = new SampledFunction(phi, atZero, noise, magnitude, arithmetic);
        this.claimed = claimed;
        this.arithmetic = arithmetic;
    }

    /**
     * Descends a ladder of steps until the derivative is known well enough or noise takes over.
     *
     * <p>Steps at which the function is not finite are left behind by shrinking 16 times as fast. Where one side stays
     * without finite values, the other side alone is used.
     *
     * @param firstStep the largest step
     * @return what was seen
     */
    public DerivativeEstimate estimate(double firstStep) {
        return estimate(firstStep, false);
    }

    /**
     * Estimates as {@link #estimate(double)} does, or closer.
     *
     * @param firstStep the largest step
     * @param closer whether to take three times as many steps of the same span where a fit has to average noise, as in
     *     single precision
     * @return what was seen
     */
    public DerivativeEstimate estimate(double firstStep, boolean closer) {
        return estimate(firstStep, closer, arithmetic.noiseDecides());
    }

    /**
     * Estimates by least squares over a window of steps, as in single precision: for values that are far coarser than the
     * format they are computed in.
     *
     * @param firstStep the largest step
     * @param closer whether to take three times as many steps of the same span
     * @return what was seen
     */
    public DerivativeEstimate fit(double firstStep, boolean closer) {
        return estimate(firstStep, closer, true);
    }

    private DerivativeEstimate estimate(double firstStep, boolean closer, boolean fit) {
        double h = firstStep;
        double right = Double.NaN;
        double left = Double.NaN;
        double rightFrom = Double.NaN;
        double leftFrom = Double.NaN;
        for (int shrinks = 0; shrinks <= NONFINITE_STEPS; shrinks++, h /= NONFINITE_SHRINK) {
            right = sampled.applyAsDouble(h);
            left = sampled.applyAsDouble(-h);
            if (Double.isFinite(right) && Double.isFinite(left)) {
                DerivativeEstimate seen = fit ? fitted(h, right, left, closer) : extrapolated(h, right, left);
                if (seen != null) {
                    return seen;
                }
            }
            rightFrom = firstFinite(rightFrom, right, h);
            leftFrom = firstFinite(leftFrom, left, h);
        }
        OneSidedDerivative oneSided = new OneSidedDerivative(sampled);
        if (Double.isFinite(right)) {
            return oneSided.estimate(rightFrom, DerivativeEstimate.Sides.RIGHT);
        }
        if (Double.isFinite(left)) {
            return oneSided.estimate(leftFrom, DerivativeEstimate.Sides.LEFT);
        }
        return DerivativeEstimate.none();
    }

    private static double firstFinite(double from, double value, double h) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        return Double.isNaN(from) ? h : from;
    }

    private @Nullable DerivativeEstimate extrapolated(double firstStep, double firstRight, double firstLeft) {
        return new RiddersDerivative(sampled, claimed, secants).estimate(firstStep, firstRight, firstLeft);
    }

    private @Nullable DerivativeEstimate fitted(double firstStep, double firstRight, double firstLeft, boolean closer) {
        return new LeastSquaresDerivative(sampled, closer).estimate(firstStep, firstRight, firstLeft);
    }

    /**
     * The plain differences at one step, without extrapolation, to confirm a derivative seen over larger steps.
     *
     * @param h the step
     * @return what is seen there
     */
    public CentralDifference centralDifference(double h) {
        double atZero = sampled.atZero();
        double right = sampled.applyAsDouble(h);
        double left = sampled.applyAsDouble(-h);
        return new CentralDifference((right - left) / (2 * h), ((right - atZero) + (left - atZero)) / h);
    }

    /**
     * Looks at four values farther away where the function is zero at every step that was taken: one that is zero there too may be
     * zero everywhere.
     *
     * @param firstStep the first step of the estimate
     */
    public void lookFarther(double firstStep) {
        if (sampled.isConstant() && sampled.atZero() == 0) {
            for (double times : FARTHER) {
                double right = phi.applyAsDouble(times * firstStep);
                double left = phi.applyAsDouble(-times * firstStep);
                flatPart |= isFiniteAndMoves(right) || isFiniteAndMoves(left);
            }
        }
    }

    /**
     * {@return whether the function is zero at every step that was taken, and was seen not to be so farther away: a flat part, as of a
     * hinge beyond its margin, where no rounding can hide a slope}
     */
    public boolean isFlatPart() {
        return flatPart;
    }

    private static boolean isFiniteAndMoves(double value) {
        return Double.isFinite(value) && value != 0;
    }

    /**
     * The smallest step at which plain differences show a claimed slope, where the one that the smallest steps show is lost at once:
     * values may move in stairs, and the smallest steps end within one.
     *
     * @param seen the slope over the smallest steps
     * @return the step; not a number where there is none
     */
    public double claimBeyond(double seen) {
        return secants.claimBeyond(seen, claimed, sampled);
    }

    /**
     * The same as {@link #claimBeyond}, over steps up to eight times as long as those of the estimate: stairs can be wider than
     * any of them.
     *
     * @param seen the slope over the smallest steps
     * @return the step; not a number where there is none
     */
    public double claimFarBeyond(double seen) {
        double step = claimBeyond(seen);
        return Double.isNaN(step) ? secants.claimFarBeyond(seen, claimed, phi) : step;
    }

    /**
     * Whether the claimed slope is the mean over stairs beneath a term that bends, where plain differences are off by more than
     * the stairs are high.
     *
     * @param seen the slope over the smallest steps
     * @param near the smallest step, at which it was seen
     * @param reach the largest step
     * @param share the most that what is in doubt may move the values by, as a part of how far they move: no bend hides more
     * @return the length of the steps over which the mean slope is the claimed one; not a number where there is none, and
     *     where more is in doubt
     */
    public double claimBeneathCurve(double seen, double near, double reach, double share) {
        boolean hidden = Math.abs(claimed - seen) * reach <= share * sampled.range();
        return hidden
                ? new StairsBeneathCurve(phi, seen, claimed).claimBeyond(reach, near, sampled.noise())
                : Double.NaN;
    }

    /** {@return how far the values at the smallest step that was taken are from the value at zero} */
    public double moveAtNearest() {
        return sampled.moveAtNearest();
    }

    /** {@return how far the values that were seen are from the value at zero} */
    public double range() {
        return sampled.range();
    }
}
