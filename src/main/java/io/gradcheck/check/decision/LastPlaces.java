package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Precision;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Whether the value moves at the point by so much within the last places of the variable that its slope there is hidden between
 * neighbouring numbers, as beside a pole: {@code tan} at the double closest to pi/2 is 1.6e16, with a slope of 2.7e32, and no step
 * from there leads to a number that has seen it.
 *
 * <p>Noise moves values as much; but it does so everywhere, and such a point is alone.
 */
final class LastPlaces {

    private static final double PLACES = 4;
    private static final double FAR_ABOVE = 30;
    // Beside a pole, closer than a thousandth of the last place, the claim says more than the value moves.
    private static final double SHARE = 1e-3;
    // A claim of a slope that is less steep has nothing to hide there, and to look costs evaluations.
    private static final double STEEP = 1e4;

    private static final double[] ELSEWHERE = {-0.83, -0.41, 0.37, 0.71};

    private final EvaluationPoint place;
    private final Probe disagreeing;
    private final DoubleUnaryOperator phi;
    private final double[] distances;

    private LastPlaces(Prober prober, EvaluationPoint place, Probe disagreeing) {
        this.place = place;
        this.disagreeing = disagreeing;
        this.phi = place.along(prober.variable(), disagreeing.direction(), prober.evaluations());
        this.distances = distances(place.value(prober.variable()).values());
    }

    /**
     * What the value does at the point, and what to do.
     *
     * @param prober probes the variable
     * @param place where the probe was made
     * @param disagreeing the probe that disagrees
     * @return a reason for the disagreement not to be believed; empty if there is none, or evaluations do not reach
     */
    static String explanation(Prober prober, EvaluationPoint place, Probe disagreeing) {
        try {
            return new LastPlaces(prober, place, disagreeing).explanation();
        } catch (Evaluations.Exhausted exhausted) {
            return ""; // the disagreement was confirmed before
        }
    }

    /** Distances along the direction at which some entry, and every entry, has moved by a few last places. */
    private double[] distances(double[] x) {
        Entries region = disagreeing.region();
        Precision precision = place.f().subject().precision();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int k = 0; k < region.count(); k++) {
            int i = region.entry(k);
            double weight = Math.abs(disagreeing.direction().weight(i));
            if (x[i] != 0) { // beside zero no number is too small
                double distance = PLACES * precision.ulp(x[i]) / weight;
                least = Math.min(least, distance);
                most = Math.max(most, distance);
            }
        }
        return DoubleStream.of(least, most).distinct().toArray();
    }

    private String explanation() {
        for (double distance : distances) {
            double plain = FAR_ABOVE
                    * Math.max(
                            place.valueRounding(), Math.abs(disagreeing.slope().derivative()) * distance);
            double claimed = Math.abs(disagreeing.analytic()) * distance;
            if (claimed <= Math.max(plain, STEEP * place.valueRounding())) {
                continue;
            }
            double moved = Math.max(moved(0, distance), moved(0, -distance));
            double unseen = SHARE * disagreeing.difference() * distance;
            if (moved >= unseen && moved > plain && isAlone(moved, distance)) {
                return text(moved);
            }
        }
        return "";
    }

    /** By how much the value moves between two neighbours; 0 where it is not finite. */
    private double moved(double from, double distance) {
        double moved = Math.abs(phi.applyAsDouble(from + distance) - phi.applyAsDouble(from));
        return Double.isFinite(moved) ? moved : 0;
    }

    private boolean isAlone(double moved, double distance) {
        for (double share : ELSEWHERE) {
            if (moved <= FAR_ABOVE * moved(share * disagreeing.slope().step(), distance)) {
                return false;
            }
        }
        return true;
    }

    private String text(double moved) {
        return String.format(
                Locale.ROOT,
                "the value moves by %.3g within the last places of the point, as beside a pole: no step shows a slope there; %s",
                moved / Math.abs(place.f().unit()),
                Advice.ANOTHER_POINT);
    }
}
