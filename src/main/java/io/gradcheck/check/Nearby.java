package io.gradcheck.check;

import io.gradcheck.numeric.Slope;
import org.jspecify.annotations.Nullable;

/** The decision at generic points nearby, for what is unclear at the point itself. */
final class Nearby {

    private static final double STEP = 1e-2;
    private static final int POINTS = 6;
    private static final int VOTES = 2;

    private final Prober prober;
    private final Neighbourhood neighbourhood;
    private final Probe first;

    private @Nullable Place disagreeingPlace;
    private @Nullable Probe disagreeing;
    private @Nullable Place agreeingPlace;
    private @Nullable Probe agreeing;
    private int disagree;
    private int agree;
    private int blind;
    private int notFinite;

    /**
     * Prepares the decision.
     *
     * @param prober probes the variable
     * @param first the probe at the point that was unclear or is doubted
     */
    Nearby(Prober prober, Probe first) {
        this.prober = prober;
        this.neighbourhood = new Neighbourhood(prober.base(), prober.random());
        this.first = first;
    }

    Conclusion decide() {
        for (int k = 0; k < POINTS && !settled(); k++) {
            Place place = neighbourhood.next(prober.evaluations());
            if (place == null) {
                notFinite++;
            } else {
                vote(place);
            }
        }
        if (disagreeing != null && disagreeingPlace != null && (disagree >= VOTES || disagree > agree)) {
            return new Conclusion(
                    Verdict.FAIL,
                    "seen at a point nearby, away from the kinks of this one",
                    disagreeingPlace,
                    disagreeing);
        }
        if (agreeing != null && agreeingPlace != null) {
            String reason = first.slope().showsJump()
                    ? "the slope jumps at the point; around it the gradient is right"
                    : "the reported gradient is not the slope at the point; around it the gradient is right";
            return new Conclusion(Verdict.KINK, reason, agreeingPlace, agreeing);
        }
        return new Conclusion(Verdict.INCONCLUSIVE, reason(), prober.base(), first);
    }

    /** Two of one opinion settle the matter, unless one point disagrees: only as many as that outvote it. */
    private boolean settled() {
        return disagree >= VOTES || (agree >= VOTES && disagree == 0);
    }

    private void vote(Place place) {
        Probe probe = prober.probe(place, first.region(), STEP);
        boolean disagrees = probe.disagrees();
        if (disagrees) {
            Witness witness = Witness.of(prober, place, probe);
            disagrees = witness.confirms();
            probe = witness.agreeing() == null ? probe : witness.agreeing();
        }
        if (disagrees) {
            disagree++;
            disagreeing = probe;
            disagreeingPlace = place;
        } else if (probe.agrees() && informs(probe)) {
            agree++;
            agreeing = probe;
            agreeingPlace = place;
        } else {
            blind++;
        }
    }

    /** Whether an agreement nearby could have shown what made the point unclear. */
    private boolean informs(Probe probe) {
        if (first.slope().showsJump()) {
            double shown = Math.max(first.difference(), Math.abs(first.slope().jump()));
            return probe.bound() <= shown / 2;
        }
        // A quarter: in another direction one wrong entry can weigh half as much.
        boolean couldShow = Double.isNaN(first.difference()) || probe.bound() <= first.difference() / 4;
        return couldShow && probe.bound() <= probe.magnitude() / 2;
    }

    private String reason() {
        if (first.slope().sides() == Slope.Sides.NONE) {
            return "the function is not finite around the point";
        }
        String what = first.slope().showsJump() ? "the slope jumps at the point" : "the numeric derivative is unclear";
        if (notFinite == POINTS) {
            return what + " and the function is not finite nearby";
        }
        return what + ", and " + blind + " points nearby were too noisy or rough to decide";
    }
}
