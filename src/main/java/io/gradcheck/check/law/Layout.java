package io.gradcheck.check.law;

import io.gradcheck.check.probe.Sums;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tensors of the parts of a batch make up the tensor of the whole: each in its shape, to be added up, or each some of
 * its rows, to be put below each other.
 *
 * @param firstRows the row with which each part begins, and behind the last part the number of all; empty if the parts
 *     are added up
 */
record Layout(int[] firstRows) {

    private static final int STRETCH = 1024;

    private static final Layout SHARED = new Layout(new int[0]);

    /** The layout that follows from the shapes; null if they do not make up the whole. */
    static @Nullable Layout of(Tensor whole, List<Tensor> parts) {
        int shared = 0;
        for (Tensor part : parts) {
            shared += part.hasShapeOf(whole) ? 1 : 0;
        }
        if (shared == parts.size()) {
            return SHARED;
        }
        int[] firstRows = new int[parts.size() + 1];
        for (int k = 0; k < parts.size(); k++) {
            Tensor part = parts.get(k);
            if (!differsInRowsAlone(whole, part)) {
                return null;
            }
            firstRows[k + 1] = firstRows[k] + part.length(0);
        }
        return firstRows[parts.size()] == whole.length(0) ? new Layout(firstRows) : null;
    }

    private static boolean differsInRowsAlone(Tensor whole, Tensor part) {
        if (part.rank() == 0 || part.rank() != whole.rank()) {
            return false;
        }
        for (int axis = 1; axis < part.rank(); axis++) {
            if (part.length(axis) != whole.length(axis)) {
                return false;
            }
        }
        return true;
    }

    boolean isShared() {
        return firstRows.length == 0;
    }

    /** What a part has of the whole: all of it, or a copy of its rows. */
    Tensor part(Tensor whole, int k) {
        return isShared() ? whole : whole.rows(firstRows[k], firstRows[k + 1]);
    }

    /** What the parts make together: a new tensor in the shape of the whole. */
    Tensor join(Tensor whole, List<Tensor> parts) {
        Tensor joined = Tensor.zeros(whole.shape());
        double[] values = joined.values();
        int offset = 0;
        for (Tensor part : parts) {
            double[] from = part.values();
            for (int i = 0; i < from.length; i++) {
                values[offset + i] += from[i];
            }
            offset += isShared() ? 0 : from.length;
        }
        return joined;
    }

    /**
     * What the parts make together, beside the whole.
     *
     * @param difference where both differ most; null if they do not
     * @param magnitude the size of the largest terms on either side: {@code max_i sum_k |part_k,i|}, where parts are added
     *     up, and that of the whole
     */
    record Compared(@Nullable Difference difference, double magnitude) {}

    /** Compares what the parts make together with the whole, a stretch at a time: both can be large. */
    Compared compare(String name, List<String> names, Tensor whole, List<Tensor> parts) {
        Difference.Worst worst = new Difference.Worst();
        double[] values = whole.values();
        if (!isShared()) {
            double[] joined = join(whole, parts).values();
            worst.look(values, 0, values.length, joined);
            return new Compared(worst.of(name, names, whole), Math.max(Sums.largest(joined), Sums.largest(values)));
        }
        double[] sums = new double[Math.min(values.length, STRETCH)];
        double[] sizes = new double[sums.length];
        double magnitude = 0;
        for (int from = 0; from < values.length; from += STRETCH) {
            int length = Math.min(STRETCH, values.length - from);
            addUp(parts, from, length, sums, sizes);
            worst.look(values, from, length, sums);
            double largest = Math.max(Sums.largest(sizes, 0, length), Sums.largest(values, from, from + length));
            magnitude = Math.max(largest, magnitude);
        }
        return new Compared(worst.of(name, names, whole), magnitude);
    }

    /** Overwrites {@code sums} with those of a stretch of all parts, and {@code sizes} with those of their sizes. */
    private static void addUp(List<Tensor> parts, int from, int length, double[] sums, double[] sizes) {
        Arrays.fill(sums, 0);
        Arrays.fill(sizes, 0);
        for (Tensor part : parts) {
            add(part.values(), from, length, sums, sizes);
        }
    }

    private static void add(double[] terms, int from, int length, double[] sums, double[] sizes) {
        for (int i = 0; i < length; i++) {
            sums[i] += terms[from + i];
            sizes[i] += Math.abs(terms[from + i]);
        }
    }
}
