package io.gradcheck.running;

import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.ReportTally;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was known, at one moment, of all that runs under one name.
 *
 * @param counts how often it was called and checked
 * @param every which new points are checked
 * @param reasons why nothing could be said, each with how often
 * @param mishap what went wrong beside the gradient; null if nothing did
 * @param mistakes the mistakes
 * @param further how many further mistakes were seen that are not kept
 * @param classUnderTest the class whose gradient was checked
 * @param tally all reports added up
 */
record Watched(
        RunningReport.Counts counts,
        int every,
        Map<String, Long> reasons,
        @Nullable String mishap,
        List<Mistakes.Found> mistakes,
        long further,
        Class<?> classUnderTest,
        ReportTally tally) {

    /** Why these checks prove nothing, or less than they seem to; null if there is no such reason. */
    @Nullable
    String tooLittle() {
        if (mishap != null) {
            return mishap;
        }
        if (counts.checks() == 0) {
            return "not checked: " + whyUnchecked();
        }
        return counts.telling() == 0
                ? String.format("nothing could be said in any of %d checks: %s", counts.checks(), why())
                : null;
    }

    private String whyUnchecked() {
        if (counts.calls() == 0) {
            return "it was never called";
        }
        return counts.points() < every
                ? "found " + counts.points() + " new points, wanted at least " + every + "; see every"
                : "other checks ran, or it was in use, whenever one was due";
    }

    private String why() {
        return reasons.entrySet().stream()
                .map(reason -> reason.getKey() + " in " + reason.getValue())
                .collect(Collectors.joining("; "));
    }

    /** One line. */
    String line() {
        StringBuilder line = new StringBuilder(counts.toString());
        if (counts.verdicts().getOrDefault(Verdict.INCONCLUSIVE, 0L) > 0) {
            line.append("\n  undecided: ").append(why());
        }
        if (further > 0) {
            line.append("\n  further mistakes, not kept: seen ").append(further).append(" times");
        }
        return line.toString();
    }
}
