package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polynomials through points: their slopes, what they leave, how well a slope is known. */
class FittedPolynomialTest {

    private static final long SEED = 5;
    private static final double[] T = {-0.3, -0.21, -0.1, -0.04, 0.02, 0.11, 0.17, 0.25, 0.28};

    private static double[] at(DoubleUnaryOperator f, double... t) {
        return Arrays.stream(t).map(f).toArray();
    }

    private static double cubic(double t) {
        return 5 - 2 * t + 3 * t * t + 7 * t * t * t;
    }

    @Test
    void a_polynomial_of_the_degree_is_found_with_its_slopes_and_leaves_nothing() {
        FittedPolynomial fit = new FittedPolynomial(T, at(FittedPolynomialTest::cubic, T), 3);

        assertThat(fit.slope(0)).isCloseTo(-2, within(1e-12));
        assertThat(fit.slope(0.2)).isCloseTo(-2 + 6 * 0.2 + 21 * 0.04, within(1e-12));
        assertThat(fit.slope(-0.3)).isCloseTo(-2 - 6 * 0.3 + 21 * 0.09, within(1e-12));
        assertThat(fit.deviation()).isLessThan(1e-14);
        assertThat(fit.slopeDeviation()).isLessThan(1e-13);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-290, 1e-12, 1, 1e290})
    void values_of_any_size_can_be_fitted(double size) {
        FittedPolynomial fit = new FittedPolynomial(T, at(t -> size * cubic(t), T), 3);

        assertThat(fit.slope(0) / size).isCloseTo(-2, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1, 1e9})
    void arguments_of_any_size_can_be_fitted(double size) {
        FittedPolynomial fit = new FittedPolynomial(at(t -> size * t, T), at(FittedPolynomialTest::cubic, T), 3);

        assertThat(fit.slope(0) * size).isCloseTo(-2, within(1e-12));
        assertThat(fit.slope(0.2 * size) * size).isCloseTo(0.04, within(1e-12));
    }

    @Test
    void what_is_left_is_divided_by_what_values_are_more_than_coefficients() {
        // A constant through 1, 2 and 6 is 3, and leaves 4 + 1 + 9.
        FittedPolynomial mean = new FittedPolynomial(new double[] {0, 1, 2}, new double[] {1, 2, 6}, 0);

        assertThat(mean.deviation()).isCloseTo(Math.sqrt(14 / 2.0), within(1e-14));
        assertThat(mean.slope(1)).isZero();
        assertThat(mean.slopeDeviation()).isZero();
    }

    @Test
    void the_deviation_of_the_slope_is_that_of_many_fits_of_noisy_values() {
        SplittableRandom random = new SplittableRandom(SEED);
        double noise = 0.01;
        int fits = 4000;
        double[] slopes = new double[fits];
        double[] deviations = new double[fits];
        for (int k = 0; k < fits; k++) {
            double[] y = at(t -> cubic(t) + noise * random.nextGaussian(), T);
            FittedPolynomial fit = new FittedPolynomial(T, y, 3);
            slopes[k] = fit.slope(0);
            deviations[k] = fit.slopeDeviation();
        }
        double meanSquare = IntStream.range(0, fits)
                .mapToDouble(k -> (slopes[k] + 2) * (slopes[k] + 2))
                .average()
                .orElseThrow();
        double told = Arrays.stream(deviations).map(d -> d * d).average().orElseThrow();

        assertThat(Math.sqrt(told)).as("seed %d", SEED).isCloseTo(Math.sqrt(meanSquare), withinPercentage(5));
    }

    @Test
    void neither_argument_is_modified() {
        double[] t = T.clone();
        double[] y = at(FittedPolynomialTest::cubic, T);
        double[] before = y.clone();

        assertThat(new FittedPolynomial(t, y, 2).deviation()).isPositive();
        assertThat(t).isEqualTo(T);
        assertThat(y).isEqualTo(before);
    }
}
