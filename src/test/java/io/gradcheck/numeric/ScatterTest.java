package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ScatterTest {

    private static DoubleUnaryOperator noisy(DoubleUnaryOperator f, double deviation) {
        SplittableRandom random = new SplittableRandom(7);
        return t -> f.applyAsDouble(t) + deviation * Math.sqrt(12) * (random.nextDouble() - 0.5);
    }

    @Test
    void noise_scatters_by_its_standard_deviation() {
        double sum = 0;
        for (int k = 0; k < 100; k++) {
            sum += Scatter.at(noisy(Math::exp, 1e-6), 1, 1e-4) / 100;
        }
        assertThat(sum).isBetween(0.7e-6, 1.5e-6);
    }

    @Test
    void a_polynomial_leaves_rounding() {
        assertThat(Scatter.at(t -> 1 + t * (2 - t), 1, 0.01)).isLessThan(1e-15);
    }

    @Test
    void curvature_is_no_scatter() {
        assertThat(Scatter.at(t -> Math.sin(3 * t), 0, 0.1)).isNaN();
    }

    @Test
    void equal_values_do_not_scatter() {
        assertThat(Scatter.at(t -> 3, 3, 1)).isZero();
    }

    @Test
    void where_the_right_is_not_finite_the_left_is_looked_at() {
        assertThat(Scatter.at(t -> t > 0.01 ? Double.NaN : 1 + t, 1, 0.01)).isLessThan(1e-15);
        assertThat(Scatter.at(t -> Double.NaN, 1, 0.01)).isNaN();
    }

    @Test
    void very_large_values_scatter_as_small_ones_do() {
        double small = Scatter.at(noisy(t -> t, 1e-6), 0, 1e-4);
        double large = Scatter.at(t -> 1e250 * t, 0, 1e-4);
        assertThat(large).isLessThan(1e235);
        DoubleUnaryOperator same = noisy(t -> t, 1e-6);
        assertThat(Scatter.at(t -> 1e250 * same.applyAsDouble(t), 0, 1e-4) / 1e250)
                .isCloseTo(small, org.assertj.core.data.Percentage.withPercentage(1e-6));
    }

    @Test
    void a_residual_counts_what_the_coefficients_use_up() {
        double[] x = {0, 1, 2, 3};
        double[] y = {1, -1, 1, -1};
        assertThat(Scatter.residual(y, x, 0)).isCloseTo(Math.sqrt(4.0 / 3), org.assertj.core.data.Offset.offset(1e-12));
    }
}
