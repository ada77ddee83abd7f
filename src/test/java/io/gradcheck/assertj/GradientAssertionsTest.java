package io.gradcheck.assertj;

import static io.gradcheck.assertj.GradientAssertions.assertThatGradients;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Every assertion on all gradients of a subject, where it holds and where it does not. */
class GradientAssertionsTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private static void assertFails(ThrowingCallable assertion) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .isExactlyInstanceOf(AssertionFailedError.class);
    }

    private static void assertUndecided(ThrowingCallable assertion) {
        assertThatExceptionOfType(InconclusiveError.class).isThrownBy(assertion);
    }

    // Correct.

    @Test
    void right_gradients_are_correct_at_kinks_too() {
        assertThatGradients(Polynomial.RIGHT).areCorrect();
        assertThatGradients(Polynomial.KINKED).areCorrect();
    }

    @Test
    void wrong_gradients_are_not_correct() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).areCorrect());
    }

    @Test
    void gradients_that_break_a_law_are_not_correct() {
        assertFails(() -> assertThatGradients(Polynomial.LAWLESS).areCorrect());
    }

    @Test
    void undecided_gradients_throw_what_the_report_throws() {
        String text = CHECKER.check(Polynomial.UNDECIDED_IN_W).toString();

        assertThatExceptionOfType(InconclusiveError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).areCorrect())
                .withMessage(text)
                .satisfies(error -> assertThat(error.isVacuous()).isFalse());
    }

    @Test
    void gradients_of_which_nothing_can_be_seen_throw_what_the_report_throws() {
        assertThatExceptionOfType(InconclusiveError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.VACUOUS).areCorrect())
                .withMessage(CHECKER.check(Polynomial.VACUOUS).toString())
                .satisfies(error -> assertThat(error.isVacuous()).isTrue());
        assertThatGradients(Polynomial.VACUOUS)
                .checkedBy(CHECKER.allowVacuous())
                .areCorrect()
                .areCorrectAt("x");
    }

    @Test
    void some_variables_are_correct_beside_wrong_ones() {
        assertThatGradients(Polynomial.WRONG_IN_W).areCorrectAt("b");
        assertThatGradients(Polynomial.RIGHT).areCorrectAt("W", "b");
        assertThatGradients(Polynomial.UNDECIDED_IN_W).areCorrectAt("b");
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).areCorrectAt("b", "W"));
    }

    @Test
    void a_named_variable_that_is_undecided_or_not_seen_throws_what_a_report_throws() {
        assertUndecided(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).areCorrectAt("b", "W"));
        assertUndecided(() -> assertThatGradients(Polynomial.VACUOUS).areCorrectAt("x"));
    }

    // Wrong.

    @Test
    void wrong_variables_are_wrong_and_others_may_be_too() {
        assertThatGradients(Polynomial.WRONG_IN_W).areWrongIn("W");
        assertThatGradients(Polynomial.WRONG).areWrongIn("b");
        assertThatGradients(Polynomial.WRONG).areWrongIn("W", "b");
    }

    @Test
    void variables_that_are_right_undecided_or_at_a_kink_are_not_wrong() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).areWrongIn("W", "b"));
        assertFails(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).areWrongIn("W"));
        assertFails(() -> assertThatGradients(Polynomial.KINKED).areWrongIn("x"));
    }

    @Test
    void an_unknown_variable_fails_and_none_at_all_is_refused() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).areWrongIn("W", "c"));
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).areCorrectAt("c"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT).areWrongIn())
                .withMessage("variables: found none, wanted the names of at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT).areCorrectAt());
    }

    @Test
    void an_excluded_variable_is_not_checked() {
        assertThatGradients(Polynomial.WRONG_IN_W)
                .checkedBy(CHECKER.excluding("W"))
                .areCorrect();
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W)
                .checkedBy(CHECKER.excluding("W"))
                .areWrongIn("W"));
    }

    @Test
    void every_verdict_can_be_asserted() {
        assertThatGradients(Polynomial.RIGHT).hasVerdict(Verdict.PASS);
        assertThatGradients(Polynomial.KINKED).hasVerdict(Verdict.KINK);
        assertThatGradients(Polynomial.VACUOUS).hasVerdict(Verdict.INCONCLUSIVE);
        assertThatGradients(Polynomial.WRONG).hasVerdict(Verdict.FAIL);
        assertFails(() -> assertThatGradients(Polynomial.KINKED).hasVerdict(Verdict.PASS));
        assertFails(() -> assertThatGradients(Polynomial.VACUOUS).hasVerdict(Verdict.FAIL));
    }

    // The strength of the check.

    @Test
    void detection_limits_are_below_what_is_above_all_of_them() {
        assertThatGradients(Polynomial.RIGHT).areCorrect().haveDetectionLimitBelow(1e-8);
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).haveDetectionLimitBelow(3e-11));
    }

    @Test
    void a_detection_limit_is_not_below_itself() {
        GradientReport report = CHECKER.check(Polynomial.RIGHT);
        double limit = report.finding("W").detectionLimit();

        assertFails(() -> assertThatGradients(report).haveDetectionLimitBelow(limit));
        assertThatGradients(report).haveDetectionLimitBelow(Math.nextUp(limit));
    }

    @Test
    void a_detection_limit_that_is_no_positive_number_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT).haveDetectionLimitBelow(0))
                .withMessage("limit: found 0.0, wanted a number above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT).haveDetectionLimitBelow(Double.NaN));
    }

    @Test
    void a_mutant_score_is_at_least_itself() {
        assertThatGradients(Polynomial.RIGHT).haveMutantScoreAtLeast(1);
        assertThatGradients(Polynomial.SYMMETRIC).haveMutantScoreAtLeast(16 / 17.0);
        assertFails(() -> assertThatGradients(Polynomial.SYMMETRIC).haveMutantScoreAtLeast(Math.nextUp(16 / 17.0)));
    }

    @Test
    void a_mutant_score_that_is_no_share_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT).haveMutantScoreAtLeast(1.01))
                .withMessage("score: found 1.01, wanted a number from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT).haveMutantScoreAtLeast(Double.NaN));
    }

    @Test
    void a_mistake_is_caught_where_the_inputs_show_it() {
        assertThatGradients(Polynomial.RIGHT).wouldCatch("transposed", "sign flipped");
        assertThatGradients(Polynomial.SYMMETRIC).wouldCatch("sign flipped");
        assertFails(() -> assertThatGradients(Polynomial.SYMMETRIC).wouldCatch("sign flipped", "transposed"));
    }

    @Test
    void an_unknown_mistake_fails_and_none_at_all_is_refused() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).wouldCatch("transposed", "transpose"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT).wouldCatch())
                .withMessage("mistakes: found none, wanted the names of at least one");
    }

    @Test
    void the_strength_of_a_check_cannot_hide_wrong_gradients() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).haveMutantScoreAtLeast(0.5));
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).haveDetectionLimitBelow(1e-8));
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).wouldCatch("zero"));
        assertFails(() -> assertThatGradients(Polynomial.LAWLESS).haveMutantScoreAtLeast(0.5));
    }

    @Test
    void the_strength_of_a_check_cannot_hide_that_nothing_can_be_said() {
        assertUndecided(() -> assertThatGradients(Polynomial.VACUOUS).haveMutantScoreAtLeast(0));
        assertUndecided(() -> assertThatGradients(Polynomial.VACUOUS).haveDetectionLimitBelow(1e-8));
        assertUndecided(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).wouldCatch("zero"));
    }

    @Test
    void the_strength_of_a_check_of_gradients_that_were_said_to_be_wrong_can_be_asserted() {
        assertThatGradients(Polynomial.WRONG_IN_W)
                .areWrongIn("W")
                .haveMutantScoreAtLeast(1)
                .haveDetectionLimitBelow(1e-8)
                .wouldCatch("zero");
        assertThatGradients(Polynomial.WRONG_IN_W).hasVerdict(Verdict.FAIL).haveMutantScoreAtLeast(1);
        assertThatGradients(Polynomial.LAWLESS).breaks(Law.SHAPES).haveMutantScoreAtLeast(1);
        assertThatGradients(Polynomial.VACUOUS).hasVerdict(Verdict.INCONCLUSIVE).haveDetectionLimitBelow(1e-8);
    }

    @Test
    void only_what_was_said_to_be_wrong_may_be() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG).areWrongIn("W").haveDetectionLimitBelow(1e-8));
        assertFails(() ->
                assertThatGradients(Polynomial.WRONG_IN_W).areCorrectAt("b").haveMutantScoreAtLeast(0.5));
        assertFails(() -> assertThatGradients(Polynomial.WRONG)
                .hasVerdict(Verdict.FAIL)
                .checkedBy(CHECKER.seed(2))
                .haveDetectionLimitBelow(1e-8));
    }

    @Test
    void without_a_right_variable_there_is_no_mutant_score() {
        assertFails(() ->
                assertThatGradients(Polynomial.WRONG).hasVerdict(Verdict.FAIL).haveMutantScoreAtLeast(0));
    }

    // Laws.

    @Test
    void laws_hold_or_are_broken() {
        assertThatGradients(Polynomial.WRONG).hold(Law.DETERMINISTIC).hold(Law.SHAPES);
        assertThatGradients(Polynomial.LAWLESS).breaks(Law.SHAPES);
        assertFails(() -> assertThatGradients(Polynomial.LAWLESS).hold(Law.SHAPES));
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).breaks(Law.SHAPES));
    }

    @Test
    void a_law_that_kept_the_check_from_going_on_neither_holds_nor_is_broken() {
        assertUndecided(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).hold(Law.FINITE));
        assertFails(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).breaks(Law.FINITE));
    }

    @Test
    void a_law_that_was_not_judged_neither_holds_nor_is_broken() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).hold(Law.BATCH_IS_SUM));
        assertFails(() -> assertThatGradients(Polynomial.LAWLESS)
                .checkedBy(CHECKER.without(Law.SHAPES))
                .breaks(Law.SHAPES));
    }

    // Leading on.

    @Test
    void findings_lead_to_assertions_on_lists() {
        assertThatGradients(Polynomial.WRONG_IN_W)
                .findings()
                .extracting(Finding::name, Finding::verdict)
                .containsExactly(tuple("W", Verdict.FAIL), tuple("b", Verdict.PASS));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThatGradients(Polynomial.RIGHT).findings().isEmpty())
                .withMessageStartingWith("[findings of squares] ");
    }

    @Test
    void an_unknown_variable_does_not_lead_on() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).finding("c").isCorrect());
    }

    // The check.

    @Test
    void a_subject_is_checked_once_and_not_before_the_first_assertion() {
        List<GradientReport> checks = new ArrayList<>();
        GradientsAssert gradients =
                assertThatGradients(Polynomial.RIGHT).checkedBy(CHECKER.heardBy(check -> checks.add(check.report())));

        assertThat(checks).isEmpty();
        gradients.areCorrect().haveDetectionLimitBelow(1e-8).finding("W").isCorrect();
        assertThat(checks).hasSize(1);
    }

    @Test
    void another_checker_checks_again() {
        assertThatGradients(Polynomial.WRONG_IN_W)
                .areWrongIn("W")
                .checkedBy(CHECKER.excluding("W"))
                .areCorrect();
    }

    @Test
    void a_report_is_asserted_as_it_is() {
        assertThatGradients(CHECKER.check(Polynomial.RIGHT)).areCorrect();
        assertThatGradients(CHECKER.check(Polynomial.WRONG)).areWrongIn("W", "b");
        assertFails(() -> assertThatGradients(CHECKER.check(Polynomial.WRONG)).areCorrect());
    }

    @Test
    void a_report_counts_as_asserted_from_the_first_assertion_on() {
        GradientReport verdict = CHECKER.check(Polynomial.WRONG);
        GradientReport score = CHECKER.check(Polynomial.WRONG);
        GradientReport law = CHECKER.check(Polynomial.WRONG);
        GradientReport nothing = CHECKER.check(Polynomial.WRONG);

        assertThatGradients(verdict).areWrongIn("W");
        assertFails(() -> assertThatGradients(score).haveMutantScoreAtLeast(0.5));
        assertThatGradients(law).hold(Law.FINITE);
        assertThatGradients(nothing).as("no assertion");

        assertThat(verdict.isAsserted()).isTrue();
        assertThat(score.isAsserted()).isTrue();
        assertThat(law.isAsserted()).isTrue();
        assertThat(nothing.isAsserted()).isFalse();
    }

    @Test
    void there_must_be_something_to_assert() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThatGradients((Subject) null).as("the encoder").areCorrect())
                .withMessageContainingAll("[the encoder] ", "Expecting actual not to be null");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThatGradients((GradientReport) null).finding("W").isCorrect())
                .withMessageContaining("Expecting actual not to be null");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThatGradients((GradientReport) null).findings().isEmpty())
                .withMessageContaining("Expecting actual not to be null");
    }
}
