package io.gradcheck.numeric;

import static io.gradcheck.numeric.PrescribedLadder.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are not finite. */
class LadderDomainTest {

    @Test
    void the_edge_of_a_domain_is_extrapolated_from_inside() {
        DerivativeEstimate right = slope(t -> t * Math.sqrt(t) + 2 * t, 0, 2, 2);
        DerivativeEstimate left = slope(t -> -t * Math.sqrt(-t) + 2 * t, 0, 2, 2);

        assertThat(right.sides()).isEqualTo(DerivativeEstimate.Sides.RIGHT);
        assertThat(right.derivative()).isCloseTo(2, within(right.bound()));
        assertThat(right.bound()).isLessThan(1e-2);
        assertThat(right.showsJump()).isFalse();
        assertThat(left.sides()).isEqualTo(DerivativeEstimate.Sides.LEFT);
        assertThat(left.derivative()).isCloseTo(2, within(left.bound()));
        assertThat(left.bound()).isLessThan(1e-2);
    }

    @Test
    void a_smooth_function_at_the_edge_of_its_domain_is_known_well() {
        DerivativeEstimate right = slope(t -> t < 0 ? Double.NaN : Math.sin(3 * t), 0, 3, 3);
        DerivativeEstimate left = slope(t -> t > 0 ? Double.POSITIVE_INFINITY : Math.exp(-2 * t), 0, -2, 2);

        assertThat(right.sides()).isEqualTo(DerivativeEstimate.Sides.RIGHT);
        assertThat(right.derivative()).isCloseTo(3, within(right.bound()));
        assertThat(right.bound()).isLessThan(1e-6);
        assertThat(right.step()).isPositive();
        assertThat(left.sides()).isEqualTo(DerivativeEstimate.Sides.LEFT);
        assertThat(left.derivative()).isCloseTo(-2, within(left.bound()));
        assertThat(left.bound()).isLessThan(1e-6);
    }

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
        // The first steps are finite, the third is not: the ladder starts again below the hole.
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
        int[] calls = {0};
        RiddersDerivative ladder = new RiddersDerivative(
                t -> {
                    calls[0]++;
                    return Double.NaN;
                },
                0,
                1e-16,
                1,
                1,
                FloatFormat.BINARY64);

        ladder.estimate(0.1);

        assertThat(calls[0]).isEqualTo(16);
    }
}
