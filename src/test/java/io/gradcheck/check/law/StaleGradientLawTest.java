package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a gradient is right only at the point where its subject was built; here always at a = 1.25, b = 0.5. */
class StaleGradientLawTest {

    private static final Map<String, Tensor> BUILT_AT = point(1.25, 0.5);
    private static final Map<String, Tensor> NEARBY = point(1.26, 0.493);

    private Evaluations evaluations = new Evaluations(1000);

    // ---- Right gradients

    @Test
    void a_gradient_that_is_right_at_both_points_costs_nothing() {
        assertLawfulAtNoCost(subject((a, b) -> Math.exp(a) * b, (a, b) -> gradient(Math.exp(a) * b, Math.exp(a))));
    }

    @Test
    void a_constant_gradient_of_a_linear_function_costs_nothing() {
        assertLawfulAtNoCost(subject((a, b) -> 3 * a - 2 * b, (a, b) -> gradient(3, -2)));
    }

    @Test
    void a_constant_beside_a_gradient_that_moves_costs_nothing() {
        assertLawfulAtNoCost(subject((a, b) -> 3 * a + b * b, (a, b) -> gradient(3, 2 * b)));
    }

    @Test
    void a_gradient_that_bends_between_the_points_is_lawful() {
        for (double frequency : new double[] {30, 100, 300}) {
            assertThat(judged(subject(
                            (a, b) -> Math.sin(frequency * a) + b,
                            (a, b) -> gradient(frequency * Math.cos(frequency * a), 1))))
                    .as("frequency %s", frequency)
                    .isNull();
        }
    }

    @Test
    void a_gradient_that_jumps_between_the_points_is_lawful() {
        for (double kink : new double[] {1.2501, 1.253, 1.259}) {
            assertThat(judged(
                            subject((a, b) -> Math.max(a, kink) + b * b, (a, b) -> gradient(a > kink ? 1 : 0, 2 * b))))
                    .as("kink at %s", kink)
                    .isNull();
        }
    }

    // ---- Gradients from where the subject was built

    @Test
    void a_gradient_that_is_the_same_at_both_points_is_accused() {
        LawFinding finding = judged(subject((a, b) -> a * a + b * b, (a, b) -> gradient(2.5, 1)));

        assertThat(finding).isNotNull();
        assertThat(finding.law()).isEqualTo(Law.GRADIENT_ALONE);
        assertThat(finding.found()).startsWith("the gradient of a is the same at both, bit for bit; along a line");
    }

    @Test
    void the_variable_that_is_wrong_elsewhere_is_accused_not_the_one_whose_gradient_is_constant_rightly() {
        assertThat(judged(subject((a, b) -> 3 * a + b * b, (a, b) -> gradient(3, 1)))
                        .found())
                .startsWith("the gradient of b is the same at both");
        assertThat(judged(subject((a, b) -> a * a + 3 * b, (a, b) -> gradient(2.5, 3)))
                        .found())
                .startsWith("the gradient of a is the same at both");
    }

    @Test
    void a_part_of_a_gradient_is_accused() {
        // Of exp(a) + b^2 + a^2 the first is from where the subject was built.
        LawFinding finding = judged(
                subject((a, b) -> Math.exp(a) + a * a + b * b, (a, b) -> gradient(Math.exp(1.25) + 2 * a, 2 * b)));

        assertThat(finding).isNotNull();
        assertThat(finding.found()).startsWith("the gradient of a is right at the first; along a line");
    }

    @Test
    void a_gradient_that_is_zero_at_both_points_is_wrong_around_the_first_and_no_matter_of_this_law() {
        Subject zero = subject((a, b) -> 1e-2 * a + 50 * (b - 0.5) * (b - 0.5), (a, b) -> gradient(1e-2, 0));

        assertThat(judged(zero)).isNull();
        assertThat(GradientChecker.standard().check(zero).finding("b").verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_gradient_that_is_wrong_at_both_points_is_no_matter_of_this_law() {
        assertThat(judged(subject((a, b) -> a * a + b * b, (a, b) -> gradient(3, 3))))
                .isNull();
        assertThat(evaluations.spent()).as("after a look").isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 1, 100})
    void a_part_is_seen_from_a_few_thousandths_of_the_gradient_on(double part) {
        assertThat(judged(withStalePart(part))).isNotNull();
    }

    @Test
    void a_part_below_it_stays_unseen() {
        assertThat(judged(withStalePart(1e-3))).isNull();
        assertThat(evaluations.spent()).isZero();
    }

    /** {@code exp(a) + part a^3 + b}, of which the second part's gradient is from where the subject was built. */
    private static Subject withStalePart(double part) {
        return subject(
                (a, b) -> Math.exp(a) + part * a * a * a + b,
                (a, b) -> gradient(Math.exp(a) + part * 3 * 1.25 * 1.25, 1));
    }

    @Test
    void where_the_closer_point_is_outside_the_domain_nobody_is_accused() {
        Subject stale = subject(
                (a, b) -> {
                    if (a > 1.25 && a < 1.255) {
                        throw new IllegalArgumentException("found a = " + a + ", wanted one out of the gap");
                    }
                    return Math.exp(a) + a * a + b * b;
                },
                (a, b) -> gradient(Math.exp(1.25) + 2 * a, 2 * b));

        assertThat(judged(stale)).isNull();
        assertThat(evaluations.spent()).isEqualTo(1);
    }

    @Test
    void numbers_are_told_as_the_subjects_own() {
        // The upstream gradient is 1 here, and -4 there: what is told is the same.
        Subject stale = subject((a, b) -> a * a + b * b, (a, b) -> gradient(2.5, 1));

        assertThat(judged(stale, -4).found()).isEqualTo(judged(stale, 1).found());
    }

    private void assertLawfulAtNoCost(Subject subject) {
        assertThat(judged(subject)).isNull();
        assertThat(evaluations.spent()).isZero();
    }

    private @Nullable LawFinding judged(Subject subject) {
        return judged(subject, 1);
    }

    private @Nullable LawFinding judged(Subject subject, double upstream) {
        evaluations = new Evaluations(1000);
        Tensor u = Tensor.scalar(upstream);
        Tensor output = AtPoint.output(subject);
        EvaluationPoint place = EvaluationPoint.of(new Contraction(subject, u, 0), output);
        StaleGradientLaw law = new StaleGradientLaw(place, output, null, new SplittableRandom(8), evaluations, 400);
        return law.judge(new StaleGradientLaw.Elsewhere(
                NamedTensors.of(NEARBY), subject.evaluate(NEARBY), NamedTensors.of(subject.gradient(NEARBY, u))));
    }

    private static Map<String, Tensor> point(double a, double b) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", Tensor.scalar(a));
        point.put("b", Tensor.scalar(b));
        return point;
    }

    private static double[] gradient(double byA, double byB) {
        return new double[] {byA, byB};
    }

    private interface Value {
        double of(double a, double b);
    }

    private interface Gradient {
        double[] of(double a, double b);
    }

    private static Subject subject(Value value, Gradient gradient) {
        ToDoubleFunction<Map<String, Tensor>> f =
                at -> value.of(at.get("a").get(), at.get("b").get());
        BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> derivative = (at, u) -> {
            double[] g = gradient.of(at.get("a").get(), at.get("b").get());
            return point(u.get() * g[0], u.get() * g[1]);
        };
        return Subject.of("f", BUILT_AT, at -> Tensor.scalar(f.applyAsDouble(at)), derivative);
    }
}
