package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What the values say; steps go from 1 down by 4, so that they are exact. */
class SampledFunctionTest {

    @Test
    void rounding_is_of_the_terms_the_noise_and_the_values_up_to_one() {
        double terms = FloatFormat.BINARY64.gamma() * 3;

        assertThat(estimate(t -> 0.125 * t, 0x1p-20, 3, 3).rounding()).isEqualTo(terms + 0x1p-18 + 1e-14 * 0.125);
        assertThat(estimate(t -> 3 * t, 0x1p-20, 3, 3).rounding()).isEqualTo(terms + 0x1p-18 + 1e-14);
        assertThat(estimate(t -> 0.5 + 0 * t, 0x1p-20, 3, 3).rounding()).isEqualTo(terms + 0x1p-18 + 1e-14 * 0.5);
    }

    @Test
    void values_that_never_move_leave_room_for_their_noise_over_the_largest_step() {
        double ofNoise = 1.2 * 0x1p-20 / 0x1p-4;

        assertThat(estimate(t -> 0.5, 0, 0, 0).error()).isEqualTo(1.2 * 2.2e-16);
        assertThat(estimate(t -> 1e6, 0, 0, 0).error()).isEqualTo(1.2 * (2.2e-16 * 1e6));
        assertThat(estimate(t -> -1e6, 0, 0, 0).error()).isEqualTo(1.2 * (2.2e-16 * 1e6));
        assertThat(estimate(t -> 0.5, 0x1p-20, 0, 1e6).error()).isEqualTo(ofNoise + 1.2 * 0x1p-20);
    }

    @Test
    void one_value_that_moves_is_enough_to_leave_none() {
        assertThat(estimate(t -> t == 0x1p-4 ? Double.MIN_VALUE : 0, 0, 0, 1).error())
                .isLessThan(1e-300);
    }

    @Test
    void room_is_by_the_first_step_whatever_it_is() {
        DerivativeEstimate slope = new Derivative(t -> 1, 1, 0, 0, 0, FloatFormat.BINARY64).estimate(0x1p-3);

        assertThat(slope.error()).isEqualTo(1.2 * 2.2e-16 / 0x1p-3);
    }

    @Test
    void values_that_are_not_finite_are_not_among_the_largest() {
        DerivativeEstimate slope = estimate(t -> Math.abs(t) > 0.5 ? Double.POSITIVE_INFINITY : 0x1p-4 * t, 0, 3, 0);

        assertThat(slope.rounding()).isEqualTo(1e-14 * 0x1p-8);
    }

    @Test
    void its_range_is_how_far_any_finite_value_is_from_the_one_at_zero() {
        SampledFunction f = sampled(t -> t > 1 ? Double.NaN : 5 + t * t * t);
        assertThat(f.range()).isZero();

        f.applyAsDouble(0.5);
        assertThat(f.range()).isEqualTo(0.125);
        f.applyAsDouble(-1);
        f.applyAsDouble(-0.5);
        f.applyAsDouble(2);
        assertThat(f.range()).isEqualTo(1);
    }

    @Test
    void its_move_at_the_nearest_step_is_the_larger_of_both_sides() {
        SampledFunction f = sampled(t -> 5 + (t < 0 ? 2 * t : t));

        f.applyAsDouble(1);
        assertThat(f.moveAtNearest()).isEqualTo(1);
        f.applyAsDouble(-0.5);
        assertThat(f.moveAtNearest()).isEqualTo(1);
        f.applyAsDouble(0.25);
        assertThat(f.moveAtNearest()).as("nearer").isEqualTo(0.25);
        f.applyAsDouble(-0.25);
        assertThat(f.moveAtNearest()).as("as near").isEqualTo(0.5);
        f.applyAsDouble(-1);
        assertThat(f.moveAtNearest()).as("farther").isEqualTo(0.5);
    }

    @Test
    void it_is_constant_until_a_finite_value_differs() {
        SampledFunction f = sampled(t -> Math.abs(t) > 1 ? Double.POSITIVE_INFINITY : Math.max(0, t));

        f.applyAsDouble(-1);
        f.applyAsDouble(2);
        assertThat(f.isConstant()).isTrue();
        f.applyAsDouble(0.5);
        f.applyAsDouble(-1);
        assertThat(f.isConstant()).isFalse();
    }

    private static SampledFunction sampled(DoubleUnaryOperator phi) {
        return new SampledFunction(phi, phi.applyAsDouble(0), 0, 1, FloatFormat.BINARY64);
    }

    private static DerivativeEstimate estimate(
            DoubleUnaryOperator phi, double noise, double claimed, double magnitude) {
        return new Derivative(phi, phi.applyAsDouble(0), noise, claimed, magnitude, FloatFormat.BINARY64).estimate(1);
    }
}
