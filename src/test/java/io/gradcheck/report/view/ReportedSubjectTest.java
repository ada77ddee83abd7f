package io.gradcheck.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Under which verdict a subject is shown. */
class ReportedSubjectTest {

    private static Verdict shown(Status status, Map<Verdict, Long> verdicts) {
        SubjectResult subject = new SubjectResult(
                "com.acme.Scale", "scale", 1, 200, 0, verdicts, 1, 0, 100, 0.1, 1e-9, 1e-9, null, List.of(), null);
        TestResult test = new TestResult("test", "jqwik", "id", status, 0.1, List.of(), 0, List.of(subject));
        return new ReportedSubject(0, "com.acme.ScaleTest", test, subject).verdict();
    }

    @Test
    void it_is_the_worst_of_all_tries() {
        assertThat(shown(Status.SUCCESSFUL, Map.of(Verdict.PASS, 199L, Verdict.KINK, 1L)))
                .isEqualTo(Verdict.KINK);
        assertThat(shown(Status.SUCCESSFUL, Map.of(Verdict.PASS, 199L, Verdict.FAIL, 1L)))
                .isEqualTo(Verdict.FAIL);
        assertThat(shown(Status.SUCCESSFUL, Map.of(Verdict.INCONCLUSIVE, 200L))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void undecided_tries_of_a_series_that_passed_do_not_count() {
        Map<Verdict, Long> someUndecided = Map.of(Verdict.PASS, 199L, Verdict.INCONCLUSIVE, 1L);

        assertThat(shown(Status.SUCCESSFUL, someUndecided)).isEqualTo(Verdict.PASS);
        assertThat(shown(Status.SUCCESSFUL, Map.of(Verdict.KINK, 1L, Verdict.INCONCLUSIVE, 1L)))
                .isEqualTo(Verdict.KINK);
        assertThat(shown(Status.FAILED, someUndecided)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(shown(Status.ABORTED, someUndecided)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static final PartResult LAW =
            new PartResult("law FINITE: finite", Status.ABORTED, "law FINITE could not be judged of any of 9 cases");

    private static SubjectResult passed(String name) {
        return passed(name, null);
    }

    private static SubjectResult passed(String name, @Nullable String tooLittle) {
        return new SubjectResult(
                "com.acme.Scale",
                name,
                1,
                200,
                0,
                Map.of(Verdict.PASS, 200L),
                0,
                0,
                100,
                0.1,
                1e-9,
                1e-9,
                null,
                List.of(),
                tooLittle);
    }

    private static ReportedSubject first(Status status, List<PartResult> parts, SubjectResult... subjects) {
        TestResult test = new TestResult("test", "jqwik", "id", status, 0.1, parts, 0, List.of(subjects));
        return new ReportedSubject(0, "com.acme.ScaleTest", test, subjects[0]);
    }

    @Test
    void a_series_that_its_test_could_not_judge_has_not_passed() {
        ReportedSubject series = first(Status.ABORTED, List.of(LAW), passed("scale"));

        assertThat(series.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(series.note()).isEqualTo(LAW.name() + ": " + LAW.reason());
        assertThat(first(Status.FAILED, List.of(LAW), passed("scale")).verdict())
                .as("another part has failed")
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(first(Status.ABORTED, List.of(), passed("scale")).verdict())
                .as("as earlier releases recorded it")
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(first(Status.SUCCESSFUL, List.of(), passed("scale")).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_series_that_failed_as_too_little_could_be_seen_has_not_passed() {
        List<PartResult> parts = List.of(new PartResult("", Status.FAILED, "200 cases of seed 1"));
        SubjectResult unseen = passed("scale", "something could be seen in only 2 of 200 cases");

        ReportedSubject series = first(Status.FAILED, parts, unseen);
        assertThat(series.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(series.note()).isEqualTo("something could be seen in only 2 of 200 cases");
        assertThat(first(Status.SUCCESSFUL, List.of(), unseen).verdict())
                .as("a test that wants that")
                .isEqualTo(Verdict.PASS);
        assertThat(first(Status.FAILED, parts, passed("scale")).verdict())
                .as("failed for another cause")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void what_was_not_judged_of_one_subject_is_not_told_of_another() {
        PartResult ofShift = new PartResult("shift > gradient of x", Status.ABORTED, "undecided");

        assertThat(first(Status.ABORTED, List.of(ofShift), passed("scale"), passed("shift"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(first(Status.ABORTED, List.of(ofShift), passed("shift"), passed("scale"))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }
}
