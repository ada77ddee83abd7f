package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryLengths;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Units;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on entries that differ so much in size that one step for all of them is wrong for some: in units of its own
 * size every entry has a step of its own.
 *
 * <p>Where a common step would take entries out of all proportion, such units come first. Elsewhere they are tried
 * before a verdict of FAIL, INCONCLUSIVE or a vacuous PASS, if there is an entry that the steps used were too coarse for
 * or that they could not move. A PASS in them counts against a disagreement only if it would have shown it.
 */
final class OwnSteps {

    // 80: a tenth of them for the noise, the rest for an agreement or for a FAIL in the usual way.
    private static final int KEPT_BACK = 80;

    // 10: a step above a tenth of an entry's size is no small step for it.
    private static final double COARSE = 10;

    // 50: among thousands of weights some are tiny by chance, and hardly move a function.
    private static final int SMALL_SHARE = 50;

    private static final double STEEP = 4;

    // 100: at 1, mistakes of a tenth in log(1 + x) / x at small x passed, where rounding in the units of x is large.
    private static final double SHARPER = 100;
    private static final double SHARP = 1e-6;

    private static final double CONTRADICTED = 10;

    // 4e-12: four times what the rounding of a sum of terms explains and is never held against a gradient.
    private static final double ROUNDING = 4e-12;

    private final Prober prober;
    private final boolean strictAtKinks;
    private final Tensor x;
    private final double[] g;

    OwnSteps(Prober prober, boolean strictAtKinks) {
        this.prober = prober;
        this.strictAtKinks = strictAtKinks;
        this.x = prober.base().value(prober.variable());
        this.g = prober.base().gradient(prober.variable()).values();
    }

    /**
     * The verdict on a region, with common steps or with steps of its own for every entry.
     *
     * @param region the entries
     * @param first the first probe of a region with common steps
     * @param rest the verdict with common steps, from the first probe on
     */
    Conclusion conclude(Entries region, Function<Entries, Probe> first, Function<Probe, Conclusion> rest) {
        return EntryLengths.mixed(prober.base().sizes(prober.variable(), region))
                ? ownFirst(region, first.andThen(rest))
                : commonFirst(first.apply(region), rest);
    }

    private Conclusion ownFirst(Entries region, Function<Entries, Conclusion> withCommonSteps) {
        Conclusion own = own(region, null);
        if (own != null && decided(own)) {
            return own;
        }
        Conclusion common = withCommonSteps.apply(region);
        Probe seen = common.probe();
        boolean fails = common.verdict() == Verdict.FAIL;
        boolean counts = decided(common) && seen != null && !(fails && (coarse(seen) || isWithinStair(common, own)));
        return counts || own == null ? common : own;
    }

    private Conclusion commonFirst(Probe first, Function<Probe, Conclusion> rest) {
        Conclusion common = withSomeKeptBack(first, rest);
        if (!worthATry(common, first)) {
            return common;
        }
        Conclusion own = own(first.region(), first);
        return own != null && (tellsMore(own, common, first) || isWithinStair(common, own)) ? own : common;
    }

    /** Whether a disagreement moves the values by less than the stairs are high that were seen over steps of the entries' own size. */
    private boolean isWithinStair(Conclusion common, @Nullable Conclusion own) {
        Probe disagreeing = common.probe();
        if (own == null || disagreeing == null || common.verdict() != Verdict.FAIL) {
            return false;
        }
        Prober other = prober.of(own.place());
        return other != prober
                && other.inStairs()
                && disagreeing.difference() * disagreeing.firstStep() <= other.noise(own.place());
    }

    private Conclusion withSomeKeptBack(Probe first, Function<Probe, Conclusion> rest) {
        Evaluations evaluations = prober.evaluations();
        if (isFar(first.region())) {
            evaluations.keepBack(KEPT_BACK);
        }
        try {
            return rest.apply(first);
        } catch (Evaluations.Exhausted exhausted) {
            return Conclusion.exhausted(prober);
        } finally {
            evaluations.keepBack(0);
        }
    }

    private boolean isFar(Entries region) {
        return EntryLengths.far(prober.base().sizes(prober.variable(), region));
    }

