package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Entries of a variable that have the same number as others.
 *
 * <p>Of a million different weights none is kept: a bit is marked for each number, and only those are compared that find theirs
 * marked by another.
 */
final class EqualNumbers {

    /** Bits for each entry: of a million different numbers 60,000 find theirs marked, in a table that fits into a cache. */
    private static final int BITS = 8;

    private static final int FEWEST = 64;
    private static final int MOST_BITS = 30;

    // 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing: it spreads the last bits to the first.
    // Then another odd factor, of MurmurHash3: what falls together by one must not by the other.
    private static final long[] FACTORS = {0x9E3779B97F4A7C15L, 0xFF51AFD7ED558CCDL};

    private EqualNumbers() {}

    /**
     * The entries whose number occurs so many times in a region, or more often. Both zeros are one number, and so are all NaN.
     *
     * @param times how often; at least two
     * @param region the entries to look at
     * @param x the numbers of all entries
     * @return their places, ascending as in the region
     */
    static int[] occurring(int times, Entries region, double[] x) {
        // Of each number all but one are left by each look, or all.
        Entries once = marked(region, x, FACTORS[0]);
        Entries left = once;
        for (int look = 2; look < times; look++) {
            left = marked(left, x, FACTORS[(look - 1) % FACTORS.length]);
        }
        if (left.count() == 0) {
            return new int[0];
        }
        Set<Double> numbers = new HashSet<>();
        for (int k = 0; k < left.count(); k++) {
            numbers.add(number(x, left.entry(k)));
        }
        numbers = occurring(times - 1, like(left, once, x), x, numbers);
        numbers = occurring(times, region, x, numbers);
        return numbers.isEmpty() ? new int[0] : places(region, x, numbers);
    }

    /** The entries whose bit an earlier entry has marked. */
    private static Entries marked(Entries some, double[] x, long factor) {
        Marks marks = new Marks(some.count(), factor);
        int[] marked = new int[FEWEST];
        int count = 0;
        for (int k = 0; k < some.count(); k++) {
            int i = some.entry(k);
            if (count == marked.length) {
                marked = Arrays.copyOf(marked, 2 * count);
            }
            // Written in any case and counted if it is one: a branch that nobody can foresee takes longer.
            marked[count] = i;
            count += marks.mark(x[i]);
        }
        return Entries.of(x.length, Arrays.copyOf(marked, count));
    }

    /** Those of some entries that may have the number of one of a few. */
    private static Entries like(Entries few, Entries some, double[] x) {
        Marks marks = new Marks(few.count(), FACTORS[0]);
        for (int k = 0; k < few.count(); k++) {
            marks.mark(x[few.entry(k)]);
        }
        return some.where(i -> marks.isMarked(x[i]));
    }

    /** A bit for each number, which some share. */
    private static final class Marks {

        private final long[] bits;
        private final long factor;
        private final int shift;

        Marks(int numbers, long factor) {
            int width = bits((long) BITS * numbers);
            this.bits = new long[1 << (width - 6)];
            this.factor = factor;
            this.shift = Long.SIZE - width;
        }

        private int place(double number) {
            return (int) ((Double.doubleToLongBits(number + 0.0) * factor) >>> shift);
        }

        /** Marks a number; 1 if it was marked before, else 0. */
        int mark(double number) {
            int place = place(number);
            long before = bits[place >>> 6];
            bits[place >>> 6] = before | 1L << place;
            return (int) (before >>> place) & 1;
        }

        boolean isMarked(double number) {
            int place = place(number);
            return (bits[place >>> 6] >>> place & 1) != 0;
        }
    }

    private static int bits(long wanted) {
        return Math.min(MOST_BITS, Long.SIZE - Long.numberOfLeadingZeros(Math.max(FEWEST, wanted) - 1));
    }

    /** Those of some numbers that occur so many times in a region, or more often. */
    private static Set<Double> occurring(int times, Entries region, double[] x, Set<Double> some) {
        if (some.isEmpty()) {
            return some;
        }
        Map<Double, Integer> occurrences = new HashMap<>();
        for (int k = 0; k < region.count(); k++) {
            Double number = number(x, region.entry(k));
            if (some.contains(number)) {
                occurrences.merge(number, 1, Integer::sum);
            }
        }
        occurrences.values().removeIf(count -> count < times);
        return occurrences.keySet();
    }

    private static int[] places(Entries region, double[] x, Set<Double> numbers) {
        return region.where(i -> numbers.contains(number(x, i))).entries();
    }

    private static Double number(double[] x, int entry) {
        return x[entry] + 0.0; // both zeros
    }
}
