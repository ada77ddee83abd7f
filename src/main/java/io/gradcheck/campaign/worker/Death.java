package io.gradcheck.campaign.worker;

import java.util.Locale;
import java.util.Map;

/**
 * How a worker ended before it had answered.
 *
 * @param begun the index of the case that it had begun last; -1 if none
 * @param code the exit code of its JVM; above 128 a signal's number more than that
 * @param silent whether it was killed, since it had said nothing for as long as no JVM does that is alive
 * @param frame where native code crashed, as the JVM told it; else empty
 */
public record Death(long begun, int code, boolean silent, String frame) {

    private static final int SIGNALS = 128;
    private static final int KILLED = 9;

    // Those that end a program; a JVM may well exit with other codes above 128.
    private static final Map<Integer, String> NAMES = Map.of(
            4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", KILLED, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    /** As an index: none was begun. */
    public static final long NONE = -1;

    /** {@return whether no case had begun} */
    public boolean isBeforeAnyCase() {
        return begun == NONE;
    }

    /** {@return whether it crashed: whether a signal ended it, or the JVM has told where} */
    public boolean isCrash() {
        return !silent && (isSignal() || !frame.isEmpty());
    }

    private boolean isSignal() {
        return NAMES.containsKey(code - SIGNALS);
    }

    /** {@return how it ended, in a sentence without its subject} */
    public String text() {
        if (silent) {
            return "its JVM showed no sign of life any more, and was killed";
        }
        if (!frame.isEmpty()) {
            return "its JVM crashed in " + frame;
        }
        if (!isSignal()) {
            return "its JVM ended with exit code " + code
                    + ", with no call of System.exit that could be seen: as by Runtime.halt, or native code that exits";
        }
        int signal = code - SIGNALS;
        String why = signal == KILLED ? ": killed from outside, as a system does whose memory is short" : "";
        return String.format(Locale.ROOT, "its JVM was ended by signal %d (%s)%s", signal, NAMES.get(signal), why);
    }
}
