package io.gradcheck.numeric;

import static io.gradcheck.numeric.PrescribedSteps.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which method is used, and what is done where values are not finite. */
class DerivativeTest {

    private static final double NAN = Double.NaN;

    private List<Double> places = List.of();

    // ---- Values that are not finite

    @Test
    void a_function_without_finite_values_around_zero_has_no_slope() {
        DerivativeEstimate slope = slope(t -> t == 0 ? 1 : Double.NaN, 0, 3, 3);

        assertThat(slope).isEqualTo(DerivativeEstimate.none());
        assertThat(slope.bound()).isInfinite();
        assertThat(slope.showsJump()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.09, 1e-2, 1e-4, 1e-6})
    void large_steps_that_leave_the_domain_are_left_behind(double reach) {
        DoubleUnaryOperator phi = t -> Math.abs(t) > reach ? Double.NaN : Math.sin(t);

        DerivativeEstimate slope = slope(phi, 0, 1, 1);

        assertThat(slope.sides()).isEqualTo(DerivativeEstimate.Sides.BOTH);
        assertThat(slope.derivative()).isCloseTo(1, within(slope.bound()));
        assertThat(slope.bound()).isLessThan(1e-7);
    }

    @Test
    void a_hole_beside_zero_does_not_end_the_descent() {
        // The first steps are finite, the third is not: the steps start again below the hole.
        DoubleUnaryOperator phi = t -> t > 4e-3 && t < 8e-3 ? Double.NaN : Math.exp(t);

        DerivativeEstimate slope = slope(phi, 0, 1, 1);

        assertThat(slope.sides()).isEqualTo(DerivativeEstimate.Sides.BOTH);
        assertThat(slope.derivative()).isCloseTo(1, within(slope.bound()));
    }

    @Test
    void within_a_factor_of_a_hundred_of_overflow_the_derivative_is_right_or_unknown() {
        assertThat(Points.between(702, 709.7)).as("seed %d", Points.SEED).allSatisfy(x -> {
            DerivativeEstimate slope = slope(Math::exp, x, Math.exp(x), Math.exp(x));
            assertThat(Math.abs(slope.derivative() - Math.exp(x)) <= slope.bound() || Double.isInfinite(slope.bound()))
                    .as("at %s: %s", x, slope)
                    .isTrue();
        });
    }

    @Test
    void seven_shrinks_at_most_are_spent_on_values_that_are_not_finite() {
        estimate(t -> t == 0 ? 0 : NAN, 1e-16, 1, 1);
        assertThat(places).hasSize(16);
    }

    @Test
    void steps_outside_the_domain_are_left_behind_sixteenfold() {
        estimate(t -> Math.abs(t) > 0.5 ? NAN : 3 * t, 0, 3, 3);
        assertThat(places).containsExactly(1., -1., 0x1p-4, -0x1p-4, 0x1p-6, -0x1p-6, 0x1p-8, -0x1p-8);
    }

