package io.gradcheck.campaign;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * What a campaign found: mistakes, each once, with the smallest case that shows it; and what was checked at all.
 *
 * <p>A campaign fails if it found a mistake, if a case of the corpus fails or cannot be read, and if too little could be
 * seen: a campaign that checked nothing has not shown that nothing is wrong.
 */
public final class CampaignReport {

    private final long seed;
    private final long cases;
    private final long telling;
    private final double leastSeen;
    private final boolean interrupted;
    private final Tally tally;
    private final Traits traits;
    private final List<FindingGroup> groups;
    private final List<Replayed> replayed;
    private volatile boolean asserted;

    CampaignReport(
            long seed,
            long cases,
            long telling,
            double leastSeen,
            boolean interrupted,
            Tally tally,
            Traits traits,
            List<FindingGroup> groups,
            List<Replayed> replayed) {
        this.seed = seed;
        this.cases = cases;
        this.telling = telling;
        this.leastSeen = leastSeen;
        this.interrupted = interrupted;
        this.tally = tally;
        this.traits = traits;
        this.groups = List.copyOf(groups);
        this.replayed = List.copyOf(replayed);
    }

    /** {@return the seed that repeats the series} */
    public long seed() {
        return seed;
    }

    /** {@return how many cases were checked, those of the corpus not counted} */
    public long cases() {
        return cases;
    }

    /** {@return how many cases there were of which something could be seen} */
    public long telling() {
        return telling;
    }

    /** {@return whether the campaign was stopped before its end} */
    public boolean interrupted() {
        return interrupted;
    }

    /** {@return counts over all variables of all cases} */
    public Tally tally() {
        return tally;
    }

    /** {@return the mistakes found, in the order in which the series met them} */
    public List<FindingGroup> findings() {
        asserted = true;
        return groups;
    }

    /** {@return what became of the cases of the corpus, in the order of their files} */
    public List<Replayed> replayed() {
        return replayed;
    }

    /** {@return why the campaign failed; empty if it did not} */
    public List<String> failures() {
        asserted = true;
        return causes();
    }

    /**
     * Whether anybody asked for the findings or failures: {@link #findings}, {@link #failures}, {@link #failed} or
     * {@link #throwIfFailed}. Printing the report is not asking; test adapters fail a test in which a campaign failed and
     * nobody asked.
     *
     * @return whether anybody did
     */
    public boolean isAsserted() {
        return asserted;
    }

    List<FindingGroup> groups() {
        return groups;
    }

    List<String> causes() {
        List<String> failures = new ArrayList<>();
        for (Replayed one : replayed) {
            if (one.isFailure()) {
                failures.add(
                        "corpus: " + one.file() + (one.state() == Replayed.State.FAILS ? " fails" : " is damaged"));
            }
        }
        for (FindingGroup group : groups) {
            failures.add(group.source() + ": " + group.signature());
        }
        if (cases == 0) {
            failures.add("no case was checked");
        } else if (telling < leastSeen * cases) {
            failures.add(String.format(
                    Locale.ROOT,
                    "something could be seen in only %d of %d cases, wanted %.0f%% or more; see leastSeen",
                    telling,
                    cases,
                    100 * leastSeen));
        }
        return failures;
    }

    /** {@return whether there is any reason to fail} */
    public boolean failed() {
        return !failures().isEmpty();
    }

    /**
     * Throws with the full text if the campaign failed.
     *
     * @throws AssertionFailedError if there is a finding, a case of the corpus that fails or cannot be read, or too little
     *     that could be seen
     */
    public void throwIfFailed() {
        if (failed()) {
            throw new AssertionFailedError(toString());
        }
    }

    /**
     * The report of a whole campaign from those of its shards.
     *
     * @param other the report of another shard. Not modified.
     * @return the report of both
     * @throws IllegalArgumentException if it is of a series with another seed
     */
    public CampaignReport merge(CampaignReport other) {
        if (other.seed != seed) {
            throw new IllegalArgumentException(
                    "merge: found a report of seed " + other.seed + ", wanted one of seed " + seed);
        }
        Tally bothTallies = new Tally();
        bothTallies.add(tally);
        bothTallies.add(other.tally);
        Traits bothTraits = new Traits();
        bothTraits.add(traits);
        bothTraits.add(other.traits);
        List<FindingGroup> merged = new ArrayList<>(groups);
        for (FindingGroup group : other.groups) {
            int k = 0;
            while (k < merged.size() && !merged.get(k).isOf(group)) {
                k++;
            }
            if (k < merged.size()) {
                merged.set(k, merged.get(k).with(group));
            } else {
                merged.add(group);
            }
        }
        merged.sort(Comparator.comparingLong(FindingGroup::first));
        List<Replayed> bothReplayed = new ArrayList<>(replayed);
        other.replayed.stream().filter(one -> !replayed.contains(one)).forEach(bothReplayed::add);
        bothReplayed.sort(Comparator.comparing(Replayed::file));
        return new CampaignReport(
                seed,
                cases + other.cases,
                telling + other.telling,
                leastSeen,
                interrupted || other.interrupted,
                bothTallies,
                bothTraits,
                merged,
                bothReplayed);
    }

    /**
     * Writes this report as JSON, to be read by {@link #read} and merged on another machine. The file appears whole or not
     * at all.
     *
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ReportFile.write(this, file);
    }

    /**
     * Reads a report that {@link #write} wrote. Its texts and numbers are those of the report written; the reports of
     * single cases are not kept.
     *
     * @param file the file
     * @return the report
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is not the report of a campaign, or of another format; the message says where
     */
    public static CampaignReport read(Path file) throws IOException {
        return ReportFile.read(file);
    }

    double leastSeen() {
        return leastSeen;
    }

    Traits traits() {
        return traits;
    }

    /** {@return a table of how many cases had which traits, and what they came to} */
    public String statistics() {
        return String.join("\n", traits.rows());
    }

    /**
     * The text about one law.
     *
     * @param law the law
     * @return the findings that it is broken, with the code that repeats them, and what was checked; empty if there is none
     */
    public String text(Law law) {
        List<FindingGroup> broken =
                groups.stream().filter(group -> group.isBroken(law)).toList();
        StringBuilder text = new StringBuilder();
        broken.forEach(group -> text.append(group).append('\n'));
        return broken.isEmpty() ? "" : text.append(summary()).toString();
    }

    /** {@return the full text: what was found, the code that repeats it, and what was checked} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Replayed one : replayed) {
            if (one.state() != Replayed.State.PASSES) {
                text.append("corpus: ")
                        .append(one.file())
                        .append(' ')
                        .append(one.state())
                        .append(": ");
                text.append(one.text()).append('\n');
            }
        }
        groups.forEach(group -> text.append(group).append('\n'));
        text.append(summary());
        List<String> failures = causes();
        return failures.isEmpty()
                ? text.append("\nNothing was found.").toString()
                : text.append("\nFAILED: ")
                        .append(failures.stream().collect(Collectors.joining("; ")))
                        .toString();
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%d cases of seed %d%s%s: %d variables, PASS %d, KINK %d, INCONCLUSIVE %d, FAIL %d; %d cases without anything "
                        + "to see; %.1f evaluations a variable",
                cases,
                seed,
                interrupted ? " (stopped early)" : "",
                replayed.isEmpty() ? "" : " and " + replayed.size() + " of the corpus",
                tally.variables(),
                tally.count(Verdict.PASS),
                tally.count(Verdict.KINK),
                tally.count(Verdict.INCONCLUSIVE),
                tally.count(Verdict.FAIL),
                cases - telling,
                tally.evaluationsPerVariable());
    }
}
