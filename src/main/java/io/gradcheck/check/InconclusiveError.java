package io.gradcheck.check;

import org.opentest4j.AssertionFailedError;

/**
 * Thrown where nothing can be said of a gradient, so that it is not taken for right.
 *
 * <p>Test adapters catch it: where {@linkplain #isVacuous() nothing could have been seen} the test fails, as the text
 * says what to do; else it is aborted with the reason, as the gradient has not been shown to be wrong.
 */
public final class InconclusiveError extends AssertionFailedError {

    private static final long serialVersionUID = 1;

    private final boolean vacuous;

    InconclusiveError(GradientReport report) {
        this(report, report.toString());
    }

    /**
     * Says in words of its own that nothing can be said: for adapters that describe what they assert, or ask for a part
     * of a report only.
     *
     * @param report the report of the check
     * @param message the whole text
     */
    public InconclusiveError(GradientReport report, String message) {
        super(message);
        this.vacuous = report.isUnacceptablyVacuous();
    }

    /** {@return whether nothing could have been seen of any variable, and the checker does not accept that} */
    public boolean isVacuous() {
        return vacuous;
    }
}
