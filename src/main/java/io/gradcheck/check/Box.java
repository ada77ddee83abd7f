package io.gradcheck.check;

import java.util.Arrays;

/**
 * A block of a tensor: a range of indices on each axis.
 *
 * @param shape the tensor's shape
 * @param from the first index on each axis
 * @param to the index after the last on each axis
 */
record Box(int[] shape, int[] from, int[] to) {

    static Box all(int[] shape) {
        return new Box(shape, new int[shape.length], shape);
    }

    int count() {
        int count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            count *= to[axis] - from[axis];
        }
        return count;
    }

    /** The block at one index of one axis, such as a row or a column of a matrix. */
    static Box slice(int[] shape, int axis, int index) {
        int[] from = new int[shape.length];
        int[] to = shape.clone();
        from[axis] = index;
        to[axis] = index + 1;
        return new Box(shape, from, to);
    }

    /** The two halves along the longest axis; the first is not the smaller one. */
    Box[] halves() {
        int longest = 0;
        for (int axis = 1; axis < shape.length; axis++) {
            if (to[axis] - from[axis] > to[longest] - from[longest]) {
                longest = axis;
            }
        }
        int middle = (from[longest] + to[longest] + 1) >>> 1;
        int[] firstTo = to.clone();
        firstTo[longest] = middle;
        int[] secondFrom = from.clone();
        secondFrom[longest] = middle;
        return new Box[] {new Box(shape, from, firstTo), new Box(shape, secondFrom, to)};
    }

    /** The places of the block's entries in row-major order. */
    int[] offsets() {
        int[] offsets = new int[count()];
        int[] index = from.clone();
        for (int k = 0; k < offsets.length; k++) {
            int offset = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                offset = offset * shape[axis] + index[axis];
            }
            offsets[k] = offset;
            advance(index);
        }
        return offsets;
    }

    private void advance(int[] index) {
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (++index[axis] < to[axis]) {
                return;
            }
            index[axis] = from[axis];
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(from) + ".." + Arrays.toString(to);
    }
}
