package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a check says to do where it can't decide, and that it can once that is done. */
class AdviceTest {

    private static final GradientChecker CHECKER = GradientChecker.standard().seed(1);
    private static final Pattern CALL =
            Pattern.compile("(?<!\\.)(withAccuracy|maxEvaluations|excluding|allowVacuous|withPrecision)\\(([^)]*)\\)");
    private static final String ANOTHER_POINT = "check at another point";

    /** The same check after the first call that a report advises, or the only one of some name. */
    private static GradientReport followed(GradientChecker checker, Subject subject, String name) {
        GradientReport report = checker.check(subject);
        assertThat(report.verdict()).as("before: %s", report).isEqualTo(Verdict.INCONCLUSIVE);
        Matcher call = CALL.matcher(report.toString());
        while (call.find()) {
            String argument = call.group(2);
            if (call.group(1).equals(name)) {
                return switch (name) {
                    case "withAccuracy" -> checker.check(subject.withAccuracy(Double.parseDouble(argument)));
                    case "maxEvaluations" ->
                        checker.maxEvaluations(Integer.parseInt(argument)).check(subject);
                    case "excluding" ->
                        checker.excluding(argument.replace("\"", "")).check(subject);
                    case "allowVacuous" -> checker.allowVacuous().check(subject);
                    default -> checker.check(subject.withPrecision(Precision.FLOAT));
                };
            }
        }
        throw new AssertionError("no " + name + " in " + report);
    }

