package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A look at the branches that meet at a kink of three and more: at a maximum of {@code n} equal entries each of them can
 * win, and a pair of points that mirror each other sees two of the {@code n}.
 *
 * <p>So each entry is once the highest, once the lowest and once in the middle of all that may be tied with it, at a point
 * nearby: a maximum, a minimum and a median, sorted or argmax-like, each show every branch. A plain central difference
 * there is compared with the claim, and only what that flags is probed in full. Rows that ascend or descend keep their order.
 */
final class Branches {

    private static final int FEWEST = 3;

    // 16 points of four evaluations leave enough for what came before and for a mistake to be confirmed.
    private static final int MOST = 16;

    // Where the branches are no entries of their own but computed of few, as lines that meet: at least as many points.
    private static final int LEAST = 8;
    private static final double SHARE_OF_EVALUATIONS = 0.8;

    // Where the entries go, in units of the radius of points nearby.
    private static final double END = 1.6;
    private static final double END_WIDTH = 0.4;
    private static final double BETWEEN = 0.3;
    private static final double BETWEEN_WIDTH = 0.9;
    private static final double MIDDLE_WIDTH = 0.03;

    // Of the radius. The rounding of a value near 1 is 2e-10 of a slope near 1, and curvature less.
    private static final double STEP = 1e-3;
    private static final double STEP_IN_FLOAT = 0.1;
    private static final double FLAGGED = 1e-6;
    private static final double FLAGGED_IN_FLOAT = 1e-2;
    private static final double NOISE_IN_DIFFERENCE = 20;
    private static final double FINER = 64;
    private static final double CLOSER = 0.75;

    private final Prober prober;
    private final EvaluationPoint base;
    private final Entries region;
    private int shift;

    Branches(Prober prober, Probe first) {
        this.prober = prober;
        this.base = prober.base();
        this.region = first.region();
    }

    /** How far points nearby are away. */
    private double radius() {
        Tensor x = base.value(prober.variable());
        return base.arithmetic().nearby() * Entries.all(x.size()).scale(x);
    }

    /**
     * Whether a kink around which the gradient was right so far has a branch in which it is wrong.
     *
     * @param kink the conclusion so far
     * @return FAIL, or the same conclusion; one that says so where not every branch could be seen
     */
    Conclusion decide(Conclusion kink) {
        int[] candidates = candidates();
        if (kink.verdict() != Verdict.KINK || candidates.length < FEWEST) {
            return kink;
        }
        shuffle(candidates);
        int points = Math.max(LEAST, Math.min(MOST, candidates.length));
        int seen = 0;
        try {
            while (seen < points && !spent()) {
                Conclusion fail = wrongBranch(candidates, seen);
                if (fail != null) {
                    return fail;
                }
                seen++;
            }
        } catch (Evaluations.Exhausted exhausted) {
            // as far as was seen
        }
        return seen == points ? kink : kink.with("; " + seen + " of " + points + " more branches were seen");
    }

    /** The entries that may decide: all, if they are few, else those that equal two others at least, if there are any. */
    private int[] candidates() {
        Entries moving = region;
        if (region.count() > MOST) {
            double[] x = base.value(prober.variable()).values();
            int[] tied = EqualNumbers.occurring(FEWEST, region, x);
            moving = tied.length > 0 ? Entries.of(x.length, tied) : region;
        }
        int[] entries = new int[moving.count()];
        for (int k = 0; k < entries.length; k++) {
            entries[k] = moving.entry(k);
        }
        return entries;
    }

    /** Shuffles within blocks, so that two neighbours, as in one window of a pooling, are never moved alike. */
    private void shuffle(int[] entries) {
        for (int from = 0; from < entries.length; from += MOST) {
            for (int k = Math.min(from + MOST, entries.length) - 1; k > from; k--) {
                int other = from + prober.random().nextInt(k - from + 1);
                int entry = entries[k];
                entries[k] = entries[other];
                entries[other] = entry;
            }
        }
    }

    private boolean spent() {
        return prober.evaluations().spent()
                > SHARE_OF_EVALUATIONS * prober.evaluations().limit();
    }

    private @Nullable Conclusion wrongBranch(int[] candidates, int number) {
        long draw = prober.random().nextLong();
        EvaluationPoint place = place(candidates, number, draw, 1);
        if (place == null || !flagged(place) || wrong(place) == null) {
            return null;
        }
        // A kink is a cone: closer to the point is the same branch.
        EvaluationPoint closer = place(candidates, number, draw, CLOSER);
        Probe again = closer == null ? null : wrong(closer);
        return closer == null || again == null
                ? null
                : new Conclusion(
                        Verdict.FAIL,
                        "seen at a point nearby, in a branch of the kink that other points do not show",
                        closer,
                        again);
    }

