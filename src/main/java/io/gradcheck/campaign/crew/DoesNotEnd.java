package io.gradcheck.campaign.crew;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a case comes to that was given up: its stack is that of the thread that it was left behind in. */
public final class DoesNotEnd extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final double SECOND = 1e9;

    private final boolean exits;

    private DoesNotEnd(String message, boolean exits, List<StackTraceElement> stack) {
        super(message, null, false, true);
        this.exits = exits;
        setStackTrace(stack.toArray(StackTraceElement[]::new));
    }

    /** {@return whether it called {@link System#exit}, and so would have ended all other cases with it} */
    public boolean exits() {
        return exits;
    }

    /**
     * What was given up, as something thrown.
     *
     * @param givenUp what it was
     * @return an exception with the stack of the thread that was left behind
     */
    public static DoesNotEnd of(GivenUp givenUp) {
        if (givenUp.exits()) {
            return new DoesNotEnd(
                    "called System.exit, which ends the JVM: no further case was checked", true, givenUp.stack());
        }
        return new DoesNotEnd(
                "had not ended after " + seconds(givenUp.taken())
                        + (givenUp.longest().isZero()
                                ? ", as the first of its thread"
                                : "; the longest other step took " + seconds(givenUp.longest())),
                false,
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
