package io.gradcheck.running;

import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * What checks inside a running program have found up to the moment when the report was asked for.
 *
 * <p>It fails if a mistake was found, and for every name under which nothing was proven: that was never called, came to too few
 * new points, could not be checked without being disturbed, or of which no check could say anything. Nothing fails where the
 * checks were switched off by {@code -Dgradcheck.running=off}: whoever set it knows, and the text says so.
 */
public final class RunningReport {

    private static final double NANOSECONDS = 1e9;

    private final boolean off;
    private final List<Watched> watched;
    private final Budget.Times times;
    private final Asserted asserted;

    /** Whether anybody has asked; one for all reports of a program, of which the last one counts. */
    static final class Asserted {
        private volatile boolean value;

        boolean value() {
            return value;
        }
    }

    /**
     * How often something was called and checked.
     *
     * @param name the name under which it was wrapped
     * @param calls how many calls were counted: of gradients, forward passes, points
     * @param points how many of them came to a new point
     * @param checks how many checks were made
     * @param skipped how many were due and not made, for lack of time or since another check ran
     * @param thrown how many threw in place of a report
     * @param verdicts the verdicts of the others
     */
    public record Counts(
            String name, long calls, long points, long checks, long skipped, long thrown, Map<Verdict, Long> verdicts) {

        /**
         * Makes counts.
         *
         * @param name the name
         * @param calls how many calls were counted
         * @param points how many of them came to a new point
         * @param checks how many checks were made
         * @param skipped how many were not made
         * @param thrown how many threw
         * @param verdicts the verdicts. Copied.
         */
        public Counts {
            Map<Verdict, Long> copy = new EnumMap<>(Verdict.class);
            copy.putAll(verdicts);
            verdicts = Collections.unmodifiableMap(copy);
        }

        /** {@return of how many checks something could be said: verdicts other than INCONCLUSIVE, and what threw} */
        public long telling() {
            return thrown + count(Verdict.PASS) + count(Verdict.KINK) + count(Verdict.FAIL);
        }

        private long count(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }

        /** {@return the counts in one line} */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d calls, %d new points, %d checks, %d skipped for lack of time: "
                            + "PASS %d, KINK %d, INCONCLUSIVE %d, FAIL %d%s",
                    name,
                    calls,
                    points,
                    checks,
                    skipped,
                    count(Verdict.PASS),
                    count(Verdict.KINK),
                    count(Verdict.INCONCLUSIVE),
                    count(Verdict.FAIL),
                    thrown > 0 ? ", threw " + thrown : "");
        }
    }

    RunningReport(boolean off, List<Watched> watched, Budget.Times times, Asserted asserted) {
        this.off = off;
        this.watched = List.copyOf(watched);
        this.times = times;
        this.asserted = asserted;
    }

    /** What was found, for those who assert nothing by looking at it. */
    List<Watched> watched() {
        return watched;
    }

    /** Whether anybody asked for what was found. */
    boolean isAsserted() {
        return asserted.value();
    }

    Budget.Times times() {
        return times;
    }

    /** {@return whether the checks were switched off by {@code -Dgradcheck.running=off}, so that nothing was checked} */
    public boolean isOff() {
        return off;
    }

    /** {@return how many calls were counted} */
    public long calls() {
        return counts().stream().mapToLong(Counts::calls).sum();
    }

    /** {@return how many calls came to a new point} */
    public long points() {
        return counts().stream().mapToLong(Counts::points).sum();
    }

    /** {@return how many checks were made} */
    public long checks() {
        return counts().stream().mapToLong(Counts::checks).sum();
    }

    /** {@return how many checks were due and not made, for lack of time or since another check ran} */
    public long skipped() {
        return counts().stream().mapToLong(Counts::skipped).sum();
    }

    /** {@return the counts of each name, in the order in which they were wrapped} */
    public List<Counts> counts() {
        return watched.stream().map(Watched::counts).toList();
    }

    /** {@return the share of the time since the start that checks took} */
    public double timeShare() {
        return times.share();
    }

    /** {@return the mistakes found, each once, in the order in which they were seen under each name} */
    public List<RunningFinding> findings() {
        asserted.value = true;
        return found();
    }

    private List<RunningFinding> found() {
        return watched.stream()
                .flatMap(one -> one.mistakes().stream())
                .map(Mistakes.Found::finding)
                .toList();
    }

    /** {@return why it failed; empty if it did not} */
    public List<String> failures() {
        asserted.value = true;
        return causes();
    }

    List<String> causes() {
        List<String> causes = new ArrayList<>();
        found().forEach(finding -> causes.add(finding.subject() + ": " + finding.words()));
        for (Watched one : watched) {
            @Nullable String tooLittle = one.tooLittle();
            if (tooLittle != null) {
                causes.add(one.counts().name() + ": " + tooLittle);
            }
        }
        if (watched.isEmpty() && !off) {
            causes.add("not checked: nothing was wrapped");
        }
        return causes;
    }

    /** {@return whether there is any reason to fail} */
    public boolean failed() {
        return !failures().isEmpty();
    }

    /**
     * Throws with the full text if these checks failed.
     *
     * @throws AssertionFailedError if there is a finding, or something of which nothing was proven
     */
    public void throwIfFailed() {
        if (failed()) {
            throw new AssertionFailedError(toString());
        }
    }

    /** {@return the full text: what was found, the code that repeats it, what was checked, and what that took} */
    @Override
    public String toString() {
        if (off) {
            return "Checks inside running code were off, by -D" + RunningChecks.PROPERTY
                    + "=off: NOTHING WAS CHECKED, and nothing is known of these gradients.";
        }
        StringBuilder text = new StringBuilder();
        found().forEach(finding -> text.append(finding).append('\n'));
        watched.forEach(one -> text.append(one.line()).append('\n'));
        text.append(time());
        List<String> causes = causes();
        return causes.isEmpty()
                ? text.append("\nNothing was found.").toString()
                : text.append("\nFAILED: ")
                        .append(causes.stream().collect(Collectors.joining("; ")))
                        .toString();
    }

    private String time() {
        String text = String.format(
                Locale.ROOT,
                "checks took %.1f%% of %.3f s, allowed %.1f%%",
                100 * times.share(),
                times.total() / NANOSECONDS,
                100 * times.allowed());
        return times.share() > times.allowed()
                ? text
                        + String.format(
                                Locale.ROOT,
                                "; more, as the first check of each name always runs, and the longest took %.3f s",
                                times.longest() / NANOSECONDS)
                : text;
    }
}