    /** A point nearby; where the function is not finite there, one with all entries up, then one with all down. */
    private @Nullable EvaluationPoint place(int[] candidates, int number, long draw, double factor) {
        for (int attempt = 0; attempt < 3; attempt++) {
            // Drawn anew from one number, so that the point is in the same direction whatever the factor.
            SplittableRandom offsets = new SplittableRandom(draw);
            NamedTensors moved = base.point().map((name, tensor) -> moved(tensor, offsets, factor));
            int groups = Math.min(MOST, candidates.length);
            int turned = number / groups % 2 == 0 ? 1 : -1;
            double[] x = moved.get(prober.variable()).values();
            double[] centre = base.value(prober.variable()).values();
            double radius = radius();
            for (int k = 0; k < candidates.length; k++) {
                int group = Math.floorMod(k % groups - number, groups);
                double level = turned * level(group, groups, offsets.nextDouble());
                x[candidates[k]] = centre[candidates[k]] + factor * radius * (level + shift * (END + END_WIDTH));
            }
            DeclaredRanges.keep(base, moved);
            moved.names().forEach(name -> MonotoneRows.keepOrder(base.value(name), moved.get(name)));
            EvaluationPoint place = base.at(moved, prober.evaluations());
            if (place != null) {
                return place;
            }
            shift = shift == 0 ? 1 : shift == 1 ? -1 : 0;
        }
        return null;
    }

    /** Where an entry goes: the first group up, one down, one to the middle, the others above or below that in turn. */
    private static double level(int group, int groups, double random) {
        if (group == 0) {
            return END + END_WIDTH * random;
        }
        if (group == groups / 3) {
            return -END - END_WIDTH * random;
        }
        if (group == 2 * groups / 3) {
            return MIDDLE_WIDTH * (2 * random - 1);
        }
        // As many above as below, so that the middle is the median.
        int others = group - 1 - (group > groups / 3 ? 1 : 0) - (group > 2 * groups / 3 ? 1 : 0);
        return (others % 2 == 0 ? 1 : -1) * (BETWEEN + BETWEEN_WIDTH * random);
    }

    private Tensor moved(Tensor tensor, SplittableRandom offsets, double factor) {
        double size =
                factor * base.arithmetic().nearby() * Entries.all(tensor.size()).scale(tensor);
        Tensor moved = tensor.copy();
        double[] x = moved.values();
        for (int i = 0; i < x.length; i++) {
            double offset = 2 * offsets.nextDouble() - 1;
            x[i] += size * (shift == 0 ? offset : shift * Math.abs(offset));
        }
        return moved;
    }

    /** Whether a central difference is not what is claimed. */
    private boolean flagged(EvaluationPoint place) {
        boolean coarse = base.arithmetic().noiseDecides();
        Direction direction =
                region.direction(prober.random(), place.value(prober.variable()).shape());
        double h = (coarse ? STEP_IN_FLOAT : STEP) * radius();
        DoubleUnaryOperator phi = place.along(prober.variable(), direction, prober.evaluations());
        double slope = (phi.applyAsDouble(h) - phi.applyAsDouble(-h)) / (2 * h);
        double[] g = place.gradient(prober.variable()).values();
        double size = Math.max(region.absoluteDot(g, direction), Math.abs(slope));
        double allowed = (coarse ? FLAGGED_IN_FLOAT : FLAGGED) * size + NOISE_IN_DIFFERENCE * prober.noise(place) / h;
        return !(Math.abs(slope - region.dot(g, direction)) <= allowed);
    }

    /** The probe that disagrees at a place; null if none does. Other kinks may be near, so a finer one if it is unclear. */
    private @Nullable Probe wrong(EvaluationPoint place) {
        double length = place.arithmetic().nearby();
        Probe probe = prober.probeAtRandom(place, region, length);
        if (probe.outcome() == Probe.Outcome.UNCLEAR) {
            probe = prober.probeAtRandom(place, region, length / FINER);
        }
        if (!probe.disagrees() || !Confirmation.of(prober, place, probe).confirms()) {
            return null;
        }
        Probe again = prober.reckonedWithStairs(place, probe);
        return again.disagrees() && !OtherScales.isBeneathCurve(place, again) ? again : null;
    }
}