    @Test
    void a_hole_on_one_side_starts_the_steps_again_below_it() {
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
    void a_hole_on_the_only_side_starts_the_steps_below_it() {
        for (int side : new int[] {1, -1}) {
            estimate(t -> side * t < 0 || side * t == 0x1p-4 ? NAN : 3 * t, 0x1p-20, 3, 3);
            assertThat(oneSided().get(0)).as("side %d", side).isEqualTo(0x1p-8 * side);
        }
    }

    // ---- By the format of the values

    @Test
    void a_difference_beyond_the_bound_is_seen_in_float_too() {
        assertThat(Points.between(-3, 3)).as("seed %d", Points.SEED).allSatisfy(x -> {
            DoubleUnaryOperator phi = t -> (float) Math.sin((float) (x + t));
            double noise = Math.max(
                    Noise.estimate(phi, phi.applyAsDouble(0), FloatFormat.BINARY32)
                            .level(),
                    6e-8);
            DerivativeEstimate slope =
                    new Derivative(phi, phi.applyAsDouble(0), noise, Math.cos(x), 1, FloatFormat.BINARY32).estimate(1);
            assertThat(slope.derivative()).as("at %s", x).isCloseTo(Math.cos(x), within(slope.bound()));
            assertThat(slope.bound()).as("at %s", x).isLessThan(1e-2);
        });
    }

    @Test
    void coarse_values_are_fitted_over_a_window_of_steps_as_in_single_precision() {
        DerivativeEstimate fitted = derivative(t -> 3 * t, 0, 3, 3).fit(1, false);
        List<Double> ofFit = places;
        DerivativeEstimate closer = derivative(t -> 3 * t, 0, 3, 3).fit(1, true);

        assertThat(fitted.derivative()).isCloseTo(3, within(1e-13));
        assertThat(ofFit).as("both sides of six steps").hasSize(12);
        assertThat(closer.derivative()).isCloseTo(3, within(1e-13));
        assertThat(places).as("both sides of sixteen steps").hasSize(32);
    }

    // ---- A flat part

    @Test
    void a_function_that_is_zero_nearby_and_moves_farther_away_has_a_flat_part() {
        assertThat(isFlatPart(t -> Math.max(0, t - 3))).as("by the eighth").isTrue();
        assertThat(isFlatPart(t -> Math.max(0, -t - 30))).as("by the 64th").isTrue();
        assertThat(isFlatPart(t -> Math.max(0, t - 35))).as("too far").isFalse();
        assertThat(isFlatPart(t -> Math.max(0, -t - 35)))
                .as("too far on the left")
                .isFalse();
        assertThat(isFlatPart(t -> 0)).as("zero").isFalse();
        assertThat(isFlatPart(t -> Math.abs(t) > 0.5 ? NAN : 0))
                .as("not finite")
                .isFalse();
    }

    @Test
    void a_function_that_moves_or_is_not_zero_is_not_looked_at_farther_away() {
        assertThat(isFlatPart(t -> t)).isFalse();
        assertThat(isFlatPart(t -> 1 + Math.max(0, t - 3))).isFalse();
    }

    private boolean isFlatPart(DoubleUnaryOperator phi) {
        Derivative derivative = derivative(phi, 0, 0, 0);
        derivative.estimate(0.5);
        derivative.lookFarther(0.5);
        return derivative.isFlatPart();
    }

    // ---- What was seen on the way

    @Test
    void it_tells_how_far_the_values_moved_at_all_and_at_the_nearest_step() {
        Derivative derivative = derivative(t -> 5 + 3 * t, 0, 3, 3);

        assertThat(derivative.estimate(1).step()).isEqualTo(0x1p-4);
        assertThat(derivative.range()).isEqualTo(3);
        assertThat(derivative.moveAtNearest()).isEqualTo(3 * 0x1p-4);
    }

    // ---- Claims beyond and beneath what was seen

    /** How many values are asked for to see a claim beneath the bend of {@code 4 t}. */
    private int looksBeneath(double doubt, double reach) {
        Derivative derivative = derivative(t -> 4 * t, 0, 4 + doubt, 4);
        derivative.estimate(1);
        int before = places.size();

        assertThat(derivative.claimBeneathCurve(4, 1e-4, reach, 1e-3)).isNaN();
        return places.size() - before;
    }

    @Test
    void a_claim_is_looked_for_beneath_a_bend_where_it_is_off_by_a_thousandth_of_how_far_values_move() {
        assertThat(looksBeneath(3.9e-3, 1)).isGreaterThanOrEqualTo(32);
        assertThat(looksBeneath(4.1e-3, 1)).isZero();
        assertThat(looksBeneath(7.9e-3, 0.5)).isGreaterThanOrEqualTo(32);
        assertThat(looksBeneath(8.1e-3, 0.5)).isZero();
        assertThat(looksBeneath(-4.1e-3, 1)).isZero();
    }

    @Test
    void a_claim_that_is_the_mean_slope_of_stairs_beneath_a_bend_is_found_there_and_nowhere_else() {
        double steep = 1e-6;
        DoubleUnaryOperator phi = t -> Math.exp(t) + steep * 0.01 * Math.rint(t / 0.01);
        Derivative derivative = derivative(phi, 1e-16, 1 + steep, 1);
        derivative.estimate(0.5);

        assertThat(derivative.claimBeneathCurve(1, 1e-4, 0.5, 1e-3)).isBetween(0.5 / 16, 0.5);
        assertThat(derivative.claimBeyond(1)).isNaN();
        assertThat(derivative.claimFarBeyond(1)).isNaN();
    }

    @Test
    void a_claim_is_looked_for_over_longer_steps_where_those_of_the_estimate_do_not_show_it() {
        // A slope of 1 over many stairs, and of 0.3 within those around zero, from -0.15 to 0.15.
        DoubleUnaryOperator stairs = t -> 0.3 * t + 0.7 * 0.3 * Math.rint(t / 0.3);
        Derivative within = derivative(stairs, 1e-16, 1, 1);
        within.estimate(0.1);
        assertThat(within.claimBeyond(0.3)).isNaN();
        assertThat(within.claimFarBeyond(0.3)).isBetween(0.15, 0.8);

        Derivative beyond = derivative(stairs, 1e-16, 1, 1);
        beyond.estimate(2.9);
        double step = beyond.claimBeyond(0.3);
        assertThat(step).isBetween(0.15, 2.9);
        assertThat(beyond.claimFarBeyond(0.3)).isEqualTo(step);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void of_both_sides_at_the_nearest_step_the_one_counts_that_moved_farther(int side) {
        Derivative derivative = derivative(t -> side * t > 0 ? 3 * t : t, 0, 3, 3);

        derivative.centralDifference(0.25);
        derivative.centralDifference(0.5);

        assertThat(derivative.moveAtNearest()).isEqualTo(0.75);
        assertThat(derivative.range()).isEqualTo(1.5);
    }

    /** The places after the sixteen at which it was found that only one side is finite. */
    private List<Double> oneSided() {
        return places.subList(16, places.size());
    }

    /** From 1 down by 4, so that steps are exact. */
    private DerivativeEstimate estimate(DoubleUnaryOperator phi, double noise, double claimed, double magnitude) {
        return derivative(phi, noise, claimed, magnitude).estimate(1);
    }

    private Derivative derivative(DoubleUnaryOperator phi, double noise, double claimed, double magnitude) {
        Noted noted = new Noted(phi);
        places = noted.places();
        return new Derivative(noted, phi.applyAsDouble(0), noise, claimed, magnitude, FloatFormat.BINARY64);
    }
}
