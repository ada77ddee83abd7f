package io.gradcheck.check.localise;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Narrows a failing direction down to wrong entries, and to blocks that are wrong throughout.
 *
 * <p>The discrepancy between claim and numeric derivative is additive over the entries of a direction. So of the two halves
 * of a block one is probed, and the other follows by subtraction. A block is halved along an axis on which only one half
 * is wrong, as long as there is one: a wrong row is found by its row index, a wrong column by its column index. Where
 * both halves are wrong on every axis, the block is either wrong throughout or its wrong entries are apart: a few of its
 * entries tell which.
 */
final class Bisection {

    private static final int MOST_FOUND = 16;

    // One wrong entry of a million took 190 to 210; where many are apart, the first of them takes about twice as many.
    private static final int EVALUATIONS_FOR_ONE = 400;

    private static final int CHECKED_SINGLY = 4;
    private static final int SAMPLE = 8;
    private static final double MOST_OF_IT = 0.5;

    private final EntryProbes singles;
    private final Tensor direction;
    private final Probe failed;
    private final List<WrongBlock> blocks = new ArrayList<>();
    private final Deque<Suspicion> open = new ArrayDeque<>();
    private int found;
    private boolean unexplained;

    /**
     * A block that is wrong throughout, or nearly so.
     *
     * @param box where it is
     * @param wrong about how many of its entries are wrong
     */
    record WrongBlock(Block box, int wrong) {}

    /**
     * A block with the discrepancy of the claim in it.
     *
     * @param box the block
     * @param discrepancy claim less numeric derivative
     * @param bound what error and rounding could make of it
     * @param crossed the axes on both of whose halves something was wrong, in a block around this one
     */
    private record Suspicion(Block box, double discrepancy, double bound, BitSet crossed) {
        boolean reaches() {
            return Math.abs(discrepancy) > bound;
        }
    }

    /**
     * Prepares the search.
     *
     * @param singles probes entries, and keeps what it saw
     * @param failed the probe that failed
     */
    Bisection(EntryProbes singles, Probe failed) {
        this.singles = singles;
        this.failed = failed;
        this.direction = failed.direction().tensor();
    }

    /** Searches; whether every wrong entry of the direction was found. */
    boolean run() {
        open.push(new Suspicion(
                Block.all(direction.shape()),
                failed.analytic() - failed.slope().derivative(),
                failed.bound(),
                new BitSet()));
        while (!open.isEmpty()) {
            if (found >= MOST_FOUND || singles.evaluations() >= EVALUATIONS_FOR_ONE * (1 + found)) {
                return false;
            }
            Suspicion suspicion = open.pop();
            if (suspicion.box().count() == 1) {
                int offset = suspicion.box().offsets()[0];
                boolean wrong = singles.isWrong(offset);
                found += wrong ? 1 : 0;
                unexplained |= !wrong;
            } else {
                narrow(suspicion);
            }
        }
        return !unexplained;
    }

    /** The blocks that are wrong throughout; neighbours in one row of blocks are one. */
    List<WrongBlock> blocks() {
        for (int k = 0; k < blocks.size(); k++) {
            for (int other = k + 1; other < blocks.size(); other++) {
                Block joined = blocks.get(k).box().joined(blocks.get(other).box());
                if (joined != null) {
                    int wrong = blocks.get(k).wrong() + blocks.remove(other).wrong();
                    blocks.set(k, new WrongBlock(joined, wrong));
                    return blocks();
                }
            }
        }
        return blocks;
    }

    private void narrow(Suspicion suspicion) {
        BitSet crossed = (BitSet) suspicion.crossed().clone();
        List<Suspicion> parts = List.of();
        for (int axis = longest(suspicion.box(), crossed); axis >= 0; axis = longest(suspicion.box(), crossed)) {
            List<Suspicion> halves = halves(suspicion, axis, crossed);
            if (halves.size() < 2) {
                unexplained |= halves.isEmpty();
                halves.forEach(open::push);
                return;
            }
            parts = parts.isEmpty() ? halves : parts;
            crossed.set(axis);
        }
        if (!isWrongThroughout(suspicion.box())) {
            BitSet none = new BitSet();
            List<Suspicion> halves =
                    parts.isEmpty() ? halves(suspicion, longest(suspicion.box(), none), none) : fresh(parts);
            halves.forEach(open::push);
        }
    }

