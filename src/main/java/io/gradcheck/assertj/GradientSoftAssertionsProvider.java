package io.gradcheck.assertj;

import io.gradcheck.check.GradientReport;
import io.gradcheck.subject.Subject;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.SoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on gradients to be mixed into soft assertions of one's own.
 *
 * <pre>{@code
 * class Softly extends AbstractSoftAssertions
 *         implements StandardSoftAssertionsProvider, GradientSoftAssertionsProvider {}
 * }</pre>
 *
 * <p>What is collected of a gradient of which nothing can be said, {@link io.gradcheck.check.InconclusiveError}, is a
 * failure like the others.
 */
public interface GradientSoftAssertionsProvider extends SoftAssertionsProvider {

    /**
     * Begins assertions on the gradients of a subject, which is checked when the first of them is made.
     *
     * @param actual the subject
     * @return its assertions
     */
    @CheckReturnValue
    default GradientsAssert assertThatGradients(@Nullable Subject actual) {
        return proxy(GradientsAssert.class, Subject.class, actual).collectedBy(this);
    }

    /**
     * Begins assertions on gradients that have been checked.
     *
     * @param actual what the check found
     * @return its assertions
     */
    @CheckReturnValue
    default GradientReportAssert assertThatGradients(@Nullable GradientReport actual) {
        return proxy(GradientReportAssert.class, GradientReport.class, actual).collectedBy(this);
    }
}
