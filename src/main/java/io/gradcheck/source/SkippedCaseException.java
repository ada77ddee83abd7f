package io.gradcheck.source;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Says that a case is impossible, and so neither right nor wrong: thrown by {@link Case#skip}, for who draws cases. A test that
 * ends by it is aborted.
 */
public final class SkippedCaseException extends TestAbortedException {

    private static final long serialVersionUID = 1;

    SkippedCaseException(String reason, @Nullable Throwable cause) {
        super(reason);
        if (cause != null) {
            initCause(cause);
        }
    }

    /** {@return why the case is impossible} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
