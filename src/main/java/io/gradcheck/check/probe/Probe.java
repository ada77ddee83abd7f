package io.gradcheck.check.probe;

import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Direction;

/**
 * One comparison of the claimed gradient with the numeric derivative along one direction.
 *
 * @param region the entries that moved
 * @param direction how they moved
 * @param firstStep the first step of the estimate
 * @param analytic the claimed derivative along the direction, {@code <g, d>}
 * @param magnitude the size of its terms, {@code sum |g_i d_i|}
 * @param accepted the error of the claim that is accepted on top of the numeric derivative's own
 * @param slope the numeric derivative
 * @param estimator what estimated it, for a look at other steps
 */
public record Probe(
        Entries region,
        Direction direction,
        double firstStep,
        double analytic,
        double magnitude,
        double accepted,
        DerivativeEstimate slope,
        Derivative estimator) {

    private static final double POWER = 0.1;
    private static final double WEAK = 1e-6;
    private static final double CANCELLED = 0.5;
    private static final double NEARLY = 0.5;

    // A hundredth: with a thousandth, variables of networks whose magnitudes span six decades run out of evaluations.
    private static final double PROPORTION = 1e-2;

    public enum Outcome {
        AGREES,
        DISAGREES,
        UNCLEAR
    }

    public Outcome outcome() {
        if (slope.sides() == DerivativeEstimate.Sides.NONE || slope.showsJump()) {
            return Outcome.UNCLEAR;
        }
        if (difference() <= bound()) {
            return Outcome.AGREES;
        }
        boolean beyondAnyJump = difference() > bound() + Math.abs(slope.jump()) + slope.jumpError();
        // At the edge of a domain one side alone may agree, but is no ground for an accusation.
        return slope.sides() == DerivativeEstimate.Sides.BOTH && beyondAnyJump ? Outcome.DISAGREES : Outcome.UNCLEAR;
    }

    /** The same probe with more in its bound that is accepted of the claim. */
    Probe accepting(double more) {
        return new Probe(region, direction, firstStep, analytic, magnitude, accepted + more, slope, estimator);
    }

    public boolean agrees() {
        return outcome() == Outcome.AGREES;
    }

    public boolean disagrees() {
        return outcome() == Outcome.DISAGREES;
    }

    public double difference() {
        return Math.abs(analytic - slope.derivative());
    }

    /** What is to be explained where the probe does not agree: the difference, or a jump that is larger; 0 where it agrees. */
    double doubt() {
        if (agrees()) {
            return 0;
        }
        return slope.showsJump() ? Math.max(difference(), Math.abs(slope.jump())) : difference();
    }

    public double bound() {
        return slope.bound() + accepted;
    }

    /** Whether another gradient along the same direction would have been told from the right one. */
    public boolean catches(double[] other) {
        return !(Math.abs(along(other) - slope.derivative()) <= allowed());
    }

    /** The derivative along the direction that another gradient claims. */
    public double along(double[] other) {
        return region.dot(other, direction);
    }

    /** Whether the difference is more than half of what a right claim may have: worth a closer look. */
    public boolean nearlyDisagrees() {
        return difference() > NEARLY * bound();
    }

    /** How far a claim may be from the numeric derivative before it is certain to be wrong. */
    public double allowed() {
        return bound() + Math.abs(slope.jump()) + slope.jumpError();
    }

    /**
     * Whether even a gradient that is wrong by a tenth of all its terms could have agreed. Where the function is zero
     * all around and not everywhere, as a hinge loss beyond its margin is, any slope would have been seen.
     */
    public boolean vacuous() {
        return !(bound() <= POWER * magnitude) && !(magnitude == 0 && estimator.isFlatPart());
    }

    /** Whether the agreement leaves more open than noise should. */
    public boolean weak() {
        return bound() > WEAK * magnitude;
    }

    /** Whether the terms of the claim cancel. */
    public boolean cancels() {
        return Math.abs(analytic) <= CANCELLED * magnitude;
    }

    /** Whether a mistake in proportion to the claim hides because its terms cancel, and would show if they did not. */
    public boolean hidesProportion() {
        return cancels() && bound() > PROPORTION * Math.abs(analytic) && bound() < magnitude;
    }

    /** The same probe with its direction in the units of the subject. */
    public Probe ofSubject(String variable, Units units) {
        return new Probe(
                region, units.times(variable, direction), firstStep, analytic, magnitude, accepted, slope, estimator);
    }

    /** The smallest weight with which an entry of the region took part. */
    public double smallestWeight() {
        if (region.count() == 1) {
            double weight = Math.abs(direction.weight(region.entry(0)));
            return weight > 0 ? weight : Double.POSITIVE_INFINITY;
        }
        double[] d = direction.tensor().values();
        return region.whole()
                ? Sums.smallestButZero(d, 0, d.length)
                : Sizes.of(d, region).smallest();
    }
}
