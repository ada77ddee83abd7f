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
    @ValueSource(doubles = {-1, 0.2, 2, 5})
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

    @Test
    void stairs_that_noise_hides_are_not_looked_for() {
        assertThat(new StairsBeneathCurve(Math::exp, SEEN, SEEN + STEEP).claimBeyond(REACH, NEAR, 1))
                .isNaN();
    }
}
