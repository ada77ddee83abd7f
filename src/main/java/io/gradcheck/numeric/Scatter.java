package io.gradcheck.numeric;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** How far the values of a function scatter around a polynomial at one spacing. */
public final class Scatter {

    // One-sided and slightly uneven, as the grid of the noise is, and for its reasons.
    private static final double[] GRID = {0, 1.03, 1.98, 3.04, 3.97, 5.02, 5.99, 7.04, 7.97};
    private static final int LOW = 3;
    private static final int HIGH = 5;

    // Scatter is left by any polynomial; what a higher degree takes away is curvature.
    private static final double SAME = 4;

    private Scatter() {}

    /**
     * The standard deviation of values from a polynomial of degree 3, on the right of zero or, where they are not finite
     * there, on the left.
     *
     * @param f the function
     * @param atZero its value at zero
     * @param spacing the distance between two arguments
     * @return the deviation; 0 where all values are equal; {@code NaN} where a polynomial of degree 5 leaves much less, so that
     *     it is curvature, and where neither side is finite
     */
    public static double at(DoubleUnaryOperator f, double atZero, double spacing) {
        double[] y = new double[GRID.length];
        for (int side = 1; side >= -1; side -= 2) {
            y[0] = atZero;
            for (int i = 1; i < y.length; i++) {
                y[i] = f.applyAsDouble(side * spacing * GRID[i]);
            }
            if (Arrays.stream(y).allMatch(Double::isFinite)) {
                double low = residual(y, GRID, LOW);
                double high = residual(y, GRID, HIGH);
                return low <= SAME * high ? Math.max(low, high) : Double.NaN;
            }
        }
        return Double.NaN;
    }

    /**
     * The standard deviation of values from the polynomial that fits best.
     *
     * @param y the values. Not modified.
     * @param x their arguments. Not modified.
     * @param degree the degree of the polynomial; at most two less than there are values
     * @return the square root of the sum of the squares of what it leaves, divided by what the values are more than its
     *     coefficients
     */
    public static double residual(double[] y, double[] x, int degree) {
        return new FittedPolynomial(x, y, degree).deviation();
    }
}
