package io.gradcheck.running;

import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.ReportTally;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of all that runs under one name. Thread-safe. */
final class Watch {

    private final String name;
    private final int every;
    private final Mistakes mistakes;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Long> reasons = new TreeMap<>();
    private final ReportTally tally = new ReportTally();
    private Class<?> classUnderTest = Object.class;
    private long calls;
    private long points;
    private long checks;
    private long thrown;
    private long skipped;
    private boolean owed;
    private boolean stopped;
    private @Nullable String mishap;

    Watch(String name, int every) {
        this.name = name;
        this.every = every;
        this.mistakes = new Mistakes(name);
    }

    /** Counts a call; whether a check is due, or was due earlier and had no time. */
    synchronized boolean called(boolean isNew) {
        calls++;
        points += isNew ? 1 : 0;
        if (!isNew || stopped) {
            return false;
        }
        if (points % every == 0) {
            skipped += owed ? 1 : 0;
            owed = true;
        }
        return owed;
    }

    synchronized boolean isUnchecked() {
        return checks == 0;
    }

    synchronized long points() {
        return points;
    }

    synchronized long calls() {
        return calls;
    }

    /** Takes the check that is due, if no other thread has. */
    synchronized boolean take() {
        boolean due = owed;
        owed = false;
        checks += due ? 1 : 0;
        return due;
    }

    /** Makes no further check, as it would disturb what runs, or has. */
    synchronized void stop(String reason) {
        stopped = true;
        owed = false;
        mishap(reason);
    }

    /** Keeps the first of what went wrong beside the subject itself. */
    synchronized void mishap(String what) {
        if (mishap == null) {
            mishap = what;
        }
    }

    /**
     * Adds an outcome.
     *
     * @param outcome the outcome
     * @param returned whether the program's own call returned; where it threw too, that the check threw is nothing new
     */
    synchronized void add(Outcome outcome, boolean returned) {
        classUnderTest = outcome.classUnderTest();
        if (outcome.report() == null && !returned) {
            verdicts.merge(Verdict.INCONCLUSIVE, 1L, Long::sum);
            reasons.merge("the call itself threw", 1L, Long::sum);
            return;
        }
        if (outcome.report() == null) {
            thrown++;
            tally.addThrown();
        } else {
            verdicts.merge(outcome.report().verdict(), 1L, Long::sum);
            tally.add(outcome.report());
        }
        outcome.reasons().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
        mistakes.add(outcome);
    }

    /** What is known by now. */
    synchronized Watched watched() {
        RunningReport.Counts counts =
                new RunningReport.Counts(name, calls, points, checks, skipped + (owed ? 1 : 0), thrown, verdicts);
        ReportTally copy = new ReportTally();
        copy.add(tally);
        return new Watched(
                counts,
                every,
                new TreeMap<>(reasons),
                mishap,
                mistakes.found(),
                mistakes.further(),
                classUnderTest,
                copy);
    }
}
