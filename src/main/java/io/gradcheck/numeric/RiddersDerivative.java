package io.gradcheck.numeric;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Richardson extrapolation on a ladder of shrinking steps that sees the derivative, its error and a jump of the slope in
 * the same samples.
 *
 * <pre>
 * D_i0 = (phi(h_i) - phi(-h_i)) / (2 h_i)                 D_ij = (c_j D_i,j-1 - D_i-1,j-1) / (c_j - 1),  c_j = r^(2j)
 * S_i0 = (phi(h_i) - 2 phi(0) + phi(-h_i)) / h_i          S_ij likewise,                                 c_j = r^(2j-1)
 * h_(i+1) = h_i / r
 * </pre>
 *
 * <p>The odd part {@code D} tends to the derivative. The even part {@code S} tends to the jump {@code phi'(0+) -
 * phi'(0-)}. Large steps with extrapolation are what reaches 1e-11; a tiny step never can.
 *
 * <p>Source of the extrapolation and of its error estimate: C. J. F. Ridders, "Accurate computation of F'(x) and
 * F'(x)F''(x)", Advances in Engineering Software 4 (1982). The even part beside it, and the choice by both, are this
 * project's.
 */
public final class RiddersDerivative {

    private static final int LEVELS = 11;
    private static final int ORDERS = 4;
    private static final int LOWEST_ORDER = 2;

    private static final double NONFINITE_SHRINK = 16;
    private static final int NONFINITE_STEPS = 7;

    // 1e-11: 1e-9 saves 0.9 evaluations a variable, but misses half as many again of the errors of 1e-6 in one weight.
    private static final double TARGET = 1e-11;
    private static final double JUMP_TARGET = 1e-3;
    private static final double JUMP_BELOW_DIFFERENCE = 0.25;
    private static final double JUMP_WEIGHT = 0.2;

    // Amplification of one value's noise by the stencil and its extrapolation: 1.07 * 1.004 for the odd part, and so
    // on.
    private static final double ODD_NOISE = 1.2;
    private static final double EVEN_NOISE = 6;
    private static final double ONE_SIDED_NOISE = 4;

    private static final double ROUNDING_NOISE = 4;
    private static final double ROUNDING_VALUE = 1e-14;
    private static final double[] FARTHER = {8, 64};
    private static final double CONSTANT_NOISE = 2.2e-16;

    private final DoubleUnaryOperator phi;
    private final double atZero;
    private final double noise;
    private final double claimed;
    private final double magnitude;
    private final FloatFormat arithmetic;

    private final Secants secants = new Secants();
    private final double[] odd = new double[ORDERS];
    private final double[] even = new double[ORDERS];
    private double largest;
    private double range;
    private double nearest = Double.POSITIVE_INFINITY;
    private double moveAtNearest;
    private boolean constant = true;
    private boolean flatPart;

    /**
     * A ladder for one function.
     *
     * @param phi the function
     * @param atZero its value at zero; finite
     * @param noise the noise of its values
     * @param claimed the derivative under test: where it is in doubt the ladder descends further
     * @param magnitude the size that a derivative is expected to have, {@code sum |g_i d_i|}: errors far below it are not
     *     worth another step
     * @param arithmetic the format in which the function computes
     */
    public RiddersDerivative(
            DoubleUnaryOperator phi,
            double atZero,
            double noise,
            double claimed,
            double magnitude,
            FloatFormat arithmetic) {
        this.phi = phi;
        this.atZero = atZero;
        this.noise = noise;
        this.claimed = claimed;
        this.magnitude = magnitude;
        this.arithmetic = arithmetic;
        this.largest = Math.abs(atZero);
    }

    /**
     * Descends the ladder until the derivative is known well enough or noise takes over.
     *
     * <p>Steps at which the function is not finite are left behind by shrinking 16 times as fast. Where one side stays
     * without finite values, the other side alone is extrapolated, with factors {@code r, r^2, r^3}.
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
     * Descends by least squares over a window of steps, as in single precision: for values that are far coarser than the
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
            right = value(h);
            left = value(-h);
            if (Double.isFinite(right) && Double.isFinite(left)) {
                DerivativeEstimate slope = fit ? fitted(h, right, left, closer) : bothSides(h, right, left);
                if (slope != null) {
                    return slope;
                }
            }
            rightFrom = firstFinite(rightFrom, right, h);
            leftFrom = firstFinite(leftFrom, left, h);
        }
        if (Double.isFinite(right)) {
            return oneSide(rightFrom, 1);
        }
        if (Double.isFinite(left)) {
            return oneSide(leftFrom, -1);
        }
        return DerivativeEstimate.none();
    }

    private static double firstFinite(double from, double value, double h) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        return Double.isNaN(from) ? h : from;
    }

    /** Extrapolates from both sides; null where a smaller step meets a value that is not finite. */
    private @Nullable DerivativeEstimate bothSides(double firstStep, double firstRight, double firstLeft) {
        double ratio = arithmetic.ratio();
        double h = firstStep;
        double right = firstRight;
        double left = firstLeft;
        double best = Double.POSITIVE_INFINITY;
        double derivative = Double.NaN;
        double error = Double.POSITIVE_INFINITY;
        double jump = 0;
        double jumpError = Double.POSITIVE_INFINITY;
        double step = 0;
        secants.clear();
        for (int level = 0; level < LEVELS; level++, h /= ratio) {
            if (level > 0) {
                right = value(h);
                left = value(-h);
                if (!Double.isFinite(right) || !Double.isFinite(left)) {
                    return null;
                }
            }
            double oldOdd = odd[0];
            double oldEven = even[0];
            odd[0] = (right - left) / (2 * h);
            secants.add(h, odd[0]);
            even[0] = ((right - atZero) + (left - atZero)) / h;
            double c = ratio * ratio;
            double e = ratio;
            for (int j = 1; j < ORDERS && j <= level; j++, c *= ratio * ratio, e *= ratio * ratio) {
                double nextOdd = (c * odd[j - 1] - oldOdd) / (c - 1);
                double nextEven = (e * even[j - 1] - oldEven) / (e - 1);
                if (j >= LOWEST_ORDER) {
                    double oddError = Math.max(Math.abs(nextOdd - odd[j - 1]), Math.abs(nextOdd - oldOdd))
                            + ODD_NOISE * noise / h;
                    double evenError = Math.max(Math.abs(nextEven - even[j - 1]), Math.abs(nextEven - oldEven))
                            + EVEN_NOISE * noise / h;
                    double merit = oddError + JUMP_WEIGHT * evenError;
                    if (merit < best) {
                        best = merit;
                        derivative = nextOdd;
                        error = oddError;
                        jump = nextEven;
                        jumpError = evenError;
                        step = h;
                    }
                }
                oldOdd = odd[j];
                oldEven = even[j];
                odd[j] = nextOdd;
                even[j] = nextEven;
            }
            DerivativeEstimate slope = slope(derivative, error, jump, jumpError, step, firstStep);
            boolean enough = error <= TARGET * magnitude && jumpError <= jumpTarget(slope) && !slope.showsJump();
            if (enough || noise / h > best) {
                return slope;
            }
        }
        return slope(derivative, error, jump, jumpError, step, firstStep);
    }

    /** Fits both sides; null where a smaller step meets a value that is not finite. */
    private @Nullable DerivativeEstimate fitted(double firstStep, double firstRight, double firstLeft, boolean closer) {
        LeastSquaresDerivative.Estimate seen = new LeastSquaresDerivative(this::value, atZero, noise, magnitude, closer)
                .estimate(firstStep, firstRight, firstLeft);
        return seen == null
                ? null
                : slope(seen.derivative(), seen.error(), seen.jump(), seen.jumpError(), seen.step(), firstStep);
    }

    /** How well the jump must be known; where the claim is in doubt, well enough to tell the doubt from a jump. */
    private double jumpTarget(DerivativeEstimate slope) {
        double target = JUMP_TARGET * magnitude;
        double difference = Math.abs(claimed - slope.derivative());
        return difference <= slope.bound() ? target : Math.min(target, JUMP_BELOW_DIFFERENCE * difference);
    }

    private DerivativeEstimate slope(
            double derivative, double error, double jump, double jumpError, double step, double firstStep) {
        double flat = 0;
        if (constant) {
            // Nothing moved: a slope too small to show in any value cannot be excluded.
            flat = ODD_NOISE * Math.max(noise, CONSTANT_NOISE * Math.max(1, Math.abs(atZero))) / firstStep;
        }
        return new DerivativeEstimate(
                derivative, error + flat, jump, jumpError, step, rounding(), DerivativeEstimate.Sides.BOTH);
    }

    private DerivativeEstimate oneSide(double firstStep, int sign) {
        double ratio = arithmetic.ratio();
        double h = firstStep;
        double derivative = Double.NaN;
        double error = Double.POSITIVE_INFINITY;
        double step = 0;
        for (int level = 0; level < LEVELS; level++, h /= ratio) {
            double old = odd[0];
            odd[0] = sign * (value(sign * h) - atZero) / h;
            double c = ratio;
            for (int j = 1; j < ORDERS && j <= level; j++, c *= ratio) {
                double next = (c * odd[j - 1] - old) / (c - 1);
                double estimate =
                        Math.max(Math.abs(next - odd[j - 1]), Math.abs(next - old)) + ONE_SIDED_NOISE * noise / h;
                if (j >= LOWEST_ORDER && estimate < error) {
                    derivative = next;
                    error = estimate;
                    step = h;
                }
                old = odd[j];
                odd[j] = next;
            }
            if (error <= TARGET * magnitude || noise / h > error) {
                break;
            }
        }
        return new DerivativeEstimate(
                derivative,
                error,
                0,
                0,
                step,
                rounding(),
                sign > 0 ? DerivativeEstimate.Sides.RIGHT : DerivativeEstimate.Sides.LEFT);
    }

    private double rounding() {
        return arithmetic.gamma() * magnitude + ROUNDING_NOISE * noise + ROUNDING_VALUE * Math.min(1, largest);
    }

    private double value(double t) {
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

    /**
     * The plain differences at one step, without extrapolation, as a witness for a derivative seen on a coarser ladder.
     *
     * @param h the step
     * @return what is seen there
     */
    public CentralDifference centralDifference(double h) {
        double right = value(h);
        double left = value(-h);
        return new CentralDifference((right - left) / (2 * h), ((right - atZero) + (left - atZero)) / h);
    }

    /**
     * The plain differences of a function at one step.
     *
     * @param slope {@code (phi(h) - phi(-h)) / (2 h)}
     * @param bend {@code (phi(h) - 2 phi(0) + phi(-h)) / h}: a jump of the slope at zero, and curvature times the step
     */
    public record CentralDifference(double slope, double bend) {

        /**
         * The jump of the slope at zero, extrapolated from two steps, so that curvature cancels.
         *
         * @param twice the differences at twice the step
         * @return {@code 2 S(h) - S(2h)}; its noise is at most 10 times that of a value, divided by the step
         */
        public double jump(CentralDifference twice) {
            return 2 * bend - twice.bend;
        }

        /**
         * The slope at zero, extrapolated from two steps, so that the third derivative cancels (Richardson).
         *
         * @param twice the differences at twice the step
         * @return {@code (4 D(h) - D(2h)) / 3}; its noise is at most 1.5 times that of a value, divided by the step
         */
        public double slope(CentralDifference twice) {
            return (4 * slope - twice.slope) / 3;
        }
    }

    /**
     * Looks at four values farther away where the function is zero at every step that was taken: one that is zero there too may be
     * zero everywhere.
     *
     * @param firstStep the first step of the ladder
     */
    public void lookFarther(double firstStep) {
        if (constant && atZero == 0) {
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
        return secants.claimBeyond(seen, claimed, this::value);
    }

    /** {@return how far the values at the smallest step that was taken are from the value at zero} */
    public double moveAtNearest() {
        return moveAtNearest;
    }

    /** {@return how far the values that were seen are from the value at zero} */
    public double range() {
        return range;
    }
}
