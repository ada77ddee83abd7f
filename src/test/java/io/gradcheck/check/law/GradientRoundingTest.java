package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How far rounding drives apart what should be equal. */
class GradientRoundingTest {

    private static final double ULP_OF_ONE = 0x1p-52;
    private static final double FLOAT_ROUNDOFF = 0x1p-24;

    private final Evaluations evaluations = new Evaluations(1000);

    // ---- Two gradients

    @Test
    void a_billionth_of_the_largest_terms_needs_no_measurement() {
        GradientRounding.Allowance allowance = rounding(steep(1e12)).allowance(Map.of("x", 3.0), 1);

        assertThat(allowance.of("x", 2.9e-9)).isEqualTo(1e-9 * 3);
        assertThat(allowance.of("x", 3e-9)).isEqualTo(1e-9 * 3);
        assertThat(evaluations.spent()).isZero();
    }

    @Test
    void terms_of_the_largest_variable_may_have_cancelled_in_the_smallest() {
        Map<String, Double> magnitudes = new LinkedHashMap<>();
        magnitudes.put("x", 1e-20);
        magnitudes.put("y", 5.0);
        magnitudes.put("z", 2.0);

        assertThat(rounding(steep(1e12)).allowance(magnitudes, 1).of("x", 1e-10))
                .isEqualTo(5e-9);
    }

    @Test
    void sixty_four_roundings_need_no_measurement_where_they_are_more() {
        GradientRounding.Allowance allowance = rounding(inFloat(steep(0))).allowance(Map.of("x", 3.0), 1);

        assertThat(allowance.of("x", 64 * FLOAT_ROUNDOFF * 3)).isEqualTo(64 * FLOAT_ROUNDOFF * 3);
        assertThat(evaluations.spent()).isZero();
    }

    @Test
    void beyond_it_explains_a_thousand_times_what_a_rounding_of_the_point_moves() {
        // At 1 the gradient is 0, a unit in the last place beside it 1e12 units.
        GradientRounding rounding = rounding(steep(1e12));

        assertThat(rounding.allowance(Map.of("x", 3.0), 1).of("x", 1)).isCloseTo(1e15 * ULP_OF_ONE, within(1e-12));
        assertThat(rounding.allowance(Map.of("x", 3.0), 16).of("x", 1)).isCloseTo(16e15 * ULP_OF_ONE, within(1e-12));
    }

    @Test
    void it_is_measured_by_three_gradients_once_for_all() {
        GradientRounding rounding = rounding(steep(1e12));

        rounding.allowance(Map.of("x", 3.0), 1).of("x", 1);
        assertThat(evaluations.spent()).isEqualTo(3);

        rounding.allowance(Map.of("x", 2.0), 16).of("x", 1);
        assertThat(evaluations.spent()).isEqualTo(3);
    }

    @Test
    void every_variable_has_its_own_measurement() {
        Subject two = Subject.of(
                "two",
                Map.of("x", Tensor.scalar(1), "y", Tensor.scalar(1)),
                at -> Tensor.scalar(0),
                (at, u) -> Map.of(
                        "x", Tensor.scalar(1e12 * (at.get("x").get() - 1)),
                        "y", Tensor.scalar(1e10 * (at.get("y").get() - 1))));
        GradientRounding.Allowance allowance = rounding(two).allowance(Map.of("x", 3.0, "y", 3.0), 1);

        assertThat(allowance.of("x", 1)).isCloseTo(1e15 * ULP_OF_ONE, within(1e-12));
        assertThat(allowance.of("y", 1)).isCloseTo(1e13 * ULP_OF_ONE, within(1e-12));
        assertThat(evaluations.spent()).isEqualTo(3);
    }

    @Test
    void a_rounding_of_the_upstream_gradient_moves_too() {
        // Linear in x: only the upstream gradient, moved by two roundings, shows.
        Subject linear = Subject.objective("2^30 x", x -> 0, x -> new double[] {0x1p30}, 1);

        assertThat(rounding(linear).allowance(Map.of("x", 3.0), 1).of("x", 1)).isEqualTo(1e3 * 0x1p30 * ULP_OF_ONE);
    }

    @Test
    void a_thousand_roundings_of_the_terms_are_explained_whatever_is_measured() {
        GradientRounding.Allowance allowance = rounding(inFloat(steep(0))).allowance(Map.of("x", 3.0), 1);

        assertThat(allowance.of("x", 1)).isEqualTo(1e3 * FLOAT_ROUNDOFF * 3);
    }

