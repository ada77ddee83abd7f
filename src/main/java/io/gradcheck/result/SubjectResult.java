package io.gradcheck.result;

import io.gradcheck.finding.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test found of one subject, in one check or in many.
 *
 * @param classUnderTest the class whose gradient was checked, by its binary name
 * @param subject the subject's name; of a series of random subjects that of the check shown, of a campaign its source
 * @param seed the seed of the check shown; of a campaign, and of a property of jqwik, that of the series
 * @param tries how many checks there were, those that made a finding small not counted
 * @param shrinkingTries how many made a finding small
 * @param verdicts how many of the tries had which verdict; those that are missing none
 * @param vacuous in how many of them nothing could be seen
 * @param unasserted how many of them found a wrong gradient without anybody asking the report for it
 * @param evaluations how often the subject was evaluated in all
 * @param seconds how long the checks took
 * @param detectionLimit the largest error of a single entry that could have stayed unseen in any try, of
 *     variables that are right and of which something could be seen; NaN if there is none
 * @param relativeDetectionLimit the same, relative to each variable's largest gradient entry
 * @param shown the worst check: the first one with the worst verdict, or the smallest where a failure was shrunk; null
 *     for a campaign
 * @param mistakes of a campaign, the mistakes it found; else empty
 * @param tooLittle of a campaign that could see too little to have shown that nothing is wrong, how much; else null
 */
public record SubjectResult(
        String classUnderTest,
        String subject,
        long seed,
        long tries,
        long shrinkingTries,
        Map<Verdict, Long> verdicts,
        long vacuous,
        long unasserted,
        long evaluations,
        double seconds,
        double detectionLimit,
        double relativeDetectionLimit,
        @Nullable CheckResult shown,
        List<MistakeResult> mistakes,
        @Nullable String tooLittle) {

    /** {@return the same result of a test that has asserted something of all that is wrong} */
    public SubjectResult asserted() {
        return new SubjectResult(
                classUnderTest,
                subject,
                seed,
                tries,
                shrinkingTries,
                verdicts,
                vacuous,
                0,
                evaluations,
                seconds,
                detectionLimit,
                relativeDetectionLimit,
                shown,
                mistakes,
                tooLittle);
    }
}
