package io.gradcheck.numeric;

import static io.gradcheck.numeric.PrescribedSteps.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The edge of a domain; where steps are counted, from 1 down by 4, so that they are exact. */
class OneSidedDerivativeTest {

    private List<Double> places = List.of();

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
    void all_terms_up_to_the_fourth_are_removed_from_the_slope() {
        DerivativeEstimate slope = right(t -> 3 * t + t * t + t * t * t + Math.pow(t, 4), 0, 3);

        assertThat(slope.derivative()).isCloseTo(3, within(1e-13));
        assertThat(slope.error()).isLessThan(3e-11);
    }

    @Test
    void an_extrapolation_is_believed_once_the_next_agrees() {
        DerivativeEstimate slope = right(t -> 3 * t + t * t + t * t * t, 0, 3);

        assertThat(slope.derivative()).isCloseTo(3, within(1e-14));
        assertThat(slope.error()).isLessThan(1e-13);
        assertThat(slope.step()).isEqualTo(0x1p-6);
        assertThat(places).containsExactly(1., 0x1p-2, 0x1p-4, 0x1p-6);
    }

    @Test
    void it_ends_where_its_error_is_small_where_noise_takes_over_or_after_eleven_steps() {
        right(t -> 1e3 * t, 1e-12, 1e3);
        assertThat(places).as("small beside the magnitude").hasSize(3);
        right(t -> 0, 0, 0);
        assertThat(places).as("nothing is expected").hasSize(3);
        right(t -> 3 * t, 1e-3, 3);
        assertThat(places).as("noise").hasSize(5);
        right(t -> Math.sqrt(t), 0, 3);
        assertThat(places).as("an infinite slope").hasSize(11);
    }

    @Test
    void the_left_side_is_the_mirror_image_of_the_right_one() {
        DerivativeEstimate right = right(t -> Math.sin(t) + t * t, 0x1p-30, 1);
        List<Double> rightPlaces = places;
        DerivativeEstimate left = left(t -> -(Math.sin(-t) + t * t), 0x1p-30, 1);

        assertThat(left.derivative()).isEqualTo(right.derivative());
        assertThat(left.error()).isEqualTo(right.error());
        assertThat(left.sides()).isEqualTo(DerivativeEstimate.Sides.LEFT);
        assertThat(places).isEqualTo(rightPlaces.stream().map(t -> -t).toList());
    }

    private DerivativeEstimate right(DoubleUnaryOperator phi, double noise, double magnitude) {
        return estimate(phi, noise, magnitude, DerivativeEstimate.Sides.RIGHT);
    }

    private DerivativeEstimate left(DoubleUnaryOperator phi, double noise, double magnitude) {
        return estimate(phi, noise, magnitude, DerivativeEstimate.Sides.LEFT);
    }

    private DerivativeEstimate estimate(
            DoubleUnaryOperator phi, double noise, double magnitude, DerivativeEstimate.Sides side) {
        Noted noted = new Noted(phi);
        places = noted.places();
        SampledFunction sampled =
                new SampledFunction(noted, phi.applyAsDouble(0), noise, magnitude, FloatFormat.BINARY64);
        return new OneSidedDerivative(sampled).estimate(1, side);
    }
}
