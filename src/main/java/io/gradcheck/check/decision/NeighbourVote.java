package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.SymmetricMoves;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.DerivativeEstimate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The decision at generic points nearby, for what is unclear at the point itself. */
public final class NeighbourVote {

    private static final int POINTS = 6;
    private static final int VOTES = 2;

    // 1e-3: with 0.5, gradients beside a pole that are a tenth off were taken for right around a kink; hardly any right
    // one needs more than 1e-3.
    private static final double SHARP = 1e-3;

    // A disagreement so many times its bound is not explained by noise that was underestimated.
    private static final double SURE = 4;

    private final Prober prober;
    private final NeighbourPoints neighbourhood;
    private final Probe first;
    private final boolean confirmed;
    private final @Nullable ValueJump valueJump;

    private @Nullable EvaluationPoint disagreeingPlace;
    private @Nullable Probe disagreeing;
    private @Nullable EvaluationPoint agreeingPlace;
    private @Nullable Probe agreeing;
    private int disagree;
    private int agree;
    private int blind;
    private int notFinite;
    private int unmoved;

    /**
     * Prepares the decision.
     *
     * @param prober probes the variable
     * @param first the probe at the point that was unclear or is doubted
     * @param confirmed whether its difference was confirmed, so that its size can be relied on
     */
    NeighbourVote(Prober prober, Probe first, boolean confirmed) {
        this(prober, first, confirmed, null);
    }

    private NeighbourVote(Prober prober, Probe first, boolean confirmed, @Nullable ValueJump valueJump) {
        this.prober = prober;
        this.neighbourhood = new NeighbourPoints(prober.base(), prober.random());
        this.first = first;
        this.confirmed = confirmed;
        this.valueJump = valueJump;
    }

    /** Prepares the decision around a point at which the value jumps: where the gradient is right there, none is made. */
    static NeighbourVote aroundJump(Prober prober, Probe first, ValueJump jump) {
        return new NeighbourVote(prober, first, false, jump);
    }

    Conclusion decide() {
        for (int k = 0; k < POINTS && !settled(); k++) {
            EvaluationPoint place = neighbourhood.next(prober.evaluations());
            if (place == null) {
                notFinite++;
            } else if (isThePoint(place)) {
                unmoved++;
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
        if (valueJump != null) {
            String around = agreeing == null ? "" : "; around it the gradient is right";
            String reason = valueJump.text() + around + valueJump.advice();
            return new Conclusion(Verdict.INCONCLUSIVE, reason, prober.base(), first);
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

    /** Whether there was no room to move: a range of one number, or a share of nothing where the function has no other values. */
    private boolean isThePoint(EvaluationPoint place) {
        EvaluationPoint base = prober.base();
        return base.point().names().stream()
                .allMatch(name -> Arrays.equals(
                        base.value(name).values(), place.value(name).values()));
    }

    private void vote(EvaluationPoint place) {
        Probe probe =
                prober.probeAtRandom(place, first.region(), place.arithmetic().nearby());
        boolean disagrees = probe.disagrees();
        if (disagrees) {
            Confirmation confirmation = Confirmation.of(prober, place, probe);
            disagrees = confirmation.confirms()
                    && !OtherScales.isRounding(prober, place, probe)
                    && FinerClaims.explanation(prober, place, probe).isEmpty();
            probe = confirmation.agreeing() == null ? probe : confirmation.agreeing();
            if (disagrees
                    && !isSure(place, probe)
                    && prober.learnAt(place, probe, probe.slope().step())) {
                probe = prober.probeAlong(place, probe.region(), probe.direction(), probe.firstStep());
                disagrees = probe.disagrees();
            }
            // What a disagreement at the point itself withstood is not looked for again.
            if (disagrees && !confirmed) {
                probe = prober.reckonedWithStairs(place, probe);
                disagrees = probe.disagrees() && !OtherScales.isBeneathCurve(place, probe);
            }
        }
        if (disagrees) {
            disagree++;
            disagreeing = probe;
            disagreeingPlace = place;
            voted(place, "disagrees");
        } else if (probe.agrees() && informs(probe)) {
            agree++;
            agreeing = probe;
            agreeingPlace = place;
            voted(place, "agrees");
        } else {
            blind++;
            voted(place, probe.agrees() ? "agrees, and would not have shown what is in doubt" : "cannot tell");
        }
    }

    /** Whether noise that was underestimated is no explanation: in single precision it is known, and decides in any case. */
    private static boolean isSure(EvaluationPoint place, Probe disagreeing) {
        return place.arithmetic().noiseDecides() || disagreeing.difference() >= SURE * disagreeing.bound();
    }

    private void voted(EvaluationPoint place, String opinion) {
        prober.trace().decided(TraceStep.Kind.VOTE, prober, place, opinion);
    }

    /** Whether an agreement nearby could have shown what made the point unclear. */
    private boolean informs(Probe probe) {
        if (valueJump != null) {
            double size = probe.magnitude() > 0 ? probe.magnitude() : valueJump.size() / first.firstStep();
            return probe.bound() <= SHARP * size;
        }
        if (first.slope().showsJump()) {
            double shown = Math.max(first.difference(), Math.abs(first.slope().jump()));
            return probe.bound() <= shown / 10;
        }
        // A quarter: in another direction one wrong entry can weigh half as much. Relative to the gradient's own size
        // too, since a mistake shrinks with the gradient where that is smaller than at the point.
        double shown = Double.isNaN(first.difference()) ? Double.POSITIVE_INFINITY : first.difference() / 4;
        double size = Math.max(first.magnitude(), Math.abs(first.slope().derivative()));
        double sharp = confirmed ? Double.POSITIVE_INFINITY : SHARP;
        double relative = Double.isNaN(size) ? SHARP : Math.min(sharp, shown / size);
        return probe.bound() <= Math.min(shown, relative * probe.magnitude());
    }

    private boolean takesSymmetricMatricesOnly() {
        SymmetricMoves moves = new SymmetricMoves(prober.base().ofSubject(), prober.variable());
        return moves.arePossible() && moves.stayInDomain(prober.random(), prober.evaluations());
    }

    private String reason() {
        if (first.slope().sides() == DerivativeEstimate.Sides.NONE) {
            return "the function is not finite around the point: "
                    + (takesSymmetricMatricesOnly()
                            ? SymmetricMoves.advice(prober.variable(), "SINGLY or IN_PAIRS")
                            : Advice.ANOTHER_POINT);
        }
        String what = first.slope().showsJump() ? "the slope jumps at the point" : "the numeric derivative is unclear";
        if (unmoved == POINTS) {
            return what + ", and the declared ranges have no other: " + Advice.LARGER_RANGE;
        }
        if (notFinite + unmoved == POINTS) {
            return what + " and the function is not finite nearby: " + Advice.ANOTHER_POINT;
        }
        // A jump is no noise: values that were declared as coarse as it is would only hide it.
        String advice = first.slope().showsJump()
                ? Advice.ANOTHER_POINT
                : Advice.anotherPointOrIfCoarse(prober.base(), Advice.moved(prober, first));
        return what + ", and " + blind + " points nearby were too noisy or rough to decide: " + advice;
    }
}
