package io.gradcheck.check.probe;

/**
 * How large the numbers of a tensor are, seen in one pass over them.
 *
 * @param largest {@code max |a_i|}; 0 of nothing, NaN if one is
 * @param smallest {@code min |a_i|} of the numbers that are not zero; infinite if there is none
 * @param sum {@code sum |a_i|}
 */
public record Sizes(double largest, double smallest, double sum) {

    /** Numbers that stay in the fastest cache while they are looked at once for each. */
    private static final int STRETCH = 1024;

    private static final int FEW = 64;

    static Sizes of(double[] a) {
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int from = 0; from < a.length; from += STRETCH) {
            int to = Math.min(a.length, from + STRETCH);
            largest = Sums.larger(Sums.largest(a, from, to), largest);
            smallest = Math.min(smallest, Sums.smallestButZero(a, from, to));
            sum += sum(a, from, to);
        }
        return new Sizes(largest, smallest, sum);
    }

    private static double sum(double[] a, int from, int to) {
        double sum = 0;
        int i = from;
        if (to - from > FEW) { // four sums at a time, since each addition waits for the one before
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (; i + 3 < to; i += 4) {
                sum += Math.abs(a[i]);
                s1 += Math.abs(a[i + 1]);
                s2 += Math.abs(a[i + 2]);
                s3 += Math.abs(a[i + 3]);
            }
            sum = (sum + s1) + (s2 + s3);
        }
        for (; i < to; i++) {
            sum += Math.abs(a[i]);
        }
        return sum;
    }

    /** The same of some entries alone. */
    static Sizes of(double[] a, Entries region) {
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int k = 0; k < region.count(); k++) {
            double size = Math.abs(a[region.entry(k)]);
            largest = Sums.larger(size, largest);
            smallest = size > 0 ? Math.min(smallest, size) : smallest;
            sum += size;
        }
        return new Sizes(largest, smallest, sum);
    }

    /** Whether none of the numbers is NaN or infinite. */
    public boolean areFinite() {
        return Double.isFinite(largest);
    }
}
