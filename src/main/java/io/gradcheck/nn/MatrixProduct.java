package io.gradcheck.nn;

/**
 * The three products of backpropagation, of row-major matrices. Each entry is a sum of products, within the rounding of such a
 * sum; in which order it is added is up to the implementation, and always the same for the same sizes.
 */
interface MatrixProduct {

    /**
     * {@code C = A B'}, the forward pass.
     *
     * @param a m x k. Not modified.
     * @param b n x k. Not modified.
     * @param c m x n. Overwritten.
     */
    void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n);

    /**
     * {@code C = A B}, the gradient of a hidden layer.
     *
     * @param a m x k. Not modified.
     * @param b k x n. Not modified.
     * @param c m x n. Overwritten.
     */
    void times(double[] a, double[] b, double[] c, int m, int k, int n);

    /**
     * {@code C = A' B}, the gradient of the weights.
     *
     * @param a k x m. Not modified.
     * @param b k x n. Not modified.
     * @param c m x n. Overwritten.
     */
    void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n);

    /** The right factor of many products {@code C = A B'}, laid out for them once. */
    @FunctionalInterface
    interface Factor {

        /**
         * {@code C = A B'}, to the bit that of {@link MatrixProduct#timesTransposed} for as many rows.
         *
         * @param a m x k. Not modified.
         * @param c m x n. Overwritten.
         */
        void timesTransposed(double[] a, double[] c, int m);
    }

    /**
     * Lays out a right factor, in memory of its size where that pays.
     *
     * @param b n x k. Not modified, and not to be modified while the factor is used.
     */
    default Factor factor(double[] b, int k, int n) {
        return (a, c, m) -> timesTransposed(a, b, c, m, k, n);
    }

    /** {@return the product to use, for one thread at a time: it may keep scratch memory between calls} */
    static MatrixProduct standard() {
        return new ProductBySize(new JavaProduct(), Products::ofLarge);
    }
}
