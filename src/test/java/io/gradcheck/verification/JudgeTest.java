package io.gradcheck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rules are violated by which results, and what is said of them. */
class JudgeTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Rules rules = new Rules();

    private static SubjectResult subject(
            String type, Map<Verdict, Long> verdicts, long vacuous, long unasserted, double limit) {
        long tries = verdicts.values().stream().mapToLong(Long::longValue).sum();
        return new SubjectResult(
                type,
                "subject",
                1,
                tries,
                0,
                verdicts,
                vacuous,
                unasserted,
                100,
                0.1,
                limit,
                limit,
                null,
                List.of(),
                null);
    }

    private static SubjectResult right(String type, long tries) {
        return subject(type, Map.of(Verdict.PASS, tries), 0, 0, 1e-10);
    }

    private static ClassResult result(Status status, SubjectResult... subjects) {
        return new ClassResult(
                1,
                "run",
                NOW,
                NOW,
                "com.acme.ATest",
                List.of(new TestResult("test", "junit-jupiter", "id", status, 1, List.of(), 0, List.of(subjects))));
    }

    private List<String> violations(List<String> wanted, ClassResult... results) {
        return Judge.violations(rules, Checked.byClass(List.of(results)), wanted);
    }

    @Test
    void right_gradients_of_all_classes_violate_nothing() {
        assertThat(violations(List.of("com.acme.Scale"), result(Status.SUCCESSFUL, right("com.acme.Scale", 1))))
                .isEmpty();
    }

    @Test
    void a_wrong_gradient_that_nobody_asserts_is_a_violation() {
        SubjectResult wrong = subject("com.acme.Shift", Map.of(Verdict.FAIL, 2L), 0, 2, Double.NaN);

        assertThat(violations(List.of(), result(Status.SUCCESSFUL, wrong)))
                .containsExactly("checks that found a wrong gradient: found 2, wanted at most 0: "
                        + "com.acme.ATest.test (subject)");
    }

    @Test
    void a_wrong_gradient_that_a_test_asserts_is_none_unless_the_test_fails() {
        SubjectResult wrong = subject("com.acme.Shift", Map.of(Verdict.FAIL, 2L), 0, 0, Double.NaN);

        assertThat(violations(List.of(), result(Status.SUCCESSFUL, wrong))).isEmpty();
        assertThat(violations(List.of(), result(Status.FAILED, wrong)))
                .containsExactly("checks that found a wrong gradient: found 2, wanted at most 0: "
                        + "com.acme.ATest.test (subject)");
    }

    @Test
    void classes_without_a_check_and_classes_that_no_check_could_see_are_named() {
        SubjectResult blind = subject("com.acme.Blind", Map.of(Verdict.INCONCLUSIVE, 3L), 3, 0, Double.NaN);

        assertThat(violations(
                        List.of("com.acme.Blind", "com.acme.Norm", "com.acme.Scale", "com.acme.Swish"),
                        result(Status.SUCCESSFUL, right("com.acme.Scale", 1), blind)))
                .containsExactly(
                        "classes that no test has checked: found 2 of 4, wanted none: com.acme.Norm, com.acme.Swish",
                        "classes of which no check could see anything: found 1 of 4, wanted none: com.acme.Blind");
    }

    @Test
    void limits_are_violated_beyond_them_only() throws ReflectiveOperationException {
        set("maxInconclusive", 1L);
        set("maxVacuous", 2L);
        set("minTries", 5L);
        set("maxDetectionLimit", 1e-8);
        SubjectResult within = subject(
                "com.acme.Scale", Map.of(Verdict.PASS, 2L, Verdict.KINK, 2L, Verdict.INCONCLUSIVE, 1L), 2, 0, 1e-8);
        SubjectResult beyond =
                subject("com.acme.Scale", Map.of(Verdict.PASS, 2L, Verdict.INCONCLUSIVE, 2L), 3, 0, 2e-8);

        assertThat(violations(List.of(), result(Status.SUCCESSFUL, within))).isEmpty();
        assertThat(violations(List.of(), result(Status.SUCCESSFUL, beyond)))
                .containsExactly(
                        "checks without a verdict: found 2, wanted at most 1: com.acme.ATest.test (subject)",
                        "checks in which nothing could be seen: found 3, wanted at most 2: "
                                + "com.acme.ATest.test (subject)",
                        "checks of com.acme.Scale: found 4, wanted at least 5",
                        "relative detection limit of com.acme.Scale: found 2.0e-08, wanted at most 1.0e-08: "
                                + "com.acme.ATest.test (subject)");
    }

    @Test
    void the_mutant_score_of_a_class_is_that_of_all_its_checks() throws ReflectiveOperationException {
        set("minMutantScore", 0.75);

        assertThat(violations(List.of(), result(Status.SUCCESSFUL, withMutants(10, 9), withMutants(10, 6))))
                .isEmpty();
        assertThat(violations(List.of(), result(Status.SUCCESSFUL, withMutants(10, 9), withMutants(10, 5))))
                .containsExactly("mutant score of com.acme.Scale: found 0.700, wanted at least 0.75");
        assertThat(violations(List.of(), result(Status.SUCCESSFUL, right("com.acme.Scale", 5))))
                .containsExactly(
                        "mutant score of com.acme.Scale: found none, as no single check of it passed, wanted at "
                                + "least 0.75");
    }

    private static SubjectResult withMutants(int mutants, int caught) {
        CheckResult shown = new CheckResult(
                Verdict.PASS,
                false,
                new EntryCounts(1, 1, 0, 0),
                List.of(),
                List.of(),
                mutants,
                caught,
                List.of(),
                List.of(),
                "",
                "GradientChecker.standard().seed(1)",
                List.of(),
                List.of());
        return new SubjectResult(
                "com.acme.Scale",
                "subject",
                1,
                1,
                0,
                Map.of(Verdict.PASS, 1L),
                0,
                0,
                100,
                0.1,
                1e-10,
                1e-10,
                shown,
                List.of(),
                null);
    }

    /** As Maven sets a parameter. */
    private void set(String name, Object value) throws ReflectiveOperationException {
        var field = Rules.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(rules, value);
    }
}
