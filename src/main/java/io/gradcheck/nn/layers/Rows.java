package io.gradcheck.nn.layers;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;

/** A tensor of any rank as rows along its last axis, counted in row-major order. */
final class Rows {

    private Rows() {}

    /** The length of the last axis. */
    static int width(Tensor tensor) {
        return tensor.length(tensor.rank() - 1);
    }

    static int count(Tensor tensor) {
        return tensor.size() / width(tensor);
    }

    /** A copy of one row. */
    static double[] get(Tensor tensor, int row) {
        int width = width(tensor);
        return Arrays.copyOfRange(tensor.values(), row * width, (row + 1) * width);
    }

    static void set(Tensor tensor, int row, double[] values) {
        System.arraycopy(values, 0, tensor.values(), row * values.length, values.length);
    }
}
