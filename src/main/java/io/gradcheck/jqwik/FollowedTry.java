package io.gradcheck.jqwik;

import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.AssertionWatch;
import io.gradcheck.recording.Recording;
import io.gradcheck.recording.Unasserted;
import io.gradcheck.recording.Watched;
import io.gradcheck.source.SkippedCaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One try of a property, and the checks that it makes. */
final class FollowedTry {

    private final List<CompletedCheck> notRight = new ArrayList<>();
    private final AssertionWatch watch = AssertionWatch.open(this::hear);

    /**
     * What a try comes to.
     *
     * @param result the result for jqwik
     * @param isDiscarded whether it is discarded because nothing can be said of a gradient
     * @param check the check that it was falsified or discarded for; null if there was none
     * @param skipped what says that its case is impossible; null if nothing does
     */
    record Judged(
            TryExecutionResult result,
            boolean isDiscarded,
            @Nullable CompletedCheck check,
            @Nullable SkippedCaseException skipped) {

        Judged(TryExecutionResult result, boolean isDiscarded, @Nullable CompletedCheck check) {
            this(result, isDiscarded, check, null);
        }

        /** Whether it failed only because nothing could be seen, which is no mistake where other tries show something. */
        boolean isBlind() {
            return result.isFalsified() && check != null && check.report().verdict() == Verdict.INCONCLUSIVE;
        }
    }

    private synchronized void hear(CompletedCheck check) {
        if (check.report().verdict().compareTo(Verdict.INCONCLUSIVE) >= 0) {
            notRight.add(check);
        }
    }

    /**
     * Runs the try and judges it by its checks.
     *
     * @param aTry the try
     * @param parameters its parameters
     * @param recording where its checks are recorded; on whatever thread jqwik runs it. Null if nobody records.
     */
    Judged run(TryExecutor aTry, List<Object> parameters, @Nullable Recording recording) {
        if (recording != null) {
            recording.enter();
        }
        watch.enter();
        try {
            return judge(executed(aTry, parameters));
        } finally {
            watch.leave();
            watch.close();
            if (recording != null) {
                recording.leave();
            }
        }
    }

    /** Hooks further inside let exceptions through; jqwik takes them for results as here, but only after this one. */
    private static TryExecutionResult executed(TryExecutor aTry, List<Object> parameters) {
        try {
            return aTry.execute(parameters);
        } catch (TestAbortedException aborted) {
            return TryExecutionResult.invalid(aborted);
        } catch (AssertionError | Exception failed) {
            return TryExecutionResult.falsified(failed);
        }
    }

    private Judged judge(TryExecutionResult result) {
        Throwable thrown = result.throwable().orElse(null);
        SkippedCaseException impossible = SkippedCaseException.in(thrown).orElse(null);
        if (impossible != null) {
            return new Judged(TryExecutionResult.invalid(impossible), false, null, impossible);
        }
        if (result.isInvalid()) { // by an assumption of its own
            return new Judged(result, false, null);
        }
        boolean undecided = thrown instanceof InconclusiveError error && !error.isVacuous();
        if (result.isFalsified() && !undecided) {
            return new Judged(result, false, last(FollowedTry::isFailure));
        }
        Unasserted worst = watch.unasserted().orElse(null);
        if (worst != null && worst.isFailure()) {
            CompletedCheck check = first(one -> one.report().verdict() == worst.outcome() && isFailure(one));
            AssertionFailedError failed = worst.from().of(new AssertionFailedError(worst.text()));
            return new Judged(TryExecutionResult.falsified(failed), false, check);
        }
        if (thrown != null) {
            TestAbortedException aborted = new TestAbortedException(thrown.getMessage(), thrown);
            aborted.setStackTrace(thrown.getStackTrace());
            return new Judged(TryExecutionResult.invalid(aborted), true, last(one -> !isFailure(one)));
        }
        if (worst != null) {
            TestAbortedException aborted = worst.from().of(new TestAbortedException(worst.text()));
            return new Judged(TryExecutionResult.invalid(aborted), true, first(one -> !isFailure(one)));
        }
        return new Judged(result, false, null);
    }

    private static boolean isFailure(CompletedCheck check) {
        return check.report().verdict() == Verdict.FAIL || check.report().isVacuous();
    }

    /** The last such check: what was thrown is most likely about it. */
    private synchronized @Nullable CompletedCheck last(Predicate<CompletedCheck> such) {
        CompletedCheck last = null;
        for (CompletedCheck check : notRight) {
            last = such.test(check) ? check : last;
        }
        return last;
    }

    /** The first such check of which nobody has asserted anything. */
    private synchronized @Nullable CompletedCheck first(Predicate<CompletedCheck> such) {
        return notRight.stream()
                .filter(check -> !check.report().isAsserted()) // before anything is asked of it here
                .filter(such)
                .findFirst()
                .orElse(null);
    }

    /** How many checks it has made. */
    long checks() {
        return watch.count();
    }

    List<Watched> kinks() {
        return watch.kinks();
    }
}
