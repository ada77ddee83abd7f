package io.gradcheck.campaign.crew;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a case comes to that was given up, or whose JVM ended: its stack is that of the thread that it was left behind in; none where
 * the JVM left no trace.
 */
public final class DoesNotEnd extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final double SECOND = 1e9;

    private final Kind kind;

    /** In which way a case does not come to its end. */
    public enum Kind {
        /** It goes on. */
        HANGS("does not end"),
        /** It ends the JVM, as by {@link System#exit}. */
        EXITS("ends the JVM"),
        /** It ends the JVM by a signal, as native code does that crashes. */
        CRASHES("crashes the JVM");

        private final String signature;

        Kind(String signature) {
            this.signature = signature;
        }

        /** {@return what such a finding looks like, before where it was} */
        public String signature() {
            return signature;
        }
    }

    private DoesNotEnd(String message, Kind kind, List<StackTraceElement> stack) {
        super(message, null, false, true);
        this.kind = kind;
        setStackTrace(stack.toArray(StackTraceElement[]::new));
    }

    /** {@return in which way} */
    public Kind kind() {
        return kind;
    }

    /**
     * What ended a JVM without a trace, as something thrown.
     *
     * @param kind in which way
     * @param message how, in a sentence without its subject
     * @return an exception without a stack
     */
    public static DoesNotEnd without(Kind kind, String message) {
        return new DoesNotEnd(message, kind, List.of());
    }

    /**
     * What was given up, as something thrown.
     *
     * @param givenUp what it was
     * @return an exception with the stack of the thread that was left behind
     */
    public static DoesNotEnd of(GivenUp givenUp) {
        if (givenUp.exits()) {
            return new DoesNotEnd("called System.exit, which ends the JVM", Kind.EXITS, givenUp.stack());
        }
        return new DoesNotEnd(
                "had not ended after " + seconds(givenUp.taken())
                        + (givenUp.longest().isZero()
                                ? ", as the first of its thread"
                                : "; the longest other step took " + seconds(givenUp.longest())),
                Kind.HANGS,
                givenUp.stack());
    }

    /**
     * A time in seconds.
     *
     * @param time the time
     * @return a text of two digits, such as {@code 0.25 s}
     */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2g s", time.toNanos() / SECOND).replaceFirst("^(\\d)\\.0e\\+01", "$10");
    }
}
