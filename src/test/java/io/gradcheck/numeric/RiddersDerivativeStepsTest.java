package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Which steps are taken, where they end, and what is made of them; from 1 down by 4, so that steps are exact. */
class RiddersDerivativeStepsTest {

    private List<Double> places = List.of();

    // ---- Extrapolation

    @Test
    void odd_terms_up_to_the_seventh_are_removed_from_the_derivative() {
        DerivativeEstimate slope = estimate(t -> 3 * t + t * t * t + Math.pow(t, 5) + Math.pow(t, 7), 0, 3, 3);

        assertThat(slope.derivative()).isCloseTo(3, within(1e-14));
        assertThat(slope.error()).isLessThan(3e-11);
    }

    @Test
    void an_extrapolation_is_believed_once_the_next_agrees() {
        DerivativeEstimate slope = estimate(t -> 3 * t + t * t * t + Math.pow(t, 5), 0, 3, 3);

        assertThat(slope.derivative()).isCloseTo(3, within(1e-14));
        assertThat(slope.error()).isLessThan(1e-13);
        assertThat(slope.step()).isEqualTo(0x1p-6);
        assertThat(places).containsExactly(1., -1., 0x1p-2, -0x1p-2, 0x1p-4, -0x1p-4, 0x1p-6, -0x1p-6);
    }

    @Test
    void even_terms_up_to_the_sixth_are_removed_from_the_jump() {
        DerivativeEstimate slope = estimate(t -> 2 * Math.abs(t) + t * t + Math.pow(t, 4) + Math.pow(t, 6), 0, 0, 1);

        assertThat(slope.jump()).isCloseTo(4, within(1e-12));
        assertThat(slope.jumpError()).isLessThan(1e-9);
        assertThat(slope.derivative()).isZero();
        assertThat(slope.showsJump()).isTrue();
    }

    @Test
    void the_error_is_the_noise_that_extrapolation_amplifies_where_nothing_else_is_left() {
        DerivativeEstimate slope = estimate(t -> 3 * t, 0x1p-20, 3, 3);

        assertThat(slope.derivative()).isEqualTo(3);
        assertThat(slope.error()).isEqualTo(1.2 * 0x1p-20 / 0x1p-4);
        assertThat(slope.jumpError()).isEqualTo(6 * 0x1p-20 / 0x1p-4);
        assertThat(slope.step()).isEqualTo(0x1p-4);
        assertThat(slope.sides()).isEqualTo(DerivativeEstimate.Sides.BOTH);
    }

    // ---- Where it ends

    @Test
    void it_ends_after_three_steps_where_the_error_is_small_beside_the_magnitude() {
        estimate(t -> 1e3 * t, 1e-12, 1e3, 1e3);
        assertThat(places).hasSize(6);
    }

    @Test
    void it_ends_after_three_steps_where_nothing_moves_and_nothing_is_expected() {
        estimate(t -> 0, 0, 0, 0);
        assertThat(places).hasSize(6);
    }

    @Test
    void it_ends_where_noise_over_the_step_is_more_than_the_best_so_far() {
        estimate(t -> 3 * t, 1e-3, 3, 3);
        assertThat(places).hasSize(8);
    }

    @Test
    void it_ends_after_two_steps_closer_than_all_kinks_where_they_confirm_the_claim() {
        DoubleUnaryOperator kink = t -> 3 * t + Math.max(0, t - 0x1p-5);

        DerivativeEstimate slope = estimate(kink, 1e-15, 3, 3);
        assertThat(places).as("down to 1/256").hasSize(10);
        assertThat(slope.derivative()).isEqualTo(3);
        assertThat(slope.error()).isEqualTo(1.2 * 1e-15 / 0x1p-8);
        assertThat(slope.step()).isEqualTo(0x1p-8);

        estimate(kink, 1e-15, 3 + 1e-10, 3);
        assertThat(places).as("another claim").hasSizeGreaterThan(10);
        estimate(t -> kink.applyAsDouble(t) + 1e-2 * Math.abs(t), 1e-15, 3, 3);
        assertThat(places).as("a jump of the slope").hasSizeGreaterThan(10);
    }

