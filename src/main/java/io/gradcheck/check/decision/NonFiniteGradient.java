package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.DerivativeEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The verdict on gradients with entries that are not finite. */
public final class NonFiniteGradient {

    private static final int MOST_ENTRIES = 32;
    private static final double CONVERGED = 0.1;
    private static final int PLACES = 4;

    // The slope of x log x, which grows slowest, is 1.8 times as steep so much closer to 0 than a millionth.
    private static final double CLOSER = 1 << 16;
    private static final double STEEPER = 1.5;

    private NonFiniteGradient() {}

    /**
     * Judges a gradient with entries that are not finite, where the function itself is finite.
     *
     * <p>NaN is wrong wherever numeric derivatives exist, and at a kink between two slopes. An infinite entry is wrong where the function has a finite
     * slope; at the edge of a domain, and where the slope grows without bound, it cannot be compared. Nor can either
     * where the function is about to overflow. The finite entries are checked as usual.
     */
    public static Conclusion conclude(Prober prober, boolean strictAtKinks) {
        return conclude(
                prober,
                strictAtKinks,
                Entries.all(prober.base().value(prober.variable()).size()));
    }

    /** Judges some of the entries of such a gradient. */
    public static Conclusion conclude(Prober prober, boolean strictAtKinks, Entries region) {
        EvaluationPoint base = prober.base();
        double[] g = base.gradient(prober.variable()).values();
        Entries finite = region.where(i -> Double.isFinite(g[i]));
        Entries nan = region.where(i -> Double.isNaN(g[i]));
        Entries infinite = region.where(i -> Double.isInfinite(g[i]));
        Conclusion ofNan = ofNan(prober, nan);
        if (ofNan != null && ofNan.verdict() == Verdict.FAIL) {
            return ofNan.withUndecided(finite.count());
        }
        if (anyHas(infinite, prober, NonFiniteGradient::isFinite)) {
            return wrong(base).withUndecided(finite.count());
        }
        Conclusion incomparable = incomparable(prober, region);
        if (ofNan != null) {
            incomparable = ofNan.withUndecided(incomparable.undecided());
        }
        return finite.count() == 0
                ? incomparable
                : incomparable.worse(new VariableCheck(prober, strictAtKinks).conclude(finite));
    }

    /**
     * What follows of entries that are NaN: they are wrong, unless along one of them the value jumps or the slope has no bound: there
     * no gradient exists, though there be slopes along others, and those are wrong only if they are NaN at points nearby too. Null if
     * no slope is seen, or one without bound.
     */
    private static @Nullable Conclusion ofNan(Prober prober, Entries nan) {
        List<Integer> bounded = new ArrayList<>();
        Conclusion atJump = null;
        boolean none = false;
        for (int k = 0; k < Math.min(nan.count(), MOST_ENTRIES); k++) {
            Probe probe = prober.probeEntry(prober.base(), nan.entry(k), 1);
            if (!Double.isFinite(probe.slope().derivative())) {
                continue;
            }
            ValueJump jump = ValueJump.at(prober, probe);
            if (jump == null && isBounded(prober, probe)) {
                bounded.add(nan.entry(k));
            } else if (jump == null) {
                none = true;
            } else if (atJump == null) {
                atJump = jump.decide(prober, probe);
            }
        }
        boolean differentiable = !none && atJump == null;
        return !bounded.isEmpty() && (differentiable || isNanNearby(prober, bounded)) ? wrong(prober.base()) : atJump;
    }

    private static boolean isNanNearby(Prober prober, List<Integer> entries) {
        NeighbourPoints neighbourhood = new NeighbourPoints(prober.base(), prober.random());
        for (int k = 0; k < PLACES; k++) {
            EvaluationPoint place = neighbourhood.next(prober.evaluations());
            if (place != null) {
                double[] g = place.gradient(prober.variable()).values();
                return entries.stream().anyMatch(i -> Double.isNaN(g[i]));
            }
        }
        return false;
    }

    private static Conclusion wrong(EvaluationPoint base) {
        return new Conclusion(Verdict.FAIL, "", base, null);
    }

    /** What is left to say of the entries of a region that are not finite, if they are not wrong. */
    public static Conclusion incomparable(Prober prober, Entries region) {
        double[] g = prober.base().gradient(prober.variable()).values();
        Entries open = region.where(i -> !Double.isFinite(g[i]));
        return new Conclusion(
                        Verdict.INCONCLUSIVE,
                        are(open, region) + "not finite, at an edge of the domain, where the slope has no bound or "
                                + "near overflow; " + (region.count() == 1 ? "it" : "they") + " cannot be compared: "
                                + Advice.anotherPointOrWithout(prober.variable()),
                        prober.base(),
                        null)
                .withUndecided(open.count());
    }

    private static String are(Entries some, Entries all) {
        return all.count() == 1 ? "the entry is " : some.count() + " of " + all.count() + " entries are ";
    }

    private static boolean anyHas(Entries region, Prober prober, Predicate<DerivativeEstimate> property) {
        for (int k = 0; k < Math.min(region.count(), MOST_ENTRIES); k++) {
            if (property.test(
                    prober.probeEntry(prober.base(), region.entry(k), 1).slope())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFinite(DerivativeEstimate slope) {
        return slope.sides() == DerivativeEstimate.Sides.BOTH && isKnown(slope);
    }

    private static boolean isKnown(DerivativeEstimate slope) {
        return slope.error() <= CONVERGED * Math.abs(slope.derivative()) + slope.rounding();
    }

    /** Whether there is a slope, also on one side alone, or a kink: those seen from the point do not grow closer by. */
    private static boolean isBounded(Prober prober, Probe probe) {
        EvaluationPoint base = prober.base();
        DoubleUnaryOperator phi = base.along(prober.variable(), probe.direction(), prober.evaluations());
        double atPoint = phi.applyAsDouble(0);
        double step = probe.slope().step();
        return isKnown(probe.slope())
                || !(steepness(phi, atPoint, step / CLOSER) > STEEPER * steepness(phi, atPoint, step));
    }

    /** The larger of the slopes from the point to both sides, of those that are in the domain. */
    private static double steepness(DoubleUnaryOperator phi, double atPoint, double distance) {
        return DoubleStream.of(distance, -distance)
                .map(t -> Math.abs(phi.applyAsDouble(t) - atPoint) / distance)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }
}
