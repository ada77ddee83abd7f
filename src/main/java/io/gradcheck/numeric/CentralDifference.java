package io.gradcheck.numeric;

/**
 * The plain differences of a function at one step {@code h}.
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
