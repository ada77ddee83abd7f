package io.gradcheck.assertj;

import static io.gradcheck.assertj.GradientAssertions.assertThatGradients;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Every assertion on one variable, where it holds and where it does not. */
class FindingAssertTest {

    private static void assertFails(ThrowingCallable assertion) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .isExactlyInstanceOf(AssertionFailedError.class);
    }

    @Test
    void a_right_variable_is_correct_at_a_kink_too() {
        assertThatGradients(Polynomial.WRONG_IN_W).finding("b").isCorrect();
        assertThatGradients(Polynomial.KINKED).finding("x").isCorrect();
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("W").isCorrect());
    }

    @Test
    void a_variable_that_is_undecided_or_not_seen_throws_what_a_report_throws() {
        assertThatExceptionOfType(InconclusiveError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W)
                        .finding("W")
                        .isCorrect());
        assertThatExceptionOfType(InconclusiveError.class)
                .isThrownBy(() ->
                        assertThatGradients(Polynomial.VACUOUS).finding("x").isCorrect());
    }

    @Test
    void a_wrong_variable_is_wrong() {
        assertThatGradients(Polynomial.WRONG_IN_W).finding("W").isWrong();
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("b").isWrong());
        assertFails(() ->
                assertThatGradients(Polynomial.UNDECIDED_IN_W).finding("W").isWrong());
    }

    @Test
    void every_verdict_can_be_asserted() {
        assertThatGradients(Polynomial.RIGHT).finding("W").hasVerdict(Verdict.PASS);
        assertThatGradients(Polynomial.KINKED).finding("x").hasVerdict(Verdict.KINK);
        assertThatGradients(Polynomial.UNDECIDED_IN_W).finding("W").hasVerdict(Verdict.INCONCLUSIVE);
        assertThatGradients(Polynomial.WRONG_IN_W).finding("W").hasVerdict(Verdict.FAIL);
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).finding("W").hasVerdict(Verdict.KINK));
    }

    @Test
    void a_detection_limit_is_below_what_is_above_it() {
        assertThatGradients(Polynomial.RIGHT).finding("b").hasDetectionLimitBelow(3e-11);
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).finding("W").hasDetectionLimitBelow(3e-11));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> assertThatGradients(Polynomial.RIGHT).finding("W").hasDetectionLimitBelow(-1));
    }

    @Test
    void a_detection_limit_cannot_hide_a_wrong_gradient_that_was_not_said_to_be() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("W").hasDetectionLimitBelow(1e-8));
        assertThatGradients(Polynomial.WRONG_IN_W).finding("W").isWrong().hasDetectionLimitBelow(1e-8);
        assertThatGradients(Polynomial.WRONG_IN_W)
                .finding("W")
                .hasVerdict(Verdict.FAIL)
                .hasDetectionLimitBelow(1e-8);
    }

    @Test
    void a_wrong_gradient_is_diagnosed_as_what_it_looks_like() {
        assertThatGradients(Polynomial.WRONG_IN_W).finding("W").isDiagnosedAs("sign flipped");
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("W").isDiagnosedAs("transposed"));
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("b").isDiagnosedAs("sign flipped"));
    }

    @Test
    void a_mistake_is_caught_where_the_variable_shows_it() {
        assertThatGradients(Polynomial.RIGHT).finding("W").wouldCatch("transposed", "zero");
        assertThatGradients(Polynomial.SYMMETRIC).finding("b").wouldCatch("zero");
        assertFails(() -> assertThatGradients(Polynomial.SYMMETRIC).finding("W").wouldCatch("zero", "transposed"));
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).finding("b").wouldCatch("transposed"));
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("W").wouldCatch("zero"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> assertThatGradients(Polynomial.RIGHT).finding("W").wouldCatch());
    }

    @Test
    void wrong_entries_lead_to_assertions_on_lists() {
        assertThatGradients(Polynomial.WRONG_IN_W)
                .finding("W")
                .wrongEntries()
                .extracting(WrongEntry::indexText)
                .containsExactly("[1,1]", "[1,0]", "[0,1]", "[0,0]");
        assertThatGradients(Polynomial.WRONG_IN_W).finding("b").wrongEntries().isEmpty();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.WRONG_IN_W)
                        .finding("b")
                        .wrongEntries()
                        .hasSize(1))
                .withMessageStartingWith("[wrong entries of b in squares] ");
    }

    @Test
    void a_finding_by_itself_is_refused() {
        Finding finding = GradientChecker.standard().check(Polynomial.RIGHT).finding("W");

        assertThatIllegalStateException()
                .isThrownBy(() -> new FindingAssert(finding).isCorrect())
                .withMessage("finding of W: found no report that it is part of, wanted "
                        + "assertThatGradients(...).finding(\"W\")");
    }
}
