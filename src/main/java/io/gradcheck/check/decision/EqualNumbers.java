package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import java.util.Arrays;
import java.util.BitSet;
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

    /** Bits for each of some entries: one of sixteen others seems to have the number of one of them. */
    private static final int BITS = 16;

    // From a sixth on there is hardly anything that such a sieve keeps back.
    private static final int LARGE_SHARE = 6;

    private static final int FEWEST = 64;
    private static final int MOST_BITS = 30;

    // 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing: it spreads the last bits to the first.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    // Another odd factor, of MurmurHash3: what falls together by one must not by the other.
    private static final long SIEVE = 0xFF51AFD7ED558CCDL;

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

    /**
     * Whether the number of one of some entries may occur so often in a region: false only where none does.
     *
     * @param times how often
     * @param some entries of the region
     * @param region the entries to look at
     * @param x the numbers of all entries
     */
    static boolean mayOccur(int times, Entries some, Entries region, double[] x) {
        if (some.count() == 0 || some.count() > region.count() / LARGE_SHARE) {
            return some.count() > 0;
        }
        int bits = bits((long) BITS * some.count());
        BitSet seen = new BitSet(1 << bits);
        for (int k = 0; k < some.count(); k++) {
            seen.set(hash(x[some.entry(k)], SIEVE, bits));
        }
        int[] like = new int[2 * some.count() + times];
        int count = 0;
        for (int k = 0; k < region.count(); k++) {
            int i = region.entry(k);
            if (seen.get(hash(x[i], SIEVE, bits))) {
                if (count == like.length) {
                    like = Arrays.copyOf(like, 2 * count);
                }
                like[count++] = i;
            }
        }
        return occurring(times, Entries.of(x.length, Arrays.copyOf(like, count)), x).length > 0;
    }

    private static int[] sharingCounter(int times, Entries region, double[] x) {
        int bits = bits((long) COUNTERS * region.count());
        byte[] counters = new byte[1 << bits];
        for (int k = 0; k < region.count(); k++) {
            int counter = hash(x[region.entry(k)], SPREAD, bits);
            if (counters[counter] < times) {
                counters[counter]++;
            }
        }
        int[] sharing = new int[region.count()];
        int count = 0;
        for (int k = 0; k < region.count(); k++) {
            int i = region.entry(k);
            if (counters[hash(x[i], SPREAD, bits)] >= times) {
                sharing[count++] = i;
            }
        }
        return Arrays.copyOf(sharing, count);
    }

    private static int bits(long wanted) {
        return Math.min(MOST_BITS, Long.SIZE - Long.numberOfLeadingZeros(Math.max(FEWEST, wanted) - 1));
    }

    private static int hash(double number, long factor, int bits) {
        return (int) ((Double.doubleToLongBits(number + 0.0) * factor) >>> (Long.SIZE - bits));
    }
}
