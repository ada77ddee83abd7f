package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The verdict on one variable, from probes at the point and, where it has kinks, at points nearby.
 *
 * <p>A probe that agrees settles the matter. A probe that disagrees is believed only after two more have disagreed and a
 * smaller step has shown the same derivative. What is unclear at the point is decided nearby, where kinks
 * that pass through the point by design (an exact zero, a tie) are left behind.
 */
public final class VariableCheck {

    private static final String CLAIM_ROUNDING =
            "agrees within the rounding of the reported gradient itself, which is more than that of the value";
    private static final double SPREAD = 4;

    private static final double FINER = 1024;
    private static final double FINEST = FINER * FINER;
    private static final double NOISE_SEEN_BY_FINER = 5;

    private static final int DEEPEST = 3;

    // Of three equal entries a median is one's own along a third of all directions: four in a hundredth.
    private static final int HIDDEN = 4;
    private static final double BELOW_BOUND = 4;
    private static final int SMALL_SHARE = 50;

    private static final double FAR_SMALLER = 16;

    private final Prober prober;
    private final boolean strictAtKinks;
    private final EvaluationPoint base;

    public VariableCheck(Prober prober, boolean strictAtKinks) {
        this.strictAtKinks = strictAtKinks;
        this.prober = prober;
        this.base = prober.base();
    }

    public Conclusion conclude() {
        return conclude(Entries.all(base.value(prober.variable()).size()));
    }

    /** The verdict on some of the variable's entries. */
    public Conclusion conclude(Entries region) {
        Conclusion together = base.f().units().areOfSubject()
                ? new OwnSteps(prober, strictAtKinks).conclude(region, this::first, first -> concludedFrom(first, 0))
                : conclude(region, 0);
        return together.verdict() == Verdict.INCONCLUSIVE ? withSmaller(together) : together;
    }

    /**
     * An unclear conclusion, unless the entries fail whose gradient is far smaller than the largest: a difference near the bound of
     * all is far above their own.
     */
    private Conclusion withSmaller(Conclusion unclear) {
        Probe probe = unclear.probe();
        if (probe == null || probe.slope().showsJump() || Double.isNaN(probe.difference())) {
            return unclear;
        }
        double[] g = base.gradient(prober.variable()).values();
        double small = probe.region().largest(g) / FAR_SMALLER;
        Entries smaller = probe.region().where(i -> Math.abs(g[i]) < small);
        try {
            Conclusion alone = smaller.count() == 0 ? unclear : conclude(smaller);
            return alone.verdict() == Verdict.FAIL ? alone : unclear;
        } catch (Evaluations.Exhausted exhausted) {
            return unclear;
        }
    }

    private Probe first(Entries region) {
        return prober.probeAtRandom(base, region, 1);
    }

    private Conclusion conclude(Entries region, int depth) {
        return concludedFrom(first(region), depth);
    }

    private Conclusion concludedFrom(Probe first, int depth) {
        return base.arithmetic().noiseDecides() && first.nearlyDisagrees()
                ? closer(first, depth)
                : concluded(first, depth);
    }

    private Conclusion concluded(Probe first, int depth) {
        return first.agrees() ? agreed(first, depth) : doubted(first, depth);
    }

    /** A second look with less noise at what agrees barely or not at all. What it can't decide either is as before. */
    private Conclusion closer(Probe first, int depth) {
        Probe closer = prober.probeAlongCloser(base, first.region(), first.direction(), first.firstStep());
        Conclusion conclusion = concluded(closer, depth);
        return first.agrees() && conclusion.verdict() == Verdict.INCONCLUSIVE ? agreed(first, depth) : conclusion;
    }

