package io.gradcheck.source;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
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

    /**
     * The first of these among an exception and its causes: libraries wrap what code in them throws.
     *
     * @param thrown the exception; null for none
     * @return what says that the case is impossible; empty if nothing does
     */
    public static Optional<SkippedCaseException> in(@Nullable Throwable thrown) {
        Set<Throwable> met = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable one = thrown; one != null && met.add(one); one = one.getCause()) { // causes can go in a circle
            if (one instanceof SkippedCaseException impossible) {
                return Optional.of(impossible);
            }
        }
        return Optional.empty();
    }

    /** {@return why the case is impossible} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
