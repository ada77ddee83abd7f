package io.gradcheck.check.probe;

import io.gradcheck.numeric.Stairs;
import io.gradcheck.subject.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What is known of the noise of a subject's values along one variable, and what is found out of it where a probe does not
 * agree.
 *
 * <p>Noise depends on where it is measured: along a direction in which the function hardly moves there is hardly any, and values
 * that move in stairs are exact within one. So it is measured along the direction of each doubt, up to three times, and never
 * forgotten.
 */
final class ValueNoise {

    private static final double NOISIER = 2;

    // A last place is up to twice the largest rounding.
    private static final double LAST_PLACE = 2;
    private static final int LOOKS = 3;
    private static final double FAR_LARGER = 4;
    private static final double SMALLEST_STEP = 1e-13;

    // A hundredth: where the bound is smaller, the usual extrapolation sees more than a fit does.
    private static final double COARSE = 1e-2;

    // Where the slope within a stair is the claim's own to this share of the doubt, the values themselves say it.
    private static final double WITHIN = 0.1;

    private final EvaluationPoint base;
    private final String variable;
    private final List<Direction> measured = new ArrayList<>();
    private final List<Direction> searched = new ArrayList<>();
    private double level;
    private boolean stairs;
    private double explained;
    private boolean settled;
    private boolean coarse;
    private boolean rough;
    private String twoSlopes = "";

    ValueNoise(EvaluationPoint base, String variable, double level) {
        this.base = base;
        this.variable = variable;
        this.level = Math.max(level, least(base));
    }

    /** Takes over from a look in other units that the function is smooth: no other needs to be sure of it again. */
    void inherit(ValueNoise other) {
        settled = other.explained > 0;
    }

    /** The noise that a probe at a place must reckon with: nearby, values can be far larger than at the point. */
    double at(EvaluationPoint place) {
        return place == base ? level : Math.max(level, least(place));
    }

    /**
     * The standard deviation of noise along the direction of one probe alone: of values that move with its entries, and of these
     * themselves.
     */
    double along(Probe probe, Evaluations evaluations) {
        double seen = base.noise(variable, probe.direction(), probe.firstStep(), evaluations)
                .level();
        double noise = Math.max(seen, base.leastNoise(variable, probe.region()));
        boolean roundingOnly = noise <= LAST_PLACE * base.valueRounding();
        return roundingOnly ? PointRounding.DEVIATION * noise : noise;
    }

    /**
     * The least noise at a place. In single precision that of every variable: the rounding of what is computed on the way
     * weighs as much as that of the variables which it is computed from, even where this one is an exact zero.
     */
    private double least(EvaluationPoint place) {
        return place.arithmetic().noiseDecides() ? place.leastNoise() : place.leastNoise(variable);
    }

    /** Whether values move in stairs so coarse that slopes are to be fitted rather than extrapolated. */
    boolean coarse() {
        return coarse;
    }

    /** Whether values were seen to move in stairs. */
    boolean inStairs() {
        return stairs;
    }

    /** Whether values moved in stairs, or were rougher than the estimate of their noise foresaw. */
    boolean surprised() {
        return stairs || rough;
    }

    /**
     * What keeps an agreement from being believed: the values move in stairs, within one the slope is the reported one, and over many
     * it is another. Either the stairs are rounding, or the function really jumps.
     *
     * @return both slopes and what to do; empty where there is no such contradiction
     */
    String twoSlopes() {
        return twoSlopes;
    }

    private static String twoSlopes(EvaluationPoint place, Probe probe, Stairs.Found found) {
        double unit = place.f().unit();
        return String.format(
                Locale.ROOT,
                "the values move in stairs: along the direction tried the slope is %.6g within one, as reported, and %.6g over many; "
                        + "if the stairs are rounding, %s; if the function jumps, check it between two jumps",
                found.slope() / unit,
                probe.slope().derivative() / unit,
                Advice.declare(place, found.scatter()));
    }

