package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StairsTest {

    private static final double REACH = 0.1;
    private static final double DOUBT = 1;
    private static final int SEEDS = 50;

    private static DoubleUnaryOperator inSteps(double step, DoubleUnaryOperator f) {
        return t -> step * Math.rint(f.applyAsDouble(t) / step);
    }

    private static Stairs.Found seek(DoubleUnaryOperator phi, double doubt, long seed) {
        double noise = 1e-16;
        return new Stairs(phi, doubt, noise, 1e-13, new SplittableRandom(seed)).seek(REACH, 20 * noise / doubt);
    }

    private static List<Long> found(DoubleUnaryOperator phi, double doubt) {
        return Seeds.first(SEEDS).where(seed -> seek(phi, doubt, seed).scatter() > 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-6, 1e-8})
    void finds_steps_beneath_a_smooth_term_and_how_far_they_scatter(double step) {
        DoubleUnaryOperator coarse = inSteps(step, t -> Math.exp(t + 0.3));
        DoubleUnaryOperator phi = t -> Math.cos(t) + coarse.applyAsDouble(t);
        double uniform = step / Math.sqrt(12);
        Seeds.first(SEEDS).each(seed -> {
            assertThat(seek(phi, DOUBT, seed).scatter()).isBetween(uniform / 4, 4 * uniform);
        });
    }

    @Test
    void tells_the_slope_within_a_step() {
        DoubleUnaryOperator coarse = inSteps(1e-6, t -> 2 * t + 1e-7);
        Stairs.Found found = seek(t -> 5 * t + coarse.applyAsDouble(t), DOUBT, 1);
        assertThat(found.slope()).isBetween(4.999, 5.001);
    }

    @Test
    void finds_steps_beneath_a_term_that_bends_far_more() {
        DoubleUnaryOperator coarse = inSteps(1e-7, t -> 0.01 * t);
        assertThat(found(t -> 20 * t * t + coarse.applyAsDouble(t), 0.01)).hasSize(SEEDS);
    }

    @Test
    void finds_steps_in_very_large_values() {
        DoubleUnaryOperator coarse = inSteps(1e-6, Math::exp);
        DoubleUnaryOperator phi = t -> 1e200 * (t + coarse.applyAsDouble(t));
        Stairs.Found found = new Stairs(phi, 1e200, 1e184, 1e-13, new SplittableRandom(1)).seek(REACH, 1e-13);
        assertThat(found.scatter()).isBetween(1e193, 1e195);
    }

    @Test
    void a_smooth_function_has_no_steps_however_small_the_doubt() {
        for (double doubt : new double[] {1, 1e-3, 1e-6, 1e-8}) {
            assertThat(found(t -> Math.exp(3 * t) - Math.sin(t), doubt))
                    .as("%s", doubt)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-4, 1e-6})
    void a_fast_wave_has_no_steps(double length) {
        assertThat(found(t -> length * Math.sin((t + 0.01) / length), DOUBT)).isEmpty();
    }

    @Test
    void a_wave_of_straight_lines_is_taken_for_steps_in_a_few_of_a_hundred_at_most() {
        assertThat(found(t -> 1e-5 * Math.abs(t / 1e-5 - Math.rint(t / 1e-5)), DOUBT))
                .hasSizeLessThanOrEqualTo(SEEDS / 10);
    }

    @Test
    void kinks_are_no_steps() {
        assertThat(found(t -> Math.abs(t - 0.013) + Math.max(0, t + 0.002), DOUBT))
                .isEmpty();
    }

    @Test
    void a_single_jump_is_no_flight_of_steps() {
        assertThat(found(t -> t + (t > 0.0137 ? 1 : 0), DOUBT)).isEmpty();
    }

    @Test
    void values_that_are_not_finite_say_nothing() {
        assertThat(seek(t -> t > 0.03 ? Double.NaN : t, DOUBT, 1).scatter()).isZero();
    }
}
