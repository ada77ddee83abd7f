package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Verdict;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A jump of the value itself at the point or right beside it, as of a step, a rounded number or the cut of an angle.
 *
 * <p>No gradient exists at such a point, and differences {@code J / (2 h)} grow without end as the step shrinks, so that
 * their error hides every claim. A jump is told from a steep slope and from noise by several distances: the value moves at
 * once and stays there over a thousand times that distance, while a cusp such as {@code |x|^0.1} doubles and noise is
 * another each time. Measured noise is no help here: one jump looks like noise to it.
 *
 * @param size how far the value jumps
 * @param within the distance from the point within which it does, as the largest move of an entry
 * @param atPoint whether that is as near as can be told
 * @param stairs whether there are jumps all around, as of values that are coarse
 * @param base the point
 */
record ValueJump(double size, double within, boolean atPoint, boolean stairs, EvaluationPoint base) {

    // 1e-3: what leaves less of the gradient open jumps by a ten-thousandth of its own movement over the first step at
    // most,
    // as where two approximations of one function meet; the bound covers that.
    private static final double OPEN = 1e-3;
    private static final double NOISE_IN_JUMP = 20;

    // Of the largest entry: a thousand and more units in the last place, so that every entry moves.
    private static final double NEAREST = 1e-12;
    private static final double NEAREST_IN_FLOAT = 1e-5;
    private static final double FARTHEST = 1e-6;
    private static final double FARTHER = 1000;

    // 0.03: |x|^p moves by 3% more over a thousand times the distance if p = 0.004.
    private static final double FLAT = 0.03;
    private static final double[] TIMES = {3, 23, 170, 1000};
    private static final double EXPLAINED = 0.1;

    private static final double[] PLACES = {0.11, 0.29, 0.53, 0.97};
    private static final double CLOSE = 1e-5;
    private static final double PART = 0.5;

    /** The jump at the point that hides what a probe there could see; null where there is none. */
    static @Nullable ValueJump at(Prober prober, Probe probe) {
        return look(prober, probe, NEAREST);
    }

    /** The jump at the point or so close to it that nothing can be seen between; null where there is none. */
    static @Nullable ValueJump near(Prober prober, Probe probe) {
        return look(prober, probe, FARTHEST);
    }

    private static @Nullable ValueJump look(Prober prober, Probe probe, double farthest) {
        EvaluationPoint base = prober.base();
        boolean open = !(probe.bound() <= OPEN * probe.magnitude());
        double least = Math.max(
                NOISE_IN_JUMP * base.leastNoise(prober.variable()),
                OPEN * probe.estimator().range());
        if (!open || probe.estimator().moveAtNearest() <= least) {
            return null;
        }
        DoubleUnaryOperator phi = base.along(prober.variable(), probe.direction(), prober.evaluations());
        double atZero = phi.applyAsDouble(0);
        double reach = reach(probe.region(), base.value(prober.variable()).values());
        double nearest = base.arithmetic().noiseDecides() ? NEAREST_IN_FLOAT : NEAREST;
        for (double step = nearest; step <= Math.max(farthest, nearest); step *= FARTHER) {
            Sides near = Sides.of(phi, atZero, step * reach);
            if (near.largest() > least) {
                double size = near.jump(phi, atZero);
                // A slope as steep as the claim says would move the value as far.
                return size == 0 || Math.abs(probe.analytic()) * step * reach > EXPLAINED * size
                        ? null
                        : new ValueJump(
                                size, step * reach, step == nearest, stairs(phi, probe.firstStep(), size), base);
            }
        }
        return null;
    }

    /** How far the value moves on both sides at one distance; not a number where it has none. */
    private record Sides(double step, double right, double left) {

        static Sides of(DoubleUnaryOperator phi, double atZero, double step) {
            return new Sides(step, phi.applyAsDouble(step) - atZero, phi.applyAsDouble(-step) - atZero);
        }

        double largest() {
            return Sums.larger(finite(right), finite(left));
        }

        private static double finite(double move) {
            return Double.isFinite(move) ? Math.abs(move) : 0;
        }

        /** The jump, if every side that has values stays there farther away; else 0. */
        double jump(DoubleUnaryOperator phi, double atZero) {
            double size = largest();
            for (double times : TIMES) {
                Sides farther = of(phi, atZero, times * step);
                if (!stays(right, farther.right, size) || !stays(left, farther.left, size)) {
                    return 0;
                }
            }
            return Double.isFinite(right - left) ? Math.max(size, Math.abs(right - left)) : size;
        }

        private static boolean stays(double near, double far, double size) {
            return !Double.isFinite(near) || Math.abs(far - near) <= FLAT * size;
        }
    }

    /** The size of the entries that move: the largest of them, and the region's scale at least. */
    private static double reach(Entries region, double[] x) {
        double largest = 0;
        for (int k = 0; k < region.count(); k++) {
            largest = Math.max(largest, Math.abs(x[region.entry(k)]));
        }
        return largest == 0 ? 1 : largest;
    }

    /** Whether the value moves as far elsewhere within reach of the estimate without a slope: a jump is one among many. */
    private static boolean stairs(DoubleUnaryOperator phi, double reach, double size) {
        for (int side = 1; side >= -1; side -= 2) {
            double before = Double.NaN;
            double slopeBefore = Double.NaN;
            double at = 0;
            for (double place : PLACES) {
                double t = side * place * reach;
                double value = phi.applyAsDouble(t);
                double slope = (phi.applyAsDouble(t + CLOSE * reach) - value) / (CLOSE * reach);
                double explained = (t - at) * (slope + slopeBefore) / 2;
                if (Math.abs(value - before - explained) > PART * size) {
                    return true;
                }
                before = value;
                slopeBefore = slope;
                at = t;
            }
        }
        return false;
    }

    /** The verdict at a jump: wrong if the gradient is wrong around it, else undecided, since here no claim can be right. */
    Conclusion decide(Prober prober, Probe first) {
        Conclusion undecided = new Conclusion(Verdict.INCONCLUSIVE, text() + advice(), prober.base(), first);
        if (stairs) {
            return undecided;
        }
        // The noise known so far may be the jump itself, which is not there nearby.
        Prober fresh = new Prober(prober.base(), prober.variable(), 0, prober.random(), prober.evaluations());
        try {
            return NeighbourVote.aroundJump(fresh, first, this).decide();
        } catch (Evaluations.Exhausted exhausted) {
            return undecided;
        }
    }

    /** What is said of the jump. */
    String text() {
        String where = atPoint ? "at the point" : String.format(Locale.ROOT, "within %.0e of the point", within);
        return String.format(
                        Locale.ROOT,
                        "the value jumps by %.3g %s",
                        Math.abs(size / base.f().unit()),
                        where)
                + (stairs ? ", and in steps around it" : "")
                + (atPoint ? ", where no gradient exists" : "");
    }

    /** What helps. */
    String advice() {
        return ": " + (stairs ? Advice.anotherPointOrIfWithin(base, size) : Advice.ANOTHER_POINT);
    }
}
