package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.failures;
import static io.gradcheck.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;

/** What becomes of a test, by what it checked and what it asserted. */
class GradientExtensionTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
    private static final Subject KINKED = Subject.scalar("abs", Math::abs, Math::signum, 0, 1);
    private static final Subject UNDECIDED = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);
    private static final Subject CONSTANT = Subject.scalar("one", x -> 1, x -> 0, 0.3);

    private static final String WRONG_TEXT = """
            sin: gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
              at    analytic      numeric       difference  allowed
              x[0]  0.2955202067  0.9553364891  6.6e-01     2.0e-12
            repeat this test: @GradientSeed(1)""";

    @ExtendWith(GradientExtension.class)
    static class Judged {
        @Test
        void right(GradientChecker checker) {
            checker.check(RIGHT);
        }

        @Test
        void wrong_and_nobody_looks(GradientChecker checker) {
            checker.check(WRONG);
        }

        @Test
        void wrong_and_thrown(GradientChecker checker) {
            checker.check(WRONG).throwIfFailed();
        }

        @Test
        void wrong_and_expected(GradientChecker checker) {
            assertThat(checker.check(WRONG).verdict()).isEqualTo(Verdict.FAIL);
        }

        @Test
        void wrong_and_only_printed(GradientChecker checker) {
            assertThat(checker.check(WRONG).toString()).isNotEmpty();
        }

        @Test
        void wrong_with_a_checker_of_its_own(Random random) {
            GradientChecker.standard().check(WRONG);
        }

        @Test
        void wrong_on_another_thread(GradientChecker checker) throws InterruptedException {
            Thread thread = new Thread(() -> checker.check(WRONG));
            thread.start();
            thread.join();
        }

        @Test
        void kink(GradientChecker checker) {
            checker.check(KINKED).throwIfFailed();
        }

        @Test
        void undecided_and_nobody_looks(GradientChecker checker) {
            checker.check(UNDECIDED);
        }

        @Test
        void undecided_and_thrown(GradientChecker checker) {
            checker.check(UNDECIDED).throwIfFailed();
        }

        @Test
        void undecided_and_expected(GradientChecker checker) {
            assertThat(checker.check(UNDECIDED).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }

        @Test
        void nothing_to_see_and_nobody_looks(GradientChecker checker) {
            checker.check(CONSTANT);
        }

        @Test
        void nothing_to_see_and_thrown(GradientChecker checker) {
            checker.check(CONSTANT).throwIfFailed();
        }

        @Test
        void nothing_to_see_and_allowed(GradientChecker checker) {
            checker.allowVacuous().check(CONSTANT).throwIfFailed();
        }

        @Test
        void nothing_checked(GradientChecker checker) {
            assertThat(checker).isNotNull();
        }

        @Test
        void nothing_to_check(Random random) {
            assertThat(random).isNotNull();
        }

        @Test
        void failing_for_another_cause(GradientChecker checker) {
            checker.check(RIGHT);
            throw new IllegalStateException("broken");
        }
    }

    private final EngineExecutionResults results = run(Judged.class);

    @Test
    void passing_and_expected_verdicts_pass() {
        assertThat(Runs.succeeded(results))
                .containsExactlyInAnyOrder(
                        "right",
                        "wrong_and_expected",
                        "kink",
                        "undecided_and_expected",
                        "nothing_to_see_and_allowed",
                        "nothing_to_check");
    }

    @Test
    void a_wrong_gradient_fails_the_test_whoever_looks() {
        Map<String, String> failures = failures(results);

        assertThat(failures.get("wrong_and_nobody_looks")).isEqualTo(WRONG_TEXT);
        assertThat(failures.get("wrong_and_thrown")).isEqualTo(WRONG_TEXT);
        assertThat(failures.get("wrong_and_only_printed")).isEqualTo(WRONG_TEXT);
        assertThat(failures.get("wrong_with_a_checker_of_its_own")).isEqualTo(WRONG_TEXT);
        assertThat(failures.get("wrong_on_another_thread")).isEqualTo(WRONG_TEXT);
    }

    @Test
    void a_test_in_which_nothing_could_be_seen_or_nothing_was_checked_fails() {
        Map<String, String> failures = failures(results);

        String vacuous = """
                one: INCONCLUSIVE, nothing could be seen of any variable: check at another point, or say allowVacuous() if that is intended   \
                seed 1   (repeat: GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  x         1        PASS     5.8e-13          -         8            vacuous: nothing could have been seen; check at another point
                repeat this test: @GradientSeed(1)""";
        assertThat(failures.get("nothing_to_see_and_nobody_looks")).isEqualTo(vacuous);
        assertThat(failures.get("nothing_to_see_and_thrown")).isEqualTo(vacuous);
        assertThat(failures.get("nothing_checked"))
                .isEqualTo(
                        "nothing was checked: nothing_checked made no check; call check(...) of its GradientChecker, "
                                + "or make it a @Test that takes none");
    }

    @Test
    void those_and_no_others_fail() {
        assertThat(failures(results))
                .containsOnlyKeys(
                        "wrong_and_nobody_looks",
                        "wrong_and_thrown",
                        "wrong_and_only_printed",
                        "wrong_with_a_checker_of_its_own",
                        "wrong_on_another_thread",
                        "nothing_to_see_and_nobody_looks",
                        "nothing_to_see_and_thrown",
                        "nothing_checked",
                        "failing_for_another_cause");
    }

    @Test
    void where_nothing_can_be_said_the_test_is_aborted_with_the_reason() {
        Map<String, String> aborted = Runs.aborted(results);

        assertThat(aborted).containsOnlyKeys("undecided_and_nobody_looks", "undecided_and_thrown");
        assertThat(aborted.values())
                .allSatisfy(text -> assertThat(text)
                        .startsWith("sqrt: INCONCLUSIVE, judged: 0 of 1 variable (1 undecided)   seed 1")
                        .endsWith("\nrepeat this test: @GradientSeed(1)"));
    }

    @Test
    void a_kink_is_published() {
        assertThat(results.testEvents().reportingEntryPublished().stream()
                        .map(event ->
                                event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                        .toList())
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("gradcheck"))
                        .startsWith("abs: every gradient is right; at kinks, around the point"));
    }

    @Test
    void a_failure_of_another_kind_is_left_as_it_is_with_a_note_how_to_repeat_it() {
        Throwable thrown = results.testEvents().failed().stream()
                .filter(event -> Runs.name(event).equals("failing_for_another_cause"))
                .map(Runs::thrown)
                .findFirst()
                .orElseThrow();

        assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("broken");
        assertThat(thrown.getSuppressed())
                .singleElement()
                .satisfies(note -> assertThat(note).hasMessage("repeat this test: @GradientSeed(1)"));
    }

    @Test
    void a_failure_is_thrown_where_it_was() {
        Event event = results.testEvents().failed().stream()
                .filter(failed -> Runs.name(failed).equals("wrong_and_thrown"))
                .findFirst()
                .orElseThrow();

        assertThat(Runs.thrown(event).getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("wrong_and_thrown"));
    }
}
