package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** How many entries a check decided, for each of its outcomes. */
class EntryCountsTest {

    @Test
    void counts_of_variables_are_added() {
        Subject subject = Subject.of(
                "f",
                Map.of("x", Tensor.vector(0.3, 0.4), "y", Tensor.vector(0, 0, 0), "z", Tensor.zeros(5)),
                at -> Tensor.scalar(
                        Math.sin(at.get("x").get(0)) + Math.sqrt(at.get("y").get(1))),
                (at, u) -> Map.of(
                        "x",
                        Tensor.vector(u.get() * Math.cos(at.get("x").get(0)), 0),
                        "y",
                        Tensor.vector(0, u.get() * 0.5 / Math.sqrt(at.get("y").get(1)), 0),
                        "z",
                        Tensor.zeros(5)));

        EntryCounts all =
                GradientChecker.standard().excluding("z").check(subject).entries();

        assertThat(all).isEqualTo(new EntryCounts(10, 4, 5, 1));
    }

    @Test
    void a_variable_without_any_verdict_is_undecided_as_a_whole() {
        assertThat(Findings.counts(10, Conclusion.ALL)).isEqualTo(new EntryCounts(10, 0, 0, 10));
    }

    @Test
    void counts_that_do_not_add_up_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntryCounts(10, 3, 4, 2))
                .withMessage("entries: found checked 3 + excluded 4 + undecided 2, wanted 10 in all");
    }

    @Test
    void negative_counts_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntryCounts(0, 3, -4, 1))
                .withMessage("entries: found checked 3, excluded -4, undecided 1, wanted no negative count");
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryCounts(0, -1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryCounts(0, 1, 0, -1));
    }

    // What a check counts.

    private static EntryCounts counts(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        GradientReport report = GradientChecker.standard().check(Subject.scalar("f", f, derivative, at));
        assertThat(report.entries()).isEqualTo(report.finding("x").counts());
        return report.entries();
    }

    @Test
    void a_verdict_on_a_variable_decides_all_its_entries() {
        assertThat(counts(Math::sin, Math::cos, 1, 2, 3)).as("PASS").isEqualTo(new EntryCounts(3, 3, 0, 0));
        assertThat(counts(Math::sin, Math::sin, 1, 2, 3)).as("FAIL").isEqualTo(new EntryCounts(3, 3, 0, 0));
        assertThat(counts(Math::abs, Math::signum, 1, 0)).as("KINK").isEqualTo(new EntryCounts(2, 2, 0, 0));
    }

    @Test
    void a_variable_without_a_verdict_is_undecided() {
        assertThat(counts(Math::sqrt, x -> 0.5 / Math.sqrt(x), 0, 0)).isEqualTo(new EntryCounts(2, 0, 0, 2));
    }

    @Test
    void a_function_that_is_not_finite_at_the_point_decides_nothing() {
        assertThat(counts(x -> Double.NaN, Math::cos, 1, 2)).isEqualTo(new EntryCounts(2, 0, 0, 2));
    }

    @Test
    void evaluations_used_up_leave_all_undecided() {
        Subject rough = Subject.scalar("rough", x -> Math.abs(x) + 1e-6 * Math.sin(1e7 * x), Math::signum, 0, 0, 0, 0);

        assertThat(GradientChecker.standard().maxEvaluations(30).check(rough).entries())
                .isEqualTo(new EntryCounts(4, 0, 0, 4));
    }

    @Test
    void entries_that_are_wrongly_not_finite_are_decided_and_those_beside_them_are_not() {
        assertThat(counts(x -> x * x, x -> x > 1 ? Double.NaN : 2 * x, 0.5, 1.5, 2.5, 1, 0.7))
                .isEqualTo(new EntryCounts(5, 2, 0, 3));
        assertThat(counts(Math::sin, x -> x == 0 ? Double.NEGATIVE_INFINITY : Math.cos(x), 0, 1, 2))
                .isEqualTo(new EntryCounts(3, 1, 0, 2));
    }

    @Test
    void entries_that_cannot_be_compared_are_undecided_and_those_beside_them_are_checked() {
        assertThat(counts(Math::sqrt, x -> 0.5 / Math.sqrt(x), 0, 1, 4))
                .as("right beside them")
                .isEqualTo(new EntryCounts(3, 2, 0, 1));
        assertThat(counts(Math::sqrt, x -> x == 0 ? Double.POSITIVE_INFINITY : 0.6 / Math.sqrt(x), 0, 1, 4))
                .as("wrong beside them")
                .isEqualTo(new EntryCounts(3, 2, 0, 1));
        assertThat(counts(
                        x -> x < 3 ? Math.sqrt(x) : Math.sin(1e12 * x),
                        x -> x < 3 ? 0.5 / Math.sqrt(x) : 1e12 * Math.cos(1e12 * x),
                        0,
                        3,
                        4,
                        5))
                .as("right beside them, of a wave too fast for any step")
                .isEqualTo(new EntryCounts(4, 0, 0, 4));
    }

    @Test
    void a_second_look_at_the_others_leaves_entries_that_cannot_be_compared_undecided() {
        // y meets a kink; x_1 = relu(x) - relu(-x), whose chain rule fails at 0; x_0 has an infinite slope.
        Map<String, Tensor> point = Map.of("x", Tensor.vector(0, 0), "y", Tensor.scalar(0));
        Subject subject = Subject.of(
                "f",
                point,
                at -> Tensor.scalar(Math.sqrt(at.get("x").get(0))
                        + Math.max(0, at.get("x").get(1))
                        - Math.max(0, -at.get("x").get(1))
                        + Math.max(0, at.get("y").get())),
                (at, u) -> Map.of(
                        "x",
                        Tensor.vector(
                                u.get() * 0.5 / Math.sqrt(at.get("x").get(0)),
                                at.get("x").get(1) == 0 ? 0 : u.get()),
                        "y",
                        Tensor.scalar(at.get("y").get() > 0 ? u.get() : 0)));

        GradientReport report = GradientChecker.standard().check(subject);

        assertThat(report.finding("y").verdict()).isEqualTo(Verdict.KINK);
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.finding("x").counts()).isEqualTo(new EntryCounts(2, 1, 0, 1));
    }
}
