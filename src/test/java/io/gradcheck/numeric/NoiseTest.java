package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {

    private static final long SEED = 7;

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-9, 1e-6, 1e-3})
    void scatter_is_measured_within_a_factor_of_ten(double level) {
        Seeds.of(SEED, SEED + 99).each(seed -> {
            double x = new SplittableRandom(seed).nextDouble(-3, 3);

            Noise noise = noise(t -> Math.sin(x + t) + level * scatter(x + t));

            double truth = level / Math.sqrt(3); // standard deviation of a uniform number in [-1, 1]
            assertThat(noise.level()).as("at %s", x).isBetween(truth / 10, truth * 10);
        });
    }

    @Test
    void rounding_is_measured_within_a_factor_of_ten() {
        // The sum passes through numbers of the size of 1e3, so its values are multiples of its last place.
        Seeds.of(SEED, SEED + 99).each(seed -> {
            double x = new SplittableRandom(seed).nextDouble(-3, 3);

            Noise noise = noise(t -> 1000 + Math.sin(x + t) - 1000);

            double truth = Math.ulp(1000.0) / Math.sqrt(12); // standard deviation of one rounding
            assertThat(noise.level()).as("at %s", x).isBetween(truth / 10, truth * 10);
        });
    }

    @Test
    void a_function_exact_to_rounding_has_the_noise_of_rounding() {
        Seeds.of(SEED, SEED + 99).each(seed -> {
            double x = new SplittableRandom(seed).nextDouble(0.5, 3);
            double ulp = Math.ulp(Math.exp(x));

            Noise noise = noise(t -> Math.exp(x + t));

            assertThat(noise.level()).as("at %s", x).isBetween(ulp, 10 * ulp);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-160, 1e160, 1e300})
    void very_large_and_very_small_values_have_the_noise_of_rounding(double size) {
        Noise noise = noise(t -> size * Math.exp(t));

        assertThat(noise.level()).isBetween(Math.ulp(size), 10 * Math.ulp(size));
    }

    @Test
    void float_values_have_the_noise_of_float() {
        Seeds.of(SEED, SEED + 99).each(seed -> {
            float x = (float) new SplittableRandom(seed).nextDouble(0.5, 3);
            DoubleUnaryOperator phi = t -> (float) Math.exp((float) (x + t));

            Noise noise = Noise.estimate(phi, phi.applyAsDouble(0), FloatFormat.BINARY32);

            assertThat(noise.level())
                    .as("at %s", x)
                    .isBetween(0.05 * Math.ulp((float) Math.exp(x)), 10.0 * Math.ulp((float) Math.exp(x)));
        });
    }

    @Test
    void values_rounded_to_a_millionth_are_seen_as_coarse() {
        double truth = 1e-6 / Math.sqrt(12);
        List<Double> levels = Seeds.of(SEED, SEED + 199).map(seed -> {
            double x = new SplittableRandom(seed).nextDouble(-3, 3);

            Noise noise = noise(t -> Math.rint(1e6 * Math.exp(x + t)) / 1e6);

            assertThat(noise.level()).as("at %s", x).isBetween(truth / 10, truth * 10);
            return noise.level();
        });
        assertThat(levels.stream().sorted().toList().get(100))
                .as("median, seed %d", SEED)
                .isGreaterThan(0.2e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -3.5, 1e12})
    void a_constant_function_has_the_noise_of_rounding(double value) {
        Noise noise = noise(t -> value);

        assertThat(noise.level()).isEqualTo(Math.ulp(value));
    }

    @Test
    void coarse_values_beneath_a_fine_term_are_noise() {
        Noise fine = noise(t -> 1 + 1e-9 * t);
        Noise coarse = noise(t -> 1 + 1e-9 * t + 1e-7 * Math.rint(1e6 * t));

        assertThat(fine.level()).isLessThan(1e-15);
        assertThat(coarse.level()).isBetween(1e-8, 2e-7);
    }

    @Test
    void a_constant_function_is_looked_at_from_close_and_from_afar_only() {
        AtomicInteger calls = new AtomicInteger();
        DoubleUnaryOperator constant = t -> {
            calls.incrementAndGet();
            return 3;
        };

        assertThat(Noise.estimate(constant, 3, FloatFormat.BINARY64).level()).isEqualTo(Math.ulp(3.0));
        assertThat(calls).hasValue(24);
    }

    @Test
    void values_that_are_coarse_as_far_as_the_steps_reach_are_not_constant() {
        DoubleUnaryOperator coarse = t -> 0.25 * Math.rint(t);

        assertThat(Noise.estimate(coarse, 0, FloatFormat.BINARY64).level()).isLessThan(1e-300);
        assertThat(Noise.estimate(coarse, 0, FloatFormat.BINARY64, 20).level()).isBetween(0.02, 0.5);
    }

    @Test
    void values_that_are_coarse_on_the_left_alone_are_not_constant() {
        DoubleUnaryOperator coarse = t -> 0.25 * Math.rint(Math.min(0, t));
        DoubleUnaryOperator hinge = t -> Math.max(0, -3 - t);

        assertThat(Noise.estimate(coarse, 0, FloatFormat.BINARY64, 20).level()).isBetween(0.02, 0.5);
        assertThat(Noise.estimate(hinge, 0, FloatFormat.BINARY64, 20).level()).isLessThan(1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-6, 1e-4, 1e-2})
    void a_flat_region_followed_by_a_slope_is_not_noise(double width) {
        Noise right = noise(t -> 1 + 3 * Math.max(0, t - width));
        Noise left = noise(t -> 1 + 3 * Math.max(0, -t - width));

        assertThat(right.level()).isLessThan(1e-14);
        assertThat(left.level()).isLessThan(1e-14);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-100, -1, 1, 100})
    void a_kink_at_zero_is_not_noise(double jump) {
        Noise noise = noise(t -> 1 + t + jump * Math.max(0, t));

        assertThat(noise.level()).isLessThan(1e-14);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3, 1e6})
    void a_slope_is_not_noise(double slope) {
        Noise noise = noise(t -> slope * t);

        assertThat(noise.level()).as("values move by 1e-12 times the slope").isLessThan(1e-16 * slope);
    }

    @Test
    void the_left_is_sampled_where_the_right_has_no_values() {
        Noise noise = noise(t -> t > 0 ? Double.NaN : Math.exp(t) + 1e-6 * scatter(t));

        assertThat(noise.level()).isBetween(5e-8, 5e-6);
    }

    @Test
    void the_right_is_sampled_alone() {
        Noise noise = noise(t -> t < 0 ? Double.NaN : Math.exp(t) + 1e-6 * scatter(t));

        assertThat(noise.level()).isBetween(5e-8, 5e-6);
    }

    @Test
    void without_values_on_either_side_the_rounding_of_the_value_is_left() {
        Noise noise = noise(t -> t == 0 ? 100 : Double.NaN);

        assertThat(noise.level()).isEqualTo(Math.ulp(100.0));
    }

    @Test
    void a_fine_function_costs_eight_samples() {
        int[] calls = {0};

        Noise.estimate(
                t -> {
                    calls[0]++;
                    return 1 + Math.sin(1e3 * t);
                },
                1,
                FloatFormat.BINARY64);

        assertThat(calls[0]).isEqualTo(8);
    }

    private static Noise noise(DoubleUnaryOperator phi) {
        return Noise.estimate(phi, phi.applyAsDouble(0), FloatFormat.BINARY64);
    }

    /** A number in [-1, 1] that has nothing to do with its neighbours'. */
    private static double scatter(double x) {
        return 2 * new SplittableRandom(Double.doubleToLongBits(x)).nextDouble() - 1;
    }
}
