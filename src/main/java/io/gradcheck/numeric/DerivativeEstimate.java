package io.gradcheck.numeric;

/**
 * The derivative of a function at zero as it was estimated.
 *
 * @param derivative the derivative at zero; the mean of both one-sided slopes at a kink
 * @param error estimate of its error, truncation and noise together
 * @param jump {@code phi'(0+) - phi'(0-)}: zero for a smooth function, up to {@code jumpError}
 * @param jumpError estimate of the error of the jump
 * @param step the smallest step that the chosen extrapolation used; 0 if there is none
 * @param rounding what rounding alone can make of a difference between two derivatives
 * @param sides where the function was finite
 */
public record DerivativeEstimate(
        double derivative, double error, double jump, double jumpError, double step, double rounding, Sides sides) {

    // 4: the estimate alone is exceeded at more than half of all points; observed error / estimate stays below 4 in the
    // closed forms and random networks of the tests.
    private static final double SAFETY = 4;
    private static final double JUMP_OVER_ERROR = 4;
    private static final double JUMP_OVER_ROUNDING = 10;

    /** Where the function was finite around zero. */
    public enum Sides {
        /** On both sides. */
        BOTH,
        /** Only for positive arguments: zero is an edge of the domain. */
        RIGHT,
        /** Only for negative arguments: zero is an edge of the domain. */
        LEFT,
        /** On neither side, at any step tried. */
        NONE
    }

    /** {@return what is seen where the function has no finite values around zero} */
    public static DerivativeEstimate none() {
        return new DerivativeEstimate(
                Double.NaN, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0, 0, Sides.NONE);
    }

    /**
     * The same slope with more rounding.
     *
     * @param more what is added to the rounding
     * @return the slope
     */
    public DerivativeEstimate roundedBy(double more) {
        return new DerivativeEstimate(derivative, error, jump, jumpError, step, rounding + more, sides);
    }

    /** {@return the largest distance between the derivative and the truth that is to be expected} */
    public double bound() {
        return SAFETY * error + rounding;
    }

    /** {@return whether zero is an edge of the domain} */
    public boolean isOneSided() {
        return sides == Sides.LEFT || sides == Sides.RIGHT;
    }

    /** {@return whether the slope jumps at zero, beyond the jump's error and beyond rounding} */
    public boolean showsJump() {
        double size = Math.abs(jump);
        return size > JUMP_OVER_ERROR * jumpError && size > JUMP_OVER_ROUNDING * rounding;
    }
}
