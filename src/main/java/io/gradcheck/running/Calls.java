package io.gradcheck.running;

import io.gradcheck.check.GradientChecker;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls of one wrapped object: each is counted, may be checked before it is made, and is then passed through. */
final class Calls {

    private final Watch watch;
    private final Budget budget;
    private final GradientChecker checker;
    private final Declaration declaration;
    private final RecentPoints recent = new RecentPoints();

    Calls(Watch watch, Budget budget, GradientChecker checker, Declaration declaration) {
        this.watch = watch;
        this.budget = budget;
        this.checker = checker;
        this.declaration = declaration;
    }

    /**
     * Passes a call through, at a point that has a hash.
     *
     * @param hash the hash of the point
     * @param visit the point as a check sees it
     * @param call makes the call
     */
    <R> R pass(LongSupplier hash, Visit visit, Supplier<R> call) {
        return passed(() -> recent.isNew(hash.getAsLong()), visit, call);
    }

    /** Comes to a point that is always new. */
    void point(Visit visit) {
        passed(() -> true, visit, () -> true);
    }

    private <R> R passed(Supplier<Boolean> isNew, Visit visit, Supplier<R> call) {
        if (budget.isChecking()) {
            return call.get(); // a call of the check itself
        }
        Outcome outcome = before(isNew, visit);
        if (outcome == null) {
            return call.get();
        }
        boolean returned = false;
        try {
            R result = call.get();
            returned = true;
            return result;
        } finally {
            add(outcome, returned);
        }
    }

    /**
     * Checks if a check is due. Before the call, not after it: so what the check leaves behind, such as what a forward pass
     * keeps or an array that is filled anew each time, the call itself puts right.
     */
    private @Nullable Outcome before(Supplier<Boolean> isNew, Visit visit) {
        try {
            return watch.called(isNew.get()) && budget.begin(watch.isUnchecked()) ? timed(visit) : null;
        } catch (Throwable mishap) { // whatever it is, the program must not meet it
            watch.mishap("the call could not be counted: " + mishap);
            return null;
        }
    }

    private @Nullable Outcome timed(Visit visit) {
        try {
            return entered(visit);
        } catch (NotRestorableException disturbed) {
            watch.stop(String.valueOf(disturbed.getMessage()));
            return null;
        } finally {
            budget.end();
        }
    }

    private @Nullable Outcome entered(Visit visit) {
        if (!visit.enter()) {
            return null;
        }
        Outcome outcome = null;
        try {
            if (watch.take()) {
                outcome = Outcome.of(watch.points(), watch.calls(), visit, checker, declaration);
            }
        } finally {
            leave(visit);
        }
        return outcome;
    }

    private void leave(Visit visit) {
        try {
            visit.leave();
        } catch (Throwable disturbed) {
            watch.stop(String.valueOf(disturbed.getMessage()));
        }
    }

    private void add(Outcome outcome, boolean returned) {
        try {
            watch.add(outcome, returned);
        } catch (Throwable mishap) { // such as no memory for the text
            watch.mishap("the outcome of a check could not be kept: " + mishap);
        }
    }
}
