package io.gradcheck.subject.vector;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The entries of a matrix that may be other than zero, in the order in which their values are given.
 *
 * <p>Columns that have no row in common get one colour: they can move together, and each output that then moves is
 * accounted for by one of them (Curtis, Powell and Reid, <i>On the Estimation of Sparse Jacobian Matrices</i>, IMA Journal of
 * Applied Mathematics 13, 1974, 117-119). The colours are given greedily, in the order of the columns.
 *
 * <pre>{@code
 * // a 2 x 3 matrix with entries at (0, 0), (0, 2) and (1, 1), in three of the usual ways
 * SparsityPattern.coordinates(2, 3, new int[] {0, 0, 1}, new int[] {0, 2, 1});
 * SparsityPattern.csr(3, new int[] {0, 2, 3}, new int[] {0, 2, 1});
 * SparsityPattern.of(new boolean[][] {{true, false, true}, {false, true, false}});
 * }</pre>
 */
public final class SparsityPattern {

    private final int rows;
    private final int columns;
    private final int[] row;
    private final int[] column;

    /** For each row the columns that it has, in ascending order, without duplicates. */
    private final int[][] inRow;

    /** For each column its rows, likewise. */
    private final int[][] inColumn;

    private SparsityPattern(int rows, int columns, int[] row, int[] column) {
        this.rows = Argument.atLeast("rows", rows, 1);
        this.columns = Argument.atLeast("columns", columns, 1);
        this.row = row;
        this.column = column;
        within("row", row, rows);
        within("column", column, columns);
        int[] lengths = new int[rows];
        for (int i : row) {
            lengths[i]++;
        }
        inRow = Arrays.stream(lengths).mapToObj(int[]::new).toArray(int[][]::new);
        for (int k = row.length - 1; k >= 0; k--) {
            inRow[row[k]][--lengths[row[k]]] = column[k];
        }
        for (int i = 0; i < rows; i++) {
            inRow[i] = Arrays.stream(inRow[i]).sorted().distinct().toArray();
        }
        inColumn = transposed(inRow, columns);
    }

    private static int[][] transposed(int[][] inRow, int columns) {
        int[] lengths = new int[columns];
        for (int[] one : inRow) {
            for (int j : one) {
                lengths[j]++;
            }
        }
        int[][] inColumn = Arrays.stream(lengths).mapToObj(int[]::new).toArray(int[][]::new);
        for (int i = inRow.length - 1; i >= 0; i--) {
            for (int j : inRow[i]) {
                inColumn[j][--lengths[j]] = i;
            }
        }
        return inColumn;
    }

    private static void within(String name, int[] indices, int count) {
        for (int k = 0; k < indices.length; k++) {
            if (indices[k] < 0 || indices[k] >= count) {
                throw new IllegalArgumentException(name + " of entry " + k + ": found " + indices[k] + ", wanted 0.."
                        + (count - 1) + "; indices are counted from 0");
            }
        }
    }

    /**
     * A pattern given by the coordinates of its entries, as triplets have them, in any order.
     *
     * <p>Coordinates may come twice; the values of such entries are added up, as assembled matrices have them.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @param row the row of each entry, counted from 0. Copied.
     * @param column the column of each entry, counted from 0. Copied.
     * @return the pattern; its values are in the order of the coordinates
     * @throws IllegalArgumentException if there is no row or no column
     * @throws IllegalArgumentException if there are more or fewer rows than columns of entries
     * @throws IllegalArgumentException if an entry is outside the matrix
     */
    public static SparsityPattern coordinates(int rows, int columns, int[] row, int[] column) {
        if (row.length != column.length) {
            throw new IllegalArgumentException("coordinates: found " + row.length + " rows and " + column.length
                    + " columns, wanted one of each for each entry");
        }
        return new SparsityPattern(rows, columns, row.clone(), column.clone());
    }

