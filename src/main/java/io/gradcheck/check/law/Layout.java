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

    /** Where what the parts make together differs most from the whole; null if it does not. */
    @Nullable
    Difference difference(String name, List<String> names, Tensor whole, List<Tensor> parts) {
        Difference.Worst worst = new Difference.Worst();
        if (!isShared()) {
            worst.look(whole.values(), 0, whole.size(), join(whole, parts).values());
            return worst.of(name, names, whole);
        }
        double[] sums = new double[Math.min(whole.size(), STRETCH)];
        for (int from = 0; from < whole.size(); from += STRETCH) {
            int length = Math.min(STRETCH, whole.size() - from);
            addUp(parts, from, length, false, sums);
            worst.look(whole.values(), from, length, sums);
        }
        return worst.of(name, names, whole);
    }

    /** The size of the terms that are joined, {@code max_i sum_k |part_k,i|}. */
    double magnitude(List<Tensor> parts) {
        double largest = isShared() ? largestSum(parts) : 0;
        for (Tensor part : parts) {
            largest = Math.max(largest, Sums.largest(part.values()));
        }
        return largest;
    }

    /** {@code max_i sum_k |part_k,i|}, a stretch at a time: parts can be large. */
    private static double largestSum(List<Tensor> parts) {
        int size = parts.get(0).size();
        double[] sums = new double[Math.min(size, STRETCH)];
        double largest = 0;
        for (int from = 0; from < size; from += STRETCH) {
            int length = Math.min(STRETCH, size - from);
            addUp(parts, from, length, true, sums);
            largest = Math.max(largest, Sums.largest(sums));
        }
        return largest;
    }

    /** Overwrites {@code sums} with those of a stretch of all parts, or of their sizes. */
    private static void addUp(List<Tensor> parts, int from, int length, boolean sizes, double[] sums) {
        Arrays.fill(sums, 0);
        for (Tensor part : parts) {
            double[] terms = part.values();
            for (int i = 0; i < length; i++) {
                sums[i] += sizes ? Math.abs(terms[from + i]) : terms[from + i];
            }
        }
    }
}
