package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.DerivativeEstimate;

/**
 * A second look at a gradient that is zero throughout where the function is not constant, as at a minimum: there a wrong
 * formula is right too, with any sign and any factor. So two points nearby decide.
 */
final class StationaryPoint {

    private static final int POINTS = 4;
    private static final int VOTES = 2;
    private static final double FLAT = 0.1;

    private StationaryPoint() {}

    /** Whether an agreement was seen at such a point: from both sides, and far flatter than the function beside it. */
    static boolean in(Probe agreeing) {
        double steepness = agreeing.estimator().range() / agreeing.firstStep();
        return agreeing.magnitude() == 0
                && agreeing.slope().sides() == DerivativeEstimate.Sides.BOTH
                && agreeing.bound() < FLAT * steepness;
    }

    /**
     * What two of one opinion say.
     *
     * @param prober probes the variable
     * @param here the conclusion at the point
     * @param region the entries
     */
    static Conclusion decide(Prober prober, Conclusion here, Entries region) {
        try {
            return look(prober, here, region);
        } catch (Evaluations.Exhausted exhausted) {
            return here;
        }
    }

    private static Conclusion look(Prober prober, Conclusion here, Entries region) {
        NeighbourPoints neighbourhood = new NeighbourPoints(prober.base(), prober.random());
        int agree = 0;
        int disagree = 0;
        for (int k = 0; k < POINTS; k++) {
            EvaluationPoint place = neighbourhood.next(prober.evaluations());
            if (place == null) {
                continue;
            }
            Probe probe = prober.probeAtRandom(place, region, place.arithmetic().nearby());
            if (probe.agrees() && probe.magnitude() > 0 && !probe.vacuous() && ++agree == VOTES && disagree == 0) {
                return new Conclusion(
                        Verdict.PASS, "the gradient is zero at the point; around it it is right", place, probe);
            }
            boolean wrong =
                    probe.disagrees() && Confirmation.of(prober, place, probe).confirms();
            if (wrong && ++disagree == VOTES) {
                return new Conclusion(
                        Verdict.FAIL, "seen at a point nearby, as the gradient is zero at this one", place, probe);
            }
        }
        return here;
    }
}
