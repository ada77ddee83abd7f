package io.gradcheck.recording;

import io.gradcheck.check.CheckListener;
import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private final List<Called> undecidedOrWrong = new ArrayList<>();
    private final List<Watched> kinks = new ArrayList<>();
    private final CheckListener listener;
    private long count;

    private record WatchedCheck(GradientReport report, Verdict outcome) implements Watched {
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
        add(new WatchedCheck(check.report(), check.report().verdict()));
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
