package io.gradcheck.junit;

import static io.gradcheck.assertj.GradientAssertions.assertThatGradients;
import static io.gradcheck.junit.Runs.aborted;
import static io.gradcheck.junit.Runs.failures;
import static io.gradcheck.junit.Runs.run;
import static io.gradcheck.junit.Runs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The extension leaves gradients alone that are asserted through AssertJ, whatever is asserted of them. */
class AssertedGradientTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
    private static final Subject UNDECIDED = Subject.objective(
            "half a parabola and a line",
            x -> x[0] * Math.sqrt(x[0]) + Math.sqrt(x[1]),
            x -> new double[] {1.5 * Math.sqrt(x[0]), 0.5 / Math.sqrt(x[1])},
            4,
            0);
    private static final Subject VACUOUS = Subject.objective("constant", x -> 1, x -> new double[] {0}, 3);

    static class Held {
        @GradientTest
        void wrong() {
            assertThatGradients(WRONG).areWrongIn("x");
        }

        @GradientTest
        void wrong_with_the_checker_of_the_test(GradientChecker checker) {
            assertThatGradients(WRONG).checkedBy(checker).hasVerdict(Verdict.FAIL);
        }

        @GradientTest
        void wrong_report(GradientChecker checker) {
            assertThatGradients(checker.check(WRONG)).finding("x").isWrong();
        }

        @GradientTest
        void a_law_of_a_wrong_gradient() {
            assertThatGradients(WRONG).hold(Law.DETERMINISTIC);
        }

        @GradientTest
        void right() {
            assertThatGradients(RIGHT).areCorrect().haveMutantScoreAtLeast(1);
        }
    }

    @Test
    void a_wrong_gradient_that_is_asserted_to_be_wrong_passes() {
        EngineExecutionResults results = run(Held.class);

        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results))
                .containsExactlyInAnyOrder(
                        "wrong",
                        "wrong_with_the_checker_of_the_test",
                        "wrong_report",
                        "a_law_of_a_wrong_gradient",
                        "right");
    }

    static class NotHeld {
        @GradientTest
        void correct(GradientChecker checker) {
            assertThatGradients(WRONG).as("the sine").checkedBy(checker).areCorrect();
        }

        @GradientTest
        void mutant_score(GradientChecker checker) {
            assertThatGradients(checker.check(WRONG)).haveMutantScoreAtLeast(0);
        }

        @GradientTest
        void nothing_asserted(GradientChecker checker) {
            assertThat(assertThatGradients(checker.check(WRONG))).isNotNull();
        }

        @GradientTest
        void nothing_checked() {
            assertThat(assertThatGradients(WRONG)).isNotNull();
        }

        @GradientTest
        void vacuous() {
            assertThatGradients(VACUOUS).areCorrect();
        }
    }

    @Test
    void a_wrong_gradient_that_is_not_asserted_to_be_wrong_fails_and_says_how_to_repeat_the_test() {
        EngineExecutionResults results = run(NotHeld.class);

        assertThat(succeeded(results)).isEmpty();
        assertThat(failures(results)).hasSize(5);
        assertThat(failures(results).get("correct"))
                .startsWith("[the sine] Expecting the gradients of sin to be correct, but found wrong: x\n")
                .endsWith("\nrepeat this test: @GradientSeed(1)");
        assertThat(failures(results).get("mutant_score"))
                .startsWith(
                        "Expecting the gradients of sin to have a mutant score of at least 0.0000, but found wrong: x\n");
        assertThat(failures(results).get("nothing_asserted")).startsWith("sin: gradient of x is WRONG ");
        assertThat(failures(results).get("nothing_checked")).startsWith("nothing was checked: ");
        assertThat(failures(results).get("vacuous")).startsWith("constant: INCONCLUSIVE, nothing could be seen ");
    }

    static class Undecided {
        @GradientTest
        void correct() {
            assertThatGradients(UNDECIDED).as("the parabola").areCorrect();
        }

        @GradientTest
        void correct_at() {
            assertThatGradients(UNDECIDED).areCorrectAt("x");
        }
    }

    @Test
    void an_undecided_gradient_aborts_the_test() {
        EngineExecutionResults results = run(Undecided.class);

        assertThat(aborted(results)).containsOnlyKeys("correct", "correct_at");
        assertThat(aborted(results).get("correct"))
                .startsWith("[the parabola] half a parabola and a line: INCONCLUSIVE");
    }
}
