package io.gradcheck.nn;

import java.util.Arrays;

/**
 * Matrix products in plain Java. Small ones are those of {@link SmallProduct}. Large ones pack eight rows of the right factor at a time
 * into arrays of their own and add their multiples to one row of the product, a loop that HotSpot turns into vector
 * instructions; it does not for rows that are parts of one long array, nor for twelve rows at a time.
 *
 * <p>Either way an entry is the sum of its products in order, one {@code fma} each, so the sizes do not change the
 * rounding. Each instance reuses its scratch arrays.
 */
final class JavaProduct implements MatrixProduct {

    /** Rows of the right factor that one pass over a row of the product takes in. */
    private static final int ROWS = 8;

    /** Columns that are transposed at a time: four lines of a cache beside each other. */
    private static final int PACKED = 4 * ROWS;

    /** Rows of which these are taken at a time, so that the lines are still in the first-level cache for their last columns. */
    private static final int TILE = 32;

    /** Longest packed row: eight of them and one row of the product stay in a first-level cache of 32 KB. */
    private static final int COLUMNS = 384;

    // Shortest rows to pack, measured for batches of 8 and 64 and inner lengths of 8 to 256: packed products
    // take 0.6 to 1.1 times as long as small ones for 10 columns, and up to 1.3 times for 8.
    private static final int PACKED_FROM = 10;

    private double[][] packed = {};
    private double[][] product = {};

