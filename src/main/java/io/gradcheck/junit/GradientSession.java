package io.gradcheck.junit;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.recording.AssertionWatch;
import io.gradcheck.recording.CallStack;
import io.gradcheck.recording.ReportedPage;
import io.gradcheck.recording.Unasserted;
import io.gradcheck.recording.Watched;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One invocation of a test: its seed, what it was given, and the watch on what it checks. */
final class GradientSession implements AutoCloseable {

    private final long seed;
    private final AssertionWatch watch = AssertionWatch.open();
    private final Random random;
    private final String test;
    private final MetMistakes met;
    private boolean seedUsed;

    /**
     * Begins to watch a test on the calling thread.
     *
     * @param seed its seed
     * @param test its name, for the other tests of its class
     * @param met what these have met
     */
    GradientSession(long seed, String test, MetMistakes met) {
        this.seed = seed;
        this.test = test;
        this.met = met;
        // Spread, since the first numbers of a Random with a small seed are much alike.
        this.random = new Random(new SplittableRandom(seed).nextLong());
        watch.enter();
    }

    /** A checker for the test; what it checks is the test's on any thread. */
    GradientChecker checker() {
        seedUsed = true;
        return GradientChecker.standard().seed(seed).heardBy(watch.elsewhere());
    }

    Random random() {
        seedUsed = true;
        return random;
    }

    long checks() {
        return watch.count();
    }

    List<Watched> kinks() {
        return watch.kinks();
    }

    /** The text with the line that repeats the test, if the test depends on its seed. */
    String withRepetition(String text) {
        return seedUsed ? text + "\n" + repetition() : text;
    }

    /**
     * The text of a failure: how to repeat the test, and last the page that shows what it checked. Where there is one, the
     * text is short, as the page has the whole.
     */
    String failure(String text) {
        ReportedPage page = checks() == 0 ? ReportedPage.none() : ReportedPage.ofRun();
        if (page.isNone()) {
            return withRepetition(text);
        }
        String inShort = watch.inShort(page.without(text), wrong -> met.text(wrong, test));
        return page.endOf(withRepetition(inShort));
    }

    /** The line that repeats the test. */
    String repetition() {
        return "repeat this test: @GradientSeed(" + seed + (seed == (int) seed ? ")" : "L)");
    }

    boolean dependsOnSeed() {
        return seedUsed;
    }

    /**
     * Fails or aborts the test for what nobody has asserted anything of, as if the check had thrown.
     *
     * @param test stands for the test, where the check's own stack does not lead to it
     * @throws AssertionFailedError if a gradient is wrong, or nothing could be seen
     * @throws TestAbortedException if nothing can be said of a gradient
     */
    void judge(StackTraceElement test) {
        Unasserted worst = watch.unasserted().orElse(null);
        if (worst != null) {
            if (worst.isFailure()) {
                throw CallStack.leadingTo(worst.from().of(new AssertionFailedError(failure(worst.text()))), test);
            }
            throw CallStack.leadingTo(worst.from().of(new TestAbortedException(withRepetition(worst.text()))), test);
        }
    }

    @Override
    public void close() {
        watch.leave();
        watch.close();
    }
}
