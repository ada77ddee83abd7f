package io.gradcheck.campaign.crew;

import java.time.Duration;
import java.util.List;

/**
 * A job that was given up while it was under way.
 *
 * @param hangs whether it took longer than any job may; else it was only under way when all were to stop
 * @param taken how long its last step had taken
 * @param longest the longest step of all others that ended; zero if there is none
 * @param stack where its thread was, the innermost frame first
 */
public record GivenUp(boolean hangs, Duration taken, Duration longest, List<StackTraceElement> stack) {

    /** {@return whether its thread was in a call of {@link System#exit}, which never comes back} */
    public boolean exits() {
        return stack.stream()
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
    }
}