    /**
     * A pattern in compressed rows, as CSR matrices have it.
     *
     * @param columns the number of columns
     * @param rowStart where each row starts in {@code column}, and at the end the number of entries. Not modified.
     * @param column the column of each entry, row after row. Copied.
     * @return the pattern, of {@code rowStart.length - 1} rows; its values are in the order of {@code column}
     * @throws IllegalArgumentException if there is no row or no column
     * @throws IllegalArgumentException if the starts do not ascend from 0 to the number of entries
     * @throws IllegalArgumentException if a column is outside the matrix, or comes twice in one row
     */
    public static SparsityPattern csr(int columns, int[] rowStart, int[] column) {
        int rows = Argument.atLeast("rows", rowStart.length - 1, 1);
        int[] row = new int[column.length];
        for (int i = 0; i < rows; i++) {
            int from = rowStart[i];
            int to = rowStart[i + 1];
            boolean first = i > 0 || from == 0;
            boolean last = i < rows - 1 || to == column.length;
            if (!first || !last || from > to || to > column.length) {
                throw new IllegalArgumentException("rowStart: found " + from + " to " + to + " for row " + i
                        + ", wanted starts that ascend from 0 to the number of entries, " + column.length);
            }
            Arrays.fill(row, from, to, i);
        }
        SparsityPattern pattern = new SparsityPattern(rows, columns, row, column.clone());
        for (int i = 0; i < rows; i++) {
            if (pattern.inRow[i].length != rowStart[i + 1] - rowStart[i]) {
                throw new IllegalArgumentException(
                        "column: found one twice in row " + i + ", wanted each column of a row once");
            }
        }
        return pattern;
    }

    /**
     * A pattern given by a flag for each entry.
     *
     * @param entries whether an entry may be other than zero, row after row. Not modified.
     * @return the pattern; its values are in the order of the rows
     * @throws IllegalArgumentException if there is no row or no column
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static SparsityPattern of(boolean[][] entries) {
        int rows = Argument.atLeast("rows", entries.length, 1);
        int columns = entries[0].length;
        int[] row = new int[Math.multiplyExact(rows, columns)];
        int[] column = new int[row.length];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            if (entries[i].length != columns) {
                throw new IllegalArgumentException("entries: found " + entries[i].length + " in row " + i + ", wanted "
                        + columns + " as in row 0");
            }
            for (int j = 0; j < columns; j++) {
                if (entries[i][j]) {
                    row[count] = i;
                    column[count++] = j;
                }
            }
        }
        return new SparsityPattern(rows, columns, Arrays.copyOf(row, count), Arrays.copyOf(column, count));
    }

    /**
     * Square blocks on the diagonal, all entries in each: groups of coordinates that know nothing of each other.
     *
     * @param sizes the size of each block; all 1 for a diagonal, a single one for a full matrix
     * @return the pattern; its values are in the order of the rows
     * @throws IllegalArgumentException if there is no block
     * @throws IllegalArgumentException if a size is less than 1
     */
    public static SparsityPattern blocks(int... sizes) {
        int count = 0;
        int entries = 0;
        for (int size : sizes) {
            Argument.atLeast("size", size, 1);
            count = Math.addExact(count, size);
            entries = Math.addExact(entries, Math.multiplyExact(size, size));
        }
        int[] row = new int[entries];
        int[] column = new int[entries];
        int entry = 0;
        int start = 0;
        for (int size : sizes) {
            for (int k = 0; k < size * size; k++) {
                row[entry] = start + k / size;
                column[entry++] = start + k % size;
            }
            start += size;
        }
        return new SparsityPattern(count, count, row, column);
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows;
    }

    /** {@return the number of columns} */
    public int columns() {
        return columns;
    }

    /** {@return the number of entries, and of the values that belong to them} */
    public int entries() {
        return row.length;
    }

    /**
     * Whether an entry may be other than zero.
     *
     * @param i its row
     * @param j its column
     * @return true if it is in the pattern
     */
    public boolean has(int i, int j) {
        return i >= 0 && i < rows && Arrays.binarySearch(inRow[i], j) >= 0;
    }

    /**
     * The columns by colour.
     *
     * @return for each colour its columns, in ascending order; no two of them have a row in common
     */
    public int[][] colours() {
        int[] colour = new int[columns];
        int[] size = new int[columns];
        int count = 0;
        BitSet[] taken = new BitSet[rows];
        Arrays.setAll(taken, i -> new BitSet());
        for (int j = 0; j < columns; j++) {
            BitSet used = new BitSet();
            for (int i : inColumn[j]) {
                used.or(taken[i]);
            }
            colour[j] = used.nextClearBit(0);
            for (int i : inColumn[j]) {
                taken[i].set(colour[j]);
            }
            size[colour[j]]++;
            count = Math.max(count, colour[j] + 1);
        }
        int[][] groups = Arrays.stream(size).limit(count).mapToObj(int[]::new).toArray(int[][]::new);
        for (int j = columns - 1; j >= 0; j--) {
            groups[colour[j]][--size[colour[j]]] = j;
        }
        return groups;
    }

