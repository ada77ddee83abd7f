package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;

/**
 * Examples and what a network should answer to them; rows are examples.
 *
 * @param input one row of inputs for each example. Wrapped, not copied, and not to be modified afterwards.
 * @param target one row of targets for each example. Wrapped, not copied, and not to be modified afterwards.
 */
public record Batch(Tensor input, Tensor target) {

    /**
     * Makes a batch.
     *
     * @param input one row of inputs for each example. Wrapped.
     * @param target one row of targets for each example. Wrapped.
     * @throws IllegalArgumentException if one of the tensors is not a matrix with at least one row and one column
     * @throws IllegalArgumentException if the numbers of rows differ
     * @throws IllegalArgumentException if an entry is NaN or infinite
     */
    public Batch {
        requireMatrix("input", input);
        requireMatrix("target", target);
        if (input.length(0) != target.length(0)) {
            throw new IllegalArgumentException("target: found " + target.length(0) + " rows, wanted " + input.length(0)
                    + ", one for each row of input");
        }
        requireFinite("input", input);
        requireFinite("target", target);
    }

    static void requireMatrix(String argument, Tensor tensor) {
        if (tensor.rank() != 2 || tensor.size() == 0) {
            throw new IllegalArgumentException(argument + ": found shape " + tensor.shapeText()
                    + ", wanted a matrix [examples, width] with at least one row and one column");
        }
    }

    static void requireFinite(String argument, Tensor tensor) {
        double[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(argument + ": found " + values[i] + " at "
                        + Arrays.toString(tensor.indexOf(i)) + ", wanted finite numbers");
            }
        }
    }

    /** {@return the number of examples} */
    public int size() {
        return input.length(0);
    }

    /**
     * Chooses some of the examples.
     *
     * @param rows which ones, in the order wanted. Not modified.
     * @return a batch of copies
     * @throws IllegalArgumentException if no row is given
     * @throws IllegalArgumentException if there is no such row
     */
    public Batch examples(int... rows) {
        return new Batch(rowsOf(input, rows), rowsOf(target, rows));
    }

    private static Tensor rowsOf(Tensor matrix, int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("rows: found none, wanted at least one example");
        }
        int width = matrix.length(1);
        double[] chosen = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || rows[i] >= matrix.length(0)) {
                throw new IllegalArgumentException("rows: found " + rows[i] + ", wanted 0.." + (matrix.length(0) - 1));
            }
            System.arraycopy(matrix.values(), rows[i] * width, chosen, i * width, width);
        }
        return Tensor.of(new int[] {rows.length, width}, chosen);
    }
}
