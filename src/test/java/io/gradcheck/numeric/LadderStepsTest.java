package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Which steps a ladder takes, where it ends, and what it makes of them; from 1 down by 4, so that steps are exact. */
class LadderStepsTest {

    private static final double NAN = Double.NaN;

    private final List<Double> places = new ArrayList<>();

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
    void it_goes_on_to_the_end_where_a_jump_shows() {
        estimate(t -> Math.abs(t), 0, 0, 1);
        assertThat(places).hasSize(22);
    }

    // ---- What the values say

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
        DerivativeEstimate slope = new RiddersDerivative(t -> 1, 1, 0, 0, 0, FloatFormat.BINARY64).estimate(0x1p-3);

        assertThat(slope.error()).isEqualTo(1.2 * 2.2e-16 / 0x1p-3);
    }

    // ---- Values that are not finite

    @Test
    void steps_outside_the_domain_are_left_behind_sixteenfold() {
        estimate(t -> Math.abs(t) > 0.5 ? NAN : 3 * t, 0, 3, 3);
        assertThat(places).containsExactly(1., -1., 0x1p-4, -0x1p-4, 0x1p-6, -0x1p-6, 0x1p-8, -0x1p-8);
    }

    @Test
    void a_hole_on_one_side_starts_the_ladder_again_below_it() {
        for (int side : new int[] {1, -1}) {
            estimate(t -> side * t == 0x1p-2 ? NAN : 3 * t, 0, 3, 3);
            assertThat(places)
                    .as("side %d", side)
                    .containsExactly(1., -1., 0x1p-2, -0x1p-2, 0x1p-4, -0x1p-4, 0x1p-6, -0x1p-6, 0x1p-8, -0x1p-8);
        }
    }

    @Test
    void a_hole_that_the_new_start_meets_again_is_left_behind_too() {
        for (int side : new int[] {1, -1}) {
            estimate(t -> side * t == 0x1p-4 ? NAN : 3 * t, 0, 3, 3);
            assertThat(places.subList(4, 10))
                    .as("side %d", side)
                    .containsExactly(0x1p-4, -0x1p-4, 0x1p-4, -0x1p-4, 0x1p-8, -0x1p-8);
        }
    }

    @Test
    void values_that_are_not_finite_are_not_among_the_largest() {
        DerivativeEstimate slope = estimate(t -> Math.abs(t) > 0.5 ? Double.POSITIVE_INFINITY : 0x1p-4 * t, 0, 3, 0);

        assertThat(slope.rounding()).isEqualTo(1e-14 * 0x1p-8);
    }

    @Test
    void one_side_is_extrapolated_from_the_largest_step_that_is_finite_there() {
        for (int side : new int[] {1, -1}) {
            DerivativeEstimate slope = estimate(t -> side * t < 0 ? NAN : 3 * t, 0x1p-20, 3, 3);

            assertThat(oneSided())
                    .as("side %d", side)
                    .containsExactly(1. * side, 0x1p-2 * side, 0x1p-4 * side, 0x1p-6 * side, 0x1p-8 * side);
            assertThat(slope.derivative()).isEqualTo(3);
            assertThat(slope.error()).isEqualTo(4 * 0x1p-20 / 0x1p-4);
            assertThat(slope.step()).isEqualTo(0x1p-4);
            assertThat(slope.jump()).isZero();
            assertThat(slope.jumpError()).isZero();
            assertThat(slope.sides())
                    .isEqualTo(side > 0 ? DerivativeEstimate.Sides.RIGHT : DerivativeEstimate.Sides.LEFT);
        }
    }

    @Test
    void a_hole_on_the_only_side_starts_the_ladder_below_it() {
        for (int side : new int[] {1, -1}) {
            estimate(t -> side * t < 0 || side * t == 0x1p-4 ? NAN : 3 * t, 0x1p-20, 3, 3);
            assertThat(oneSided().get(0)).as("side %d", side).isEqualTo(0x1p-8 * side);
        }
    }

    @Test
    void all_terms_up_to_the_fourth_are_removed_from_a_one_sided_slope() {
        DerivativeEstimate slope = estimate(t -> t < 0 ? NAN : 3 * t + t * t + t * t * t + Math.pow(t, 4), 0, 3, 3);

        assertThat(slope.derivative()).isCloseTo(3, within(1e-13));
        assertThat(slope.error()).isLessThan(3e-11);
    }

    @Test
    void a_one_sided_extrapolation_is_believed_once_the_next_agrees() {
        DerivativeEstimate slope = estimate(t -> t < 0 ? NAN : 3 * t + t * t + t * t * t, 0, 3, 3);

        assertThat(slope.derivative()).isCloseTo(3, within(1e-14));
        assertThat(slope.error()).isLessThan(1e-13);
        assertThat(slope.step()).isEqualTo(0x1p-6);
        assertThat(oneSided()).containsExactly(1., 0x1p-2, 0x1p-4, 0x1p-6);
    }

    @Test
    void a_one_sided_ladder_ends_where_its_error_is_small_where_noise_takes_over_or_after_eleven_steps() {
        estimate(t -> t < 0 ? NAN : 1e3 * t, 1e-12, 1e3, 1e3);
        assertThat(oneSided()).as("small beside the magnitude").hasSize(3);
        estimate(t -> t < 0 ? NAN : 0, 0, 0, 0);
        assertThat(oneSided()).as("nothing is expected").hasSize(3);
        estimate(t -> t < 0 ? NAN : 3 * t, 1e-3, 3, 3);
        assertThat(oneSided()).as("noise").hasSize(5);
        estimate(t -> t < 0 ? NAN : Math.sqrt(t), 0, 3, 3);
        assertThat(oneSided()).as("an infinite slope").hasSize(11);
    }

    /** The places after the sixteen at which it was found that only one side is finite. */
    private List<Double> oneSided() {
        return places.subList(16, places.size());
    }

    private DerivativeEstimate estimate(DoubleUnaryOperator phi, double noise, double claimed, double magnitude) {
        places.clear();
        DoubleUnaryOperator noted = t -> {
            places.add(t);
            return phi.applyAsDouble(t);
        };
        return new RiddersDerivative(noted, phi.applyAsDouble(0), noise, claimed, magnitude, FloatFormat.BINARY64)
                .estimate(1);
    }
}
