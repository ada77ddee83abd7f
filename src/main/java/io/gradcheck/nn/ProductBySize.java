package io.gradcheck.nn;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Small products by one implementation and large ones by another, if there is one. So the networks of most checks, and all
 * random ones of campaigns, have the same numbers everywhere, and whoever has no large product is not kept waiting for what
 * large ones take.
 */
final class ProductBySize implements MatrixProduct {

    /** Products of two numbers from which on a product is large: those of 64 examples between 64 units, or 8 between 182. */
    static final long LARGE = 1L << 18;

    private final MatrixProduct small;
    private final Supplier<Optional<MatrixProduct>> large;

    /**
     * Divides the products between two implementations.
     *
     * @param small for small ones
     * @param large asked at each large one; if it has none, these are like the small ones
     */
    ProductBySize(MatrixProduct small, Supplier<Optional<MatrixProduct>> large) {
        this.small = small;
        this.large = large;
    }

    private MatrixProduct ofSize(int m, int k, int n) {
        return (long) m * k * n < LARGE ? small : large.get().orElse(small);
    }

    @Override
    public void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
        ofSize(m, k, n).timesTransposed(a, b, c, m, k, n);
    }

    @Override
    public void times(double[] a, double[] b, double[] c, int m, int k, int n) {
        ofSize(m, k, n).times(a, b, c, m, k, n);
    }

    @Override
    public void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n) {
        ofSize(m, k, n).transposedTimes(a, b, c, m, k, n);
    }

    /** Laid out by each implementation when it is first needed, since the size is not known before. */
    @Override
    public Factor factor(double[] b, int k, int n) {
        return new Factor() {

            private @Nullable Factor ofSmall;
            private @Nullable Factor ofLarge;

            @Override
            public void timesTransposed(double[] a, double[] c, int m) {
                MatrixProduct product = ofSize(m, k, n);
                if (product == small) {
                    ofSmall = ofSmall == null ? product.factor(b, k, n) : ofSmall;
                    ofSmall.timesTransposed(a, c, m);
                } else {
                    ofLarge = ofLarge == null ? product.factor(b, k, n) : ofLarge;
                    ofLarge.timesTransposed(a, c, m);
                }
            }
        };
    }
}