    @Override
    public void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
        if (isSmall(k, n) || m < 2) {
            SmallProduct.multiply(a, k, 1, b, 1, k, c, m, k, n);
            return;
        }
        for (int from = 0; from < n; from += COLUMNS) {
            int width = Math.min(COLUMNS, n - from);
            reserve(m, width);
            for (int p = 0; p < k; p += PACKED) {
                int rows = Math.min(PACKED, k - p);
                transpose(b, from * k + p, k, rows, width, packed, 0);
                clearFrom(rows, width);
                for (int q = 0; q < rows; q += ROWS) {
                    for (int i = 0; i < m; i++) {
                        addMultiples(a, i * k + p + q, 1, Math.min(ROWS, rows - q), packed, q, product[i], width);
                    }
                }
            }
            store(c, m, n, from, width);
        }
    }

    private static boolean isSmall(int k, int n) {
        return n < PACKED_FROM || k < ROWS;
    }

    /** Packs all of the factor. Its rows are arrays of their own, as those of {@link #packed} are. */
    @Override
    public Factor factor(double[] b, int k, int n) {
        if (isSmall(k, n)) {
            return MatrixProduct.super.factor(b, k, n);
        }
        int blocks = (k + ROWS - 1) / ROWS;
        int panels = (n + COLUMNS - 1) / COLUMNS;
        double[][] all = new double[panels * blocks * ROWS][];
        for (int panel = 0; panel < panels; panel++) {
            int from = panel * COLUMNS;
            int width = Math.min(COLUMNS, n - from);
            int first = panel * blocks * ROWS;
            for (int q = 0; q < blocks * ROWS; q++) {
                all[first + q] = new double[width];
            }
            for (int p = 0; p < k; p += PACKED) {
                transpose(b, from * k + p, k, Math.min(PACKED, k - p), width, all, first + p);
            }
        }
        return (a, c, m) -> timesPacked(a, all, c, m, k, n);
    }

    private void timesPacked(double[] a, double[][] all, double[] c, int m, int k, int n) {
        int first = 0;
        for (int from = 0; from < n; from += COLUMNS) {
            int width = Math.min(COLUMNS, n - from);
            reserve(m, width);
            for (int p = 0; p < k; p += ROWS, first += ROWS) {
                for (int i = 0; i < m; i++) {
                    addMultiples(a, i * k + p, 1, Math.min(ROWS, k - p), all, first, product[i], width);
                }
            }
            store(c, m, n, from, width);
        }
    }

    /** Columns of a matrix as rows: {@code to[first + q][j] = b[start + j * step + q]}. */
    private static void transpose(double[] b, int start, int step, int rows, int width, double[][] to, int first) {
        for (int j = 0; j < width; j += TILE) {
            int end = Math.min(width, j + TILE);
            int q = 0;
            for (; q + ROWS <= rows; q += ROWS) {
                transposeEight(b, start + j * step + q, step, j, end, to, first + q);
            }
            for (; q < rows; q++) {
                for (int t = j; t < end; t++) {
                    to[first + q][t] = b[start + t * step + q];
                }
            }
        }
    }

    private static void transposeEight(double[] b, int start, int step, int from, int end, double[][] to, int first) {
        double[] r0 = to[first];
        double[] r1 = to[first + 1];
        double[] r2 = to[first + 2];
        double[] r3 = to[first + 3];
        double[] r4 = to[first + 4];
        double[] r5 = to[first + 5];
        double[] r6 = to[first + 6];
        double[] r7 = to[first + 7];
        int s = start;
        for (int j = from; j < end; j++, s += step) {
            r0[j] = b[s];
            r1[j] = b[s + 1];
            r2[j] = b[s + 2];
            r3[j] = b[s + 3];
            r4[j] = b[s + 4];
            r5[j] = b[s + 5];
            r6[j] = b[s + 6];
            r7[j] = b[s + 7];
        }
    }

    @Override
    public void times(double[] a, double[] b, double[] c, int m, int k, int n) {
        if (isSmall(k, n) || m < 2) {
            SmallProduct.multiply(a, k, 1, b, n, 1, c, m, k, n);
            return;
        }
        packAndMultiply(a, k, 1, b, c, m, k, n);
    }

    @Override
    public void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n) {
        if (n < PACKED_FROM || k < 2) {
            SmallProduct.multiply(a, 1, m, b, n, 1, c, m, k, n);
            return;
        }
        packAndMultiply(a, 1, m, b, c, m, k, n);
    }

    /** {@code C = A B} with {@code A[i, p] = a[i * row + p * column]}. */
    private void packAndMultiply(double[] a, int row, int column, double[] b, double[] c, int m, int k, int n) {
        boolean inOnePass = k <= ROWS; // a batch of up to eight: each row of the product is complete at once
        for (int from = 0; from < n; from += COLUMNS) {
            int width = Math.min(COLUMNS, n - from);
            reserve(inOnePass ? 1 : m, width);
            for (int p = 0; p < k; p += ROWS) {
                int rows = Math.min(ROWS, k - p);
                for (int q = 0; q < rows; q++) {
                    System.arraycopy(b, (p + q) * n + from, packed[q], 0, width);
                }
                clearFrom(rows, width);
                for (int i = 0; i < m; i++) {
                    double[] result = product[inOnePass ? 0 : i];
                    addMultiples(a, i * row + p * column, column, rows, packed, 0, result, width);
                    if (inOnePass) {
                        System.arraycopy(result, 0, c, i * n + from, width);
                        Arrays.fill(result, 0, width, 0);
                    }
                }
            }
            if (!inOnePass) {
                store(c, m, n, from, width);
            }
        }
    }

    private void reserve(int m, int width) {
        if (packed.length == 0 || packed[0].length < width) {
            packed = new double[PACKED][width];
            product = new double[m][width];
        } else if (product.length < m) {
            product = new double[m][packed[0].length];
        }
        for (int i = 0; i < m; i++) {
            Arrays.fill(product[i], 0, width, 0);
        }
    }

    private void clearFrom(int rows, int width) {
        for (int q = rows; q % ROWS != 0; q++) {
            Arrays.fill(packed[q], 0, width, 0);
        }
    }

    private void store(double[] c, int m, int n, int from, int width) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(product[i], 0, c, i * n + from, width);
        }
    }

    private static void addMultiples(
            double[] a, int start, int step, int rows, double[][] b, int first, double[] c, int width) {
        addMultiples(
                a[start],
                rows > 1 ? a[start + step] : 0,
                rows > 2 ? a[start + 2 * step] : 0,
                rows > 3 ? a[start + 3 * step] : 0,
                rows > 4 ? a[start + 4 * step] : 0,
                rows > 5 ? a[start + 5 * step] : 0,
                rows > 6 ? a[start + 6 * step] : 0,
                rows > 7 ? a[start + 7 * step] : 0,
                b[first],
                b[first + 1],
                b[first + 2],
                b[first + 3],
                b[first + 4],
                b[first + 5],
                b[first + 6],
                b[first + 7],
                c,
                width);
    }

    /** {@code c = c + f0 b0 + ... + f7 b7}: separate arrays and one index, as the vectoriser wants it. */
    private static void addMultiples(
            double f0,
            double f1,
            double f2,
            double f3,
            double f4,
            double f5,
            double f6,
            double f7,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double[] b4,
            double[] b5,
            double[] b6,
            double[] b7,
            double[] c,
            int width) {
        for (int j = 0; j < width; j++) {
            double low = Math.fma(f3, b3[j], Math.fma(f2, b2[j], Math.fma(f1, b1[j], Math.fma(f0, b0[j], c[j]))));
            c[j] = Math.fma(f7, b7[j], Math.fma(f6, b6[j], Math.fma(f5, b5[j], Math.fma(f4, b4[j], low))));
        }
    }
}
