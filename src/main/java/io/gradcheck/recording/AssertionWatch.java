package io.gradcheck.recording;

import io.gradcheck.check.CheckListener;
import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows the checks that a test makes, so that an adapter can tell at its end that nothing was checked, or that nobody
 * looked at a failure.
 *
 * <pre>{@code
 * Watch watch = Watch.open();
 * watch.enter();        // on each thread that works for the test
 * ...
 * watch.leave();
 * watch.close();
 * watch.unasserted();   // empty, or why the test fails or is aborted
 * }</pre>
 *
 * <p>Thread-safe. It keeps what did not pass and where it was called, as long as nobody has asserted anything of it, and the
 * first kinks.
 */
public final class AssertionWatch implements CheckListener, AutoCloseable {

    private static final int MOST_KINKS = 10;

    /** More full texts than these nobody shortens. */
    private static final int MOST_WRONG = 20;

    private final List<Called> undecidedOrWrong = new ArrayList<>();
    private final List<Watched> kinks = new ArrayList<>();
    private final List<Watched> wrong = new ArrayList<>();
    private final CheckListener listener;
    private long count;

    private record WatchedCheck(GradientReport report, Verdict outcome, String subject, List<Look> looks)
            implements Watched {

        /** Asks before the test has the report, as asking afterwards would be an assertion. */
        static WatchedCheck of(CompletedCheck check) {
            GradientReport report = check.report();
            Verdict outcome = report.verdict();
            List<Look> looks = outcome == Verdict.FAIL ? Look.ofWrong(report.findings(), report.laws()) : List.of();
            return new WatchedCheck(
                    report, outcome, Recording.name(check.classUnderTest()) + ", " + report.subject(), looks);
        }

        @Override
        public boolean vacuous() {
            return report.isUnacceptablyVacuous();
        }

        @Override
        public boolean asserted() {
            return report.isAsserted();
        }

        @Override
        public String text() {
            return report.toString();
        }

        @Override
        public String brief() {
            return report.brief();
        }
    }

    /**
     * What did not pass.
     *
     * @param what the check or campaign
     * @param from where it was called
     */
    record Called(Watched what, CallStack from) {}

    private AssertionWatch(CheckListener listener) {
        this.listener = listener;
    }

    /** {@return a watch that is open, but on no thread yet} */
    public static AssertionWatch open() {
        return open(check -> {});
    }

    /**
     * Opens a watch that tells of each check it sees.
     *
     * @param listener is told of it, before the test has its report
     * @return a watch that is open, but on no thread yet
     */
    public static AssertionWatch open(CheckListener listener) {
        AssertionWatch watch = new AssertionWatch(listener);
        Recorder.watches().open(watch);
        return watch;
    }

    /**
     * Begins to watch what belongs to no single test or try.
     *
     * @return a watch that sees the checks of the threads that enter it, and never those of others
     */
    public static AssertionWatch beside() {
        return new AssertionWatch(check -> {});
    }

    /** Watches the calling thread too. */
    public void enter() {
        Recorder.watches().enter(this);
    }

    /** Leaves the calling thread alone again. */
    public void leave() {
        Recorder.watches().leave(this);
    }

    @Override
    public void close() {
        Recorder.watches().close(this);
    }

    @Override
    public void checked(CompletedCheck check) {
        listener.checked(check);
        add(WatchedCheck.of(check));
    }

    /**
     * Hears of checks on threads that nobody watches: for the checker that a test is given, which it may use where it
     * likes.
     *
     * @return a listener for {@link io.gradcheck.check.GradientChecker#heardBy}
     */
    public CheckListener elsewhere() {
        return check -> {
            if (Recorder.watch().isEmpty()) {
                checked(check);
            }
        };
    }

    synchronized void add(Watched one) {
        count++;
        switch (one.outcome()) {
            case PASS -> {}
            case KINK -> {
                if (kinks.size() < MOST_KINKS) {
                    kinks.add(one);
                }
            }
            case INCONCLUSIVE, FAIL -> {
                undecidedOrWrong.removeIf(called -> called.what().asserted());
                undecidedOrWrong.add(new Called(one, CallStack.here()));
                if (one.outcome() == Verdict.FAIL && wrong.size() < MOST_WRONG) {
                    wrong.add(one);
                }
            }
        }
    }

    /** {@return how many checks there were} */
    public synchronized long count() {
        return count;
    }

    /** {@return the first checks whose verdict was KINK, whoever asked for it} */
    public synchronized List<Watched> kinks() {
        return List.copyOf(kinks);
    }

    /**
     * The text of a failure with the full text of each wrong check in it in short.
     *
     * @param text the text of a failure of this test
     * @param brief makes the short text of a check
     * @return the text, the same if it has none of the full texts in it
     */
    public String inShort(String text, Function<Watched, String> brief) {
        List<Watched> all;
        synchronized (this) {
            all = List.copyOf(wrong);
        }
        String inShort = text;
        for (Watched one : all) {
            String whole = one.text();
            if (inShort.contains(whole)) {
                inShort = inShort.replace(whole, brief.apply(one));
            }
        }
        return inShort;
    }

    /** {@return the worst of which nobody has asserted anything; empty if the test may pass} */
    public synchronized Optional<Unasserted> unasserted() {
        return Unasserted.worst(unasserted(Verdict.FAIL), unasserted(Verdict.INCONCLUSIVE));
    }

    private List<Called> unasserted(Verdict verdict) {
        return undecidedOrWrong.stream()
                .filter(one -> one.what().outcome() == verdict && !one.what().asserted())
                .toList();
    }
}
