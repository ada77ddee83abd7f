package io.gradcheck.assertj;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Assertions on gradients that go on after a failure, and report all failures at the end.
 *
 * <pre>{@code
 * GradientSoftAssertions.assertSoftly(softly -> {
 *     softly.assertThatGradients(encoder).areCorrect();
 *     softly.assertThatGradients(decoder).areCorrect().haveDetectionLimitBelow(1e-8);
 * });   // fails with the reports of both if both are wrong
 * }</pre>
 */
public class GradientSoftAssertions extends AbstractSoftAssertions implements GradientSoftAssertionsProvider {

    /** Collects no failure yet. */
    public GradientSoftAssertions() {}

    /**
     * Makes assertions, and fails with all that failed.
     *
     * @param assertions makes them with the soft assertions that it is given
     * @throws AssertionError if any of them failed
     */
    public static void assertSoftly(Consumer<GradientSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(GradientSoftAssertions.class, assertions);
    }
}