    @Test
    void terms_as_large_as_the_output_may_have_cancelled() {
        // 1e-12 of the output by the variable's scale, for each time the gradient is in the terms.
        assertThat(rounding(constant(1e6, 0.1)).allowance(Map.of("x", 0.0), 16).of("x", 0))
                .isCloseTo(16 * 1e-12 * 1e6 / 0.1, within(1e-16));
        assertThat(rounding(constant(1e6, 20)).allowance(Map.of("x", 0.0), 1).of("x", 0))
                .isCloseTo(1e-12 * 1e6 / 20, within(1e-19));
    }

    @Test
    void what_underflow_loses_is_explained() {
        GradientRounding.Allowance allowance = rounding(steep(0)).allowance(Map.of("x", 0.0), 1);

        assertThat(allowance.of("x", 1e-300)).isEqualTo(1e3 * Double.MIN_VALUE * 0x1p106);
        assertThat(allowance.of("x", 0)).isZero();
    }

    @Test
    void an_accuracy_that_is_declared_is_the_rounding() {
        Subject solver = constant(2, 1).withAccuracy(1e-6);

        assertThat(rounding(solver).allowance(Map.of("x", 3.0), 1).of("x", 0)).isEqualTo(64 * 5e-7 * 3);
        assertThat(rounding(constant(2, 1).withAccuracy(1e-30))
                        .allowance(Map.of("x", 1e-3), 1)
                        .of("x", 0))
                .as("not less than that of the arithmetic")
                .isEqualTo(2e-12);
    }

    @Test
    void a_point_beside_it_outside_the_domain_measures_nothing() {
        Subject edge = Subject.objective(
                "edge",
                x -> 0,
                x -> {
                    if (x[0] != 1) {
                        throw new IllegalArgumentException("found " + x[0] + ", wanted 1");
                    }
                    return new double[] {1e12};
                },
                1);

        assertThat(rounding(edge).allowance(Map.of("x", 3.0), 1).of("x", 1)).isEqualTo(1e-9 * 3);
        assertThat(evaluations.spent()).isEqualTo(3);
    }

    // ---- Two outputs

    @Test
    void outputs_that_agree_to_sixty_four_roundings_need_no_measurement() {
        GradientRounding rounding = rounding(steep(1e12));

        assertThat(rounding.allowedOutput(64 * 0x1p-53 * 3, 3)).isEqualTo(64 * 0x1p-53 * 3);
        assertThat(evaluations.spent()).isZero();
    }

    @Test
    void beyond_it_explains_a_thousand_times_what_a_rounding_moves_the_output() {
        Subject steep = Subject.objective("steep", x -> 1e12 * (x[0] - 1), x -> new double[] {1e12}, 1);
        GradientRounding rounding = rounding(steep);

        assertThat(rounding.allowedOutput(1, 3)).isEqualTo(1e15 * ULP_OF_ONE);
        assertThat(evaluations.spent()).isEqualTo(3);

        assertThat(rounding.allowedOutput(2, 3)).isEqualTo(1e15 * ULP_OF_ONE);
        assertThat(evaluations.spent()).isEqualTo(3);
    }

    @Test
    void outputs_that_do_not_move_have_the_rounding_of_their_terms() {
        assertThat(rounding(constant(7, 1)).allowedOutput(1, 3)).isEqualTo(1e3 * 0x1p-53 * 3);
        assertThat(rounding(constant(0, 1)).allowedOutput(1, 0)).isEqualTo(1e3 * Double.MIN_VALUE * 0x1p106);
    }

    /** Zero, with the gradient {@code slope (x - 1)}, which nobody compares with it here. */
    private static Subject steep(double slope) {
        return Subject.objective("steep", x -> 0, x -> new double[] {slope * (x[0] - 1)}, 1);
    }

    private static Subject constant(double value, double x) {
        return Subject.objective("constant", at -> value, at -> new double[] {0}, x);
    }

    private static Subject inFloat(Subject subject) {
        return subject.withPrecision(Precision.FLOAT);
    }

    private GradientRounding rounding(Subject subject) {
        EvaluationPoint place = AtPoint.of(subject);
        return new GradientRounding(
                place, place.gradient(), AtPoint.output(subject), new SplittableRandom(5), evaluations);
    }
}