    /**
     * The values of this pattern's entries in a full matrix.
     *
     * @param matrix the matrix. Not modified.
     * @return a value for each entry, in their order; where coordinates come twice the first has the value and the others
     *     zero
     * @throws WrongResultException if the matrix has another shape
     * @throws WrongResultException if an entry outside the pattern is not zero
     */
    double[] valuesOf(String name, double[][] matrix) {
        boolean shaped =
                matrix.length == rows && Arrays.stream(matrix).allMatch(one -> one != null && one.length == columns);
        if (!shaped) {
            throw new WrongResultException(name + ": found a matrix of another shape, wanted " + rows + " rows of "
                    + columns + " as the declared pattern");
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (matrix[i][j] != 0 && !has(i, j)) {
                    throw new WrongResultException(name + ": entry " + text(i, j)
                            + " is outside the declared pattern and is not zero: found " + matrix[i][j]
                            + ", wanted 0, or that entry in the pattern");
                }
            }
        }
        double[] values = new double[row.length];
        BitSet[] taken = new BitSet[rows];
        Arrays.setAll(taken, i -> new BitSet());
        for (int k = 0; k < values.length; k++) {
            if (!taken[row[k]].get(column[k])) {
                taken[row[k]].set(column[k]);
                values[k] = matrix[row[k]][column[k]];
            }
        }
        return values;
    }

    /** {@code M'u} of the matrix with given values. */
    double[] transposedTimes(double[] values, double[] u) {
        double[] product = new double[columns];
        for (int k = 0; k < row.length; k++) {
            product[column[k]] += u[row[k]] * values[k];
        }
        return product;
    }

    /** {@code (L + L' - diag L) u}, of a symmetric matrix of which this pattern has the entries of one triangle. */
    double[] symmetricTimes(double[] values, double[] u) {
        double[] product = transposedTimes(values, u);
        for (int k = 0; k < row.length; k++) {
            if (row[k] != column[k]) {
                product[row[k]] += u[column[k]] * values[k];
            }
        }
        return product;
    }

    /** Requires as many rows as columns. */
    void requireSquare() {
        if (rows != columns) {
            throw new IllegalArgumentException("pattern: found " + rows + " rows and " + columns
                    + " columns, wanted as many of both for a Hessian");
        }
    }

    /** Requires that no two entries are on different sides of the diagonal. */
    void requireOneTriangle() {
        requireSquare();
        int below = IntStream.range(0, row.length)
                .filter(k -> row[k] > column[k])
                .findFirst()
                .orElse(-1);
        int above = IntStream.range(0, row.length)
                .filter(k -> row[k] < column[k])
                .findFirst()
                .orElse(-1);
        if (below >= 0 && above >= 0) {
            throw new IllegalArgumentException("pattern: found entries on both sides of the diagonal, "
                    + text(row[below], column[below]) + " and " + text(row[above], column[above])
                    + ", wanted those of one triangle; both are checked by SparseJacobians.values, as the Jacobian of "
                    + "the gradient");
        }
    }

    /** The pattern of a symmetric matrix with its diagonal, of which this one has the entries of one triangle. */
    SparsityPattern mirrored() {
        int[] diagonal = IntStream.range(0, rows).toArray();
        return new SparsityPattern(rows, columns, joined(row, column, diagonal), joined(column, row, diagonal));
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    /** The entries as given: the row of each. */
    int row(int entry) {
        return row[entry];
    }

    /** The entries as given: the column of each. */
    int column(int entry) {
        return column[entry];
    }

    /** The rows of a column, in ascending order. Not to be modified. */
    int[] rowsOf(int j) {
        return inColumn[j];
    }

    /** An entry as messages have it. */
    static String text(int i, int j) {
        return "(" + i + ", " + j + ")";
    }
}
