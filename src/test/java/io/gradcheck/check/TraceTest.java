package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.TraceStep.Kind;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a finding tells of how its verdict came about. */
class TraceTest {

    private static Finding finding(GradientChecker checker, Subject subject) {
        return checker.check(subject)
                .finding(subject.point().keySet().iterator().next());
    }

    private static List<Kind> kinds(Finding finding) {
        return finding.trace().stream().map(TraceStep::kind).toList();
    }

    private static final GradientChecker CHECKER = GradientChecker.standard().seed(1);

    private static Subject relu(double at, double slopeBelow) {
        return Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : slopeBelow, at);
    }

    @Test
    void a_right_gradient_is_probed_once() {
        Finding finding = finding(CHECKER, Subject.scalar("sine", Math::sin, Math::cos, 0.3));

        assertThat(kinds(finding)).containsExactly(Kind.PROBE, Kind.VERDICT);
        TraceStep probe = finding.trace().get(0);
        assertThat(probe.point()).isZero();
        assertThat(probe.entries()).isEqualTo(1);
        assertThat(probe.analytic()).isEqualTo(finding.analytic());
        assertThat(probe.numeric()).isEqualTo(finding.numeric());
        assertThat(probe.bound()).isEqualTo(finding.error());
        assertThat(probe.jump()).isZero();
        assertThat(probe.outcome()).isEqualTo("agrees");
        assertThat(finding.trace().get(1).outcome()).isEqualTo("PASS");
        assertThat(finding.trace().get(1).evaluations()).isEqualTo(finding.evaluations());
    }

    @Test
    void a_wrong_gradient_is_probed_three_times_and_confirmed() {
        Finding finding = finding(CHECKER, Subject.scalar("sine", Math::sin, x -> 1.01 * Math.cos(x), 0.3));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(kinds(finding)).containsExactly(Kind.PROBE, Kind.PROBE, Kind.PROBE, Kind.CONFIRMATION, Kind.VERDICT);
        assertThat(finding.trace().subList(0, 3)).extracting(TraceStep::outcome).containsOnly("disagrees");
        assertThat(finding.trace().get(3).outcome()).isEqualTo("the disagreement stands");
        assertThat(finding.trace().get(4).outcome()).isEqualTo("FAIL");
    }

    @Test
    void points_nearby_vote_on_a_kink() {
        Finding finding = finding(CHECKER, relu(0, 0));

        assertThat(finding.verdict()).isEqualTo(Verdict.KINK);
        assertThat(finding.trace().get(0).jump()).isNotZero();
        assertThat(finding.trace().stream().filter(step -> step.kind() == Kind.VOTE))
                .extracting(TraceStep::point, TraceStep::outcome)
                .containsExactly(tuple(1, "agrees"), tuple(2, "agrees"));
        assertThat(finding.trace().get(finding.trace().size() - 1).outcome()).isEqualTo("KINK, " + finding.reason());
    }

    @Test
    void points_nearby_that_disagree_are_told_too() {
        Finding finding = finding(CHECKER, relu(0, 0.5));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.trace())
                .anyMatch(step -> step.kind() == Kind.VOTE
                        && step.point() > 0
                        && step.outcome().equals("disagrees"));
    }

    @Test
    void noise_that_is_met_is_told() {
        // Stairs of a cent beneath a smooth term.
        Subject cents = Subject.scalar("cents", x -> 12.5 * Math.rint(100 * x) / 100 + x * x, x -> 12.5 + 2 * x, 0.4);

        assertThat(finding(CHECKER, cents).trace()).anyMatch(step -> step.kind() == Kind.NOISE && step.bound() > 1e-4);
    }

    @Test
    void steps_are_in_order_and_count_evaluations() {
        for (Subject subject : List.of(relu(0, 0), relu(0, 0.5), relu(1, 0))) {
            Finding finding = finding(CHECKER, subject);

            assertThat(finding.trace()).extracting(TraceStep::evaluations).isSorted();
            assertThat(finding.trace().get(finding.trace().size() - 1).evaluations())
                    .isEqualTo(finding.evaluations());
        }
    }

    @Test
    void of_entries_checked_alone_the_one_that_decides_is_told() {
        Subject right =
                Subject.objective("squares", x -> x[0] * x[0] + x[1], x -> new double[] {2 * x[0], 1}, 0.3, 0.4);
        Subject wrong =
                Subject.objective("squares", x -> x[0] * x[0] + x[1], x -> new double[] {2 * x[0], 1.5}, 0.3, 0.4);
        GradientChecker exhaustive = CHECKER.exhaustive();

        assertThat(kinds(finding(exhaustive, right))).containsExactly(Kind.PROBE, Kind.VERDICT);
        assertThat(kinds(finding(exhaustive, wrong)))
                .startsWith(Kind.PROBE)
                .contains(Kind.CONFIRMATION)
                .endsWith(Kind.VERDICT);
        TraceStep probe = finding(exhaustive, wrong).trace().get(0);
        assertThat(probe.analytic() / probe.numeric()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void of_entries_that_agree_one_by_one_the_trace_has_the_numbers_of_the_finding() {
        Finding finding = finding(CHECKER.exhaustive(), Subject.scalar("3 x", x -> 3 * x, x -> 3, 0.4));

        TraceStep shown = finding.trace().get(0);
        assertThat(shown.analytic()).isEqualTo(finding.analytic());
        assertThat(shown.numeric()).isEqualTo(finding.numeric());
        assertThat(shown.bound()).isEqualTo(finding.error());
        assertThat(shown.outcome()).isEqualTo("the entry that decides");
    }

    @Test
    void a_step_reads_as_a_line() {
        assertThat(new TraceStep(Kind.PROBE, 2, 3, 0.01, 1.5, 1.25, 1e-9, 0.5, "unclear", 17))
                .hasToString(
                        "PROBE at nearby point 2: 3 entries, step 1.0e-02, analytic 1.50000000, numeric 1.25000000, "
                                + "bound 1.0e-09, slope jumps by 0.500: unclear (17 evaluations so far)");
        assertThat(new TraceStep(Kind.VERDICT, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, "PASS", 1))
                .hasToString("VERDICT: PASS (1 evaluation so far)");
    }
}
