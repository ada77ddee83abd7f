package io.gradcheck.numeric;

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
final class RiddersDerivative {

    /** The most steps that are taken. */
    static final int LEVELS = 11;

    /** How many columns the table of extrapolations has, the plain differences among them. */
    static final int ORDERS = 4;

    /** The first column that is believed; where it confirms a claim, the one before it is. */
    static final int LOWEST_ORDER = 2;

    /**
     * The error beside the expected size with which the descent ends. With 1e-9 instead of 1e-11, 0.9 evaluations a variable
     * are saved, but half as many again of the errors of 1e-6 in one weight are missed.
     */
    static final double TARGET = 1e-11;

    /** The error beside the expected size above which noise alone does not end a descent that confirms the claim. */
    private static final double CONFIRMED = 1e-9;

    private static final double JUMP_TARGET = 1e-3;
    private static final double JUMP_BELOW_DIFFERENCE = 0.25;
    private static final double JUMP_WEIGHT = 0.2;

    private static final double NOISE_IN_JUMP = 6;

    private final SampledFunction phi;
    private final double claimed;
    private final Secants secants;

    /**
     * An estimate that is yet to be made.
     *
     * @param phi the function
     * @param claimed the derivative under test: where it is in doubt smaller steps follow
     * @param secants is handed the plain differences of this estimate, and loses those of another
     */
    RiddersDerivative(SampledFunction phi, double claimed, Secants secants) {
        this.phi = phi;
        this.claimed = claimed;
        this.secants = secants;
    }

    /**
     * Descends until the derivative is known well enough or noise takes over; null where a smaller step meets a value that is
     * not finite.
     *
     * @param firstStep the largest step
     * @param firstRight the value there; finite
     * @param firstLeft the value at the same distance on the other side; finite
     */
    @Nullable
    DerivativeEstimate estimate(double firstStep, double firstRight, double firstLeft) {
        Table table = new Table(firstStep);
        double ratio = phi.arithmetic().ratio();
        double h = firstStep;
        double right = firstRight;
        double left = firstLeft;
        secants.clear();
        for (int level = 0; level < LEVELS; level++, h /= ratio) {
            if (level > 0) {
                right = phi.applyAsDouble(h);
                left = phi.applyAsDouble(-h);
                if (!Double.isFinite(right) || !Double.isFinite(left)) {
                    return null;
                }
            }
            table.add(level, h, right, left);
            DerivativeEstimate seen = table.best();
            if (isEnough(table.error, seen) || phi.noise() / h > table.merit || confirmsClaim(seen, h)) {
                return seen;
            }
            // Not by the first two steps alone: over both, stairs of a round width have one slope.
            if (level >= LOWEST_ORDER && table.errorOfTwo < table.error && confirmsClaim(table.ofTwoSteps(h), h)) {
                return table.ofTwoSteps(h);
            }
        }
        return table.best();
    }

    /** The last row of both tables of extrapolations, and the best that was seen in them. */
    private final class Table {

        private final double firstStep;
        private final double[] odd = new double[ORDERS];
        private final double[] even = new double[ORDERS];
        private double merit = Double.POSITIVE_INFINITY;
        private double derivative = Double.NaN;
        private double error = Double.POSITIVE_INFINITY;
        private double jump;
        private double jumpError = Double.POSITIVE_INFINITY;
        private double step;
        // Of the last two steps alone.
        private double errorOfTwo = Double.POSITIVE_INFINITY;
        private double jumpOfTwo = Double.POSITIVE_INFINITY;

        Table(double firstStep) {
            this.firstStep = firstStep;
        }

        void add(int level, double h, double right, double left) {
            double atZero = phi.atZero();
            double noiseInSlope = SampledFunction.NOISE_IN_SLOPE * phi.noise() / h;
            double noiseInJump = NOISE_IN_JUMP * phi.noise() / h;
            double ratio = phi.arithmetic().ratio();
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
                double oddError = Math.max(Math.abs(nextOdd - odd[j - 1]), Math.abs(nextOdd - oldOdd)) + noiseInSlope;
                if (j >= LOWEST_ORDER) {
                    double evenError =
                            Math.max(Math.abs(nextEven - even[j - 1]), Math.abs(nextEven - oldEven)) + noiseInJump;
                    propose(nextOdd, oddError, nextEven, evenError, h);
                } else {
                    errorOfTwo = oddError;
                    // A bend alone leaves nothing of the jump; what is left is none that is known yet.
                    jumpOfTwo = Math.abs(nextEven) + noiseInJump;
                }
                oldOdd = odd[j];
                oldEven = even[j];
                odd[j] = nextOdd;
                even[j] = nextEven;
            }
        }

        private void propose(double slope, double slopeError, double slopeJump, double slopeJumpError, double h) {
            double proposed = slopeError + JUMP_WEIGHT * slopeJumpError;
            if (proposed < merit) {
                merit = proposed;
                derivative = slope;
                error = slopeError;
                jump = slopeJump;
                jumpError = slopeJumpError;
                step = h;
            }
        }

        DerivativeEstimate best() {
            return phi.bothSides(derivative, error, jump, jumpError, step, firstStep);
        }

        /** What the last two steps tell, where a slope is the same over both but for rounding. */
        DerivativeEstimate ofTwoSteps(double h) {
            return phi.bothSides(odd[1], errorOfTwo, 0, jumpOfTwo, h, firstStep);
        }
    }

    private boolean isEnough(double error, DerivativeEstimate seen) {
        return error <= TARGET * phi.magnitude() && seen.jumpError() <= jumpTarget(seen) && !seen.showsJump();
    }

    /**
     * Whether the claim is what was seen, up to rounding, or so closely that no smaller step would know the slope better: the
     * noise in it would be larger than all that is left open.
     */
    private boolean confirmsClaim(DerivativeEstimate seen, double h) {
        double magnitude = phi.magnitude();
        double noiseInNext = phi.arithmetic().ratio() * SampledFunction.NOISE_IN_SLOPE * phi.noise() / h;
        double open = Math.max(phi.arithmetic().gamma() * magnitude, Math.min(noiseInNext, CONFIRMED * magnitude));
        return magnitude > 0
                && !phi.isConstant()
                && seen.error() <= open
                && seen.jumpError() <= JUMP_TARGET * magnitude
                && !seen.showsJump()
                && Math.abs(claimed - seen.derivative()) <= seen.bound();
    }

    /** How well the jump must be known; where the claim is in doubt, well enough to tell the doubt from a jump. */
    private double jumpTarget(DerivativeEstimate seen) {
        double target = JUMP_TARGET * phi.magnitude();
        double difference = Math.abs(claimed - seen.derivative());
        return difference <= seen.bound() ? target : Math.min(target, JUMP_BELOW_DIFFERENCE * difference);
    }
}
