package io.gradcheck.assertj;

import static io.gradcheck.assertj.GradientAssertions.assertThatGradients;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.InconclusiveError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What a test says of its assertions stands in their failures. */
class DescriptionsTest {

    @Test
    void a_description_stands_in_front() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() ->
                        assertThatGradients(Polynomial.WRONG).as("epoch %d", 3).areCorrect())
                .withMessageStartingWith("[epoch 3] Expecting the gradients of squares to be correct, but found ");
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.RIGHT)
                        .describedAs("epoch 4")
                        .haveDetectionLimitBelow(1e-20))
                .withMessageStartingWith(
                        "[epoch 4] Expecting the gradients of squares to have a detection limit below ");
    }

    @Test
    void a_description_stands_in_front_of_what_a_report_throws() {
        String text = GradientChecker.standard().check(Polynomial.VACUOUS).toString();

        assertThatExceptionOfType(InconclusiveError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.VACUOUS)
                        .as("100% of epoch 3")
                        .areCorrect())
                .withMessage("[100% of epoch 3] " + text)
                .satisfies(error -> assertThat(error.isVacuous()).isTrue());
    }

    @Test
    void a_description_leads_on() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.WRONG)
                        .as("epoch 3")
                        .finding("W")
                        .isCorrect())
                .withMessageStartingWith("[epoch 3] Expecting the gradient of W in squares to be correct, but found ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.WRONG)
                        .as("epoch 3")
                        .finding("W")
                        .wrongEntries()
                        .isEmpty())
                .withMessageStartingWith("[epoch 3] ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.WRONG)
                        .as("epoch 3")
                        .findings()
                        .isEmpty())
                .withMessageStartingWith("[epoch 3] ");
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.WRONG)
                        .as("epoch 3")
                        .finding("c")
                        .isCorrect())
                .withMessageStartingWith("[epoch 3] Expecting the gradients of squares to be checked at c, but found ");
    }

    @Test
    void a_message_of_the_test_replaces_the_text() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.WRONG)
                        .as("epoch 3")
                        .overridingErrorMessage("the %s are wrong", "gradients")
                        .areCorrect())
                .withMessage("[epoch 3] the gradients are wrong");
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.WRONG)
                        .withFailMessage(() -> "W is wrong")
                        .finding("W")
                        .isCorrect())
                .withMessage("W is wrong");
        assertThatExceptionOfType(InconclusiveError.class)
                .isThrownBy(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W)
                        .overridingErrorMessage("nothing known")
                        .areCorrect())
                .withMessage("nothing known");
    }

    @Test
    void a_failure_carries_what_was_wanted_and_found_and_where_the_test_made_it() {
        AssertionFailedError failure = catchThrowableOfType(
                AssertionFailedError.class,
                () -> assertThatGradients(Polynomial.WRONG).areCorrect());

        assertThat(failure.getExpected().getValue()).isEqualTo("be correct");
        assertThat(failure.getActual().getValue()).isEqualTo("wrong: W, b");
        assertThat(List.of(failure.getStackTrace()).get(0).getClassName())
                .isEqualTo(getClass().getName());
    }
}
