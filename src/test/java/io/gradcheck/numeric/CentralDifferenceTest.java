package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CentralDifferenceTest {

    @Test
    void it_is_the_plain_differences_at_one_step() {
        CentralDifference difference = centralDifference(t -> 7 + t * t * t + 2 * t + 5 * t * t + 3 * Math.abs(t), 0.5);

        assertThat(difference.slope()).isEqualTo(2.25);
        assertThat(difference.bend()).as("6 for the kink, 5 for the curvature").isEqualTo(11);
    }

    @Test
    void two_of_them_tell_a_jump_from_curvature() {
        DoubleUnaryOperator kink = t -> 2 * t + 5 * t * t + 3 * Math.abs(t);
        DoubleUnaryOperator smooth = t -> 2 * t + 5 * t * t;

        assertThat(centralDifference(kink, 0.5).jump(centralDifference(kink, 1)))
                .isEqualTo(6);
        assertThat(centralDifference(smooth, 0.5).jump(centralDifference(smooth, 1)))
                .isZero();
    }

    @Test
    void two_of_them_leave_out_the_third_derivative() {
        DoubleUnaryOperator cubic = t -> t * t * t + 2 * t + 5 * t * t;

        assertThat(centralDifference(cubic, 0.5).slope(centralDifference(cubic, 1)))
                .isEqualTo(2);
    }

    private static CentralDifference centralDifference(DoubleUnaryOperator phi, double h) {
        return new Derivative(phi, phi.applyAsDouble(0), 1e-16, 2, 2, FloatFormat.BINARY64).centralDifference(h);
    }
}
