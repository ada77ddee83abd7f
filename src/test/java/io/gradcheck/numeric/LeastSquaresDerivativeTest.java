package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastSquaresDerivativeTest {

    private static final double NOISE = 1e-7;

    private static DerivativeEstimate estimate(DoubleUnaryOperator phi, double noise, double firstStep) {
        return estimate(phi, noise, firstStep, false);
    }

    private static DerivativeEstimate estimate(
            DoubleUnaryOperator phi, double noise, double firstStep, boolean closer) {
        SampledFunction sampled = new SampledFunction(phi, phi.applyAsDouble(0), noise, 1, FloatFormat.BINARY32);
        return new LeastSquaresDerivative(sampled, closer)
                .estimate(firstStep, phi.applyAsDouble(firstStep), phi.applyAsDouble(-firstStep));
    }

    private static DoubleUnaryOperator noisy(DoubleUnaryOperator f, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return t -> f.applyAsDouble(t) + NOISE * random.nextGaussian();
    }

    @ParameterizedTest(name = "closer: {0}")
    @ValueSource(booleans = {false, true})
    void a_smooth_slope_is_known_to_a_few_times_the_noise(boolean closer) {
        Seeds.first(2_000).each(seed -> {
            DerivativeEstimate seen = estimate(noisy(Math::sin, seed), NOISE, 2, closer);

            // 4 is the factor of a bound, and what a jump must exceed to show.
            assertThat(seen.derivative()).isCloseTo(1, within(4 * seen.error()));
            assertThat(seen.jump()).isCloseTo(0, within(4 * seen.jumpError()));
            assertThat(seen.error()).isLessThan(200 * NOISE);
        });
    }

    @ParameterizedTest(name = "closer: {0}")
    @ValueSource(booleans = {false, true})
    void the_jump_of_a_kink_is_seen_beside_its_mean_slope(boolean closer) {
        Seeds.first(200).each(seed -> {
            DerivativeEstimate seen = estimate(noisy(t -> Math.exp(t) + 3 * Math.max(0, t), seed), NOISE, 1, closer);

            assertThat(seen.derivative()).isCloseTo(2.5, within(4 * seen.error()));
            assertThat(seen.jump()).isCloseTo(3, within(4 * seen.jumpError()));
            assertThat(seen.jumpError()).isLessThan(1e-4);
        });
    }

    @ParameterizedTest(name = "closer: {0}")
    @ValueSource(booleans = {false, true})
    void a_kink_within_the_window_is_left_behind_or_widens_the_error(boolean closer) {
        for (int place = 1; place < 100; place++) {
            double kink = 0.01 * place;
            DerivativeEstimate seen = estimate(noisy(t -> t + Math.max(0, t - kink), place), NOISE, 2, closer);

            assertThat(seen.derivative()).as("kink at %s", kink).isCloseTo(1, within(4 * seen.error()));
        }
    }

    @ParameterizedTest(name = "closer: {0}")
    @ValueSource(booleans = {false, true})
    void a_jump_of_the_second_derivative_is_left_behind_or_widens_the_error(boolean closer) {
        for (int place = 1; place < 100; place++) {
            double bend = 0.01 * place;
            DerivativeEstimate seen =
                    estimate(noisy(t -> t < bend ? Math.expm1(t - bend) : t - bend, place), NOISE, 3, closer);

            assertThat(seen.derivative()).as("bend at %s", bend).isCloseTo(Math.exp(-bend), within(4 * seen.error()));
        }
    }

    @Test
    void a_closer_look_leaves_less_than_two_thirds_of_the_noise_and_its_error_says_so() {
        List<DerivativeEstimate> usual = Seeds.first(2_000).map(seed -> estimate(noisy(t -> t, seed), NOISE, 1));
        List<DerivativeEstimate> closer = Seeds.first(2_000).map(seed -> estimate(noisy(t -> t, seed), NOISE, 1, true));

        assertThat(mean(closer, DerivativeEstimate::error)).isLessThan(0.75 * mean(usual, DerivativeEstimate::error));
        ToDoubleFunction<DerivativeEstimate> squaredError = seen -> square(seen.derivative() - 1);
        assertThat(Math.sqrt(mean(closer, squaredError) / mean(usual, squaredError)))
                .isBetween(0.3, 0.67);
    }

    private static double mean(List<DerivativeEstimate> seen, ToDoubleFunction<DerivativeEstimate> number) {
        return seen.stream().mapToDouble(number).average().orElseThrow();
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void it_ends_where_the_function_is_not_finite() {
        assertThat(estimate(t -> t > 0.5 ? Double.NaN : t, NOISE, 1)).isNull();
        assertThat(estimate(t -> t > -0.3 && t < -0.2 ? Double.POSITIVE_INFINITY : t, NOISE, 1))
                .isNull();
    }

    @Test
    void it_stops_where_rounding_decides_already() {
        AtomicInteger evaluations = new AtomicInteger();
        DoubleUnaryOperator counted = t -> {
            evaluations.incrementAndGet();
            return 3 * t;
        };

        assertThat(estimate(counted, 1e-12, 1).derivative()).isCloseTo(3, within(1e-11));
        assertThat(evaluations)
                .as("the value at zero and both sides of six steps")
                .hasValue(13);
    }

    @Test
    void a_closer_look_takes_three_times_as_many_steps_of_the_same_span() {
        AtomicInteger evaluations = new AtomicInteger();
        DoubleUnaryOperator counted = t -> {
            evaluations.incrementAndGet();
            return 3 * t;
        };

        DerivativeEstimate seen = estimate(counted, 1e-12, 1, true);

        assertThat(evaluations)
                .as("the value at zero and both sides of 16 steps")
                .hasValue(33);
        assertThat(seen.step()).isCloseTo(estimate(counted, 1e-12, 1).step(), within(1e-15));
    }

    @Test
    void it_stops_where_noise_takes_over() {
        AtomicInteger evaluations = new AtomicInteger();
        DoubleUnaryOperator noisy = noisy(Math::sin, 1);

        estimate(
                t -> {
                    evaluations.incrementAndGet();
                    return noisy.applyAsDouble(t);
                },
                NOISE,
                1);

        assertThat(evaluations.get()).isBetween(13, 33);
    }

    @Test
    void it_descends_a_long_way_where_the_function_oscillates() {
        DerivativeEstimate seen = estimate(t -> Math.sin(300 * t) / 300, 1e-12, 1);

        assertThat(seen.step()).isLessThan(5e-3);
        assertThat(seen.derivative()).isCloseTo(1, within(4 * seen.error()));
    }
}
