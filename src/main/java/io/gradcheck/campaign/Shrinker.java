package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectCase;
import java.util.List;
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

    /**
     * A finding shrunk.
     *
     * @param subjectCase the simplest case that was found
     * @param outcome the outcome of its check
     * @param steps how many steps led to it
     * @param checks how many cases were checked for it
     */
    record Shrunk(SubjectCase subjectCase, Outcome outcome, int steps, int checks) {}

    Shrinker(GradientChecker checker, Sought sought, int mostChecks) {
        this.checker = checker;
        this.sought = sought;
        this.mostChecks = mostChecks;
    }

    /**
     * Makes a case small.
     *
     * @param found the case
     * @param outcome the outcome of its check
     * @param signature the mistake that it is to go on showing
     */
    Shrunk shrink(SubjectCase found, Outcome outcome, String signature) {
        Shrunk best = new Shrunk(found, outcome, 0, 0);
        List<? extends Supplier<? extends SubjectCase>> steps = found.simpler();
        int checks = 0;
        int inVain = 0;
        int next = 0;
        while (inVain < steps.size() && checks < mostChecks) {
            next = next < steps.size() ? next : 0;
            checks++;
            SubjectCase simpler = steps.get(next).get();
            Outcome seen = Outcome.of(simpler, checker, sought);
            if (seen.shows(signature) && seen.isAsPlainAs(best.outcome)) {
                best = new Shrunk(simpler, seen, best.steps + 1, checks);
                steps = simpler.simpler();
                inVain = 0;
            } else {
                next++;
                inVain++;
            }
        }
        return new Shrunk(best.subjectCase, best.outcome, best.steps, checks);
    }
}