    @Test
    void the_first_two_steps_confirm_nothing() {
        DoubleUnaryOperator stairs = t -> 3 * Math.rint(64 * t) / 64;

        estimate(stairs, 1e-15, 3, 3);
        assertThat(places).hasSizeGreaterThan(4);
    }

    @Test
    void it_ends_where_noise_in_a_smaller_step_is_more_than_a_confirmed_claim_leaves_open() {
        // The error of 1.9e-9 is far more than the target of 1e-10; over the next step noise alone is 7.7e-9.
        double noise = 1e-10;

        DerivativeEstimate slope = estimate(t -> 3 * t, noise, 3 + 7e-9, 10);
        assertThat(places).hasSize(6);
        assertThat(slope.error()).isEqualTo(1.2 * noise / 0x1p-4);

        estimate(t -> 3 * t, noise, 3 + 9e-9, 10);
        assertThat(places).as("a claim beyond the bound").hasSize(8);
        estimate(t -> 3 * t, noise, 3, 0.1);
        assertThat(places).as("a large error beside what is expected").hasSize(8);
        estimate(t -> 3 * t + 1e-4 * Math.pow(t, 3), noise, 3, 10);
        assertThat(places).as("smooth, and soon as close").hasSize(6);
    }

    @Test
    void it_goes_on_where_the_jump_is_not_known_to_a_thousandth() {
        // The odd part is exact at once; t^8 leaves the even part open until it has shrunk.
        DerivativeEstimate slope = estimate(t -> t + Math.pow(t, 8), 0, 1, 1);

        assertThat(slope.derivative()).isEqualTo(1);
        assertThat(slope.jumpError()).isLessThan(1e-3);
        assertThat(places).hasSize(8);
    }

    @Test
    void it_goes_on_where_the_claim_is_in_doubt_until_the_jump_is_known_to_a_quarter_of_the_doubt() {
        // After three steps the jump is known to 5.3e-4.
        DoubleUnaryOperator phi = t -> t + 1e-3 * Math.pow(t, 8);

        estimate(phi, 0, 1, 1);
        assertThat(places).as("no doubt").hasSize(6);
        estimate(t -> 4 * phi.applyAsDouble(t), 0, 4, 4);
        assertThat(places).as("no doubt, four times as large").hasSize(6);
        estimate(phi, 0, 1.1, 1);
        assertThat(places).as("a large doubt").hasSize(6);
        estimate(phi, 0, 1 + 4e-3, 1);
        assertThat(places)
                .as("a doubt of which a quarter is still more than known")
                .hasSize(6);
        estimate(phi, 0, 1 - 1e-3, 1);
        assertThat(places).as("a doubt of which a quarter is less").hasSize(8);
        estimate(phi, 0, 1 + 1e-3, 1);
        assertThat(places).as("to the other side").hasSize(8);
    }

    @Test
    void it_goes_on_to_the_eleventh_step_where_a_jump_shows() {
        estimate(t -> Math.abs(t), 0, 0, 1);
        assertThat(places).hasSize(22);
    }

    @Test
    void a_smaller_step_whose_value_is_not_finite_leaves_no_estimate() {
        for (int side : new int[] {1, -1}) {
            DoubleUnaryOperator hole = t -> side * t == 0x1p-4 ? Double.NaN : 3 * t;
            SampledFunction sampled = new SampledFunction(hole, 0, 0, 3, FloatFormat.BINARY64);

            assertThat(new RiddersDerivative(sampled, 3, new Secants()).estimate(1, 3, -3))
                    .as("side %d", side)
                    .isNull();
        }
    }

    private DerivativeEstimate estimate(DoubleUnaryOperator phi, double noise, double claimed, double magnitude) {
        Noted noted = new Noted(phi);
        places = noted.places();
        SampledFunction sampled =
                new SampledFunction(noted, phi.applyAsDouble(0), noise, magnitude, FloatFormat.BINARY64);
        DerivativeEstimate seen = new RiddersDerivative(sampled, claimed, new Secants())
                .estimate(1, sampled.applyAsDouble(1), sampled.applyAsDouble(-1));
        assertThat(seen).as("finite everywhere").isNotNull();
        return seen;
    }
}