    /**
     * Looks for more noise along the direction of a probe that does not agree.
     *
     * @return whether there is more than was known, or a fit is called for, so that the probe is to be made again
     */
    boolean learn(EvaluationPoint place, Probe probe, Evaluations evaluations) {
        if (probe.agrees()) {
            return false;
        }
        if (isNew(measured, probe)) {
            double seen = place.noise(variable, probe.direction(), probe.firstStep(), evaluations)
                    .level();
            if (seen > NOISIER * at(place)) {
                level = seen;
                return true;
            }
        }
        if (place.arithmetic().noiseDecides() || !(probe.doubt() > 0) || !Double.isFinite(probe.doubt())) {
            return false;
        }
        if (!settled && isNew(searched, probe) && seekStairs(place, probe, evaluations)) {
            return true;
        }
        if (stairs && !coarse && probe.bound() > COARSE * probe.magnitude()) {
            coarse = true;
            return true;
        }
        return false;
    }

    /**
     * Whether a look along a direction is worth its evaluations: of the first probe that does not agree, later of those that disagree
     * along other directions, unless the function was seen to be smooth for a doubt that is not far smaller.
     */
    private boolean isNew(List<Direction> before, Probe probe) {
        boolean worth = before.isEmpty()
                || (before.size() < LOOKS && probe.disagrees() && probe.doubt() > FAR_LARGER * explained);
        if (!worth || before.stream().anyMatch(direction -> direction == probe.direction())) {
            return false;
        }
        before.add(probe.direction());
        return true;
    }

    /**
     * Looks for noise at one spacing, where plain differences contradict both the claim and what was seen of the function.
     *
     * @return whether there is more than was known
     */
    boolean learnAt(EvaluationPoint place, Probe probe, double spacing, Evaluations evaluations) {
        double seen = place.roughness(variable, probe.direction(), spacing, evaluations);
        boolean more = seen > NOISIER * at(place);
        level = more ? seen : level;
        rough |= more;
        return more;
    }

    /**
     * Looks for stairs along the direction of a probe that disagrees, where nobody has looked for them yet. That the
     * function was seen to be smooth elsewhere, or for a jump of the slope, says nothing here: where one of two terms has
     * its extremum its stairs are not to be seen, and beside a large jump those do not count that explain a small doubt.
     *
     * @return whether there are stairs that were not known
     */
    boolean learnOfStairs(EvaluationPoint place, Probe probe, Evaluations evaluations) {
        boolean looked = searched.stream().anyMatch(direction -> direction == probe.direction());
        return !looked && !place.arithmetic().noiseDecides() && seekStairs(place, probe, evaluations);
    }

    /** Whether values are seen to move in stairs that were not known, and that the claim is not the slope within. */
    private boolean seekStairs(EvaluationPoint place, Probe probe, Evaluations evaluations) {
        Stairs.Found found = stairs(place, probe, evaluations);
        explained = found.smooth() ? Math.max(explained, probe.doubt()) : explained;
        if (Math.abs(found.slope() - probe.analytic()) <= WITHIN * probe.doubt()) {
            twoSlopes = twoSlopes(place, probe, found);
        } else if (found.scatter() > NOISIER * at(place)) {
            level = found.scatter();
            stairs = true;
            return true;
        }
        return false;
    }

    private Stairs.Found stairs(EvaluationPoint place, Probe probe, Evaluations evaluations) {
        // Other places for every doubt, and yet the directions of later probes stay what they are without a search.
        SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(probe.doubt()));
        double smallest = SMALLEST_STEP * probe.region().scale(place.value(variable));
        double reach = Math.max(probe.firstStep(), place.firstStep(variable, probe.region(), probe.direction()));
        return place.stairs(
                variable,
                probe.direction(),
                probe.doubt(),
                at(place),
                probe.slope().step(),
                smallest,
                reach,
                random,
                evaluations);
    }
}