    /** The longest axis of a block that is not among those crossed; -1 if none has two indices. */
    private static int longest(Block box, BitSet crossed) {
        int longest = -1;
        for (int axis = 0; axis < box.rank(); axis++) {
            boolean longer = box.length(axis) > (longest < 0 ? 1 : box.length(longest));
            if (longer && !crossed.get(axis)) {
                longest = axis;
            }
        }
        return longest;
    }

    /** The halves in which something is wrong, the one with the larger discrepancy last. */
    private List<Suspicion> halves(Suspicion suspicion, int axis, BitSet crossed) {
        Block box = suspicion.box();
        int middle = box.middle(axis);
        Suspicion first = probed(box.between(axis, box.from()[axis], middle), crossed);
        Block rest = box.between(axis, middle, box.to()[axis]);
        Suspicion second = new Suspicion(
                rest, suspicion.discrepancy() - first.discrepancy(), suspicion.bound() + first.bound(), crossed);
        if (!first.reaches() && !second.reaches()) {
            second = probed(rest, crossed);
        }
        List<Suspicion> halves = new ArrayList<>(List.of(first, second));
        halves.removeIf(half -> !half.reaches());
        halves.sort(Comparator.comparingDouble(half -> Math.abs(half.discrepancy())));
        return halves;
    }

    private static List<Suspicion> fresh(List<Suspicion> parts) {
        return parts.stream()
                .map(part -> new Suspicion(part.box(), part.discrepancy(), part.bound(), new BitSet()))
                .toList();
    }

    private Suspicion probed(Block box, BitSet crossed) {
        double[] whole = direction.values();
        Entries moving = Entries.of(whole.length, box.offsets()).where(i -> whole[i] != 0);
        if (moving.count() == 0) {
            return new Suspicion(box, 0, 0, crossed);
        }
        Tensor part = Tensor.zeros(direction.shape());
        for (int k = 0; k < moving.count(); k++) {
            part.values()[moving.entry(k)] = whole[moving.entry(k)];
        }
        Probe probe = singles.probe(moving, Direction.of(part));
        return new Suspicion(box, probe.analytic() - probe.slope().derivative(), probe.bound(), crossed);
    }

    private boolean isWrong(Block box) {
        return probed(box, new BitSet()).reaches();
    }

    /** Whether most entries of a block are wrong; if so it is kept, trimmed at its edges. */
    private boolean isWrongThroughout(Block box) {
        if (box.count() <= CHECKED_SINGLY) {
            for (int offset : box.offsets()) {
                found += singles.isWrong(offset) ? 1 : 0;
            }
            return true;
        }
        if (!singles.isWrong(singles.anyOf(box.offsets()))) {
            return false;
        }
        Block trimmed = trimmed(box);
        int[] offsets = trimmed.offsets();
        int[] sample = singles.sample(offsets, SAMPLE);
        int wrong = 0;
        for (int offset : sample) {
            wrong += singles.isWrong(offset) ? 1 : 0;
        }
        if (wrong < MOST_OF_IT * sample.length) {
            return false;
        }
        blocks.add(new WrongBlock(trimmed, (int) Math.round((double) wrong / sample.length * offsets.length)));
        found++;
        return true;
    }

    /** The smallest block in this one outside of which nothing is wrong. */
    private Block trimmed(Block box) {
        Block trimmed = box;
        for (int axis = 0; axis < box.rank(); axis++) {
            trimmed = trimmed.between(axis, firstWrong(trimmed, axis), trimmed.to()[axis]);
            trimmed = trimmed.between(axis, trimmed.from()[axis], lastWrong(trimmed, axis) + 1);
        }
        return trimmed;
    }

    private int firstWrong(Block box, int axis) {
        int from = box.from()[axis];
        int right = from;
        int wrong = box.to()[axis];
        for (int end = from + 1; right + 1 < wrong; end = (right + wrong) >>> 1) {
            if (isWrong(box.between(axis, from, end))) {
                wrong = end;
            } else {
                right = end;
            }
        }
        return wrong - 1;
    }

    private int lastWrong(Block box, int axis) {
        int to = box.to()[axis];
        int right = to;
        int wrong = box.from()[axis];
        for (int start = to - 1; wrong + 1 < right; start = (right + wrong) >>> 1) {
            if (isWrong(box.between(axis, start, to))) {
                wrong = start;
            } else {
                right = start;
            }
        }
        return wrong;
    }
}
