package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Points at which the gradient is zero, and values that are coarse by declaration. */
class StationaryPointTest {

    private static final int SEEDS = 20;

    private static List<GradientReport> checks(Subject subject) {
        return Seeds.of(1, SEEDS)
                .map(seed -> GradientChecker.standard().seed(seed).check(subject));
    }

    private static void assertAll(Subject subject, Verdict verdict) {
        assertThat(checks(subject)).allSatisfy(report -> {
            assertThat(report.verdict()).isEqualTo(verdict);
            assertThat(report.isVacuous()).isFalse();
        });
    }

    /** {@code cosh(x - 1.7)} at its minimum. */
    private static Subject minimum(DoubleUnaryOperator derivative) {
        return Subject.scalar("cosh", x -> Math.cosh(x - 1.7) - 1, derivative, 1.7);
    }

    @Test
    void at_a_minimum_a_right_gradient_passes_and_a_wrong_formula_fails() {
        assertAll(minimum(x -> Math.sinh(x - 1.7)), Verdict.PASS);
        assertAll(minimum(x -> -Math.sinh(x - 1.7)), Verdict.FAIL);
        assertAll(minimum(x -> 2 * Math.sinh(x - 1.7)), Verdict.FAIL);
        assertAll(minimum(x -> 0), Verdict.FAIL);
    }

    /** The cube of the distance beyond a margin, of which a point within is far away. */
    private static Subject hinge(DoubleUnaryOperator beyond) {
        return Subject.scalar(
                "cubed hinge",
                x -> Math.pow(Math.max(0, 2 - x), 3),
                x -> x < 2 ? -3 * Math.pow(2 - x, 2) : beyond.applyAsDouble(x),
                4,
                5);
    }

    @Test
    void where_the_value_is_zero_throughout_a_forgotten_mask_would_have_been_seen() {
        assertAll(hinge(x -> 0), Verdict.PASS);
        assertAll(hinge(x -> -3 * Math.pow(2 - x, 2)), Verdict.FAIL);
    }

    /** Values that are as coarse as they are declared to be. */
    private static Subject coarse(double factor) {
        return Subject.objective(
                        "coarse",
                        x -> Math.rint((Math.exp(x[0]) + x[1] * x[1]) / 3e-4) * 3e-4,
                        x -> new double[] {factor * Math.exp(x[0]), 2 * x[1]},
                        0.4,
                        1.3)
                .withAccuracy(3e-4);
    }

    @Test
    void steps_grow_with_a_declared_accuracy_of_a_few_digits() {
        assertAll(coarse(1), Verdict.PASS);
        assertAll(coarse(1.1), Verdict.FAIL);
    }
}
