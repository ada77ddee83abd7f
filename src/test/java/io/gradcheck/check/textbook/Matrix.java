package io.gradcheck.check.textbook;

/** Small square matrices, kept row by row, by the algorithms of textbooks. */
final class Matrix {

    private Matrix() {}

    /** {@code A B}. */
    static double[] product(double[] a, double[] b, int n) {
        double[] c = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    c[i * n + j] += a[i * n + k] * b[k * n + j];
                }
            }
        }
        return c;
    }

    static double[] transposed(double[] a, int n) {
        double[] t = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                t[j * n + i] = a[i * n + j];
            }
        }
        return t;
    }

    /** {@code A x}, for as many rows as {@code a} has. */
    static double[] times(double[] a, double[] x) {
        double[] y = new double[a.length / x.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += a[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    /** {@code A'y}. */
    static double[] transposedTimes(double[] a, double[] y) {
        int columns = a.length / y.length;
        double[] x = new double[columns];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < columns; j++) {
                x[j] += a[i * columns + j] * y[i];
            }
        }
        return x;
    }

    /** {@code a b'}. */
    static double[] outer(double[] a, double[] b) {
        double[] c = new double[a.length * b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                c[i * b.length + j] = a[i] * b[j];
            }
        }
        return c;
    }

    /** {@code M M' + shift I}: positive definite. */
    static double[] gram(double[] m, int n, double shift) {
        double[] g = product(m, transposed(m, n), n);
        for (int i = 0; i < n; i++) {
            g[i * n + i] += shift;
        }
        return g;
    }

    /** The lower factor of Cholesky, of the lower half of {@code a}. */
    static double[] cholesky(double[] a, int n) {
        double[] l = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                l[i * n + j] = i == j ? Math.sqrt(sum) : sum / l[j * n + j];
            }
        }
        return l;
    }

    /** {@code A^-1 b} by the factor of Cholesky: forwards, then backwards. */
    static double[] solve(double[] l, double[] b) {
        int n = b.length;
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i * n + k] * x[k];
            }
            x[i] /= l[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= l[k * n + i] * x[k];
            }
            x[i] /= l[i * n + i];
        }
        return x;
    }

    /** {@code log det A} by the factor of Cholesky. */
    static double logDeterminant(double[] l, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(l[i * n + i]);
        }
        return 2 * sum;
    }

    /** By Gauss and Jordan with row pivoting. */
    static double[] inverse(double[] matrix, int n) {
        double[] a = matrix.clone();
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            inverse[i * n + i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column + 1; i < n; i++) {
                if (Math.abs(a[i * n + column]) > Math.abs(a[pivot * n + column])) {
                    pivot = i;
                }
            }
            exchange(a, n, column, pivot);
            exchange(inverse, n, column, pivot);
            double divisor = a[column * n + column];
            for (int j = 0; j < n; j++) {
                a[column * n + j] /= divisor;
                inverse[column * n + j] /= divisor;
            }
            for (int i = 0; i < n; i++) {
                double factor = a[i * n + column];
                for (int j = 0; i != column && j < n; j++) {
                    a[i * n + j] -= factor * a[column * n + j];
                    inverse[i * n + j] -= factor * inverse[column * n + j];
                }
            }
        }
        return inverse;
    }

    private static void exchange(double[] a, int n, int one, int other) {
        for (int j = 0; j < n; j++) {
            double kept = a[one * n + j];
            a[one * n + j] = a[other * n + j];
            a[other * n + j] = kept;
        }
    }
}