    /** Agreement at the point: sharpen it where it is weak, then look at the entries that it could not see. */
    private Conclusion agreed(Probe agreeing, int depth) {
        ValueJump jump = ValueJump.at(prober, agreeing);
        if (jump != null) {
            return jump.decide(prober, agreeing);
        }
        Probe best = agreeing;
        if (best.weak()
                && canBeFiner(best)
                && NOISE_SEEN_BY_FINER * prober.noise(base) * FINER / best.firstStep() < best.bound()) {
            Probe finer = prober.probeAlong(base, best.region(), best.direction(), best.firstStep() / FINER);
            if (!finer.agrees()) {
                return doubted(finer, depth);
            }
            best = finer.bound() < best.bound() ? finer : best;
        }
        if (best.weak() && best.hidesProportion()) {
            Probe uphill = prober.probeUphill(base, best.region(), best.firstStep() / usualStep(best));
            if (uphill.disagrees()) {
                return doubted(uphill, depth);
            }
        }
        if (depth == 0 && HiddenKink.suspected(prober, best)) {
            for (int k = 0; k < HIDDEN; k++) {
                Probe another = prober.probeAtRandom(base, best.region(), 1);
                if (!another.agrees()) {
                    return doubted(another, DEEPEST);
                }
            }
        }
        if (best.magnitude() == 0) {
            best.estimator().lookFarther(best.firstStep());
        }
        ValueJump beside = best.vacuous() ? ValueJump.near(prober, best) : null;
        if (beside != null) {
            return beside.decide(prober, best);
        }
        Conclusion agreed = prober.twoSlopes().isEmpty()
                ? new Conclusion(Verdict.PASS, byClaimRounding(best) ? CLAIM_ROUNDING : "", base, best)
                : new Conclusion(Verdict.INCONCLUSIVE, prober.twoSlopes(), base, best);
        if (depth == 0 && StationaryPoint.in(best)) {
            return StationaryPoint.decide(prober, agreed, best.region());
        }
        Entries unseen = unseen(best);
        return depth < DEEPEST && unseen.count() > 0 ? agreed.worse(conclude(unseen, depth + 1)) : agreed;
    }

    /** Twice finer at most: without noise, as of a variable at zero, there would be no end to it. */
    private boolean canBeFiner(Probe probe) {
        return probe.firstStep() * FINEST > usualStep(probe);
    }

    private double usualStep(Probe probe) {
        return base.firstStep(prober.variable(), probe.region(), probe.direction());
    }

    private boolean byClaimRounding(Probe probe) {
        return probe.accepted() > base.f().accepted() * probe.magnitude();
    }

    /** The entries whose whole gradient is below the bound, if they are worth a probe of their own; else none. */
    private Entries unseen(Probe probe) {
        double[] g = base.gradient(prober.variable()).values();
        double limit = BELOW_BOUND * probe.bound();
        Entries region = probe.region();
        if (region.whole() && base.gradientSizes(prober.variable()).smallest() >= limit) {
            return Entries.none(g.length); // at most zeros are below
        }
        int below = region.below(limit, g);
        int zeros = region.below(Double.MIN_VALUE, g);
        boolean worthIt = (below - zeros) * SMALL_SHARE > region.count() && below < region.count();
        return worthIt ? region.where(i -> Math.abs(g[i]) < limit) : Entries.none(g.length);
    }

