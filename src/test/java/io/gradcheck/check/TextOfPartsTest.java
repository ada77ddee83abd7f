package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.diagnose.Mishaps;
import io.gradcheck.check.diagnose.Mutants;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.finding.WrongJacobian;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report says of one variable or one law, and what it leaves to the other. */
class TextOfPartsTest {

    private static final String REPEAT = "   seed 42   (repeat: GradientChecker.standard().seed(42))";

    @Test
    void one_variable_is_told_by_its_verdict() {
        GradientReport report = report(
                finding("a", Verdict.PASS, "", 4, List.of()),
                finding("k", Verdict.KINK, "the slope jumps at the point", 2, List.of()),
                finding("u", Verdict.INCONCLUSIVE, "too rough", 2, List.of()),
                passed("v", 6e-12, true),
                passed("w", 1, false),
                passed("z", Double.POSITIVE_INFINITY, false));

        assertThat(report.text("a")).isEqualTo("a agrees (detection limit 4.5e-11)" + REPEAT);
        assertThat(report.text("k")).isEqualTo("k is KINK: the slope jumps at the point" + REPEAT);
        assertThat(report.text("u")).isEqualTo("u is INCONCLUSIVE: too rough" + REPEAT);
        assertThat(report.text("v"))
                .isEqualTo("v is vacuous: nothing could have been seen; check at another point" + REPEAT);
        assertThat(report.text("w")).isEqualTo("w agrees (detection limit above every entry)" + REPEAT);
        assertThat(report.text("z")).as("of zeros").isEqualTo("z agrees (detection limit 4.5e-11)" + REPEAT);
        assertThat(report.summary("a")).isEqualTo(report.text("a"));
    }

    private static Finding finding(
            String name, Verdict verdict, String reason, int entries, List<WrongEntry> wrong, Diagnosis... diagnoses) {
        return finding(name, verdict, reason, entries, 6e-12, false, wrong, diagnoses);
    }

    private static Finding passed(String name, double relativeLimit, boolean vacuous) {
        return finding(name, Verdict.PASS, "", 4, relativeLimit, vacuous, List.of());
    }

    private static Finding failed(Diagnosis diagnosis) {
        return finding("x", Verdict.FAIL, "", 3, List.of(), diagnosis);
    }

    private static Finding finding(
            String name,
            Verdict verdict,
            String reason,
            int entries,
            double relativeLimit,
            boolean vacuous,
            List<WrongEntry> wrong,
            Diagnosis... diagnoses) {
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
                relativeLimit,
                vacuous,
                Subgradient.NO_KINK,
                14,
                new WrongEntries(wrong, wrong.size(), CountKind.EXACT, List.of(), WrongJacobian.NONE, 7),
                List.of(diagnoses),
                List.of());
    }

    @Test
    void a_summary_says_where_a_gradient_is_wrong_by_how_much_and_why() {
        WrongEntry entry = new WrongEntry(new int[] {1}, 1.5, -1.5, 3, 2.5e-11);
        GradientReport report = report(
                finding("x", Verdict.FAIL, "", 3, List.of(entry)),
                finding("y", Verdict.FAIL, "seen at a point nearby", 1, List.of(entry)),
                finding("z", Verdict.FAIL, "", 1000, List.of()));

        assertThat(report.summary("x")).isEqualTo("""
                at x[1]: analytic 1.500000000, numeric -1.500000000, difference 3.0e+00, allowed 2.5e-11; 1 of 3 entries differ
                no diagnosis fits""");
        assertThat(report.summary("y")).isEqualTo("""
                at y[1]: analytic 1.500000000, numeric -1.500000000, difference 3.0e+00, allowed 2.5e-11
                no diagnosis fits
                seen at a point nearby""");
        assertThat(report.summary("z"))
                .contains("along d: analytic 1.500000000, numeric -1.250000000, difference 2.8e+00, allowed 3.0e-11");
    }

    @Test
    void kinks_beside_variables_that_were_not_judged_are_told_with_their_number() {
        Finding kink = finding("k", Verdict.KINK, "the slope jumps at the point", 2, List.of());

        assertThat(report(kink, passed("v", 6e-12, true)).toString())
                .startsWith("layer: right, at kinks around the point: " + Judged.of(List.of(kink, passed("v", 0, true)))
                        + REPEAT);
    }

    private static LawFinding broken(Law law, Verdict verdict) {
        return new LawFinding(law, verdict, "checked", "found", "wanted", "remedy");
    }

    @Test
    void one_law_is_told_by_itself() {
        GradientReport report = report(
                Excluded.NONE,
                List.of(broken(Law.SHAPES, Verdict.FAIL), broken(Law.FINITE, Verdict.INCONCLUSIVE)),
                finding("x", Verdict.PASS, "", 3, List.of()));

        assertThat(report.text(Law.SHAPES))
                .startsWith("layer: law SHAPES is BROKEN" + REPEAT)
                .contains("found")
                .doesNotContain("FINITE");
        assertThat(report.text(Law.FINITE))
                .startsWith("layer: law FINITE is undecided" + REPEAT)
                .doesNotContain("SHAPES");
        assertThat(report.text(Law.DETERMINISTIC)).as("not judged").isEmpty();
    }

    @Test
    void what_a_diagnosis_says_of_nan_the_law_does_not_repeat_and_other_laws_do() {
        Diagnosis nan = new Diagnosis(Mistake.NOT_FINITE, "NaN", "1 of 3 entries, where the slope is finite");
        Diagnosis sign = new Diagnosis(Mistake.SIGN, "sign flipped", "at 3 entries");
        List<LawFinding> laws = List.of(broken(Law.FINITE, Verdict.INCONCLUSIVE), broken(Law.SHAPES, Verdict.FAIL));

        assertThat(report(Excluded.NONE, laws, failed(nan)).toString())
                .contains("law SHAPES is BROKEN")
                .doesNotContain("law FINITE");
        assertThat(report(Excluded.NONE, laws, failed(sign)).toString())
                .contains("law SHAPES is BROKEN", "law FINITE is undecided");
    }

    @Test
    void what_is_excluded_is_counted_beside_what_is_undecided() {
        Excluded labels = new Excluded(List.of("labels"), 7);
        Finding undecided = finding("u", Verdict.INCONCLUSIVE, "too rough", 2, List.of());
        Finding passed = finding("a", Verdict.PASS, "", 4, List.of());

        assertThat(report(labels, List.of(), passed, undecided).toString().lines())
                .endsWith("  checked 4 of 13 entries: 2 undecided, 7 excluded", "  not checked, as excluded: labels");
        assertThat(report(labels, List.of(), passed).toString().lines())
                .endsWith("  checked 4 of 11 entries: 7 excluded", "  not checked, as excluded: labels");
    }

    private static GradientReport report(Finding... findings) {
        return report(Excluded.NONE, List.of(), findings);
    }

    private static GradientReport report(Excluded excluded, List<LawFinding> laws, Finding... findings) {
        return new GradientReport(new CheckOutcome(
                "layer",
                Options.STANDARD.seed(42),
                9,
                List.of(findings),
                laws,
                excluded,
                new Mutants(List.of(), new Mishaps()),
                Pictures.NONE,
                new Mishaps()));
    }
}
