package io.gradcheck.assertj;

import io.gradcheck.check.GradientReport;
import io.gradcheck.subject.Subject;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions on gradients begin.
 *
 * <pre>{@code
 * Subject right = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
 * Subject wrong = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
 * assertThatGradients(right).areCorrect().haveDetectionLimitBelow(1e-8);   // passes
 * assertThatGradients(wrong).areWrongIn("x");                              // passes
 * assertThatGradients(wrong).areCorrect();                                 // fails, with the text of the report
 * }</pre>
 */
@CheckReturnValue
public final class GradientAssertions {

    private GradientAssertions() {}

    /**
     * Begins assertions on the gradients of a subject, which is checked when the first of them is made.
     *
     * @param actual the subject
     * @return its assertions
     */
    public static GradientsAssert assertThatGradients(@Nullable Subject actual) {
        return new GradientsAssert(actual);
    }

    /**
     * Begins assertions on gradients that have been checked.
     *
     * @param actual what the check found
     * @return its assertions
     */
    public static GradientReportAssert assertThatGradients(@Nullable GradientReport actual) {
        return new GradientReportAssert(actual);
    }
}