    private Conclusion doubted(Probe first, int depth) {
        double secondLook = base.arithmetic().secondLook();
        Probe longest = first;
        if (first.disagrees() || !first.slope().showsJump()) {
            Probe second =
                    prober.probeAlongCloser(base, first.region(), first.direction(), secondLook * first.firstStep());
            Probe third = another(first);
            longest = third.firstStep() > first.firstStep() ? third : first;
            if (second.disagrees() && third.disagrees()) {
                Confirmation confirmation = Confirmation.of(prober, base, second);
                if (confirmation.confirms() && HiddenKink.explains(prober, second)) {
                    return new Branches(prober, second).decide(new NeighbourVote(prober, second, true).decide());
                }
                if (confirmation.confirms()) {
                    String contradiction = contradiction(first, second, third);
                    return contradiction.isEmpty()
                            ? Conclusion.smoothFail(base, second)
                            : new Conclusion(Verdict.INCONCLUSIVE, contradiction, base, second);
                }
                if (confirmation.agreeing() != null) {
                    return agreed(confirmation.agreeing(), depth);
                }
                if (!confirmation.contradiction().isEmpty()) {
                    return new Conclusion(Verdict.INCONCLUSIVE, confirmation.contradiction(), base, second);
                }
            } else if (clears(second, first) && clears(third, first)) {
                return agreed(second.bound() < third.bound() ? second : third, depth);
            }
        }
        ValueJump jump = ValueJump.at(prober, first);
        if (jump != null) {
            return jump.decide(prober, first);
        }
        Conclusion nearby = new NeighbourVote(prober, first, false).decide();
        String beyond = nearby.verdict() == Verdict.FAIL ? OtherScales.beyond(base, longest) : "";
        if (!beyond.isEmpty()) {
            return new Conclusion(Verdict.INCONCLUSIVE, beyond, base, first);
        }
        boolean isKink = nearby.verdict() == Verdict.KINK && first.slope().showsJump();
        Conclusion kink = new Branches(prober, first).decide(isKink ? withTiesKept(first, nearby) : nearby);
        return kink.verdict() == Verdict.KINK && (isKink || first.slope().isOneSided())
                ? kink.with(
                        SubgradientCheck.of(prober, first.region(), nearby.place(), strictAtKinks), base, strictAtKinks)
                : kink;
    }

    /**
     * What keeps a numeric derivative from being believed that is another at other steps; empty if it is about the same.
     * Where all terms cancel, rounding grows in proportion to the step, and steps that differ by powers of two share it: no
     * estimate alone can notice.
     */
    private String contradiction(Probe first, Probe second, Probe elsewhere) {
        String beyond = OtherScales.beyond(base, elsewhere);
        if (beyond.isEmpty()) {
            beyond = OtherScales.inStairs(prober, base, longer(first, second), second);
        }
        if (beyond.isEmpty()) {
            beyond = OtherScales.farBeyond(base, first);
        }
        if (beyond.isEmpty()) {
            beyond = FinerClaims.explanation(prober, base, second);
        }
        if (beyond.isEmpty()) {
            beyond = LastPlaces.explanation(prober, base, second);
        }
        if (!beyond.isEmpty()) {
            return beyond;
        }
        if (!contradict(first, second)) {
            return "";
        }
        Probe closest = prober.probeAlong(
                base, second.region(), second.direction(), base.arithmetic().secondLook() * second.firstStep());
        if (!contradict(second, closest)) {
            return "";
        }
        double unit = base.f().unit();
        double one = second.slope().derivative();
        double other = closest.slope().derivative();
        double moved = Math.abs(one - other)
                * Math.max(second.slope().step(), closest.slope().step());
        return String.format(
                Locale.ROOT,
                "the numeric derivatives at two steps contradict each other, %.6g and %.6g: %s",
                one / unit,
                other / unit,
                Advice.ifCoarse(base, moved));
    }

    private static Probe longer(Probe one, Probe other) {
        return one.firstStep() >= other.firstStep() ? one : other;
    }

    /** Whether two derivatives along one direction are farther apart than their bounds allow, and than the claim is. */
    private static boolean contradict(Probe one, Probe other) {
        double spread = Math.abs(one.slope().derivative() - other.slope().derivative());
        return spread > one.allowed() + other.allowed() && SPREAD * spread >= other.difference();
    }

    /** A probe along a new direction with a smaller step; one without cancellation if the first was such. */
    private Probe another(Probe first) {
        double secondLook = base.arithmetic().secondLook();
        return first.cancels()
                ? prober.probeAtRandomCloser(base, first.region(), secondLook)
                : prober.probeUphillCloser(base, first.region(), secondLook);
    }

    /** Whether a later probe agrees so closely that it would have shown the first one's difference. */
    private static boolean clears(Probe later, Probe first) {
        return later.agrees() && later.bound() <= first.difference();
    }

