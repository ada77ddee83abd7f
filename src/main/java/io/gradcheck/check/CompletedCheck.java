package io.gradcheck.check;

import io.gradcheck.finding.EntryDifferences;
import io.gradcheck.finding.Profile;
import java.time.Duration;
import java.util.List;

/**
 * A check that has ended.
 *
 * @param report what was found
 * @param classUnderTest the class whose gradient was checked, as the subject says
 * @param time how long it took
 */
public record CompletedCheck(GradientReport report, Class<?> classUnderTest, Duration time) {

    /**
     * How the function goes along each variable that did not pass.
     *
     * <p>Evaluates the subject about fifty times for each of them: to be asked by a {@link CheckListener} while it is told
     * of the check, since a subject is used by one thread at a time and may be another one later.
     *
     * @return a profile for each variable whose verdict is not PASS, in their order
     */
    public List<Profile> profiles() {
        return report.outcome().pictures().profiles();
    }

    /**
     * The difference in every entry of each variable of at most 256 entries that is wrong.
     *
     * <p>Evaluates the subject about a dozen times for each entry: to be asked by a {@link CheckListener} while it is told
     * of the check, as {@link #profiles()} is.
     *
     * @return the differences for each such variable, in their order
     */
    public List<EntryDifferences> differences() {
        return report.outcome().pictures().differences();
    }
}
