package io.gradcheck.check.localise;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A block of a tensor: a range of indices on each axis.
 *
 * @param shape the tensor's shape
 * @param from the first index on each axis
 * @param to the index after the last on each axis
 */
public record Block(int[] shape, int[] from, int[] to) {

    static Block all(int[] shape) {
        return new Block(shape, new int[shape.length], shape);
    }

    /** The block at one index of one axis, such as a row or a column of a matrix. */
    public static Block slice(int[] shape, int axis, int index) {
        return all(shape).between(axis, index, index + 1);
    }

    /** The part of this block between two indices of an axis, the second excluded. */
    Block between(int axis, int first, int end) {
        int[] newFrom = from.clone();
        int[] newTo = to.clone();
        newFrom[axis] = first;
        newTo[axis] = end;
        return new Block(shape, newFrom, newTo);
    }

    int rank() {
        return shape.length;
    }

    int length(int axis) {
        return to[axis] - from[axis];
    }

    int count() {
        int count = 1;
        for (int axis = 0; axis < rank(); axis++) {
            count *= length(axis);
        }
        return count;
    }

    /** The middle of an axis: where its two halves part, the first not being the smaller one. */
    int middle(int axis) {
        return (from[axis] + to[axis] + 1) >>> 1;
    }

    boolean contains(int[] index) {
        for (int axis = 0; axis < rank(); axis++) {
            if (index[axis] < from[axis] || index[axis] >= to[axis]) {
                return false;
            }
        }
        return true;
    }

    /** The block made of this one and a neighbour that continues it on one axis; null if it is none. */
    @Nullable
    Block joined(Block other) {
        int continued = -1;
        for (int axis = 0; axis < rank(); axis++) {
            if (from[axis] != other.from[axis] || to[axis] != other.to[axis]) {
                boolean neighbours = to[axis] == other.from[axis] || from[axis] == other.to[axis];
                if (continued >= 0 || !neighbours) {
                    return null;
                }
                continued = axis;
            }
        }
        return continued < 0
                ? null
                : between(
                        continued,
                        Math.min(from[continued], other.from[continued]),
                        Math.max(to[continued], other.to[continued]));
    }

    /** The places of the block's entries in row-major order. */
    public int[] offsets() {
        int[] offsets = new int[count()];
        int[] index = from.clone();
        for (int k = 0; k < offsets.length; k++) {
            int offset = 0;
            for (int axis = 0; axis < rank(); axis++) {
                offset = offset * shape[axis] + index[axis];
            }
            offsets[k] = offset;
            advance(index);
        }
        return offsets;
    }

    private void advance(int[] index) {
        for (int axis = rank() - 1; axis >= 0; axis--) {
            if (++index[axis] < to[axis]) {
                return;
            }
            index[axis] = from[axis];
        }
    }

    /**
     * The block as text: {@code [3,*]} is a row, {@code [0..4,2]} the first five entries of a column.
     *
     * @param names names for the entries along the last axis, told in place of numbers; empty if they have none
     */
    public String text(List<String> names) {
        return IntStream.range(0, rank())
                .mapToObj(axis -> range(axis, axis == rank() - 1 ? names : List.of()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String range(int axis, List<String> names) {
        if (length(axis) == shape[axis]) {
            return "*";
        }
        String first = told(from[axis], names);
        return length(axis) == 1 ? first : first + ".." + told(to[axis] - 1, names);
    }

    private static String told(int index, List<String> names) {
        return names.isEmpty() ? String.valueOf(index) : names.get(index);
    }

    @Override
    public String toString() {
        return text(List.of()) + " of " + Arrays.toString(shape);
    }
}
