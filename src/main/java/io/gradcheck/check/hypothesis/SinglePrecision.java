package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Precision;
import java.util.List;
import java.util.Locale;

/**
 * The hypothesis that a gradient in double was computed in float: it is wrong by as little as a float rounds, and either
 * has no more digits than a float or is wrong by one factor, that of a constant which is a float.
 */
final class SinglePrecision implements Hypothesis {

    /** As much as a double may be wrong by of its own. */
    static final double LEAST = 1e-9;

    /** A few roundings of a float, 6e-8 each. */
    static final double MOST = 3e-7;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] relative = evidence.relativeErrors();
        boolean small = evidence.place().f().subject().precision() == Precision.DOUBLE
                && evidence.areWithin(MOST)
                && relative[relative.length - 1] >= LEAST;
        String why = !small
                ? ""
                : isOfFloats(evidence)
                        ? "every reported entry is a float"
                        : evidence.areWrongByOneFactor()
                                ? "their ratio is the same, as with a constant that is a float"
                                : "";
        return why.isEmpty()
                ? List.of()
                : List.of(new Diagnosis(
                        Mistake.SINGLE_PRECISION,
                        "single precision in double code",
                        String.format(
                                Locale.ROOT,
                                "relative differences %.0e to %.0e, and a float rounds by up to 6e-08; %s",
                                relative[0],
                                relative[relative.length - 1],
                                why)));
    }

    /** Whether every reported entry has no more digits than a float, as it is or before it was weighed by the upstream gradient. */
    private static boolean isOfFloats(Evidence evidence) {
        for (double g : evidence.gradient().values()) {
            double own = g / evidence.unit();
            if (g != (float) g && Math.abs(own - (float) own) > 4 * Math.ulp(own)) {
                return false;
            }
        }
        return true;
    }
}
