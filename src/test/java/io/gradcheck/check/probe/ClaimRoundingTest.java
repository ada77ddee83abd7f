package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients that lose digits where the value keeps them. */
class ClaimRoundingTest {

    private static final int SEEDS = 20;

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** {@code -log sigmoid(z)}, exact far to the right, with a gradient that is a difference of numbers about 1. */
    private static Subject logistic(double z, DoubleUnaryOperator slope) {
        return Subject.scalar("logistic loss", x -> Math.log1p(Math.exp(-x)), slope, z);
    }

    private static void assertVerdict(Subject subject, Verdict verdict) {
        Seeds.of(1, SEEDS).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(report.findings().get(0).verdict()).as("%s", report).isEqualTo(verdict);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {13, 17, 21, 29})
    void a_difference_of_numbers_about_one_is_right(double z) {
        assertVerdict(logistic(z, x -> sigmoid(x) - 1), Verdict.PASS);
    }

    @Test
    void the_text_says_that_the_rounding_of_the_gradient_decided() {
        GradientReport report = GradientChecker.standard().check(logistic(19, x -> sigmoid(x) - 1));
        assertThat(report.finding("x").reason()).contains("rounding of the reported gradient");
        assertThat(report.toString()).contains("rounding of the reported gradient");
    }

    @Test
    void a_gradient_that_keeps_its_digits_passes_without_a_word() {
        GradientReport report = GradientChecker.standard().check(logistic(19, x -> -sigmoid(-x)));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("x").reason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {13, 17, 21})
    void a_lost_sign_is_found_where_the_gradient_rounds(double z) {
        assertVerdict(logistic(z, x -> 1 - sigmoid(x)), Verdict.FAIL);
    }

    @Test
    void a_derivative_twice_as_large_is_found_where_the_gradient_rounds() {
        assertVerdict(logistic(17, x -> 2 * (sigmoid(x) - 1)), Verdict.FAIL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1, 1e3})
    void a_gradient_in_float_within_double_is_still_a_mistake(double size) {
        assertVerdict(
                Subject.scalar("sine", x -> size * Math.sin(x), x -> size * (float) Math.cos(x), 0.7), Verdict.FAIL);
    }

    @Test
    void what_is_declared_as_float_rounds_as_float() {
        Subject subject = Subject.scalar(
                        "logistic loss",
                        x -> (float) Math.log1p((float) Math.exp(-(float) x)),
                        x -> 1f / (1f + (float) Math.exp(-(float) x)) - 1f,
                        9)
                .withPrecision(Precision.FLOAT);
        assertVerdict(subject, Verdict.PASS);
    }

    @Test
    void costs_no_gradient_where_the_check_passes() {
        int[] gradients = {0};
        Subject counted = Subject.objective(
                "sine",
                x -> Math.sin(x[0]),
                x -> {
                    gradients[0]++;
                    return new double[] {Math.cos(x[0])};
                },
                0.7);
        GradientChecker.standard().check(counted);
        int sure = gradients[0];
        gradients[0] = 0;
        Subject rounding = Subject.objective(
                "logistic loss",
                x -> Math.log1p(Math.exp(-x[0])),
                x -> {
                    gradients[0]++;
                    return new double[] {sigmoid(x[0]) - 1};
                },
                19);
        GradientChecker.standard().check(rounding);
        assertThat(sure).isLessThan(10);
        assertThat(gradients[0]).isGreaterThan(sure);
    }

    // ---- Along one direction

    private final Evaluations calls = new Evaluations(1000);
    private int gradients;

    private static Probe probe(EvaluationPoint place, double weight) {
        Direction direction = Direction.of(Tensor.vector(weight));
        double step = place.firstStep("x", Entries.all(1), direction);
        return place.probe(
                "x", Entries.all(1), direction, step, place.leastNoise("x"), false, false, new Evaluations(1000));
    }

    private double along(Subject subject, double weight) {
        EvaluationPoint place = AtPoint.of(subject);
        Probe probe = probe(place, weight);
        assertThat(probe.agrees()).as("without it").isFalse();
        gradients = 0;
        return new ClaimRounding(place, "x", calls).along(probe);
    }

    private Subject counted(double z, DoubleUnaryOperator slope) {
        return logistic(z, x -> {
            gradients++;
            return slope.applyAsDouble(x);
        });
    }

    @Test
    void the_rounding_of_one_is_explained_in_proportion_to_the_weight_and_every_gradient_counts() {
        double ofOne = along(counted(20, x -> sigmoid(x) - 1), 1);
        assertThat(calls.spent()).isEqualTo(gradients).isPositive();
        double ofTwenty = along(counted(20, x -> sigmoid(x) - 1), 20);

        // Half a unit in the last place of 1, in eight standard deviations and more.
        assertThat(ofOne).isBetween(1e-16, 2e-15);
        assertThat(ofTwenty).isBetween(20 * 1e-16, 20 * 2e-15);
    }

    @Test
    void a_difference_far_beyond_rounding_costs_no_gradient() {
        assertThat(along(counted(20, x -> 1.01 * (sigmoid(x) - 1) - 1e-9), 1)).isZero();
        assertThat(gradients).isZero();
        assertThat(calls.spent()).isZero();
    }

    @Test
    void a_gradient_that_is_zero_where_its_terms_cancel_is_explained_and_one_that_is_zero_everywhere_is_not() {
        // Beyond 37 the sigmoid is 1, on a stair that is wider than any step: 64 roundings of what it is nearer to
        // zero.
        assertThat(along(counted(40, x -> sigmoid(x) - 1), 1)).isBetween(1e-17, 48 * 1.2e-16 / 2);
        assertThat(along(counted(40, x -> 0), 1)).isZero();
    }

    @Test
    void where_the_gradient_throws_beside_the_point_nothing_is_explained() {
        Subject alone = counted(20, x -> {
            if (x != 20) {
                throw new ArithmeticException("only at 20");
            }
            return sigmoid(x) - 1;
        });

        assertThat(along(alone, 1)).isZero();
        assertThat(calls.spent()).isEqualTo(gradients).isPositive();
    }

    @Test
    void where_the_gradient_is_no_number_nearer_to_zero_the_rest_explains_it() {
        double whole = along(counted(20, x -> sigmoid(x) - 1), 1);

        assertThat(along(counted(20, x -> x < 0.5 ? Double.NaN : sigmoid(x) - 1), 1))
                .isEqualTo(whole);
    }
}
