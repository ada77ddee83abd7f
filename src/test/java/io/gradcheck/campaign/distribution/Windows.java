package io.gradcheck.campaign.distribution;

import io.gradcheck.subject.Tensor;
import java.util.stream.IntStream;

/** What is in the windows of a pooling, and in the rows of a tensor. */
final class Windows {

    private Windows() {}

    /** Whether the largest input of some window comes twice in it and is not zero. */
    static boolean hasTie(LayerView pooling) {
        Tensor x = pooling.input();
        int rows = outputs(pooling, "rows", x.length(2));
        int columns = outputs(pooling, "columns", x.length(3));
        for (int n = 0; n < x.length(0); n++) {
            for (int c = 0; c < x.length(1); c++) {
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        if (hasTie(pooling, n, c, i, j)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static boolean hasTie(LayerView pooling, int n, int c, int outputRow, int outputColumn) {
        Tensor x = pooling.input();
        double largest = Double.NEGATIVE_INFINITY;
        int times = 0;
        for (int k = 0; k < pooling.size("kernel over rows"); k++) {
            int row = place(pooling, "rows", outputRow, k);
            for (int l = 0; l < pooling.size("kernel over columns"); l++) {
                int column = place(pooling, "columns", outputColumn, l);
                if (row >= 0 && row < x.length(2) && column >= 0 && column < x.length(3)) {
                    double value = x.get(n, c, row, column);
                    times = value > largest ? 1 : value == largest ? times + 1 : times;
                    largest = Math.max(largest, value);
                }
            }
        }
        return times > 1 && largest != 0;
    }

    private static int outputs(LayerView pooling, String axis, int length) {
        int span = 1 + (pooling.size("kernel over " + axis) - 1) * pooling.size("dilation over " + axis);
        int padded = length + 2 * padding(pooling, axis);
        return 1 + (padded - span) / pooling.size("stride over " + axis);
    }

    /** Where the dilation leaves no room for any, the size is not asked for. */
    private static int padding(LayerView pooling, String axis) {
        String name = "padding of " + axis;
        return pooling.sizes().containsKey(name) ? pooling.size(name) : 0;
    }

    private static int place(LayerView pooling, String axis, int output, int tap) {
        return output * pooling.size("stride over " + axis)
                + tap * pooling.size("dilation over " + axis)
                - padding(pooling, axis);
    }

    /** Whether the numbers of some row along the last axis are all the same and not zero. */
    static boolean hasConstantRow(Tensor tensor) {
        int row = tensor.length(tensor.rank() - 1);
        double[] values = tensor.values();
        return IntStream.range(0, tensor.size() / row)
                .anyMatch(r -> values[r * row] != 0
                        && IntStream.range(r * row, (r + 1) * row).allMatch(i -> values[i] == values[r * row]));
    }
}
