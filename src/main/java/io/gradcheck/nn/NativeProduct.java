package io.gradcheck.nn;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.reflect.Method;

/**
 * Matrix products of a native BLAS, by {@code dgemm} of {@code dev.ludovic.netlib:blas}; in what order it adds is its own
 * affair. No other class names a type of that library, so that a class path without it never looks for one.
 *
 * <p>BLAS has columns where there are rows here: what is a row-major matrix here is its transpose there, so each product is
 * asked for as {@code C' = ...}, and the large matrix is not copied. The library's products in Java are left out: even those with the
 * JDK's vector module are not 1.5 times as fast as {@link JavaProduct}.
 */
final class NativeProduct implements MatrixProduct {

    /** {@code NativeBLAS.getInstance()} would log warnings: of what does not load, and of the vector module at all events. */
    private static final String IMPLEMENTATION = "dev.ludovic.netlib.blas.JNIBLAS";

    // A large matrix that meets few rows is laid out anew by dgemm, which takes as long as the product itself.
    // OpenBLAS has kernels without that for up to a million products of two numbers, and does not divide a strip
    // among threads.
    private static final int FEW = 16;
    private static final int PRODUCTS_OF_STRIP = 1 << 18;
    private static final int REGISTER = 8;

    private static final String PLAIN = "N";
    private static final String TRANSPOSED = "T";

    private final NativeBLAS blas;

    private NativeProduct(NativeBLAS blas) {
        this.blas = blas;
    }

    /**
     * Loads the library, in Java and native.
     *
     * @throws ReflectiveOperationException if the class path does not have it, or has another version of it
     * @throws LinkageError if the native library cannot be loaded
     * @throws RuntimeException if the library has nothing for this platform
     * @throws AssertionError the same where assertions are on
     */
    static NativeProduct load() throws ReflectiveOperationException {
        Method instance = Class.forName(IMPLEMENTATION).getMethod("getInstance");
        instance.setAccessible(true); // a public method of a class that is not
        return new NativeProduct((NativeBLAS) instance.invoke(null));
    }

    /** {@code C' = B A'}; of few rows of A by strips of the rows of B. */
    @Override
    public void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
        int strip = strip(m, k, n);
        if (strip == n) {
            blas.dgemm(TRANSPOSED, PLAIN, n, m, k, 1, b, k, a, k, 0, c, n);
            return;
        }
        double[] columns = new double[m * strip];
        for (int from = 0; from < n; from += strip) {
            int width = Math.min(strip, n - from);
            blas.dgemm(TRANSPOSED, PLAIN, width, m, k, 1, b, from * k, k, a, 0, k, 0, columns, 0, width);
            for (int i = 0; i < m; i++) {
                System.arraycopy(columns, i * width, c, i * n + from, width);
            }
        }
    }

    /** {@code C' = B' A'}; of few rows of A as the sum over strips of the rows of B. */
    @Override
    public void times(double[] a, double[] b, double[] c, int m, int k, int n) {
        int strip = strip(m, n, k);
        if (strip == k) {
            blas.dgemm(PLAIN, PLAIN, n, m, k, 1, b, n, a, k, 0, c, n);
            return;
        }
        double[] columns = new double[m * strip];
        for (int from = 0; from < k; from += strip) {
            int width = Math.min(strip, k - from);
            copyColumns(a, m, k, from, width, columns);
            int before = from == 0 ? 0 : 1;
            blas.dgemm(PLAIN, PLAIN, n, m, width, 1, b, from * n, n, columns, 0, width, before, c, 0, n);
        }
    }

    /** {@code C' = B' A}; of few rows of both by strips of the rows of C. */
    @Override
    public void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n) {
        int strip = strip(k, n, m);
        if (strip == m) {
            blas.dgemm(PLAIN, TRANSPOSED, n, m, k, 1, b, n, a, m, 0, c, n);
            return;
        }
        double[] columns = new double[k * strip];
        for (int from = 0; from < m; from += strip) {
            int width = Math.min(strip, m - from);
            copyColumns(a, k, m, from, width, columns);
            blas.dgemm(PLAIN, TRANSPOSED, n, width, k, 1, b, 0, n, columns, 0, width, 0, c, from * n, n);
        }
    }

    /** How many of all rows of a large matrix to take at once, where it meets a few others of some length. */
    private static int strip(int few, int length, int all) {
        long rows = PRODUCTS_OF_STRIP / ((long) few * length);
        return few > FEW || rows < REGISTER || rows >= all ? all : (int) (rows - rows % REGISTER);
    }

    private static void copyColumns(double[] from, int rows, int length, int first, int width, double[] to) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from, i * length + first, to, i * width, width);
        }
    }
}
