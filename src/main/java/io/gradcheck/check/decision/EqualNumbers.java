package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Entries of a variable that have the same number as others.
 *
 * <p>Of a million different weights none is kept: numbers are counted by a hash first, in a byte each, and compared only where
 * as many fall together as are looked for.
 */
final class EqualNumbers {

    /** Counters for each entry: of a million different numbers 26,000 share theirs with two others, and are compared. */
    private static final int COUNTERS = 4;

    private static final int FEWEST_COUNTERS = 64;

    // 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing: it spreads the last bits to the first.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private EqualNumbers() {}

    /**
     * The entries whose number occurs so many times in a region, or more often. Both zeros are one number, and so are all NaN.
     *
     * @param times how often
     * @param region the entries to look at
     * @param x the numbers of all entries
     * @return their places, ascending as in the region
     */
    static int[] occurring(int times, Entries region, double[] x) {
        if (region.count() < times) {
            return new int[0];
        }
        int[] candidates = sharingCounter(times, region, x);
        Map<Double, Integer> equal = new HashMap<>();
        for (int i : candidates) {
            equal.merge(x[i] + 0.0, 1, Integer::sum);
        }
        return Arrays.stream(candidates)
                .filter(i -> Objects.requireNonNull(equal.get(x[i] + 0.0)) >= times)
                .toArray();
    }

    private static int[] sharingCounter(int times, Entries region, double[] x) {
        long wanted = Math.max(FEWEST_COUNTERS, (long) COUNTERS * region.count());
        int bits = Math.min(30, 64 - Long.numberOfLeadingZeros(wanted - 1));
        byte[] counters = new byte[1 << bits];
        for (int k = 0; k < region.count(); k++) {
            int counter = counter(x[region.entry(k)], bits);
            if (counters[counter] < times) {
                counters[counter]++;
            }
        }
        int[] sharing = new int[region.count()];
        int count = 0;
        for (int k = 0; k < region.count(); k++) {
            int i = region.entry(k);
            if (counters[counter(x[i], bits)] >= times) {
                sharing[count++] = i;
            }
        }
        return Arrays.copyOf(sharing, count);
    }

    private static int counter(double number, int bits) {
        return (int) (Double.doubleToLongBits(number + 0.0) * SPREAD >>> (64 - bits));
    }
}
