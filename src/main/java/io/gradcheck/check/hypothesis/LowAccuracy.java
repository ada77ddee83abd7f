package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Precision;
import java.util.List;
import java.util.Locale;

/**
 * The hypothesis that the gradient agrees with the value to a few digits only. Its causes leave the same traces, small errors that
 * follow no rule, and so are told together; a small term that is wrong is one of them.
 */
final class LowAccuracy implements Hypothesis {

    private static final double MOST = 1e-3;

    /** A larger error of one entry alone follows any rule. */
    private static final double MOST_OF_ONE = 1e-5;

    /** An entry would show an error of the usual size that is so many times what is allowed. */
    private static final double SHOWS = 10;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] relative = evidence.relativeErrors();
        if (evidence.place().f().subject().precision() != Precision.DOUBLE
                || !evidence.areWithin(relative.length > 1 ? MOST : MOST_OF_ONE)
                || relative[relative.length - 1] < SinglePrecision.LEAST) {
            return List.of();
        }
        double usual = relative[relative.length / 2];
        if (right(evidence, usual) >= relative.length) {
            return List.of(); // an error of some entries, not of all
        }
        return List.of(new Diagnosis(
                Mistake.LOW_ACCURACY,
                "accurate to about " + (int) Math.floor(-Math.log10(usual)) + " digits only",
                String.format(
                        Locale.ROOT,
                        "%s%san inner finite difference, a solver's tolerance, cancellation, a value that is no more exact, or a small "
                                + "term that is wrong; relative differences %.0e to %.0e",
                        evidence.areWithin(SinglePrecision.MOST) ? "a float in a part of it, " : "",
                        areOfOneSign(evidence) ? "an epsilon, as in a divisor or a root, " : "",
                        relative[0],
                        relative[relative.length - 1])));
    }

    /** Whether all entries are too large in size, or all too small, as an epsilon makes them; both kinds rule it out. */
    private static boolean areOfOneSign(Evidence evidence) {
        long signs = evidence.known().stream()
                .filter(EntryProbe::wrong)
                .map(entry -> Math.abs(entry.analytic()) > Math.abs(entry.numeric()))
                .distinct()
                .count();
        return signs == 1;
    }

    /** How many entries are right that would show an error of the usual size. */
    static long right(Evidence evidence, double usual) {
        return evidence.known().stream()
                .filter(entry -> !entry.wrong())
                .filter(entry -> usual * Math.abs(entry.numeric()) > SHOWS * entry.allowed())
                .count();
    }
}
