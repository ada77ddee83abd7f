package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.diagnose.Mishaps;
import io.gradcheck.check.diagnose.Mutants;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The whole text of a report, for each kind of outcome. */
class ReportTextTest {

    @Test
    void a_failure_names_the_wrong_entry_and_says_how_to_repeat_it() {
        GradientReport report = report(finding(
                "x",
                Verdict.FAIL,
                "",
                3,
                List.of(new WrongEntry(new int[] {1}, 0.45359612, -0.45359612142, 0.90719224, 2.5e-11))));

        assertThat(report).hasToString("""
                layer: gradient of x is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  at    analytic      numeric        difference  allowed
                  x[1]  0.4535961200  -0.4535961214  9.1e-01     2.5e-11
                  1 of 3 entries differ""");
    }

    @Test
    void a_failure_lists_ten_entries_its_reason_and_the_other_variables() {
        GradientReport report = report(
                finding(
                        "W",
                        Verdict.FAIL,
                        "seen at a point nearby, away from the kinks of this one",
                        12,
                        IntStream.range(0, 12)
                                .mapToObj(i -> new WrongEntry(new int[] {i / 4, i % 4}, i, -1e6 * i, 1e6 * i, 1e-9))
                                .toList()),
                finding("b", Verdict.PASS, "", 4, List.of()),
                finding("x", Verdict.PASS, "", 3, List.of()),
                finding(
                        "u",
                        Verdict.KINK,
                        "the slope jumps at the point; around it the gradient is right",
                        2,
                        List.of()),
                finding("v", Verdict.INCONCLUSIVE, "the function is not finite around the point", 2, List.of()));

        assertThat(report).hasToString("""
                layer: gradient of W is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  at      analytic     numeric       difference  allowed
                  W[0,0]  0.000000000  -0.000000000  0.0e+00     1.0e-09
                  W[0,1]  1.000000000  -1000000.000  1.0e+06     1.0e-09
                  W[0,2]  2.000000000  -2000000.000  2.0e+06     1.0e-09
                  W[0,3]  3.000000000  -3000000.000  3.0e+06     1.0e-09
                  W[1,0]  4.000000000  -4000000.000  4.0e+06     1.0e-09
                  W[1,1]  5.000000000  -5000000.000  5.0e+06     1.0e-09
                  W[1,2]  6.000000000  -6000000.000  6.0e+06     1.0e-09
                  W[1,3]  7.000000000  -7000000.000  7.0e+06     1.0e-09
                  W[2,0]  8.000000000  -8000000.000  8.0e+06     1.0e-09
                  W[2,1]  9.000000000  -9000000.000  9.0e+06     1.0e-09
                  12 of 12 entries differ
                  seen at a point nearby, away from the kinks of this one
                  v is INCONCLUSIVE: the function is not finite around the point
                  u is KINK: the slope jumps at the point; around it the gradient is right
                  b, x agree (detection limit 4.5e-11)
                  checked 21 of 23 entries: 2 undecided""");
    }

    @Test
    void a_failure_says_what_it_looks_like_and_what_else_it_may_be() {
        Finding finding = new Finding(
                "b",
                Verdict.FAIL,
                "",
                2,
                Findings.counts(2, 0),
                1.5,
                -1.25,
                3e-11,
                4.5e-11,
                6e-12,
                false,
                Subgradient.NO_KINK,
                14,
                new WrongEntries(
                        List.of(
                                new WrongEntry(new int[] {0}, 2, 1, 1, 1e-11),
                                new WrongEntry(new int[] {1}, -6, -2, 4, 1e-11)),
                        2,
                        CountKind.EXACT,
                        List.of(),
                        WrongJacobian.NONE,
                        7),
                List.of(
                        new Diagnosis(
                                Mistake.FACTOR, "constant factor 2", "analytic/numeric = 2 at 2 entries, spread 1e-12"),
                        new Diagnosis(
                                Mistake.REGULARISER,
                                "regulariser doubled",
                                "analytic - numeric = 0.1 times the value")),
                List.of());

        assertThat(report(finding)).hasToString("""
                layer: gradient of b is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  looks like: constant factor 2; analytic/numeric = 2 at 2 entries, spread 1e-12
                  at    analytic      numeric       difference  allowed
                  b[0]  2.000000000   1.000000000   1.0e+00     1.0e-11
                  b[1]  -6.000000000  -2.000000000  4.0e+00     1.0e-11
                  2 of 2 entries differ
                  or looks like: regulariser doubled; analytic - numeric = 0.1 times the value""");
    }

