package io.gradcheck.campaign;

import io.gradcheck.finding.Law;
import io.gradcheck.result.JsonInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.opentest4j.AssertionFailedError;

/**
 * What a campaign found: mistakes, each once, with the smallest case that shows it; and what was checked at all.
 *
 * <p>A campaign fails if it found a mistake, if a case of the corpus fails or cannot be read, if too many cases were skipped, and if too little could be
 * seen: a campaign that checked nothing has not shown that nothing is wrong.
 */
public final class CampaignReport {

    private static final String STREAM = "report";

    private final CampaignFindings found;
    private volatile boolean asserted;

    CampaignReport(CampaignFindings found) {
        this.found = found;
    }

    /** What was found, for those who assert nothing by looking at it. */
    CampaignFindings found() {
        return found;
    }

    /** {@return the seed that repeats the series} */
    public long seed() {
        return found.seed();
    }

    /** {@return how many cases were checked, those of the corpus not counted} */
    public long cases() {
        return found.cases();
    }

    /** {@return how many cases there were of which something could be seen} */
    public long telling() {
        return found.telling();
    }

    /** {@return how many cases were skipped as impossible, by the reasons that their source gave; without numbers} */
    public Map<String, Long> skipped() {
        return Collections.unmodifiableMap(found.skipped().reasons());
    }

    /** {@return which shards of the campaign are not in this report, from 1; none if it is of the whole campaign} */
    public List<Integer> missingShards() {
        return found.series().missing();
    }

    /**
     * Adds the findings to a regression corpus, as a campaign with a {@linkplain Campaign#corpus corpus} does at its end.
     *
     * @param directory where the corpus lies; made if there is a finding
     * @return what cannot be written, and why; empty if all is
     */
    public List<String> addTo(Path directory) {
        return new Corpus(directory).kept().end(found.groups());
    }

    /** {@return whether the campaign was stopped before its end} */
    public boolean interrupted() {
        return found.interrupted();
    }

    /** {@return counts over all variables of all cases} */
    public Tally tally() {
        return found.tally();
    }

    /** {@return the mistakes found, those of most cases first} */
    public List<FindingGroup> findings() {
        asserted = true;
        return found.groups();
    }

    /** {@return what became of the cases of the corpus, in the order of their files} */
    public List<Replayed> replayed() {
        return found.replayed();
    }

    /** {@return why the campaign failed; empty if it did not} */
    public List<String> failures() {
        asserted = true;
        return found.causes();
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
     * @throws IllegalArgumentException if it is of another campaign: another seed, other sources, another number of cases or
     *     of shards
     * @throws IllegalArgumentException if it is of a shard that is in this report already
     */
    public CampaignReport merge(CampaignReport other) {
        found.series().requireOther(other.found.series());
        return new CampaignReport(found.merge(other.found));
    }

    /**
     * Writes this report as JSON, to be read by {@link #read(Path)} and merged on another machine. The file appears whole or not
     * at all.
     *
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ReportFile.write(found, file);
    }

    /**
     * Writes this report as JSON to a stream, as {@link #write(Path)} does to a file.
     *
     * @param out where to; flushed, and not closed
     * @throws IOException if it cannot be written
     */
    public void write(OutputStream out) throws IOException {
        out.write(ReportFile.text(found).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /**
     * Reads a report that {@link #write(OutputStream)} wrote, to the stream's end.
     *
     * @param in where from; not closed
     * @return the report
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is not the report of a campaign, of another format, or too large; the message
     *     says where
     */
    public static CampaignReport read(InputStream in) throws IOException {
        return new CampaignReport(ReportFile.read(JsonInput.text(in, STREAM), STREAM));
    }

    /**
     * Reads a report that {@link #write(Path)} wrote. Its texts and numbers are those of the report written; the reports of
     * single cases are not kept.
     *
     * @param file the file
     * @return the report
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is not the report of a campaign, or of another format; the message says where
     */
    public static CampaignReport read(Path file) throws IOException {
        return new CampaignReport(ReportFile.read(file));
    }

    /** {@return a table of how many cases had which traits, and their outcomes} */
    public String statistics() {
        return String.join("\n", found.traits().rows());
    }

    /**
     * The text about one law.
     *
     * @param law the law
     * @return the findings that it is broken, with the code that repeats them, and what was checked; empty if there is none
     */
    public String text(Law law) {
        return found.text(law);
    }

    /**
     * The text with each mistake told in another way, such as {@link FindingGroup#brief}.
     *
     * @param each makes the text of a mistake
     * @return the mistakes, and what was checked
     */
    public String text(Function<FindingGroup, String> each) {
        return found.text(each);
    }

    /**
     * The text of a mistake in short, for where its report and code can be read elsewhere.
     *
     * @param finding one of {@link #findings}
     * @return its {@linkplain FindingGroup#brief brief text}, and which case of this campaign it was first seen in
     */
    String brief(FindingGroup finding) {
        return finding.brief() + "\n  repeat: case " + finding.first() + " of seed " + seed()
                + "; its code is in the report";
    }

    /** {@return the full text: what was found, the code that repeats it, and what was checked} */
    @Override
    public String toString() {
        return found.text(FindingGroup::toString);
    }
}
