package io.gradcheck.nn;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.reflect.Method;

/**
 * Matrix products of a native BLAS, by {@code dgemm} of {@code dev.ludovic.netlib:blas}; in what order it adds is its own
 * affair. No other class names a type of that library, so that a class path without it never looks for one.
 *
 * <p>BLAS has columns where there are rows here: what is a row-major matrix here is its transpose there, so each product is
 * asked for as {@code C' = ...}, and nothing is copied. The library's products in Java are left out: even those with the
 * JDK's vector module are not 1.5 times as fast as {@link JavaProduct}.
 */
final class NativeProduct implements MatrixProduct {

    /** {@code NativeBLAS.getInstance()} would log warnings: of what does not load, and of the vector module at all events. */
    private static final String IMPLEMENTATION = "dev.ludovic.netlib.blas.JNIBLAS";

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

    /** {@code C' = B A'}. */
    @Override
    public void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
        blas.dgemm(TRANSPOSED, PLAIN, n, m, k, 1, b, k, a, k, 0, c, n);
    }

    /** {@code C' = B' A'}. */
    @Override
    public void times(double[] a, double[] b, double[] c, int m, int k, int n) {
        blas.dgemm(PLAIN, PLAIN, n, m, k, 1, b, n, a, k, 0, c, n);
    }

    /** {@code C' = B' A}. */
    @Override
    public void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n) {
        blas.dgemm(PLAIN, TRANSPOSED, n, m, k, 1, b, n, a, m, 0, c, n);
    }
}
