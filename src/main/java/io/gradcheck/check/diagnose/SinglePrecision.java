package io.gradcheck.check.diagnose;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Precision;
import java.util.List;
import java.util.Locale;

/** The hypothesis that a gradient in double was computed in float: it is wrong by as little as a float rounds. */
final class SinglePrecision implements Hypothesis {

    /** As much as a double may be wrong by of its own. */
    private static final double LEAST = 1e-9;

    /** A few roundings of a float, 6e-8 each. */
    private static final double MOST = 3e-7;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] relative = evidence.wrong().stream()
                .mapToDouble(entry -> entry.difference() / Math.abs(entry.numeric()))
                .sorted()
                .toArray();
        double least = relative[0];
        double most = relative[relative.length - 1];
        double largest = evidence.wrong().stream()
                .mapToDouble(EntryProbe::difference)
                .max()
                .orElse(0);
        boolean holds = evidence.place().f().subject().precision() == Precision.DOUBLE
                && most >= LEAST
                && relative[relative.length / 2] <= MOST
                && largest <= MOST * evidence.largestNumeric();
        return holds
                ? List.of(new Diagnosis(
                        Mistake.SINGLE_PRECISION,
                        "single precision in double code",
                        String.format(
                                Locale.ROOT,
                                "relative differences %.0e to %.0e, and a float rounds by up to 6e-08%s",
                                least,
                                most,
                                isOfFloats(evidence) ? "; every reported entry is a float" : "")))
                : List.of();
    }

    /** Whether every reported entry has no more digits than a float. */
    private static boolean isOfFloats(Evidence evidence) {
        for (double g : evidence.gradient().values()) {
            double own = g / evidence.unit();
            if (Math.abs(own - (float) own) > 4 * Math.ulp(own)) {
                return false;
            }
        }
        return true;
    }
}
