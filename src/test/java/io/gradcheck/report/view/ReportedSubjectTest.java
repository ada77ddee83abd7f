package io.gradcheck.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Under which verdict a subject is shown. */
class ReportedSubjectTest {

    private static Verdict shown(Status status, Map<Verdict, Long> verdicts) {
        SubjectResult subject = new SubjectResult(
                "com.acme.Scale", "scale", 1, 200, 0, verdicts, 1, 0, 100, 0.1, 1e-9, 1e-9, null, List.of());
        TestResult test = new TestResult("test", "jqwik", "id", status, 0.1, List.of(subject));
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
}
