package io.gradcheck.assertj;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.subject.Subject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the gradients of a subject.
 *
 * <p>The first of them checks the subject, with {@link GradientChecker#standard} or as {@link #checkedBy} says; all
 * others look at the same report.
 *
 * <pre>{@code
 * Subject wrong = Subject.scalar("sin", Math::sin, x -> -Math.cos(x), 0.3);
 * assertThatGradients(wrong).finding("x").isDiagnosedAs("sign flipped");                              // passes
 * assertThatGradients(wrong).checkedBy(GradientChecker.standard().seed(7)).areCorrectAt("x");         // fails
 * }</pre>
 */
public class GradientsAssert extends AbstractGradientsAssert<GradientsAssert, Subject> {

    private GradientChecker checker = GradientChecker.standard();
    private @Nullable GradientReport report;

    /**
     * Makes assertions on the gradients of a subject.
     *
     * @param actual the subject
     */
    public GradientsAssert(@Nullable Subject actual) {
        super(actual, GradientsAssert.class);
    }

    /**
     * Takes another checker for the assertions that follow.
     *
     * @param other the checker
     * @return this
     */
    public GradientsAssert checkedBy(GradientChecker other) {
        checker = Objects.requireNonNull(other, "checker");
        report = null;
        forgetStatements();
        return myself;
    }

    @Override
    final GradientReport report() {
        isNotNull();
        GradientReport checked = report;
        if (checked == null) {
            checked = checker.check(actual);
            report = checked;
        }
        return checked;
    }
}
