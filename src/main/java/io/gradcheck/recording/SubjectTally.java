package io.gradcheck.recording;

import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.SubjectResult;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the checks of one subject, or of a series of subjects of one class, and keeps the worst of them. */
final class SubjectTally {

    private static final double NANOS = 1e9;
    private static final int MOST_OPEN = 16; // reports keep gradients, which may be large

    private final String classUnderTest;
    private final ReportTally tally = new ReportTally();
    private final ArrayDeque<GradientReport> open = new ArrayDeque<>();
    private long unasserted;
    private String subject;
    private long seed;
    private long shrinkingTries;
    private long nanos;

    @Nullable
    private CheckResult shown;

    SubjectTally(String classUnderTest, String subject) {
        this.classUnderTest = classUnderTest;
        this.subject = subject;
    }

    void add(CompletedCheck check, boolean shrinking) {
        GradientReport report = check.report();
        nanos += check.time().toNanos();
        if (shrinking) {
            shrinkingTries++;
            tally.addCost(report);
        } else {
            tally.add(report);
            keepOpen(report);
        }
        if (isToBeShown(report.verdict(), shrinking)) {
            show(check);
        }
    }

    /** Of a wrong gradient it is known at the end only whether the test asserts anything; of the oldest of many, earlier. */
    private void keepOpen(GradientReport report) {
        if (report.verdict() == Verdict.FAIL) {
            open.add(report);
            if (open.size() > MOST_OPEN) {
                unasserted += open.remove().isAsserted() ? 0 : 1;
            }
        }
    }

    private long unasserted() {
        return unasserted + open.stream().filter(report -> !report.isAsserted()).count();
    }

    void show(CompletedCheck check) {
        GradientReport report = check.report();
        // Here only, since mutants and pictures cost more than a check.
        shown = CheckResults.of(check);
        subject = report.subject();
        seed = report.seed();
    }

    private boolean isToBeShown(Verdict verdict, boolean shrinking) {
        if (shown == null) {
            return true;
        }
        int worse = verdict.compareTo(shown.verdict());
        return worse > 0 || (worse == 0 && shrinking && verdict == Verdict.FAIL);
    }

    /**
     * What it all comes to.
     *
     * @param ofSeries the seed that repeats all of it; null if each check has its own
     */
    SubjectResult result(@Nullable Long ofSeries) {
        return tally.result(
                classUnderTest,
                subject,
                ofSeries == null ? seed : ofSeries,
                shrinkingTries,
                unasserted(),
                nanos / NANOS,
                shown,
                List.of(),
                null);
    }
}
