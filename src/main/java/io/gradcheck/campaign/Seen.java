package io.gradcheck.campaign;

import io.gradcheck.campaign.count.Decisions;
import io.gradcheck.campaign.count.Skips;
import io.gradcheck.campaign.count.Traits;
import io.gradcheck.recording.ReportTally;
import io.gradcheck.source.SubjectCase;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one thread of a campaign has seen. */
final class Seen {

    private final Tally tally = new Tally();
    private final Traits traits = new Traits();
    private final Skips skipped = Skips.none(1);
    private final Decisions decisions = new Decisions();
    private final Map<Look, First> findings = new TreeMap<>();
    private final TreeSet<String> mishaps = new TreeSet<>();
    private final ReportTally[] bySource;
    private long cases;
    private long telling;

    /** The first case that shows a mistake, and what all of them have in common. */
    record First(long index, SubjectCase subjectCase, Outcome outcome, long count, Votes votes) {
        First with(First other) {
            First earlier = index <= other.index ? this : other;
            return new First(
                    earlier.index, earlier.subjectCase, earlier.outcome, count + other.count, votes.with(other.votes));
        }
    }

    /** What cases of one source look like. */
    record Look(String source, String signature) implements Comparable<Look> {
        @Override
        public int compareTo(Look other) {
            return Comparator.comparing(Look::source)
                    .thenComparing(Look::signature)
                    .compare(this, other);
        }
    }

    Seen(int sources) {
        bySource = new ReportTally[sources];
        Arrays.setAll(bySource, source -> new ReportTally());
    }

    void add(Seen other) {
        for (int source = 0; source < bySource.length; source++) {
            bySource[source].add(other.bySource[source]);
        }
        tally.add(other.tally);
        traits.add(other.traits);
        skipped.add(other.skipped);
        decisions.add(other.decisions);
        other.findings.forEach((look, first) -> findings.merge(look, first, First::with));
        mishaps.addAll(other.mishaps);
        cases += other.cases;
        telling += other.telling;
    }

    void addSkipped(String reason) {
        skipped.add(reason);
    }

    /** Adds something that went wrong beside the cases, and fails the campaign. */
    void addMishap(String text) {
        mishaps.add(text);
    }

    /**
     * Adds a case that was checked.
     *
     * @param index its index in the series
     * @param turn which source it is of
     * @param source the source's name
     * @param subjectCase the case
     * @param outcome its outcome
     * @param parts the mistakes that it shows; none if it is no finding
     */
    void add(long index, int turn, String source, SubjectCase subjectCase, Outcome outcome, List<Part> parts) {
        cases++;
        telling += outcome.sawSomething() ? 1 : 0;
        traits.add(subjectCase, outcome.isFinding(), outcome.verdict(), outcome.sawSomething());
        if (outcome.report() != null) {
            tally.add(outcome.report());
            decisions.add(source, outcome.report().findings());
            bySource[turn].add(outcome.report());
        } else {
            bySource[turn].addThrown();
        }
        for (Part part : parts) {
            First first = new First(index, subjectCase, outcome, 1, Votes.of(part, parts));
            findings.merge(new Look(source, part.signature()), first, First::with);
        }
    }

    Tally tally() {
        return tally;
    }

    Traits traits() {
        return traits;
    }

    Skips skipped() {
        return skipped;
    }

    Decisions decisions() {
        return decisions;
    }

    Map<Look, First> findings() {
        return findings;
    }

    List<String> mishaps() {
        return List.copyOf(mishaps);
    }

    List<ReportTally> bySource() {
        return List.of(bySource);
    }

    long cases() {
        return cases;
    }

    long telling() {
        return telling;
    }
}
