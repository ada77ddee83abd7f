package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SumsTest {

    @Test
    void a_long_sum_of_products_rounds_hardly_more_than_a_short_one() {
        double[] tenths = new double[1_000_000];
        Arrays.fill(tenths, 0.1);
        double[] ones = new double[tenths.length];
        Arrays.fill(ones, 1);

        // Added up one after the other it is off by 1.3e-6.
        assertThat(Sums.dot(tenths, ones)).isCloseTo(100_000, within(1e-9));
        assertThat(Sums.dot(new double[] {1, 2, 3}, new double[] {4, 5, -6})).isEqualTo(-4);
        assertThat(Sums.dot(new double[0], new double[0])).isZero();
    }

    @Test
    void the_largest_is_that_by_size_and_no_number_if_one_is_none() {
        assertThat(Sums.largest(new double[] {1, -3, 2})).isEqualTo(3);
        assertThat(Sums.largest(new double[0])).isZero();
        assertThat(Sums.largest(new double[] {1, Double.NaN, 2})).isNaN();
        assertThat(Sums.largest(new double[] {Double.NaN, 2})).isNaN();
    }

    @Test
    void squares_in_units_of_a_number_round_hardly_more() {
        double[] tenths = new double[1_000_003];
        Arrays.fill(tenths, -0.1);

        assertThat(Sums.squares(tenths, 0.2)).isCloseTo(0.25 * tenths.length, within(1e-9));
        assertThat(Sums.squares(new double[] {3, -4}, 5)).isCloseTo(1, within(1e-15));
    }

    @Test
    void a_sum_of_products_and_that_of_their_sizes_in_one_pass_are_the_same_as_each_alone() {
        SplittableRandom random = new SplittableRandom(7);
        for (int length : new int[] {0, 1, 63, 64, 65, 129, 255, 256, 257, 1000, 4099}) {
            double[] a = random.doubles(length, -1, 1).toArray();
            double[] b = random.doubles(length, -1, 1).toArray();
            double[] sizes = IntStream.range(0, length)
                    .mapToDouble(i -> Math.abs(a[i] * b[i]))
                    .toArray();
            double[] ones = new double[length];
            Arrays.fill(ones, 1);

            Sums.Products both = Sums.products(a, b);

            assertThat(both.sum()).as("%d", length).isEqualTo(Sums.dot(a, b));
            assertThat(both.absolute()).as("%d", length).isEqualTo(Sums.dot(sizes, ones));
        }
    }

    @Test
    void an_array_is_filled_in_order_before_it_is_summed() {
        for (int length : new int[] {0, 1, 64, 65, 256, 257, 4099}) {
            double[] a = new double[length];
            SplittableRandom random = new SplittableRandom(7);
            double squares = Sums.squares(a, (from, to) -> {
                for (int i = from; i < to; i++) {
                    a[i] = random.nextDouble();
                }
            });

            assertThat(a)
                    .as("%d", length)
                    .containsExactly(new SplittableRandom(7).doubles(length).toArray());
            assertThat(squares).as("%d", length).isEqualTo(Sums.dot(a, a));
        }
    }
}
