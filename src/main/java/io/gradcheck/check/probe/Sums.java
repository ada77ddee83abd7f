package io.gradcheck.check.probe;

/** Sums of products whose rounding does not grow with their length, and the largest entry. */
public final class Sums {

    private static final int BLOCK = 64;

    private static final Filling NOTHING = (from, to) -> {};

    private Sums() {}

    /**
     * Sums of products.
     *
     * @param sum {@code sum a_i b_i}
     * @param absolute {@code sum |a_i b_i|}
     */
    record Products(double sum, double absolute) {}

    /** Fills a stretch of an array right before it is summed. */
    @FunctionalInterface
    interface Filling {
        void fill(int from, int to);
    }

    /**
     * {@code sum a_i b_i}, added pairwise over blocks.
     *
     * <p>Source: N. J. Higham, "The Accuracy of Floating Point Summation", SIAM J. Sci. Comput. 14 (1993): the error
     * grows with the logarithm of the length.
     */
    public static double dot(double[] a, double[] b) {
        return a.length > BLOCK ? products(a, b).sum : block(a, b, 0, a.length, false);
    }

    /** {@code sum a_i b_i} and {@code sum |a_i b_i|}, added in the same way, in one pass. */
    static Products products(double[] a, double[] b) {
        double[] absolute = new double[1];
        double sum = sum(a, b, 0, a.length, absolute, NOTHING);
        return new Products(sum, absolute[0]);
    }

    /** {@code sum a_i^2} of an array that is filled in the same pass, in ascending order. */
    static double squares(double[] a, Filling filling) {
        return sum(a, a, 0, a.length, new double[1], filling);
    }

    /** The sum of a stretch; that of absolute values is put in an array of one. */
    private static double sum(double[] a, double[] b, int from, int to, double[] absolute, Filling filling) {
        int length = to - from;
        int middle = (from + to) >>> 1;
        if (length <= BLOCK) {
            filling.fill(from, to);
            absolute[0] = block(a, b, from, to, true);
            return block(a, b, from, to, false);
        }
        if (middle - from > BLOCK && length <= 4 * BLOCK) {
            filling.fill(from, to);
            return fourBlocks(a, b, from, middle, to, absolute);
        }
        double left = sum(a, b, from, middle, absolute, filling);
        double leftAbsolute = absolute[0];
        double right = sum(a, b, middle, to, absolute, filling);
        absolute[0] = leftAbsolute + absolute[0];
        return left + right;
    }

    private static double block(double[] a, double[] b, int from, int to, boolean absolute) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double product = a[i] * b[i];
            sum += absolute ? Math.abs(product) : product;
        }
        return sum;
    }

    /** What halving twice gives, to the bit: four sums at a time, since each addition waits for the one before. */
    private static double fourBlocks(double[] a, double[] b, int from, int middle, int to, double[] absolute) {
        int first = (from + middle) >>> 1;
        int third = (middle + to) >>> 1;
        int shortest = Math.min(Math.min(first - from, middle - first), Math.min(third - middle, to - third));
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        for (int i = 0; i < shortest; i++) {
            double p0 = a[from + i] * b[from + i];
            double p1 = a[first + i] * b[first + i];
            double p2 = a[middle + i] * b[middle + i];
            double p3 = a[third + i] * b[third + i];
            s0 += p0;
            s1 += p1;
            s2 += p2;
            s3 += p3;
            a0 += Math.abs(p0);
            a1 += Math.abs(p1);
            a2 += Math.abs(p2);
            a3 += Math.abs(p3);
        }
        // The others are longer by one at most.
        double p0 = from + shortest < first ? a[first - 1] * b[first - 1] : 0;
        double p1 = first + shortest < middle ? a[middle - 1] * b[middle - 1] : 0;
        double p2 = middle + shortest < third ? a[third - 1] * b[third - 1] : 0;
        double p3 = third + shortest < to ? a[to - 1] * b[to - 1] : 0;
        absolute[0] = ((a0 + Math.abs(p0)) + (a1 + Math.abs(p1))) + ((a2 + Math.abs(p2)) + (a3 + Math.abs(p3)));
        return ((s0 + p0) + (s1 + p1)) + ((s2 + p2) + (s3 + p3));
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
