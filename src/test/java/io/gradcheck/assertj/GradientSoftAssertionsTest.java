package io.gradcheck.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.StandardSoftAssertionsProvider;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

/** Soft assertions collect every failure, those of what an assertion leads on to as well. */
class GradientSoftAssertionsTest {

    /** Mixed with those of AssertJ. */
    private static final class Mixed extends AbstractSoftAssertions
            implements StandardSoftAssertionsProvider, GradientSoftAssertionsProvider {}

    private final GradientSoftAssertions softly = new GradientSoftAssertions();

    @Test
    void two_failures_are_collected() {
        assertThatExceptionOfType(MultipleFailuresError.class)
                .isThrownBy(() -> GradientSoftAssertions.assertSoftly(all -> {
                    all.assertThatGradients(Polynomial.WRONG).as("first").areCorrect();
                    all.assertThatGradients(Polynomial.RIGHT).as("second").areCorrect();
                    all.assertThatGradients(GradientChecker.standard().check(Polynomial.RIGHT))
                            .as("third")
                            .areWrongIn("b");
                }))
                .satisfies(failures -> assertThat(failures.getFailures()).hasSize(2))
                .withMessageContainingAll(
                        "[first] Expecting the gradients of squares to be correct, but found wrong: W, b\n",
                        "[third] Expecting the gradients of squares to be wrong in b, but found not wrong: b\n");
    }

    @Test
    void nothing_is_thrown_where_all_hold() {
        assertThatCode(() -> GradientSoftAssertions.assertSoftly(all -> {
                    all.assertThatGradients(Polynomial.RIGHT).areCorrect().haveMutantScoreAtLeast(1);
                    all.assertThatGradients(Polynomial.WRONG_IN_W)
                            .areWrongIn("W")
                            .finding("W")
                            .isDiagnosedAs("sign flipped")
                            .wrongEntries()
                            .hasSize(4);
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void a_chain_goes_on_after_a_failure() {
        softly.assertThatGradients(Polynomial.WRONG)
                .areCorrect()
                .areCorrectAt("b")
                .areWrongIn("W")
                .hasVerdict(Verdict.PASS);

        assertThat(softly.errorsCollected()).hasSize(3);
    }

    @Test
    void wrong_gradients_are_collected_once_and_not_for_every_statement_on_the_check() {
        softly.assertThatGradients(Polynomial.WRONG_IN_W)
                .areCorrect()
                .haveDetectionLimitBelow(1e-8)
                .haveMutantScoreAtLeast(1);

        assertThat(softly.errorsCollected()).hasSize(1);
    }

    @Test
    void what_a_subject_leads_on_to_is_collected_too() {
        softly.assertThatGradients(Polynomial.WRONG_IN_W)
                .as("first")
                .finding("W")
                .isCorrect()
                .wouldCatch("zero");
        softly.assertThatGradients(Polynomial.WRONG_IN_W)
                .finding("b")
                .wrongEntries()
                .hasSize(2);
        softly.assertThatGradients(Polynomial.WRONG_IN_W).as("last").findings().isEmpty();

        assertThat(softly.errorsCollected())
                .hasSize(4)
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("[first] Expecting the gradient of W in squares to be correct"),
                        second -> assertThat(second)
                                .startsWith("[first] Expecting the check of the gradient of W in squares"),
                        third -> assertThat(third).startsWith("[wrong entries of b in squares] "),
                        fourth -> assertThat(fourth).startsWith("[last] "));
    }

    @Test
    void an_unknown_variable_is_collected_and_the_test_goes_on() {
        softly.assertThatGradients(Polynomial.RIGHT)
                .finding("c")
                .isCorrect()
                .wrongEntries()
                .isEmpty();

        assertThat(softly.errorsCollected())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        unknown -> assertThat(unknown)
                                .startsWith(
                                        "Expecting the gradients of squares to be checked at c, but found no c; checked were: "
                                                + "W, b"),
                        first -> assertThat(first)
                                .startsWith("[finding of c] ")
                                .contains("Expecting actual not to be null"),
                        again -> assertThat(again)
                                .startsWith("[finding of c] ")
                                .contains("Expecting actual not to be null"),
                        last -> assertThat(last).contains("Expecting actual not to be null"));
    }

    @Test
    void a_missing_subject_is_collected_and_the_test_goes_on() {
        softly.assertThatGradients((Subject) null).as("none").findings().hasSize(2);

        assertThat(softly.errorsCollected())
                .hasSize(2)
                .extracting(Throwable::getMessage)
                .allSatisfy(message ->
                        assertThat(message).startsWith("[none] ").contains("Expecting actual not to be null"));
    }

    @Test
    void another_checker_is_taken() {
        softly.assertThatGradients(Polynomial.WRONG_IN_W)
                .checkedBy(GradientChecker.standard().excluding("W"))
                .areCorrect();

        assertThat(softly.errorsCollected()).isEmpty();
    }

    @Test
    void a_failure_says_where_it_was_made() {
        softly.assertThatGradients(Polynomial.WRONG).areCorrect();

        assertThat(softly.errorsCollected())
                .singleElement()
                .isInstanceOf(AssertionFailedError.class)
                .asString()
                .contains("at GradientSoftAssertionsTest.a_failure_says_where_it_was_made(");
    }

    @Test
    void what_cannot_be_decided_is_collected_as_such() {
        softly.assertThatGradients(Polynomial.UNDECIDED_IN_W).areCorrect();

        assertThat(softly.errorsCollected()).singleElement().isInstanceOf(InconclusiveError.class);
    }

    @Test
    void gradients_mix_with_other_assertions() {
        Mixed mixed = new Mixed();
        mixed.assertThat("text").isEmpty();
        mixed.assertThatGradients(Polynomial.WRONG).areCorrect();

        assertThatExceptionOfType(MultipleFailuresError.class)
                .isThrownBy(mixed::assertAll)
                .satisfies(failures -> assertThat(failures.getFailures()).hasSize(2));
    }
}
