package io.gradcheck.check.probe;

/** Sums of products whose rounding does not grow with their length, and the largest entry. */
public final class Sums {

    private static final int BLOCK = 64;

    private Sums() {}

    /**
     * {@code sum a_i b_i}, added pairwise over blocks.
     *
     * <p>Source: N. J. Higham, "The Accuracy of Floating Point Summation", SIAM J. Sci. Comput. 14 (1993): the error
     * grows with the logarithm of the length.
     */
    public static double dot(double[] a, double[] b) {
        return dot(a, b, 0, a.length);
    }

    private static double dot(double[] a, double[] b, int from, int to) {
        if (to - from <= BLOCK) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
        int middle = (from + to) >>> 1;
        return dot(a, b, from, middle) + dot(a, b, middle, to);
    }

    /** {@code max |a_i|}; 0 of nothing. */
    public static double largest(double[] a) {
        double largest = 0;
        for (double value : a) {
            largest = larger(Math.abs(value), largest);
        }
        return largest;
    }

    /** The larger of two numbers that are not negative, as {@link Math#max} in half the time; NaN if one of them is. */
    public static double larger(double a, double b) {
        return a > b || Double.isNaN(a) ? a : b;
    }
}