    @Test
    void a_failure_says_of_which_outputs_it_is() {
        WrongEntry entry = new WrongEntry(new int[] {1}, -6, -2, 4, 1e-11);
        WrongJacobian jacobian = new WrongJacobian(
                List.of(
                        new JacobianEntry(new int[] {0, 12}, new int[] {1}, -6, -2, 4, 1e-11),
                        new JacobianEntry(new int[] {3, 4}, new int[] {}, 1.5, 1.25, 0.25, 2e-12)),
                2,
                24,
                6);
        WrongJacobian more = new WrongJacobian(jacobian.worst(), 17, 24, 6);

        assertThat(report(finding(
                        "b",
                        Verdict.FAIL,
                        "",
                        2,
                        new WrongEntries(List.of(entry), 1, CountKind.EXACT, List.of(), jacobian, 7))))
                .hasToString("""
                layer: gradient of b is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  at    analytic      numeric       difference  allowed
                  b[1]  -6.000000000  -2.000000000  4.0e+00     1.0e-11
                  1 of 2 entries differ
                  by output             analytic      numeric       difference  allowed
                  d out[0,12] / d b[1]  -6.000000000  -2.000000000  4.0e+00     1.0e-11
                  d out[3,4] / d b      1.500000000   1.250000000   2.5e-01     2.0e-12""");
        assertThat(report(finding(
                                "b",
                                Verdict.FAIL,
                                "",
                                2,
                                new WrongEntries(List.of(entry), 1, CountKind.EXACT, List.of(), more, 7)))
                        .toString())
                .endsWith("\n  17 of 24 that were compared differ");
    }

    @Test
    void a_failure_that_looks_like_nothing_known_says_how_the_ratio_varies() {
        GradientReport report = report(finding(
                "b",
                Verdict.FAIL,
                "",
                3,
                List.of(
                        new WrongEntry(new int[] {0}, -8.2, 1, 9.2, 1e-11),
                        new WrongEntry(new int[] {1}, 0.8, 2, 1.2, 1e-11),
                        new WrongEntry(new int[] {2}, 7, 1e-13, 7, 1e-11))));

        assertThat(report).hasToString("""
                layer: gradient of b is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  ratio analytic/numeric varies from -8.2 to 0.40
                  at    analytic      numeric          difference  allowed
                  b[0]  -8.200000000  1.000000000      9.2e+00     1.0e-11
                  b[1]  0.8000000000  2.000000000      1.2e+00     1.0e-11
                  b[2]  7.000000000   1.000000000e-13  7.0e+00     1.0e-11
                  3 of 3 entries differ""");
    }

    @Test
    void a_failure_of_a_large_variable_shows_the_direction() {
        GradientReport report =
                report(finding("W", Verdict.FAIL, "", 1000, List.of()), finding("b", Verdict.PASS, "", 4, List.of()));

        assertThat(report).hasToString("""
                layer: gradient of W is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  at       analytic     numeric       difference  allowed
                  along d  1.500000000  -1.250000000  2.8e+00     3.0e-11
                  b agrees (detection limit 4.5e-11)""");
    }

    @Test
    void a_failure_in_blocks_says_where() {
        WrongEntry entry = new WrongEntry(new int[] {3, 7}, 1.5, -1.5, 3, 2.5e-11);
        WrongEntries wrong = new WrongEntries(
                List.of(entry),
                2000,
                CountKind.ESTIMATED,
                List.of("[3,*]", "[5..6,0]", "[8,1]", "[8,3]"),
                WrongJacobian.NONE,
                7);
        WrongEntries more = new WrongEntries(
                List.of(entry),
                17,
                CountKind.AT_LEAST,
                List.of("[3,*]", "[4,*]", "[6,*]", "[8,*]", "[9,*]"),
                WrongJacobian.NONE,
                7);

        assertThat(report(finding("W", Verdict.FAIL, "", 5000, wrong))).hasToString("""
                layer: gradient of W is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  at      analytic     numeric       difference  allowed
                  W[3,7]  1.500000000  -1.500000000  3.0e+00     2.5e-11
                  about 2000 of 5000 entries differ, wrong throughout: W[3,*], W[5..6,0], W[8,1], W[8,3]""");
        assertThat(report(finding("W", Verdict.FAIL, "", 5000, more)).toString())
                .endsWith("  at least 17 of 5000 entries differ, wrong throughout: W[3,*], W[4,*], W[6,*], W[8,*] and "
                        + "others");
    }

    @Test
    void a_failure_that_no_single_entry_shows_lists_the_most_suspicious_one() {
        WrongEntry entry = new WrongEntry(new int[] {3}, 1.5, 1.5, 1e-11, 2.5e-11);

        assertThat(report(finding(
                        "x",
                        Verdict.FAIL,
                        "",
                        20,
                        new WrongEntries(List.of(entry), 0, CountKind.EXACT, List.of(), WrongJacobian.NONE, 7))))
                .hasToString("""
                layer: gradient of x is WRONG   seed 42   (repeat: GradientChecker.standard().seed(42))
                  at       analytic     numeric       difference  allowed
                  along d  1.500000000  -1.250000000  2.8e+00     3.0e-11
                  x[3]     1.500000000  1.500000000   1.0e-11     2.5e-11
                  no entry was found that differs by more than is allowed alone; along d, where all move, the gradient does""");
    }

