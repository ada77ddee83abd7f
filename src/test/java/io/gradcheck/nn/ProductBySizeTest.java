package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which products go where, and that a factor goes where its product does. */
class ProductBySizeTest {

    private static final int UNITS = 64;

    private final List<String> calls = new ArrayList<>();
    private final MatrixProduct small = named("small");
    private final MatrixProduct large = named("large");

    private MatrixProduct named(String name) {
        return new MatrixProduct() {
            @Override
            public void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
                calls.add(name + " AB'");
            }

            @Override
            public void times(double[] a, double[] b, double[] c, int m, int k, int n) {
                calls.add(name + " AB");
            }

            @Override
            public void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n) {
                calls.add(name + " A'B");
            }

            @Override
            public Factor factor(double[] b, int k, int n) {
                calls.add(name + " laid out");
                return (a, c, m) -> calls.add(name + " by factor");
            }
        };
    }

    private static void all(MatrixProduct product, int m) {
        double[] none = {};
        product.timesTransposed(none, none, none, m, UNITS, UNITS);
        product.times(none, none, none, m, UNITS, UNITS);
        product.transposedTimes(none, none, none, m, UNITS, UNITS);
    }

    @Test
    void small_ones_never_ask_what_large_ones_take() {
        MatrixProduct product = new ProductBySize(small, () -> {
            throw new AssertionError("wanted no decision");
        });
        double[] none = {};

        all(product, UNITS - 1);
        product.factor(none, UNITS, UNITS).timesTransposed(none, none, UNITS - 1);

        assertThat(calls).containsExactly("small AB'", "small AB", "small A'B", "small laid out", "small by factor");
    }

    @Test
    void large_ones_go_to_the_other_if_there_is_one() {
        all(new ProductBySize(small, () -> Optional.of(large)), UNITS);
        all(new ProductBySize(small, Optional::empty), UNITS);

        assertThat(calls).containsExactly("large AB'", "large AB", "large A'B", "small AB'", "small AB", "small A'B");
    }

    @Test
    void a_size_beyond_the_range_of_int_is_large() {
        double[] none = {};
        new ProductBySize(small, () -> Optional.of(large)).times(none, none, none, 1 << 11, 1 << 11, 1 << 11);

        assertThat(calls).containsExactly("large AB");
    }

    @Test
    void a_factor_goes_by_the_rows_and_is_laid_out_once_for_each() {
        double[] none = {};
        MatrixProduct.Factor factor = new ProductBySize(small, () -> Optional.of(large)).factor(none, UNITS, UNITS);
        for (int m : new int[] {UNITS, 1, UNITS, 1}) {
            factor.timesTransposed(none, none, m);
        }

        assertThat(calls)
                .containsExactly(
                        "large laid out",
                        "large by factor",
                        "small laid out",
                        "small by factor",
                        "large by factor",
                        "small by factor");
    }
}
