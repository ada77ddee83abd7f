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
        return sum(a, b, 0, a.length, false);
    }

    /** {@code sum |a_i b_i|}, added in the same way. */
    public static double absoluteDot(double[] a, double[] b) {
        return sum(a, b, 0, a.length, true);
    }

    private static double sum(double[] a, double[] b, int from, int to, boolean absolute) {
        int length = to - from;
        if (length <= BLOCK) {
            return block(a, b, from, to, absolute);
        }
        int middle = (from + to) >>> 1;
        if (middle - from > BLOCK && length <= 4 * BLOCK) {
            return fourBlocks(a, b, from, middle, to, absolute);
        }
        return sum(a, b, from, middle, absolute) + sum(a, b, middle, to, absolute);
    }

    private static double block(double[] a, double[] b, int from, int to, boolean absolute) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += term(a[i] * b[i], absolute);
        }
        return sum;
    }

    /** What halving twice gives, to the bit: four sums at a time, since each addition waits for the one before. */
    private static double fourBlocks(double[] a, double[] b, int from, int middle, int to, boolean absolute) {
        int first = (from + middle) >>> 1;
        int third = (middle + to) >>> 1;
        int shortest = Math.min(Math.min(first - from, middle - first), Math.min(third - middle, to - third));
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int i = 0; i < shortest; i++) {
            s0 += term(a[from + i] * b[from + i], absolute);
            s1 += term(a[first + i] * b[first + i], absolute);
            s2 += term(a[middle + i] * b[middle + i], absolute);
            s3 += term(a[third + i] * b[third + i], absolute);
        }
        // The others are longer by one at most.
        s0 = from + shortest < first ? s0 + term(a[first - 1] * b[first - 1], absolute) : s0;
        s1 = first + shortest < middle ? s1 + term(a[middle - 1] * b[middle - 1], absolute) : s1;
        s2 = middle + shortest < third ? s2 + term(a[third - 1] * b[third - 1], absolute) : s2;
        s3 = third + shortest < to ? s3 + term(a[to - 1] * b[to - 1], absolute) : s3;
        return (s0 + s1) + (s2 + s3);
    }

    private static double term(double product, boolean absolute) {
        return absolute ? Math.abs(product) : product;
    }

    /** {@code max |a_i|}; 0 of nothing, NaN if one is. */
    public static double largest(double[] a) {
        // Of numbers without a sign the bits have the same order, and NaN is above all; four at a time, as above.
        long m0 = 0;
        long m1 = 0;
        long m2 = 0;
        long m3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            m0 = Math.max(m0, sizeBits(a[i]));
            m1 = Math.max(m1, sizeBits(a[i + 1]));
            m2 = Math.max(m2, sizeBits(a[i + 2]));
            m3 = Math.max(m3, sizeBits(a[i + 3]));
        }
        for (; i < a.length; i++) {
            m0 = Math.max(m0, sizeBits(a[i]));
        }
        return Double.longBitsToDouble(Math.max(Math.max(m0, m1), Math.max(m2, m3)));
    }

    /** {@code min |a_i|} of the numbers that are not zero; infinite if there is none. */
    static double smallestButZero(double[] a) {
        long least = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) - 1;
        for (double value : a) {
            least = Math.min(least, (sizeBits(value) - 1) & Long.MAX_VALUE); // a zero is above all
        }
        return Double.longBitsToDouble(least + 1);
    }

    private static long sizeBits(double value) {
        return Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
    }

    /** The larger of two numbers that are not negative, as {@link Math#max} in half the time; NaN if one of them is. */
    public static double larger(double a, double b) {
        return a > b || Double.isNaN(a) ? a : b;
    }
}
