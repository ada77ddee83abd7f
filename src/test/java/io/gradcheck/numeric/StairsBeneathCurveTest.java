package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stairs that a bend hides: told from slopes, waves, kinks and single jumps. */
class StairsBeneathCurveTest {

    private static final double NEAR = 1e-4;
    private static final double REACH = 0.5;

    // The smooth term's own, as the smallest steps see it.
    private static final double SEEN = 1;
    private static final double STEEP = 1e-6;

    private int calls;

    /** Stairs with a mean slope of a millionth, of which the point is in the middle of one. */
    private static double stairs(double t, double width) {
        return STEEP * width * Math.rint(t / width);
    }

    private double claimBeyond(DoubleUnaryOperator f, double claimed) {
        DoubleUnaryOperator counted = t -> {
            calls++;
            return f.applyAsDouble(t);
        };
        return new StairsBeneathCurve(counted, SEEN, claimed).claimBeyond(REACH, NEAR, 1e-16);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2e-3, 5e-3, 0.01, 0.02})
    void the_mean_slope_of_stairs_beneath_an_exponential_is_found(double width) {
        DoubleUnaryOperator f = t -> Math.exp(t) + stairs(t, width);

        assertThat(claimBeyond(f, SEEN + STEEP)).isBetween(REACH / 16, REACH);
        assertThat(calls).isLessThanOrEqualTo(32 + 4 * 24 + 16);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.2, 0.7, 1.5, 2, 5})
    void another_slope_than_the_mean_of_the_stairs_is_not(double factor) {
        DoubleUnaryOperator f = t -> Math.exp(t) + stairs(t, 0.01);

        assertThat(claimBeyond(f, SEEN + factor * STEEP)).isNaN();
    }

    @Test
    void a_smooth_function_has_none_and_costs_two_looks() {
        assertThat(claimBeyond(Math::exp, SEEN + STEEP)).isNaN();
        assertThat(calls).isBetween(32, 64);
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 400, 3000})
    void a_wave_whose_slope_a_claim_leaves_out_is_no_stair(double frequency) {
        // The claim is the mean slope; the slope at the point is another by a millionth.
        DoubleUnaryOperator f = t -> Math.exp(t) - STEEP * t + STEEP / frequency * Math.sin(frequency * t);

        assertThat(claimBeyond(f, SEEN - STEEP)).isNaN();
    }

    @Test
    void a_jump_or_a_kink_beside_the_point_is_no_stair() {
        assertThat(claimBeyond(t -> Math.exp(t) + (t > 0.01 ? STEEP : 0), SEEN + STEEP))
                .isNaN();
        assertThat(claimBeyond(t -> Math.exp(t) + 2 * STEEP * Math.max(0, t - 0.01), SEEN + STEEP))
                .isNaN();
    }

    @Test
    void scales_at_which_the_function_is_not_finite_are_left_out() {
        DoubleUnaryOperator f = t -> t < -0.2 ? Double.NaN : Math.exp(t) + stairs(t, 0.005);

        assertThat(claimBeyond(f, SEEN + STEEP)).isBetween(REACH / 16, 0.2);
        assertThat(claimBeyond(t -> t == 0 ? 1 : Double.NaN, SEEN + STEEP)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.85, 1.25})
    void a_slope_about_as_the_mean_of_the_stairs_is_found(double factor) {
        DoubleUnaryOperator f = t -> Math.exp(t) + stairs(t, 0.01);

        assertThat(claimBeyond(f, SEEN + factor * STEEP)).isBetween(REACH / 16, REACH);
    }

    @Test
    void a_term_that_bends_more_than_a_polynomial_of_degree_ten_is_looked_at_over_a_shorter_way() {
        DoubleUnaryOperator f = t -> Math.sin(20 * t) / 20 + stairs(t, 2e-3);

        assertThat(claimBeyond(f, SEEN + STEEP)).isEqualTo(REACH / 8);
        assertThat(claimBeyond(t -> Math.sin(200 * t) / 200 + stairs(t, 2e-3), SEEN + STEEP))
                .as("longer than the shortest way")
                .isNaN();
    }

    @Test
    void too_few_stairs_to_know_their_mean_slope_explain_no_claim() {
        for (double width = 0.25; width < 0.6; width += 0.05) {
            for (double factor = 0.4; factor < 1.6; factor += 0.1) {
                for (double phase = -0.4; phase < 0.5; phase += 0.1) {
                    double wide = width;
                    double shift = phase * wide;
                    DoubleUnaryOperator f = t -> Math.exp(t) + stairs(t + shift, wide);

                    assertThat(claimBeyond(f, SEEN + factor * STEEP))
                            .as("width %s, factor %s, phase %s", wide, factor, phase)
                            .isNaN();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.5})
    void stairs_in_which_other_slopes_are_seen_elsewhere_than_at_the_point_explain_nothing(double within) {
        // The mean slope is the claimed one, and the slope within a stair is this part of it.
        DoubleUnaryOperator f = t -> Math.exp(t) + within * STEEP * t + (1 - within) * stairs(t, 5e-3);

        assertThat(claimBeyond(f, SEEN + STEEP)).isNaN();
    }

    private static double nowhere(double t) {
        return t == 0 ? 1 : Double.NaN;
    }

    @Test
    void five_scales_are_looked_at_each_half_of_the_one_before() {
        assertThat(claimBeyond(StairsBeneathCurveTest::nowhere, SEEN + STEEP)).isNaN();
        // Half of the places are within half the scale.
        assertThat(calls).isBetween(32 + 4 * 15, 32 + 4 * 17);
    }

    private int looks(double near, double doubt, double noise) {
        calls = 0;
        DoubleUnaryOperator counted = t -> {
            calls++;
            return nowhere(t);
        };
        assertThat(new StairsBeneathCurve(counted, SEEN, SEEN + doubt).claimBeyond(REACH, near, noise))
                .isNaN();
        return calls;
    }

    @Test
    void scales_are_longer_than_the_smallest_step_and_than_a_way_over_which_noise_leaves_the_doubt() {
        double doubt = 0x1p-20;

        assertThat(looks(REACH / 2, doubt, 0)).as("one scale").isEqualTo(32);
        assertThat(looks(NEAR, doubt, doubt * REACH / 16))
                .as("eight of the noise over half the reach are the doubt")
                .isEqualTo(32);
        assertThat(looks(NEAR, doubt, doubt)).isZero();
    }
}
