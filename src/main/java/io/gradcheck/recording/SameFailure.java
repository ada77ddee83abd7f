package io.gradcheck.recording;

import org.opentest4j.AssertionFailedError;

/** A failure that says something else, or more. */
public final class SameFailure {

    private SameFailure() {}

    /**
     * The same failure, thrown at the same place, with another text.
     *
     * @param text the text
     * @param failure the failure. Not modified.
     * @return the same one if that is its text already; else another, of the plain class
     */
    public static AssertionFailedError saying(String text, AssertionFailedError failure) {
        if (text.equals(failure.getMessage())) {
            return failure;
        }
        AssertionFailedError same = failure.isExpectedDefined() && failure.isActualDefined()
                ? new AssertionFailedError(text, failure.getExpected(), failure.getActual(), failure.getCause())
                : new AssertionFailedError(text, failure.getCause());
        same.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            same.addSuppressed(suppressed);
        }
        return same;
    }
}
