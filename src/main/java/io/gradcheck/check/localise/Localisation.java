package io.gradcheck.check.localise;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.CountKind;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Narrows a failing variable down to its wrong entries.
 *
 * <p>A small variable is checked entry by entry. A large one is sampled first: where much of it is wrong, the sample says
 * how much; else the wrong entries are searched for by {@link Bisection}. One wrong entry of {@code n} takes about
 * {@code log2 n} probes.
 */
public final class Localisation {

    private static final int CHECKED_SINGLY = 32;
    private static final int FIRST_SAMPLE = 8;
    private static final int LARGE_SAMPLE = 32;
    private static final double MUCH_OF_IT = 0.5;
    private static final int FEWEST_FOR_ESTIMATE = 2;

    private final EntryProbes singles;
    private final Tensor value;

    /**
     * Prepares the search.
     *
     * @param prober probes the variable, at its own expense
     * @param place where the variable was seen to fail
     * @param stepFactor the first step of the probe that failed, in units of the usual one
     */
    public Localisation(Prober prober, EvaluationPoint place, double stepFactor) {
        this.singles = new EntryProbes(prober, place, stepFactor);
        this.value = place.value(prober.variable());
    }

    /** Finds the wrong entries, starting from the probe that failed. */
    public Localised find(Probe failed) {
        if (value.size() <= CHECKED_SINGLY) {
            int wrong = countWrong(IntStream.range(0, value.size()).toArray());
            return new Localised(singles.worstFirst(), wrong, CountKind.EXACT, List.of(), false);
        }
        int[] moved = IntStream.range(0, failed.region().count())
                .map(failed.region()::entry)
                .toArray();
        int[] sample = singles.sample(moved, LARGE_SAMPLE);
        int[] few = Arrays.copyOf(sample, Math.min(FIRST_SAMPLE, sample.length));
        if (countWrong(few) >= MUCH_OF_IT * few.length) {
            return estimated(sample, moved.length, List.of());
        }
        Bisection bisection = new Bisection(singles, failed);
        boolean complete = bisection.run();
        List<Bisection.WrongBlock> blocks = bisection.blocks();
        if (blocks.stream().anyMatch(block -> block.box().count() == value.size())) {
            return estimated(sample, moved.length, List.of());
        }
        if (complete) {
            return found(blocks, blocks.isEmpty() ? CountKind.EXACT : CountKind.ESTIMATED);
        }
        return countWrong(sample) >= FEWEST_FOR_ESTIMATE
                ? estimated(sample, moved.length, blocks)
                : found(blocks, CountKind.AT_LEAST);
    }

    /** What a random sample says of the whole, the wrong entries that were found elsewhere being listed too. */
    private Localised estimated(int[] sample, int size, List<Bisection.WrongBlock> blocks) {
        int wrong = (int) Math.round((double) countWrong(sample) / sample.length * size);
        return new Localised(
                singles.worstFirst(),
                Math.max(wrong, found(blocks, CountKind.AT_LEAST).wrong()),
                CountKind.ESTIMATED,
                boxes(blocks),
                true);
    }

    /** Checks given entries, such as those that are NaN. */
    public Localised find(Entries wrong) {
        for (int k = 0; k < Math.min(wrong.count(), CHECKED_SINGLY); k++) {
            singles.isWrong(wrong.entry(k));
        }
        return new Localised(singles.worstFirst(), wrong.count(), CountKind.EXACT, List.of(), false);
    }

    private int countWrong(int[] offsets) {
        int wrong = 0;
        for (int offset : offsets) {
            wrong += singles.isWrong(offset) ? 1 : 0;
        }
        return wrong;
    }

    /** The entries found one by one, and those of whole blocks. */
    private Localised found(List<Bisection.WrongBlock> blocks, CountKind count) {
        List<EntryProbe> probed = singles.worstFirst();
        int apart = (int) probed.stream()
                .filter(EntryProbe::wrong)
                .filter(entry ->
                        blocks.stream().noneMatch(block -> block.box().contains(value.indexOf(entry.offset()))))
                .count();
        int wrong =
                apart + blocks.stream().mapToInt(Bisection.WrongBlock::wrong).sum();
        return new Localised(probed, wrong, count, boxes(blocks), false);
    }

    private static List<Block> boxes(List<Bisection.WrongBlock> blocks) {
        return blocks.stream().map(Bisection.WrongBlock::box).toList();
    }
}
