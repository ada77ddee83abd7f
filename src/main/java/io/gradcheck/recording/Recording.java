package io.gradcheck.recording;

import io.gradcheck.check.CheckListener;
import io.gradcheck.check.CompletedCheck;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestName;
import io.gradcheck.result.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what one test checks while it runs.
 *
 * <p>Checks of one subject, by its name and class, are added up. A test of random subjects is a {@linkplain #series
 * series}: its subjects are told apart by their class only, as each has a name of its own. Thread-safe.
 */
public final class Recording implements CheckListener {

    // A loop over random subjects is a series too, even if nobody says so.
    private static final int MOST_SUBJECTS = 100;

    private static final String LAMBDA = "$$Lambda";

    private final TestName test;
    private final ReportedPage page;
    private final long start = System.nanoTime();
    private final Map<Key, SubjectTally> tallies = new LinkedHashMap<>();
    private final List<Campaigned> campaigns = new ArrayList<>();
    private final List<PartResult> notPassed = new ArrayList<>();
    private long furtherNotPassed;
    private Status status = Status.SUCCESSFUL;
    private boolean series;
    private boolean shrinking;
    private boolean closed;
    private long heard;
    private @Nullable Long seed;

    /** What checks are told apart by; the name is empty for a series. */
    private record Key(String classUnderTest, String subject) {}

    /** A campaign with its results; at the end of the test only it is known whether it has asserted anything. */
    private record Campaigned(CampaignOutcome outcome, List<SubjectResult> results) {
        private List<SubjectResult> atEnd() {
            return outcome.asserted()
                    ? results.stream().map(SubjectResult::asserted).toList()
                    : results;
        }
    }

    private Recording(TestName test, ReportedPage page) {
        this.test = test;
        this.page = page;
    }

    /**
     * Begins to record a test that no page is going to show.
     *
     * @param test which test
     * @return a recording that is on no thread yet; while no other test is open, all threads that are on none work for it
     */
    public static Recording open(TestName test) {
        return open(test, ReportedPage.none());
    }

    /**
     * Begins to record a test.
     *
     * @param test which test
     * @param page the page that is going to show it
     * @return a recording that is on no thread yet; while no other test is open, all threads that are on none work for it
     */
    public static Recording open(TestName test, ReportedPage page) {
        Recording recording = new Recording(test, page);
        Recorder.recordings().open(recording);
        return recording;
    }

    /**
     * Begins to record what belongs to no single test, and what no page is going to show.
     *
     * @param test says what it is
     * @return a recording that is on no thread yet
     */
    public static Recording beside(TestName test) {
        return beside(test, ReportedPage.none());
    }

    /**
     * Begins to record what belongs to no single test, such as what is checked before all tests of a class.
     *
     * @param test the class, with a method's name that says what it is
     * @param page the page that is going to show it
     * @return a recording that is on no thread yet
     */
    public static Recording beside(TestName test, ReportedPage page) {
        return new Recording(test, page);
    }

    /** Takes this for all threads of which nothing else is known, and for checks that end after their test. */
    public void enterOthers() {
        Recorder.recordings().otherwise(this);
    }

    /** Says that the tests are over; what ends later still goes here, unless others have been entered. */
    public void leaveOthers() {
        Recorder.recordings().otherwiseIsOver(this);
    }

    /** {@return the test} */
    public TestName test() {
        return test;
    }

    ReportedPage page() {
        return page;
    }

    /** Whether there is anything to record. */
    synchronized boolean hasHeard() {
        return !tallies.isEmpty() || !campaigns.isEmpty();
    }

    /** Says that the calling thread works for this test. */
    public void enter() {
        Recorder.recordings().enter(this);
    }

    /** Says that the calling thread no longer works for this test. */
    public void leave() {
        Recorder.recordings().leave(this);
    }

    /** Takes all further checks as a series of random subjects. */
    public synchronized void series() {
        series = true;
    }

    /** Takes all further checks as steps that make a failure small. */
    public synchronized void shrinking() {
        shrinking = true;
    }

    /**
     * Names the seed that repeats the test as a whole, of an engine that draws its cases.
     *
     * @param ofSeries the seed
     */
    public synchronized void seed(long ofSeries) {
        seed = ofSeries;
    }

    @Override
    public void checked(CompletedCheck check) {
        if (!add(check)) {
            late().ifPresent(others -> others.checked(check));
        }
    }

    private synchronized boolean add(CompletedCheck check) {
        if (!closed) {
            heard++;
            tally(check).add(check, shrinking);
        }
        return !closed;
    }

    /** Where that goes which has ended after its test has: it must not be lost. */
    private Optional<Recording> late() {
        return Optional.ofNullable(Recorder.recordings().otherwise()).filter(others -> others != this);
    }

    /**
     * Shows this check of its subject or series, whatever else was found of it.
     *
     * @param check a check that was recorded, such as the smallest that shows a mistake
     */
    public synchronized void show(CompletedCheck check) {
        tally(check).show(check);
    }

    private SubjectTally tally(CompletedCheck check) {
        String type = name(check.classUnderTest());
        Key key = new Key(type, series ? "" : check.report().subject());
        if (!tallies.containsKey(key) && tallies.size() >= MOST_SUBJECTS) {
            key = new Key(type, "");
        }
        return tallies.computeIfAbsent(
                key, any -> new SubjectTally(type, check.report().subject()));
    }

    /** The binary name; of a lambda, whose name no two runs share, that of the class it is in. */
    static String name(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf(LAMBDA);
        return lambda < 0 ? name : name.substring(0, lambda);
    }

    /** Adds a campaign; made before anything is locked, since its cases are checked once more. */
    void add(CampaignOutcome campaign) {
        if (!add(new Campaigned(campaign, campaign.results()))) {
            late().ifPresent(others -> others.add(campaign));
        }
    }

    private synchronized boolean add(Campaigned campaign) {
        if (!closed) {
            heard++;
            campaigns.add(campaign);
        }
        return !closed;
    }

    /**
     * Tells how the test or a part of it ended.
     *
     * @param part which part, as it is displayed; its reason does not matter where it passed. The worst status of all counts.
     */
    public synchronized void ended(PartResult part) {
        status = part.status().compareTo(status) > 0 ? part.status() : status;
        if (part.status() != Status.SUCCESSFUL) {
            if (notPassed.size() < TestResult.MOST_PARTS) {
                notPassed.add(part);
            } else {
                furtherNotPassed++;
            }
        }
    }

    /**
     * Ends the recording. What is checked for it later goes to the {@linkplain #enterOthers others}.
     *
     * @return what was checked
     */
    public synchronized TestResult close() {
        Recorder.recordings().close(this);
        closed = true;
        return soFar();
    }

    /** How many checks and campaigns there were. */
    synchronized long heard() {
        return heard;
    }

    /** What was checked until now. */
    synchronized TestResult soFar() {
        List<SubjectResult> subjects = new ArrayList<>();
        tallies.values().forEach(tally -> subjects.add(tally.result(seed)));
        campaigns.forEach(campaign -> subjects.addAll(campaign.atEnd()));
        return new TestResult(
                test.method(),
                test.engine(),
                test.id(),
                status,
                (System.nanoTime() - start) / 1e9,
                List.copyOf(notPassed),
                furtherNotPassed,
                List.copyOf(subjects));
    }
}
