package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PolynomialFitTest {

    private static final double RATIO = 1.6;
    private static final int POINTS = 5;
    private static final PolynomialFit FIT = new PolynomialFit(RATIO, POINTS, 1, 3, 5);

    private static double[] values(DoubleUnaryOperator f) {
        double[] values = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            values[k] = f.applyAsDouble(Math.pow(RATIO, -k));
        }
        return values;
    }

    @Test
    void the_lowest_coefficient_of_a_polynomial_is_found_beside_the_others() {
        assertThat(FIT.coefficient(values(t -> 2.5 * t - 7 * Math.pow(t, 3) + 11 * Math.pow(t, 5))))
                .isCloseTo(2.5, within(1e-12));
        assertThat(FIT.coefficient(values(t -> Math.pow(t, 3)))).isCloseTo(0, within(1e-13));
    }

    @Test
    void the_fitted_powers_leave_nothing_and_another_power_something() {
        assertThat(FIT.residual(values(t -> 2 * t - Math.pow(t, 3) + Math.pow(t, 5))))
                .isLessThan(1e-14);
        assertThat(FIT.residual(values(t -> t * t))).isGreaterThan(1e-3);
    }

    @Test
    void noise_passes_into_the_coefficient_and_the_residual_as_stated() {
        SplittableRandom random = new SplittableRandom(3);
        int draws = 20_000;
        double squares = 0;
        double residuals = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] y = values(t -> 4 * t + random.nextGaussian());
            double error = FIT.coefficient(y) - 4;
            squares += error * error;
            residuals += FIT.residual(y) * FIT.residual(y);
        }
        assertThat(Math.sqrt(squares / draws)).isCloseTo(FIT.deviation(), within(0.02 * FIT.deviation()));
        assertThat(Math.sqrt(residuals / draws)).isCloseTo(1, within(0.02));
    }

    @Test
    void a_common_offset_passes_into_the_coefficient_as_stated() {
        assertThat(FIT.coefficient(values(t -> 4 * t + 0.125))).isCloseTo(4 + 0.125 * FIT.offset(), within(1e-12));
    }

    @Test
    void fewer_powers_let_less_noise_through() {
        assertThat(new PolynomialFit(RATIO, POINTS, 1, 3).deviation()).isLessThan(FIT.deviation());
        assertThat(new PolynomialFit(RATIO, POINTS, 1).deviation())
                .isLessThan(new PolynomialFit(RATIO, POINTS, 1, 3).deviation());
    }
}
