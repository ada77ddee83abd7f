package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectCase;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Makes a finding small: steps to simpler cases are taken as long as they show the same mistake.
 *
 * <p>The steps of a case are tried in turn. One that keeps the mistake is taken, and the search goes on at the same place
 * of the new case's steps; it ends when a whole round has brought nothing, or after a number of checks.
 */
final class Shrinker {

    private final GradientChecker checker;
    private final Sought sought;
    private final int mostChecks;
    private final BooleanSupplier stopped;
    private volatile Shrunk best;

    /**
     * A finding shrunk.
     *
     * @param subjectCase the simplest case that was found
     * @param outcome the outcome of its check
     * @param steps how many steps led to it
     * @param checks how many cases were checked for it
     */
    record Shrunk(SubjectCase subjectCase, Outcome outcome, int steps, int checks) {
        /** The case as it was found. */
        static Shrunk asFound(SubjectCase subjectCase, Outcome outcome) {
            return new Shrunk(subjectCase, outcome, 0, 0);
        }
    }

    /**
     * Prepares the search.
     *
     * @param checker checks simpler cases
     * @param sought what counts as a finding
     * @param mostChecks how many cases it may check
     * @param stopped whether it is to end with what it has
     * @param found the finding
     */
    Shrinker(GradientChecker checker, Sought sought, int mostChecks, BooleanSupplier stopped, Shrunk found) {
        this.checker = checker;
        this.sought = sought;
        this.mostChecks = mostChecks;
        this.stopped = stopped;
        this.best = found;
    }

    /** The simplest case so far; to be asked for by any thread. */
    Shrunk best() {
        return best;
    }

    /**
     * Makes the case small.
     *
     * @param signature the mistake that it is to go on showing
     * @param step called before each check
     */
    Shrunk shrink(String signature, Runnable step) {
        Shrunk simplest = best;
        List<? extends Supplier<? extends SubjectCase>> steps = simplest.subjectCase.simpler();
        int checks = 0;
        int inVain = 0;
        int next = 0;
        while (inVain < steps.size() && checks < mostChecks && !stopped.getAsBoolean()) {
            next = next < steps.size() ? next : 0;
            checks++;
            step.run();
            SubjectCase simpler = steps.get(next).get();
            Outcome seen = Outcome.of(simpler, checker, sought);
            if (seen.shows(signature) && seen.isAsPlainAs(simplest.outcome, signature)) {
                simplest = new Shrunk(simpler, seen, simplest.steps + 1, checks);
                best = simplest;
                steps = simpler.simpler();
                inVain = 0;
            } else {
                next++;
                inVain++;
            }
        }
        return new Shrunk(simplest.subjectCase, simplest.outcome, simplest.steps, checks);
    }
}
