package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SizesTest {

    private static double smallest(double... a) {
        return Sizes.of(a).smallest();
    }

    @Test
    void the_smallest_is_that_of_the_numbers_that_are_not_zero() {
        assertThat(smallest(3, -0.5, 0, 2, -0.0)).isEqualTo(0.5);
        assertThat(smallest(0, -Double.MIN_VALUE, 1)).isEqualTo(Double.MIN_VALUE);
        assertThat(smallest(Double.NaN, 4, Double.NEGATIVE_INFINITY)).isEqualTo(4);
    }

    @Test
    void there_is_no_smallest_of_zeros_and_of_what_is_no_number() {
        assertThat(smallest(0, -0.0, Double.NaN)).isInfinite();
        assertThat(smallest()).isInfinite();
    }

    @Test
    void only_what_is_neither_infinite_nor_no_number_is_finite() {
        assertThat(Sizes.of(new double[] {1, -Double.MAX_VALUE, 0}).areFinite()).isTrue();
        assertThat(Sizes.of(new double[0]).areFinite()).isTrue();
        assertThat(Sizes.of(new double[] {1, Double.NEGATIVE_INFINITY}).areFinite())
                .isFalse();
        assertThat(Sizes.of(new double[] {Double.NaN, 1}).areFinite()).isFalse();
    }

    @Test
    void of_many_numbers_they_are_what_they_are_of_each() {
        Random random = new Random(1);
        for (int n : new int[] {1, 63, 64, 65, 255, 257, 1023, 1024, 1025, 5000}) {
            double[] a = random.doubles(n).map(r -> r < 0.2 ? 0 : r - 0.6).toArray();
            double[] sizes = DoubleStream.of(a).map(Math::abs).toArray();

            Sizes all = Sizes.of(a);
            assertThat(all.largest()).isEqualTo(DoubleStream.of(sizes).max().orElseThrow());
            assertThat(all.smallest())
                    .isEqualTo(DoubleStream.of(sizes)
                            .filter(size -> size > 0)
                            .min()
                            .orElse(Double.POSITIVE_INFINITY));
            assertThat(all.sum()).isCloseTo(DoubleStream.of(sizes).sum(), within(1e-12 * n));

            Entries region = Entries.all(n).where(i -> i % 3 == 0);
            Sizes some = Sizes.of(a, region);
            double[] chosen = new double[region.count()];
            for (int k = 0; k < chosen.length; k++) {
                chosen[k] = a[region.entry(k)];
            }
            assertThat(some.largest()).isEqualTo(Sizes.of(chosen).largest());
            assertThat(some.smallest()).isEqualTo(Sizes.of(chosen).smallest());
        }
    }
}
