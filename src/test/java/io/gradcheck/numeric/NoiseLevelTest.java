package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The level of noise against its formula, computed in another way, and how many samples it takes. */
class NoiseLevelTest {

    private static final double[] GRID = {0, 1.03, 1.98, 3.04, 3.97, 5.02, 5.99, 7.04, 7.97};
    private static final double FIRST_SPACING = 1e-13;
    private static final int SPACINGS = 7; // 1e-13, 1e-11, ..., 1e-3 and the last, 2e-2

    private int calls;

    @Test
    void the_level_is_the_largest_scaled_difference_of_order_four_to_six() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 200; k++) {
            double[] values = random.doubles(GRID.length, -1, 1).toArray();

            assertThat(estimate(sampled(values), values[0]).level())
                    .as("table %d", k)
                    .isCloseTo(largest(values), within(1e-12));
            assertThat(calls).isEqualTo(8);
        }
    }

    @Test
    void smooth_values_leave_a_level_of_their_rounding() {
        double[] line = Arrays.stream(GRID).map(t -> 3 + 0.5 * t).toArray();

        assertThat(estimate(sampled(line), 3).level()).isBetween(Math.ulp(3.0), 10 * Math.ulp(3.0));
    }

    @Test
    void the_level_scales_with_values_of_any_size() {
        double[] values = new SplittableRandom(5).doubles(GRID.length, -1, 1).toArray();
        double level = largest(values);
        for (int exponent : new int[] {-1000, -600, 600, 1000}) {
            double[] scaled =
                    Arrays.stream(values).map(v -> Math.scalb(v, exponent)).toArray();
            assertThat(estimate(sampled(scaled), scaled[0]).level() / Math.scalb(1.0, exponent))
                    .as("2^%d", exponent)
                    .isCloseTo(level, within(1e-12));
        }
    }

    /** By binomial coefficients on what regression leaves, and {@code (k!)^2 / (2k)!} as one over a binomial. */
    private static double largest(double[] values) {
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < GRID.length; i++) {
            line.addData(GRID[i], values[i]);
        }
        double largest = 0;
        for (int order = 4; order <= 6; order++) {
            double squares = 0;
            for (int i = 0; i < GRID.length - order; i++) {
                double difference = 0;
                for (int j = 0; j <= order; j++) {
                    double rest = values[i + j] - line.predict(GRID[i + j]);
                    double sign = (order - j) % 2 == 0 ? 1 : -1;
                    difference += sign * CombinatoricsUtils.binomialCoefficientDouble(order, j) * rest;
                }
                squares += difference * difference;
            }
            double scale = 1 / CombinatoricsUtils.binomialCoefficientDouble(2 * order, order);
            largest = Math.max(largest, Math.sqrt(scale * squares / (GRID.length - order)));
        }
        return largest;
    }

    // ---- The spacing

    @ParameterizedTest
    @CsvSource({"8, 1", "5, 1", "4, 1", "3, 2", "1, 2"})
    void the_spacing_grows_until_half_of_the_neighbours_differ(int changes, int spacings) {
        double[] first = new double[GRID.length];
        for (int i = 1; i < first.length; i++) {
            first[i] = first[i - 1] + (i <= changes ? 1 : 0);
        }
        DoubleUnaryOperator beyond = t -> Math.sin(1e12 * t);

        estimate(t -> t < 8 * FIRST_SPACING ? sampled(first).applyAsDouble(t) : beyond.applyAsDouble(t), 0);

        assertThat(calls).isGreaterThanOrEqualTo(8 * spacings).isLessThan(8 * spacings + 49);
        assertThat(calls == 8).isEqualTo(spacings == 1);
    }

    @Test
    void a_constant_is_sampled_at_the_first_spacing_and_the_last() {
        Noise noise = estimate(t -> 5, 5);

        assertThat(noise).isEqualTo(new Noise(Math.ulp(5.0)));
        assertThat(calls).as("close by, and farther on both sides").isEqualTo(8 + 8 + 8);
    }

    @Test
    void the_other_side_is_sampled_where_one_has_no_values() {
        double[] values = new SplittableRandom(7).doubles(GRID.length, -1, 1).toArray();

        Noise noise = estimate(t -> t > 0 ? Double.NaN : sampled(values).applyAsDouble(-t), values[0]);

        assertThat(noise.level()).isCloseTo(largest(values), within(1e-12));
        assertThat(calls).isEqualTo(16);
    }

    @Test
    void without_values_on_either_side_it_is_the_rounding() {
        assertThat(estimate(t -> Double.NaN, 3)).isEqualTo(new Noise(Math.ulp(3.0)));
        assertThat(calls).isEqualTo(16);
    }

    // ---- Noise at a grown spacing

    /** Samples at the last spacing until one beyond 0.05 differs, after those at the first which did not. */
    private static final int FAR = 3;

    @Test
    void a_single_step_far_away_is_as_large_as_it_is_and_found_to_be_one_in_few_samples() {
        Noise noise = estimate(t -> t < 0.05 ? 0 : 1e-3, 0);

        double[] step = {0, 0, 0, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3};
        assertThat(noise.level()).isCloseTo(largest(step), within(1e-15));
        assertThat(calls).isBetween(8 * SPACINGS + FAR + 4, 8 * SPACINGS + FAR + 12);
    }

    @Test
    void a_change_beyond_a_flat_region_that_shrinks_with_the_distance_is_none() {
        Noise noise = estimate(t -> 1 + Math.max(0, t - 0.05), 1);

        assertThat(noise.level()).isLessThanOrEqualTo(4 * Math.ulp(1.0));
        assertThat(calls).isBetween(8 * SPACINGS + FAR + 40, 8 * SPACINGS + FAR + 48);
    }

    @Test
    void no_more_than_forty_eight_samples_are_spent_on_it() {
        estimate(t -> Math.max(0, t - 0.05), 0);

        assertThat(calls).isEqualTo(8 * SPACINGS + FAR + 48);
    }

    private static DoubleUnaryOperator sampled(double[] values) {
        return t -> {
            int nearest = 0;
            for (int i = 0; i < GRID.length; i++) {
                if (Math.abs(t - GRID[i] * FIRST_SPACING) < Math.abs(t - GRID[nearest] * FIRST_SPACING)) {
                    nearest = i;
                }
            }
            return values[nearest];
        };
    }

    private Noise estimate(DoubleUnaryOperator phi, double atZero) {
        calls = 0;
        DoubleUnaryOperator counted = t -> {
            calls++;
            return phi.applyAsDouble(t);
        };
        return Noise.estimate(counted, atZero, FloatFormat.BINARY64);
    }
}
