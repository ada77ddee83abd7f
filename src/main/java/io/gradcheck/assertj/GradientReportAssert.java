package io.gradcheck.assertj;

import io.gradcheck.check.GradientReport;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on gradients that have been checked.
 *
 * <pre>{@code
 * GradientReport report = GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::cos, 0.3));
 * assertThatGradients(report).haveMutantScoreAtLeast(1);   // passes
 * assertThatGradients(report).areWrongIn("x");             // fails: x agrees
 * }</pre>
 */
public class GradientReportAssert extends AbstractGradientsAssert<GradientReportAssert, GradientReport> {

    /**
     * Makes assertions on gradients that have been checked.
     *
     * @param actual what the check found
     */
    public GradientReportAssert(@Nullable GradientReport actual) {
        super(actual, GradientReportAssert.class);
    }

    @Override
    final GradientReport report() {
        isNotNull();
        return actual;
    }
}
