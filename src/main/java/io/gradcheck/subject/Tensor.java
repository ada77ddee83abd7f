package io.gradcheck.subject;

import java.util.Arrays;
import java.util.Objects;

/**
 * A dense array of doubles with a shape, in row-major order.
 *
 * <p>A tensor wraps its values and does not copy them: whoever holds the array sees every change. It deliberately has
 * neither {@code equals} nor {@code hashCode}; compare {@link #values()} and {@link #shape()} with the comparison you
 * mean.
 *
 * <pre>{@code
 * Tensor matrix = Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
 * matrix.get(1, 2);   // 6
 * Tensor.vector(1, 2, 3).get(3);   // IllegalArgumentException: index 3 of axis 0 is outside 0..2
 * }</pre>
 */
public final class Tensor {

    private final int[] shape;
    private final double[] values;

    private Tensor(int[] shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Wraps {@code values} as a tensor of the given shape.
     *
     * @param shape length of each axis, outermost first; empty for a scalar. Copied.
     * @param values the entries in row-major order. Wrapped, not copied.
     * @return the tensor
     * @throws IllegalArgumentException if a length is negative
     * @throws IllegalArgumentException if the number of values is not the product of the lengths
     */
    public static Tensor of(int[] shape, double... values) {
        int size = sizeOf(shape);
        if (size != values.length) {
            throw new IllegalArgumentException("values: found " + values.length + " values, wanted " + size
                    + " for shape " + Arrays.toString(shape));
        }
        return new Tensor(shape.clone(), values);
    }

    /**
     * As {@link #of(int[], double...)}, for libraries whose shapes are of {@code long}.
     *
     * @param shape length of each axis, outermost first; empty for a scalar. Not modified.
     * @param values the entries in row-major order. Wrapped, not copied.
     * @return the tensor
     * @throws IllegalArgumentException if a length is negative, or larger than {@link Integer#MAX_VALUE}
     * @throws IllegalArgumentException if the number of values is not the product of the lengths
     */
    public static Tensor of(long[] shape, double... values) {
        int[] lengths = new int[shape.length];
        for (int axis = 0; axis < lengths.length; axis++) {
            lengths[axis] = (int) shape[axis];
            if (lengths[axis] != shape[axis]) {
                throw new IllegalArgumentException(
                        "shape: found " + Arrays.toString(shape) + ", wanted no length above " + Integer.MAX_VALUE);
            }
        }
        return of(lengths, values);
    }

    /**
     * Wraps {@code values} as a tensor with one axis.
     *
     * @param values the entries. Wrapped, not copied.
     * @return a tensor of shape {@code [values.length]}
     */
    public static Tensor vector(double... values) {
        Objects.requireNonNull(values, "values");
        return new Tensor(new int[] {values.length}, values);
    }

    /**
     * Makes a tensor without axes that holds one value.
     *
     * @param value the value
     * @return a tensor of shape {@code []}
     */
    public static Tensor scalar(double value) {
        return new Tensor(new int[0], new double[] {value});
    }

    /**
     * A matrix of rows.
     *
     * @param rows the rows, all of one length; copied
     * @return a tensor of shape {@code [rows.length, rows[0].length]}; {@code [0, 0]} if there are no rows
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static Tensor ofRows(double[]... rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        Tensor matrix = zeros(rows.length, width);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException("rows: found " + rows[i].length + " entries in row " + i
                        + ", wanted " + width + " as in row 0");
            }
            System.arraycopy(rows[i], 0, matrix.values, i * width, width);
        }
        return matrix;
    }

    /**
     * Makes a tensor filled with zeros.
     *
     * @param shape length of each axis, outermost first; empty for a scalar. Copied.
     * @return the tensor
     * @throws IllegalArgumentException if a length is negative
     * @throws IllegalArgumentException if the tensor would have more than {@link Integer#MAX_VALUE} entries
     */
    public static Tensor zeros(int... shape) {
        return new Tensor(shape.clone(), new double[sizeOf(shape)]);
    }

    static int sizeOf(int[] shape) {
        long size = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "shape: found " + Arrays.toString(shape) + ", wanted lengths of at least 0");
            }
            size *= length;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("shape: found " + Arrays.toString(shape) + ", which has more than "
                        + Integer.MAX_VALUE + " entries");
            }
        }
        return (int) size;
    }

    /** {@return the live array of entries in row-major order; writing to it changes this tensor} */
    public double[] values() {
        return values;
    }

    /** {@return a copy of the length of each axis, outermost first} */
    public int[] shape() {
        return shape.clone();
    }

    /** {@return the length of each axis, outermost first, for libraries whose shapes are of {@code long}} */
    public long[] longShape() {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    /** {@return the number of axes} */
    public int rank() {
        return shape.length;
    }

    /** {@return the number of entries} */
    public int size() {
        return values.length;
    }

    /**
     * Length of one axis.
     *
     * @param axis the axis, counted from 0
     * @return its length
     * @throws IllegalArgumentException if there is no such axis
     */
    public int length(int axis) {
        if (axis < 0 || axis >= shape.length) {
            throw new IllegalArgumentException(
                    "axis: found " + axis + ", wanted one of the " + shape.length + " axes of " + shapeText());
        }
        return shape[axis];
    }

    /**
     * Reads one entry.
     *
     * @param index one index for each axis. Not modified.
     * @return the entry
     * @throws IllegalArgumentException if there are not as many indices as axes
     * @throws IllegalArgumentException if an index is outside its axis
     */
    public double get(int... index) {
        return values[offset(index)];
    }

    /**
     * Writes one entry.
     *
     * @param value the new value
     * @param index one index for each axis. Not modified.
     * @throws IllegalArgumentException if there are not as many indices as axes
     * @throws IllegalArgumentException if an index is outside its axis
     */
    public void set(double value, int... index) {
        values[offset(index)] = value;
    }

    /**
     * Adds to one entry.
     *
     * @param amount what is added
     * @param index one index for each axis. Not modified.
     * @throws IllegalArgumentException if there are not as many indices as axes
     * @throws IllegalArgumentException if an index is outside its axis
     */
    public void add(double amount, int... index) {
        values[offset(index)] += amount;
    }

    private int offset(int[] index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException(
                    "index: found " + Arrays.toString(index) + ", wanted one index for each axis of " + shapeText());
        }
        int offset = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape[axis]) {
                throw new IllegalArgumentException(
                        "index " + index[axis] + " of axis " + axis + " is outside 0.." + (shape[axis] - 1));
            }
            offset = offset * shape[axis] + index[axis];
        }
        return offset;
    }

    /**
     * The index of the entry at a place of {@link #values()}; the inverse of row-major order.
     *
     * @param offset place in {@link #values()}
     * @return one index for each axis
     * @throws IllegalArgumentException if there is no such entry
     */
    public int[] indexOf(int offset) {
        if (offset < 0 || offset >= values.length) {
            throw new IllegalArgumentException(
                    "offset: found " + offset + ", wanted 0.." + (values.length - 1) + " for shape " + shapeText());
        }
        int[] index = new int[shape.length];
        int rest = offset;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return index;
    }

    /**
     * The rows of a matrix as arrays, for code that keeps matrices so.
     *
     * @return a new array of {@code length(0)} rows, each a copy of {@code length(1)} entries
     * @throws IllegalStateException if this tensor does not have two axes
     */
    public double[][] toRows() {
        if (shape.length != 2) {
            throw new IllegalStateException("toRows: found a tensor of shape " + shapeText() + ", wanted two axes");
        }
        double[][] rows = new double[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }

    /**
     * Some rows: slices along the first axis, which counts the examples of a batch.
     *
     * @param from the first row
     * @param to the row after the last
     * @return a tensor of shape {@code [to - from, ...]} with a copy of their entries
     * @throws IllegalArgumentException if this tensor has no axis
     * @throws IllegalArgumentException if there are no such rows
     */
    public Tensor rows(int from, int to) {
        int count = length(0);
        if (from < 0 || from > to || to > count) {
            throw new IllegalArgumentException("rows: found " + from + " to " + to + ", wanted a part of 0 to " + count
                    + " for shape " + shapeText());
        }
        int width = count == 0 ? 0 : values.length / count;
        int[] shorter = shape.clone();
        shorter[0] = to - from;
        return new Tensor(shorter, Arrays.copyOfRange(values, from * width, to * width));
    }

    /** {@return a tensor of the same shape with a copy of the entries} */
    public Tensor copy() {
        return new Tensor(shape, values.clone());
    }

    /**
     * A multiple of this tensor.
     *
     * @param factor what each entry is multiplied by
     * @return a new tensor of the same shape
     */
    public Tensor times(double factor) {
        Tensor product = copy();
        for (int i = 0; i < product.values.length; i++) {
            product.values[i] *= factor;
        }
        return product;
    }

    /**
     * Whether two tensors have the same lengths on the same axes.
     *
     * @param other the tensor to compare with. Not modified.
     * @return true if the shapes are equal
     */
    public boolean hasShapeOf(Tensor other) {
        return Arrays.equals(shape, other.shape);
    }

    /** {@return the shape as text, such as {@code [2, 3]}} */
    public String shapeText() {
        return Arrays.toString(shape);
    }

    /** {@return whether every entry is finite} */
    public boolean isFinite() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** {@return the shape and the first entries, for messages} */
    @Override
    public String toString() {
        int shown = Math.min(values.length, 8);
        String entries = Arrays.toString(Arrays.copyOf(values, shown));
        return shapeText() + " " + (shown < values.length ? entries.replace("]", ", ...]") : entries);
    }
}
