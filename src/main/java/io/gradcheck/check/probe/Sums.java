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

    /** {@code sum (a_i / unit)^2}, added in the same way. */
    static double squares(double[] a, double unit) {
        return squares(a, unit, 0, a.length);
    }

    private static double squares(double[] a, double unit, int from, int to) {
        if (to - from > BLOCK) {
            int middle = (from + to) >>> 1;
            return squares(a, unit, from, middle) + squares(a, unit, middle, to);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            double relative = a[i] / unit;
            sum += relative * relative;
        }
        return sum;
    }

    /** {@code max |a_i|}; 0 of nothing, NaN if one is. */
    public static double largest(double[] a) {
        return largest(a, 0, a.length);
    }

    /** The same of a stretch. */
    public static double largest(double[] a, int from, int to) {
        // Of numbers without a sign the bits have the same order, and NaN is above all.
        long most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, sizeBits(a[i]));
        }
        return Double.longBitsToDouble(most);
    }

    /** {@code min |a_i|} of the numbers of a stretch that are not zero; infinite if there is none. */
    static double smallestButZero(double[] a, int from, int to) {
        long least = bitsButZero(Double.POSITIVE_INFINITY);
        for (int i = from; i < to; i++) {
            least = Math.min(least, bitsButZero(a[i]));
        }
        return Double.longBitsToDouble(least + 1);
    }

    /** One less than the bits of a size; of a zero it is above all. */
    private static long bitsButZero(double value) {
        return (sizeBits(value) - 1) & Long.MAX_VALUE;
    }

    private static long sizeBits(double value) {
        return Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
    }

    /** The larger of two numbers that are not negative, as {@link Math#max} in half the time; NaN if one of them is. */
    public static double larger(double a, double b) {
        return a > b || Double.isNaN(a) ? a : b;
    }
}