    private static boolean decided(Conclusion conclusion) {
        return conclusion.verdict() != Verdict.INCONCLUSIVE && !conclusion.vacuous();
    }

    private boolean worthATry(Conclusion common, Probe first) {
        return switch (common.verdict()) {
            case PASS -> common.vacuous() && first.magnitude() > 0 && (steep(first) || isFar(first.region()));
            case KINK -> !first.slope().showsJump() && (steep(first) || coarse(first));
            case FAIL -> steep(first) || coarse(first);
            case INCONCLUSIVE -> steep(first) || coarse(first) || isFar(first.region());
        };
    }

    /** Whether the smallest step that was used moves more than a few entries by more than a tenth of their own size. */
    private boolean coarse(Probe probe) {
        double step =
                Double.isFinite(probe.slope().derivative()) ? probe.slope().step() : probe.firstStep();
        Direction d = probe.direction();
        int coarse = probe.region()
                .where(i -> x.values()[i] != 0 && Math.abs(x.values()[i]) < COARSE * step * Math.abs(d.weight(i)))
                .count();
        return coarse * SMALL_SHARE > probe.region().count();
    }

    /** Whether by its word the function moves farther over the smallest step than it was seen to move at all. */
    private static boolean steep(Probe probe) {
        double range = probe.estimator().range();
        return range > 0 && Math.abs(probe.analytic()) * probe.slope().step() > STEEP * range;
    }

    /** The verdict in units of each entry's own size; null if evaluations do not reach. */
    private @Nullable Conclusion own(Entries region, @Nullable Probe seen) {
        EvaluationPoint base = prober.base();
        EvaluationPoint place = seen == null || EntryLengths.shortens(base, prober.variable(), seen)
                ? base.in(EntryLengths.units(base, prober.variable(), seen))
                : base.inOwnSizes(prober.variable());
        Units units = place.f().units();
        if (region.where(i -> !Double.isFinite(g[i] * units.length(prober.variable(), i)))
                        .count()
                > 0) {
            return null;
        }
        try {
            Prober own = prober.at(region, place, prober.evaluations());
            return new VariableCheck(own, strictAtKinks).conclude(region);
        } catch (Evaluations.Exhausted exhausted) {
            return null;
        }
    }

    private boolean tellsMore(Conclusion own, Conclusion common, Probe first) {
        Probe seen = own.ofSubject(prober.variable()).probe();
        if (seen == null || !decided(own)) {
            return false;
        }
        return switch (own.verdict()) {
            case FAIL -> common.verdict() != Verdict.INCONCLUSIVE || !contradicts(first, seen);
            case PASS -> common.vacuous() || shows(seen, first);
            default -> false;
        };
    }

    /**
     * Whether a coarse look is so close to the claim that it contradicts a disagreement in other units: where a smooth term
     * hides that values are coarse, their noise looks like a slope at the smallest steps.
     */
    private static boolean contradicts(Probe coarse, Probe disagreeing) {
        double weights = disagreeing.direction().absoluteSum();
        double open = CONTRADICTED * (coarse.difference() + coarse.bound());
        // An oscillation has no slope on a coarse look: that is no support for a claim of zero.
        return coarse.magnitude() > 0 && open <= disagreeing.difference() / weights;
    }

    /**
     * Whether an agreement would have shown what made the first probe differ, whichever entry that was: by far, or while
     * it leaves next to nothing of the entry's gradient open.
     */
    private boolean shows(Probe agreement, Probe first) {
        double difference = first.difference();
        if (!Double.isFinite(difference)) {
            return true;
        }
        double bound = agreement.bound();
        Entries open = first.region().where(i -> {
            double weight = Math.abs(agreement.direction().weight(i));
            boolean byFar = SHARPER * bound <= difference * weight;
            boolean sharply = bound <= difference * weight && bound <= SHARP * Math.abs(g[i]) * weight;
            return !byFar
                    && !sharply
                    && difference > ROUNDING * Math.abs(g[i] * first.direction().weight(i));
        });
        return open.count() == 0;
    }
}