    /** A kink may come of ties or zeros: along directions that keep them the function can be smooth. */
    private Conclusion withTiesKept(Probe first, Conclusion kink) {
        Tensor x = base.value(prober.variable());
        if (!Ties.in(first.region(), x)) {
            return kink;
        }
        Probe disagreeing = first;
        for (int k = 0; k < 2; k++) {
            Direction direction = Ties.direction(first.region(), x, prober.random());
            disagreeing = prober.probeAlong(
                    base, first.region(), direction, base.firstStep(prober.variable(), first.region(), direction));
            if (!disagreeing.disagrees()) {
                return kink;
            }
        }
        return Confirmation.of(prober, base, disagreeing).confirms()
                        && prober.reckonedWithStairs(base, disagreeing).disagrees()
                        && staysWithTies(disagreeing)
                ? new Conclusion(Verdict.FAIL, "seen along directions that keep ties and zeros", base, disagreeing)
                : kink;
    }

    /**
     * Whether the claim is wrong at a point nearby too that has the same ties and zeros. Kinks that meet at the point, where
     * the chain rule itself may fail, are left behind there, and a tie that is got wrong is not.
     */
    private boolean staysWithTies(Probe disagreeing) {
        EvaluationPoint nearby = NeighbourPoints.along(disagreeing.direction(), prober);
        if (nearby == null) {
            return false;
        }
        Entries region = disagreeing.region();
        Direction direction = Ties.direction(region, nearby.value(prober.variable()), prober.random());
        double step = nearby.arithmetic().nearby() * nearby.firstStep(prober.variable(), region, direction);
        Probe there = prober.probeAlong(nearby, region, direction, step);
        return there.disagrees() && prober.reckonedWithStairs(nearby, there).disagrees();
    }

    /**
     * The verdict on a disagreement without a jump, at a point where jumps are seen or may be lost in noise.
     *
     * <p>Where other variables show jumps the chain rule itself may fail: {@code leaky(-leaky(t))} is linear around 0, but
     * its derivative by the chain rule at 0 is not that slope. Jumps of several entries can also cancel along a direction,
     * which differences from their one-sided slopes do not. If no point nearby shows the disagreement, it is no mistake of
     * the code.
     *
     * @param fail the disagreement
     * @param jumpSeen whether any variable shows a jump
     * @return KINK, or the same conclusion
     */
    public Conclusion reconsider(Conclusion fail, boolean jumpSeen) {
        if (fail.probe() == null) {
            return fail;
        }
        Prober own = prober.of(fail.place());
        if (own != prober) {
            return new VariableCheck(own, strictAtKinks).reconsider(fail, jumpSeen);
        }
        Conclusion nearby = new NeighbourVote(prober, fail.probe(), true).decide();
        if (nearby.verdict() == Verdict.INCONCLUSIVE) {
            return staysInHalf(fail.probe()) ? fail : nearby;
        }
        if (nearby.verdict() != Verdict.KINK) {
            return fail;
        }
        String reason = jumpSeen
                ? "the chain rule does not hold at this point, which is a kink of other variables; around it the "
                        + "gradient is right"
                : nearby.reason();
        return new Conclusion(Verdict.KINK, reason, nearby.place(), nearby.probe());
    }

    /** Whether a disagreement stays where half of the entries move, where jumps that cancel along all of them do not. */
    private boolean staysInHalf(Probe disagreeing) {
        Entries all = disagreeing.region();
        return all.count() == 1 || half(all, 0).disagrees() || half(all, 1).disagrees();
    }

    private Probe half(Entries all, int from) {
        int[] half = IntStream.iterate(from, k -> k < all.count(), k -> k + 2)
                .map(all::entry)
                .toArray();
        int size = base.value(prober.variable()).size();
        return prober.probeAtRandomCloser(base, Entries.of(size, half), 1);
    }
}
