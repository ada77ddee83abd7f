package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A second pass over a variable in single precision: entries of which an error of a hundredth would have been lost in the
 * noise of all others are probed again in groups.
 *
 * <p>What can be seen of one entry is the noise divided by the step, and the fewer entries move, the larger the step. So
 * entries are taken in the order of their size, in groups just small enough, and a group that saw less than expected is
 * halved, until half of the evaluations are spent on groups.
 */
public final class FloatGroups {

    private static final double ERROR = 0.01;
    private static final double SMALLEST_WEIGHT = 0.5;

    // 1: what is beyond half of a bound is looked at closer. With 0.8, a hundredth fewer of the errors in tensors of
    // more than 16 entries were seen; with 1.5, no more, for a tenth more evaluations.
    private static final double SURE = 1.0;
    private static final double WORTH_A_TRY = 0.5;

    private final Prober prober;
    private final VariableCheck check;
    private final double[] g;

    /** The bound of a group of one entry, as the last group lets expect it: bounds grow about as the root of the number. */
    private double boundOfOne;

    private boolean first = true;
    private int start;

    /**
     * Prepares the pass.
     *
     * @param prober probes the variable
     * @param check its check
     */
    public FloatGroups(Prober prober, VariableCheck check) {
        this.prober = prober;
        this.check = check;
        this.g = prober.base().gradient(prober.variable()).values();
    }

    /**
     * The whole's conclusion, or a worse one of a group. A whole that is undecided, or decided at points nearby without a
     * jump at the point itself, may hide a group that fails.
     */
    public Conclusion sharpen(Conclusion whole) {
        Probe probe = whole.probe();
        boolean settled = whole.verdict() == Verdict.FAIL || (whole.verdict() == Verdict.KINK && prober.jumpSeen());
        if (settled || probe == null || g.length == 1) {
            return whole;
        }
        boundOfOne = probe.bound() / Math.sqrt(probe.region().count());
        start = prober.evaluations().spent();
        return sharpen(whole, unseen(IntStream.range(0, g.length), bound(whole)), g.length - 1);
    }

    /** Probes entries, largest first, in groups of some size at most; and what a group could not see in groups half as large. */
    private Conclusion sharpen(Conclusion before, int[] entries, int largest) {
        Conclusion worst = before;
        int from = 0;
        while (from < entries.length && worthATry(entries[from])) {
            int[] group = Arrays.copyOfRange(entries, from, Math.min(end(entries, from), from + largest));
            Conclusion part = check.conclude(Entries.of(g.length, group));
            first = false;
            if (part.verdict() == Verdict.FAIL) {
                return part;
            }
            worst = worst.worse(part);
            double bound = bound(part);
            if (Double.isFinite(bound)) {
                boundOfOne = bound / Math.sqrt(group.length);
            }
            if (group.length > 1) {
                worst = sharpen(worst, unseen(Arrays.stream(group), bound), (group.length + 1) / 2);
                if (worst.verdict() == Verdict.FAIL) {
                    return worst;
                }
            }
            from += group.length;
        }
        return worst;
    }

    /** Those entries of which the error would have stayed unseen, largest first. */
    private int[] unseen(IntStream entries, double bound) {
        return entries.filter(i -> g[i] != 0 && shown(i) < SURE * bound)
                .boxed()
                .sorted(Comparator.comparingDouble(this::shown).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What the error of an entry changes along a direction, at least. */
    private double shown(int entry) {
        return ERROR * SMALLEST_WEIGHT * Math.abs(g[entry]);
    }

    /** How large a difference a conclusion excludes; nothing where it was not a pass. */
    private static double bound(Conclusion conclusion) {
        Probe probe = conclusion.probe();
        boolean comparable = conclusion.place().f().units().areOfSubject();
        return probe != null && conclusion.verdict() == Verdict.PASS && comparable
                ? probe.bound()
                : Double.POSITIVE_INFINITY;
    }

    /** The first group in any case: the whole can be noisier by far than its parts. */
    private boolean worthATry(int entry) {
        boolean visible = first || shown(entry) >= WORTH_A_TRY * SURE * boundOfOne;
        return visible
                && prober.evaluations().spent() - start < prober.evaluations().limit() / 2;
    }

    /** Where the group ends that begins here: the most entries of which each one's error should show. */
    private int end(int[] entries, int from) {
        int to = from + 1;
        while (to < entries.length && shown(entries[to]) >= SURE * boundOfOne * Math.sqrt(to + 1 - from)) {
            to++;
        }
        return to;
    }
}
