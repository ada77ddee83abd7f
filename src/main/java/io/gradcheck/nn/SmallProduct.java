package io.gradcheck.nn;

/**
 * The product of two matrices too small to be packed. The sums of a block of entries run side by side, because each waits
 * for its own previous {@code fma}; an entry is the sum of its products in order, one {@code fma} each, whatever its block.
 */
final class SmallProduct {

    private SmallProduct() {}

    /**
     * {@code C = A B} with {@code A[i, p] = a[i * aDown + p * aAcross]} and {@code B[p, j] = b[p * bDown + j * bAcross]}.
     *
     * @param a m x k. Not modified.
     * @param b k x n. Not modified.
     * @param c m x n, row by row. Overwritten.
     */
    static void multiply(
            double[] a, int aDown, int aAcross, double[] b, int bDown, int bAcross, double[] c, int m, int k, int n) {
        int columns = n - n % 4;
        int pairs = m - m % 2;
        for (int j = 0; j < columns; j += 4) {
            for (int i = 0; i < pairs; i += 2) {
                twoByFour(a, i * aDown, aDown, aAcross, b, j * bAcross, bDown, bAcross, c, i * n + j, n, k);
            }
            if (pairs < m) {
                oneByFour(a, pairs * aDown, aAcross, b, j * bAcross, bDown, bAcross, c, pairs * n + j, 1, k);
            }
        }
        int rows = m - m % 4;
        for (int j = columns; j < n; j++) {
            for (int i = 0; i < rows; i += 4) {
                // Four rows and one column: the same of C' = B' A'.
                oneByFour(b, j * bAcross, bDown, a, i * aDown, aAcross, aDown, c, i * n + j, n, k);
            }
            for (int i = rows; i < m; i++) {
                c[i * n + j] = one(a, i * aDown, aAcross, b, j * bAcross, bDown, k);
            }
        }
    }

    private static void twoByFour(
            double[] a,
            int a0,
            int aDown,
            int aAcross,
            double[] b,
            int b0,
            int bDown,
            int bAcross,
            double[] c,
            int to,
            int cDown,
            int k) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double t0 = 0;
        double t1 = 0;
        double t2 = 0;
        double t3 = 0;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++, x += aAcross, y += bDown) {
            double first = a[x];
            double second = a[x + aDown];
            double y0 = b[y];
            double y1 = b[y + bAcross];
            double y2 = b[y + 2 * bAcross];
            double y3 = b[y + 3 * bAcross];
            s0 = Math.fma(first, y0, s0);
            s1 = Math.fma(first, y1, s1);
            s2 = Math.fma(first, y2, s2);
            s3 = Math.fma(first, y3, s3);
            t0 = Math.fma(second, y0, t0);
            t1 = Math.fma(second, y1, t1);
            t2 = Math.fma(second, y2, t2);
            t3 = Math.fma(second, y3, t3);
        }
        c[to] = s0;
        c[to + 1] = s1;
        c[to + 2] = s2;
        c[to + 3] = s3;
        c[to + cDown] = t0;
        c[to + cDown + 1] = t1;
        c[to + cDown + 2] = t2;
        c[to + cDown + 3] = t3;
    }

    private static void oneByFour(
            double[] a,
            int a0,
            int aAcross,
            double[] b,
            int b0,
            int bDown,
            int bAcross,
            double[] c,
            int to,
            int cAcross,
            int k) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++, x += aAcross, y += bDown) {
            double factor = a[x];
            s0 = Math.fma(factor, b[y], s0);
            s1 = Math.fma(factor, b[y + bAcross], s1);
            s2 = Math.fma(factor, b[y + 2 * bAcross], s2);
            s3 = Math.fma(factor, b[y + 3 * bAcross], s3);
        }
        c[to] = s0;
        c[to + cAcross] = s1;
        c[to + 2 * cAcross] = s2;
        c[to + 3 * cAcross] = s3;
    }

    private static double one(double[] a, int a0, int aAcross, double[] b, int b0, int bDown, int k) {
        double sum = 0;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++, x += aAcross, y += bDown) {
            sum = Math.fma(a[x], b[y], sum);
        }
        return sum;
    }
}