    @Test
    void a_pass_is_a_table_of_what_was_proven() {
        GradientReport report = report(
                finding("input", Verdict.PASS, "", 1000, List.of()), finding("b", Verdict.PASS, "", 4, List.of()));

        assertThat(report).hasToString("""
                layer: every gradient is right within its bound   seed 42   (repeat: GradientChecker.standard().seed(42))
                  variable  entries  verdict  detection limit  relative  evaluations
                  input     1000     PASS     4.5e-11          6.0e-12   14
                  b         4        PASS     4.5e-11          6.0e-12   14""");
    }

    @Test
    void a_kink_says_what_was_right() {
        GradientReport report = report(finding(
                "x", Verdict.KINK, "the slope jumps at the point; around it the gradient is right", 3, List.of()));

        assertThat(report).hasToString("""
                layer: every gradient is right; at kinks, around the point   seed 42   (repeat: GradientChecker.standard().seed(42))
                  variable  entries  verdict  detection limit           relative                  evaluations
                  x         3        KINK     4.5e-11 around the point  6.0e-12 around the point  14           the slope jumps at the point; around it the gradient is right""");
    }

    @Test
    void an_undecided_check_says_why() {
        GradientReport report = report(
                finding("x", Verdict.INCONCLUSIVE, "the function is not finite around the point", 1, List.of()),
                finding("b", Verdict.PASS, "", 4, List.of()));

        assertThat(report).hasToString("""
                layer: INCONCLUSIVE, judged: 1 of 2 variables (1 undecided)   seed 42   (repeat: GradientChecker.standard().seed(42))
                  variable  entries  verdict       detection limit  relative  evaluations
                  x         1        INCONCLUSIVE  4.5e-11          6.0e-12   14           the function is not finite around the point
                  b         4        PASS          4.5e-11          6.0e-12   14
                  checked 4 of 5 entries: 1 undecided""");
    }

    @Test
    void a_check_that_saw_nothing_names_the_way_out() {
        GradientReport report = GradientChecker.standard().check(Subject.scalar("constant", x -> 3, x -> 0, 0.5));

        assertThat(report).hasToString("""
                constant: INCONCLUSIVE, nothing could be seen of any variable: check at another point, or say allowVacuous() if that is intended   seed 1   (repeat: GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  x         1        PASS     6.9e-13          -         8            vacuous: nothing could have been seen; check at another point""");
    }

    @Test
    void the_repeat_line_names_every_option_that_changes_the_outcome() {
        Subject sin = Subject.of(
                "sin",
                Map.of("x", Tensor.scalar(0.5), "labels", Tensor.scalar(1)),
                at -> Tensor.scalar(Math.sin(at.get("x").get())),
                (at, u) ->
                        Map.of("x", Tensor.scalar(u.get() * Math.cos(at.get("x").get()))));

        assertThat(GradientChecker.standard()
                        .excluding("labels")
                        .without(Law.SHAPES, Law.DETERMINISTIC)
                        .accepting(RelativeError.of(1e-6))
                        .strictAtKinks()
                        .allowVacuous()
                        .maxEvaluations(60)
                        .seed(7)
                        .check(sin)
                        .toString()
                        .lines()
                        .findFirst())
                .hasValue("sin: every gradient is right within its bound   seed 7   (repeat: "
                        + "GradientChecker.standard().seed(7).maxEvaluations(60).allowVacuous().strictAtKinks()"
                        + ".accepting(RelativeError.of(1.0E-6)).excluding(\"labels\")"
                        + ".without(Law.DETERMINISTIC, Law.SHAPES))");
    }

    private static Finding finding(
            String name, Verdict verdict, String reason, int entries, List<WrongEntry> wrongEntries) {
        return finding(
                name,
                verdict,
                reason,
                entries,
                new WrongEntries(wrongEntries, wrongEntries.size(), CountKind.EXACT, List.of(), WrongJacobian.NONE, 7));
    }

    private static Finding finding(String name, Verdict verdict, String reason, int entries, WrongEntries wrong) {
        return new Finding(
                name,
                verdict,
                reason,
                entries,
                Findings.counts(entries, verdict == Verdict.INCONCLUSIVE ? entries : 0),
                1.5,
                -1.25,
                3e-11,
                4.5e-11,
                6e-12,
                false,
                Subgradient.NO_KINK,
                14,
                wrong,
                List.of(),
                List.of());
    }

    @Test
    void the_call_that_repeats_it_is_that_of_the_text() {
        GradientReport report = report(finding(
                "W",
                Verdict.PASS,
                "",
                6,
                new WrongEntries(List.of(), 0, CountKind.EXACT, List.of(), WrongJacobian.NONE, 0)));

        assertThat(report.code()).isEqualTo("GradientChecker.standard().seed(42)");
        assertThat(report.toString()).contains("(repeat: " + report.code() + ")");
        assertThat(report.isAsserted()).isFalse();
    }

    private static GradientReport report(Finding... findings) {
        return new GradientReport(new CheckOutcome(
                "layer",
                Options.STANDARD.seed(42),
                9,
                List.of(findings),
                List.of(),
                Excluded.NONE,
                new Mutants(List.of(), new Mishaps()),
                Pictures.NONE,
                new Mishaps()));
    }
}
