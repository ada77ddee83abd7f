package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.CountedSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;

/** What the tests of laws assert. */
public final class LawAssertions {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    /** The laws that are judged of every subject. */
    public static final List<Law> FOR_ALL =
            Arrays.stream(Law.values()).filter(law -> law != Law.BATCH_IS_SUM).toList();

    private LawAssertions() {}

    /** Every law holds, and the gradient is right. */
    public static void assertLawful(Subject subject) {
        GradientReport report = CHECKER.check(subject);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASS);
        assertThat(report.laws()).extracting(LawFinding::law).containsExactlyElementsOf(FOR_ALL);
    }

    /**
     * The law is broken and no other, the report fails, says so and counts every call, and the law can be left out.
     *
     * @param words what was checked, found and wanted, and the remedy, a line each
     */
    public static void assertBroken(Law law, Subject subject, String words) {
        GradientReport report = CHECKER.check(subject);
        assertBroken(law, Verdict.FAIL, report, words);
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("law " + law + " is BROKEN");
        assertThat(brokenLaws(subject)).containsExactly(law);
        assertThat(CHECKER.without(law).check(subject).laws())
                .extracting(LawFinding::law)
                .doesNotContain(law);
        CountedSubject counted = new CountedSubject(subject);
        assertThat(CHECKER.check(counted).evaluations())
                .as("calls that the report counts, of those made")
                .isEqualTo(counted.calls());
    }

    /** The report says that the law is broken, or that it keeps the rest from being judged. */
    public static void assertBroken(Law law, Verdict verdict, GradientReport report, String words) {
        LawFinding finding = finding(report, law);
        assertThat(String.join("\n", finding.checked(), finding.found(), finding.wanted(), finding.remedy()))
                .isEqualTo(words);
        assertThat(finding.verdict()).isEqualTo(verdict);
    }

    public static List<Law> brokenLaws(Subject subject) {
        return brokenLaws(CHECKER, subject);
    }

    public static List<Law> brokenLaws(GradientChecker checker, Subject subject) {
        return checker.check(subject).laws().stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .map(LawFinding::law)
                .toList();
    }

    public static LawFinding finding(GradientReport report, Law law) {
        return report.laws().stream()
                .filter(finding -> finding.law() == law)
                .findFirst()
                .orElseThrow(() -> new AssertionError(law + " was not judged: " + report));
    }
}
