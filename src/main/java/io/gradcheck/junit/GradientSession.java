package io.gradcheck.junit;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.Verdict;
import io.gradcheck.result.Watch;
import io.gradcheck.result.Watched;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One invocation of a test: its seed, what it was given, and the watch on what it checks. */
final class GradientSession implements AutoCloseable {

    private final long seed;
    private final Watch watch = Watch.open();
    private final Random random;
    private boolean seedUsed;

    GradientSession(long seed) {
        this.seed = seed;
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

    /** The line that repeats the test. */
    String repetition() {
        return "repeat this test: @GradientSeed(" + seed + (seed == (int) seed ? ")" : "L)");
    }

    boolean dependsOnSeed() {
        return seedUsed;
    }

    /**
     * Fails or aborts the test for what nobody has asserted anything of.
     *
     * @throws AssertionFailedError if a gradient is wrong, or nothing could be seen
     * @throws TestAbortedException if nothing can be said of a gradient
     */
    void judge() {
        List<Watched> wrong = watch.unasserted(Verdict.FAIL);
        if (!wrong.isEmpty()) {
            throw new AssertionFailedError(withRepetition(text(wrong)));
        }
        List<Watched> undecided = watch.unasserted(Verdict.INCONCLUSIVE);
        for (Watched one : undecided) {
            if (one.vacuous()) {
                throw new AssertionFailedError(withRepetition(one.text()));
            }
        }
        if (!undecided.isEmpty()) {
            throw new TestAbortedException(withRepetition(text(undecided)));
        }
    }

    private static String text(List<Watched> all) {
        String first = all.get(0).text();
        return all.size() == 1 ? first : first + "\nand " + (all.size() - 1) + " more in this test";
    }

    @Override
    public void close() {
        watch.leave();
        watch.close();
    }
}
