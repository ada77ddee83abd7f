package io.gradcheck.check.decision;

import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.Units;
import io.gradcheck.subject.SubjectDescription;
import java.util.Map;

/** The ranges of variables for which their gradient is claimed: points nearby have to lie in them. */
public final class DeclaredRanges {

    // Not 1, which would make the two of a mirrored pair the same point where all entries are on a bound.
    private static final double MIRRORED = 0.6;

    private DeclaredRanges() {}

    /**
     * Brings a point nearby back into the ranges.
     *
     * @param centre the point, in the units in which the other is counted
     * @param nearby the point nearby; an entry that moved onto a bound or beyond moves the other way, or half as far as there is
     *     room
     */
    public static void keep(EvaluationPoint centre, NamedTensors nearby) {
        Map<String, SubjectDescription.Range> ranges = centre.f().subject().ranges();
        Units units = centre.f().units();
        ranges.forEach((variable, range) -> {
            if (!nearby.names().contains(variable)) {
                return;
            }
            double[] x = centre.value(variable).values();
            double[] y = nearby.get(variable).values();
            for (int i = 0; i < x.length; i++) {
                double length = units.length(variable, i);
                y[i] = kept(x[i], y[i], range.least() / length, range.most() / length);
            }
        });
    }

    private static double kept(double x, double y, double least, double most) {
        if (y == x || (y > least && y < most)) {
            return y;
        }
        double other = x - MIRRORED * (y - x);
        if (other > least && other < most) {
            return other;
        }
        return x + ((x - least > most - x) ? least - x : most - x) / 2;
    }
}
