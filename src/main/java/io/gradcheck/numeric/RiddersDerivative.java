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

    /** The first column that is believed. */
    static final int LOWEST_ORDER = 2;

    /**
     * The error beside the expected size with which the descent ends. With 1e-9 instead of 1e-11, 0.9 evaluations a variable
     * are saved, but half as many again of the errors of 1e-6 in one weight are missed.
     */
    static final double TARGET = 1e-11;

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
        double[] odd = new double[ORDERS];
        double[] even = new double[ORDERS];
        double atZero = phi.atZero();
        double noise = phi.noise();
        double ratio = phi.arithmetic().ratio();
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
                right = phi.applyAsDouble(h);
                left = phi.applyAsDouble(-h);
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
                            + SampledFunction.NOISE_IN_SLOPE * noise / h;
                    double evenError = Math.max(Math.abs(nextEven - even[j - 1]), Math.abs(nextEven - oldEven))
                            + NOISE_IN_JUMP * noise / h;
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
            DerivativeEstimate seen = phi.bothSides(derivative, error, jump, jumpError, step, firstStep);
            boolean enough = error <= TARGET * phi.magnitude() && jumpError <= jumpTarget(seen) && !seen.showsJump();
            if (enough || noise / h > best) {
                return seen;
            }
        }
        return phi.bothSides(derivative, error, jump, jumpError, step, firstStep);
    }

    /** How well the jump must be known; where the claim is in doubt, well enough to tell the doubt from a jump. */
    private double jumpTarget(DerivativeEstimate seen) {
        double target = JUMP_TARGET * phi.magnitude();
        double difference = Math.abs(claimed - seen.derivative());
        return difference <= seen.bound() ? target : Math.min(target, JUMP_BELOW_DIFFERENCE * difference);
    }
}