    private static void assertWantsAnotherPoint(Subject here, Subject elsewhere) {
        Finding finding = CHECKER.check(here).findings().get(0);

        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.reason()).contains(ANOTHER_POINT);
        assertThat(CHECKER.check(elsewhere).verdict()).isEqualTo(Verdict.PASS);
    }

    /** A sum of smooth terms, changed by something rough, with a gradient that is off by a share. */
    private static Subject rough(DoubleUnaryOperator rough, int n, long seed, double share) {
        SplittableRandom random = new SplittableRandom(seed * 31 + n);
        double[] at = random.doubles(n, -1, 1).toArray();
        return Subject.objective(
                "rough",
                x -> rough.applyAsDouble(
                        Arrays.stream(x).map(e -> Math.sin(3 * e) + e * e).sum()),
                x -> Arrays.stream(x)
                        .map(e -> (3 * Math.cos(3 * e) + 2 * e) * (1 + share))
                        .toArray(),
                at);
    }

    private static DoubleUnaryOperator rounded(double grid) {
        return t -> grid * Math.rint(t / grid);
    }

    private static DoubleUnaryOperator jumping(double by) {
        return t -> t + by * Math.floor(t * 1e4);
    }

    @Test
    void values_too_coarse_to_decide_are_decided_with_the_accuracy_named() {
        Subject coarse = rough(rounded(1e-5), 1, 1, 0.01);

        assertThat(CHECKER.check(coarse).toString()).contains("too noisy or rough to decide: " + ANOTHER_POINT);
        assertThat(followed(CHECKER, coarse, "withAccuracy").verdict()).isEqualTo(Verdict.FAIL);
    }

    /** Beside a pole no accuracy helps that is larger than the value. */
    @Test
    void an_accuracy_that_values_cannot_have_is_not_advised() {
        Subject logit = Subject.scalar("logit", x -> Math.log(x / (1 - x)), x -> 1 / (x * (1 - x)), 1 - 1e-12);

        assertThat(CHECKER.check(logit).findings().get(0).reason())
                .endsWith("too noisy or rough to decide: " + ANOTHER_POINT);
    }

    @Test
    void derivatives_that_contradict_each_other_are_both_named_with_the_accuracy() {
        Subject jumping = rough(jumping(1e-7), 2, 8, 1e-5);
        GradientChecker checker = CHECKER.seed(8);

        assertThat(checker.check(jumping).findings().get(0).reason())
                .matches("the numeric derivatives at two steps contradict each other, -1\\.30\\d+ and -1\\.30\\d+: "
                        + "if values are noisy or coarse, declare it: withAccuracy\\(\\de-\\d+\\)");
        assertThat(followed(checker, jumping, "withAccuracy").verdict()).isNotEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void two_slopes_are_decided_with_the_accuracy_named() {
        Subject jumping = rough(jumping(1e-9), 2, 8, 0);
        GradientChecker checker = CHECKER.seed(8);

        assertThat(checker.check(jumping).findings().get(0).reason()).startsWith("the values move in stairs");
        assertThat(followed(checker, jumping, "withAccuracy").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void values_that_jump_in_steps_at_the_point_name_the_accuracy() {
        DoubleUnaryOperator steps = x -> 1e-3 * Math.rint(x / 1e-3 + 0.5);
        Subject right = Subject.scalar("steps", steps, x -> 1, 0.5);
        Subject wrong = Subject.scalar("steps", steps, x -> 0, 0.5);

        assertThat(CHECKER.check(right).toString())
                .contains("in steps around it, where no gradient exists: " + ANOTHER_POINT + ", or if values are");
        assertThat(followed(CHECKER, right, "withAccuracy").verdict()).isEqualTo(Verdict.PASS);
        assertThat(followed(CHECKER, wrong, "withAccuracy").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_check_that_ran_out_of_evaluations_is_decided_by_as_many_as_it_says() {
        Subject relu = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0, 0);

        assertThat(followed(CHECKER.maxEvaluations(30), relu, "maxEvaluations").verdict())
                .isEqualTo(Verdict.KINK);
    }

    @Test
    void a_variable_at_the_edge_of_its_domain_can_be_left_out_or_checked_elsewhere() {
        Subject roots = Subject.of(
                "roots",
                Map.of("a", Tensor.vector(2, 3), "edge", Tensor.vector(0, 0)),
                point -> Tensor.vector(sumOfRoots(point)),
                (point, upstream) ->
                        Map.of("a", roots(point.get("a"), upstream), "edge", roots(point.get("edge"), upstream)));

        assertThat(followed(CHECKER, roots, "excluding").verdict()).isEqualTo(Verdict.PASS);
        assertWantsAnotherPoint(root(0), root(2));
    }

    private static Subject root(double at) {
        return Subject.scalar("root", Math::sqrt, x -> 0.5 / Math.sqrt(x), at);
    }

    private static double sumOfRoots(Map<String, Tensor> point) {
        return point.values().stream()
                .flatMapToDouble(value -> Arrays.stream(value.values()))
                .map(Math::sqrt)
                .sum();
    }

    private static Tensor roots(Tensor x, Tensor upstream) {
        return Tensor.vector(Arrays.stream(x.values())
                .map(e -> upstream.values()[0] * 0.5 / Math.sqrt(e))
                .toArray());
    }

    @Test
    void where_the_function_has_no_values_another_point_is_wanted() {
        DoubleUnaryOperator log = Math::log;
        assertWantsAnotherPoint(Subject.scalar("log", log, x -> 1 / x, 0), Subject.scalar("log", log, x -> 1 / x, 0.5));

        DoubleUnaryOperator onlyThere = x -> x == 0 ? 0 : Double.NaN;
        assertThat(CHECKER.check(Subject.scalar("only there", onlyThere, x -> 1, 0))
                        .toString())
                .contains("the function is not finite around the point: " + ANOTHER_POINT);
    }

    @Test
    void where_the_gradient_throws_another_point_is_wanted() {
        DoubleUnaryOperator throwing = x -> {
            if (x == 0) {
                throw new ArithmeticException("no slope");
            }
            return 2 * x;
        };
        assertWantsAnotherPoint(
                Subject.scalar("square", x -> x * x, throwing, 0), Subject.scalar("square", x -> x * x, throwing, 1));
    }

    @Test
    void code_that_computes_in_float_is_decided_once_that_is_declared() {
        double at = (float) new SplittableRandom(4).nextDouble();
        Subject inFloat = Subject.scalar(
                "in float",
                x -> (float) (Math.sin(3 * x) + x * x),
                x -> (float) ((3 * Math.cos(3 * x) + 2 * x) * (1 + 1e-4)),
                at);

        assertThat(followed(CHECKER.seed(4), inFloat, "withPrecision").verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void at_a_jump_of_the_value_another_point_is_wanted() {
        DoubleUnaryOperator step = x -> x + (x >= 1 ? 1 : 0);

        assertWantsAnotherPoint(Subject.scalar("step", step, x -> 1, 1), Subject.scalar("step", step, x -> 1, 2));
    }

    @Test
    void a_failure_in_jumping_values_that_no_entry_shares_is_held_back_with_both_numbers() {
        Subject finest = rough(t -> rounded(1e-7).applyAsDouble(t) + 1e-10 * Math.sin(1e7 * t), 2, 6, 0.01);
        GradientChecker checker = CHECKER.seed(6);

        assertThat(checker.check(finest).findings().get(0).reason())
                .startsWith(
                        "along the direction tried the gradient is -3.95835, the numeric derivative -3.92127, but no "
                                + "entry alone differs by more than is allowed: if values are noisy or coarse");
        assertThat(followed(checker, finest, "withAccuracy").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_failure_in_jumping_values_that_an_entry_shares_stays() {
        Subject finest = rough(t -> rounded(1e-7).applyAsDouble(t) + 1e-10 * Math.sin(1e7 * t), 2, 6, 0.3);

        GradientReport report = CHECKER.seed(6).check(finest);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrong().count()).isPositive();
    }

    @Test
    void errors_that_add_up_over_entries_stay_a_failure_where_only_rounding_hides_each() {
        GradientReport report = CHECKER.seed(8).check(rough(t -> 100 + t, 8, 8, 3e-10));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("no entry was found that differs by more than is allowed alone");
    }

    @Test
    void a_subject_of_which_nothing_can_be_seen_passes_where_that_is_allowed() {
        Subject flat = Subject.scalar("flat", x -> 1, x -> 0, 0.3);

        assertThat(CHECKER.check(flat).toString()).contains(ANOTHER_POINT);
        assertThat(followed(CHECKER, flat, "allowVacuous").verdict()).isEqualTo(Verdict.PASS);
    }
}
