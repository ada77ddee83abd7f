package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.DefensiveCopies;
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
import java.util.function.Supplier;
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
        assertThat(evaluations.spent())
                .as("two along the line, and the one that threw")
                .isEqualTo(3);
    }

    @Test
    void numbers_are_told_as_the_subjects_own() {
        // The upstream gradient is 1 here, and -4 there: what is told is the same.
        Subject stale = subject((a, b) -> a * a + b * b, (a, b) -> gradient(2.5, 1));

        assertThat(judged(stale, -4).found()).isEqualTo(judged(stale, 1).found());
    }

    // ---- Gradients that are right at the point for another reason

    private static final Map<String, Tensor> AT_ZERO = point(0, 0.37);
    private static final Map<String, Tensor> NEAR_ZERO = point(0.011, 0.364);

    /** {@code exp(a) + b^2}, with a gradient by {@code a} of which 1 is right at zero alone. */
    private static Subject rightAtZero() {
        return subject(AT_ZERO, (a, b) -> Math.exp(a) + b * b, (a, b) -> gradient(1 + 2 * a, 2 * b));
    }

    @Test
    void a_formula_that_a_zero_makes_right_is_no_storage_but_wrong_nearby() {
        StaleGradientLaw law = law(rightAtZero(), 1, null);

        assertThat(judged(law, rightAtZero(), NEAR_ZERO, 1)).isNull();
        assertThat(law.elsewhere()).containsOnlyKeys("a");
        Conclusion wrong = law.elsewhere().get("a");
        assertThat(wrong.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(wrong.reason())
                .isEqualTo("right at this point, wrong at points nearby: zeros, ones and ties can make a formula right "
                        + "that is wrong elsewhere, and so can values kept from this point");
        assertThat(wrong.probe().disagrees()).isTrue();
    }

    @Test
    void an_equal_subject_that_is_right_where_it_is_called_first_tells_storage_from_a_formula() {
        Supplier<Subject> keeping = () -> {
            double[] first = {Double.NaN};
            return subject(
                    AT_ZERO,
                    (a, b) -> {
                        first[0] = Double.isNaN(first[0]) ? a : first[0];
                        return Math.exp(a) + b * b;
                    },
                    (a, b) -> gradient(Math.exp(first[0]), 2 * b));
        };
        Subject kept = keeping.get();
        StaleGradientLaw known = law(kept, 1, keeping);
        StaleGradientLaw formula = law(rightAtZero(), 1, StaleGradientLawTest::rightAtZero);

        assertThat(judged(known, kept, NEAR_ZERO, 1)).isNotNull();
        assertThat(known.elsewhere()).isEmpty();
        assertThat(judged(formula, rightAtZero(), NEAR_ZERO, 1)).isNull();
        assertThat(formula.elsewhere()).containsOnlyKeys("a");
    }

    @Test
    void a_formula_that_is_right_on_one_side_of_a_bend_is_wrong_nearby_and_no_value_is_blamed() {
        double bend = 1.2505;
        Subject bent = subject(
                BUILT_AT,
                (a, b) -> 2 * a + (a < bend ? 0 : 50 * (a - bend) * (a - bend)) + b * b,
                (a, b) -> gradient(2, 2 * b));
        StaleGradientLaw law = law(bent, 1, null);

        assertThat(judged(law, bent, NEARBY, 1)).isNull();
        assertThat(law.elsewhere()).containsOnlyKeys("a");
        assertThat(law.elsewhere().get("a").reason()).isEqualTo("right at this point, wrong at points nearby");
    }

    @Test
    void what_a_verdict_at_another_point_may_cost_is_limited() {
        Subject stale = subject((a, b) -> a * a + b * b, (a, b) -> gradient(2.5, 1));

        assertThat(judged(stale)).isNotNull();
        int enough = evaluations.spent();
        evaluations = new Evaluations(1000);
        StaleGradientLaw poor = law(stale, 1, null, 5);
        assertThat(judged(poor, stale, NEARBY, 1))
                .as("undecided accuses nobody")
                .isNull();
        assertThat(evaluations.spent()).isPositive().isLessThan(enough);
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
        return judged(law(subject, upstream, null), subject, NEARBY, upstream);
    }

    private StaleGradientLaw law(Subject subject, double upstream, @Nullable Supplier<Subject> anew) {
        return law(subject, upstream, anew, 400);
    }

    private StaleGradientLaw law(
            Subject subject, double upstream, @Nullable Supplier<Subject> anew, int maxEvaluations) {
        Tensor output = AtPoint.output(subject);
        EvaluationPoint place = EvaluationPoint.of(new Contraction(subject, Tensor.scalar(upstream), 0), output);
        return new StaleGradientLaw(
                place, output, DefensiveCopies::new, anew, new SplittableRandom(8), evaluations, maxEvaluations);
    }

    private static @Nullable LawFinding judged(
            StaleGradientLaw law, Subject subject, Map<String, Tensor> there, double upstream) {
        StaleGradientLaw.Elsewhere y = new StaleGradientLaw.Elsewhere(NamedTensors.of(there), subject.evaluate(there));
        NamedTensors gradient = NamedTensors.of(subject.gradient(there, Tensor.scalar(upstream)));
        return law.judge(y, law.suspicion(y, gradient));
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
        return subject(BUILT_AT, value, gradient);
    }

    private static Subject subject(Map<String, Tensor> builtAt, Value value, Gradient gradient) {
        ToDoubleFunction<Map<String, Tensor>> f =
                at -> value.of(at.get("a").get(), at.get("b").get());
        BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> derivative = (at, u) -> {
            double[] g = gradient.of(at.get("a").get(), at.get("b").get());
            return point(u.get() * g[0], u.get() * g[1]);
        };
        return Subject.of("f", builtAt, at -> Tensor.scalar(f.applyAsDouble(at)), derivative);
    }
}
