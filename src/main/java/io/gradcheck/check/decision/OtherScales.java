package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.numeric.CentralDifference;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A last look before a disagreement is believed that the steps of one scale show: whether the function has the slope that
 * is claimed after all over much longer steps, as one that moves in stairs has, or over much shorter ones, as one with a
 * sine that is finer than all steps.
 *
 * <p>A confirmation keeps away from noise by a factor of 20, and reckons with the largest that was seen along any direction.
 * The mean of some plain differences, with no more noise than there is along this one direction, tells a claim from
 * another slope at a fraction of its step.
 */
public final class OtherScales {

    private static final int PAIRS = 8;

    // 3: the mean's standard error is then an eighteenth of the difference between the two slopes.
    private static final double NOISE_IN_DIFFERENCE = 3;
    private static final double LEFT_OF_DIFFERENCE = 0.3;
    private static final double DEVIATIONS = 5;
    private static final double CLOSER = 4;

    // A structure that is finer than a millionth of the variable's scale was never met, but in values that are coarse.
    private static final double SHORT = 1e-6;
    private static final double SMALLEST_STEP = 1e-13;

    // 16: three steps. A slope that is known that soon is the same at all of them, unless what is in doubt is
    // next to nothing beside how far the values move.
    private static final double FEW_STEPS = 16;

    // A thousandth, since longer steps are looked at as well; nearby a tenth, where nobody looks at them.
    private static final double HIDDEN = 1e-3;
    private static final double HIDDEN_NEARBY = 0.1;

    // A sixty-fourth: within stairs that have finer ones a slope is known to no more than a few hundredths of the
    // doubt.
    private static final double OPEN = 1 / 64.0;

    // A millionth: over a wave that is finer than the steps no slope is known that well.
    private static final double KNOWN = 1e-6;

    // 4: as in units of their own size, entries are moved too far.
    private static final double STEEP = 4;

    // Some fifty last places of an entry: what is moved by is known to a few hundredths.
    private static final double SHORTEST = 1e-14;

    // A tenth, at three steps of which each is half the one before: a wave is so straight over a fifth of its length.
    private static final double AS_CLAIMED = 0.1;
    private static final int IN_ROW = 3;

    private OtherScales() {}

    /**
     * What the function is seen to do farther away, where the slope of the smallest steps is lost at once for the claim.
     *
     * @param place where the probe was made
     * @param disagreeing the probe that saw the other slope
     * @return both slopes and what to do; empty where it is not so
     */
    static String beyond(EvaluationPoint place, Probe disagreeing) {
        double seen = disagreeing.slope().derivative();
        return beyond(place, disagreeing, seen, disagreeing.estimator().claimBeyond(seen));
    }

    /**
     * The same over steps up to eight times as long as those of the probe, as far as evaluations reach.
     *
     * @param place where the probe was made
     * @param disagreeing the probe that saw the other slope
     * @return both slopes and what to do; empty where it is not so
     */
    static String farBeyond(EvaluationPoint place, Probe disagreeing) {
        double seen = disagreeing.slope().derivative();
        try {
            return beyond(place, disagreeing, seen, disagreeing.estimator().claimFarBeyond(seen));
        } catch (Evaluations.Exhausted exhausted) {
            return ""; // the disagreement was confirmed before
        }
    }

    /**
     * The stairs that may explain a disagreement: of single outputs, or beneath a term that bends.
     *
     * @param prober probes the variable
     * @param place where the probes were made
     * @param longest the probe along the direction with the longest steps
     * @param disagreeing one along it that saw the other slope
     * @return what was seen and what to do; empty where there are none, and where few steps know a slope. Where evaluations do not reach, a disagreement that was confirmed is
     *     believed, unless it is so small that there is no telling it from rounding without this look
     */
    public static String inStairs(Prober prober, EvaluationPoint place, Probe longest, Probe disagreeing) {
        OutputStairs ofOutputs = new OutputStairs(prober, place, longest, disagreeing.difference());
        boolean fewSteps = disagreeing.slope().step() * FEW_STEPS >= disagreeing.firstStep();
        boolean suspected = false;
        try {
            suspected = fewSteps && ofOutputs.isWorthALook();
            if (fewSteps && !suspected) {
                return "";
            }
            String found = ofOutputs.explanation();
            return found.isEmpty() && !fewSteps ? beneathCurve(place, longest, disagreeing, HIDDEN) : found;
        } catch (Evaluations.Exhausted exhausted) {
            return suspected || ofOutputs.nearRounding()
                    ? Conclusion.exhausted(prober).reason()
                    : "";
        }
    }

    /**
     * The same at a point nearby, where only single outputs are looked at, and only where what is in doubt is next to nothing beside how
     * far the values move, or one of several outputs takes few values.
     */
    static boolean isRounding(Prober prober, EvaluationPoint place, Probe disagreeing) {
        OutputStairs ofOutputs = new OutputStairs(prober, place, disagreeing, disagreeing.difference());
        return ofOutputs.isWorthALook() && !ofOutputs.explanation().isEmpty();
    }

    /**
     * Whether at a point nearby the disagreement is explained by stairs beneath a term that bends, where many steps
     * were taken and leave a part of it open.
     */
    static boolean isBeneathCurve(EvaluationPoint place, Probe disagreeing) {
        boolean fewSteps = disagreeing.slope().step() * FEW_STEPS >= disagreeing.firstStep();
        boolean open = disagreeing.slope().bound() >= OPEN * disagreeing.difference();
        return !place.arithmetic().noiseDecides()
                && open
                && !fewSteps
                && !beneathCurve(place, disagreeing, disagreeing, HIDDEN_NEARBY).isEmpty();
    }

    private static String beneathCurve(EvaluationPoint place, Probe longest, Probe disagreeing, double share) {
        double seen = disagreeing.slope().derivative();
        double near = disagreeing.slope().step();
        double reach = longest.firstStep();
        return beyond(place, disagreeing, seen, disagreeing.estimator().claimBeneathCurve(seen, near, reach, share));
    }

    private static String beyond(EvaluationPoint place, Probe disagreeing, double seen, double step) {
        if (Double.isNaN(step)) {
            return "";
        }
        double unit = place.f().unit();
        return String.format(
                Locale.ROOT,
                "along the direction tried the slope is %.6g over short steps, and about %.6g, as reported, over steps of %.0e "
                        + "and more: %s",
                seen / unit,
                disagreeing.analytic() / unit,
                step,
                Advice.anotherPointOrIfCoarse(place, disagreeing.difference() * step));
    }

    /**
     * The claim over far smaller steps, where by its word the function moves farther over the smallest step than it was
     * seen to move at all: a wave finer than the steps has a slope of about zero over them, and again over a way that is no
     * more than a stair of its rounding, where a confirmation may have been.
     *
     * @param prober probes the variable
     * @param place where the probe was made
     * @param disagreeing the probe that saw the other slope
     * @return both slopes and what to do; empty where the claim is not the slope there, and where it is not that
     *     steep or the slope that was seen is known to a millionth of the difference
     */
    static String within(Prober prober, EvaluationPoint place, Probe disagreeing) {
        double difference = disagreeing.difference();
        double way = disagreeing.estimator().range() / difference;
        boolean steep = way > 0 && STEEP * way < disagreeing.slope().step();
        boolean known = disagreeing.slope().bound() <= KNOWN * difference;
        if (!steep || known || place.arithmetic().noiseDecides()) {
            return "";
        }
        double least = Math.max(
                NOISE_IN_DIFFERENCE * prober.noise(place) / difference,
                SHORTEST * disagreeing.region().scale(place.value(prober.variable())));
        // Of any three in a row one is a third: where that is not as claimed the others need not be asked.
        for (double third = way / 4; third > least; third /= 8) {
            double last = isAsClaimed(disagreeing, third) ? lastOfThree(disagreeing, third, way, least) : 0;
            if (last > 0) {
                double slope = disagreeing.estimator().centralDifference(last).slope();
                return text(place, disagreeing, slope, last, disagreeing.slope().step());
            }
        }
        return "";
    }

    /** The shortest of three steps in a row over which the slope is as claimed, one of them given; 0 where there are not as many. */
    private static double lastOfThree(Probe disagreeing, double step, double longest, double least) {
        int inRow = 0;
        for (double h = Math.min(longest, 4 * step); h >= step / 4 && h > least; h /= 2) {
            inRow = isAsClaimed(disagreeing, h) ? inRow + 1 : 0;
            if (inRow == IN_ROW) {
                return h;
            }
        }
        return 0;
    }

    private static boolean isAsClaimed(Probe disagreeing, double h) {
        double slope = disagreeing.estimator().centralDifference(h).slope();
        return Math.abs(slope - disagreeing.analytic()) <= AS_CLAIMED * disagreeing.difference();
    }

    /**
     * What the function is seen to do closer to the point, where that is what is claimed.
     *
     * @param prober probes the variable
     * @param disagreeing the probe at the point that saw the other slope
     * @param confirmed the smallest step at which that slope was confirmed
     * @return both slopes and what to do; empty where the claim is not the slope there either
     */
    static String closer(Prober prober, Probe disagreeing, double confirmed) {
        EvaluationPoint place = prober.base();
        double scale = disagreeing.region().scale(place.value(prober.variable()));
        // Within one of the stairs that coarse values make, any claim can be right by chance.
        if (place.arithmetic().noiseDecides() || prober.inStairs() || confirmed <= SHORT * scale) {
            return "";
        }
        double step = Math.max(
                NOISE_IN_DIFFERENCE * prober.noiseAlong(disagreeing) / disagreeing.difference(), SMALLEST_STEP * scale);
        if (!(CLOSER * step < confirmed)) {
            return "";
        }
        SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(disagreeing.difference()));
        double[] steps = new double[PAIRS];
        double[] slopes = new double[PAIRS];
        double squares = 0;
        double fourthPowers = 0;
        double moves = 0;
        for (int k = 0; k < PAIRS; k++) {
            steps[k] = step * (1 + random.nextDouble());
            slopes[k] = disagreeing.estimator().centralDifference(steps[k]).slope();
            squares += steps[k] * steps[k];
            fourthPowers += Math.pow(steps[k], 4);
            moves += steps[k] * steps[k] * slopes[k];
        }
        double mean = moves / squares;
        double rest = 0;
        for (int k = 0; k < PAIRS; k++) {
            double off = steps[k] * (slopes[k] - mean);
            rest += off * off;
        }
        double deviation = Math.sqrt(rest / (PAIRS - 1) / squares);
        double numeric = disagreeing.slope().derivative();
        boolean claimed = isClaimed(mean, disagreeing)
                && Math.abs(mean - numeric) > DEVIATIONS * deviation
                && isClaimed(mean - bend(disagreeing, confirmed) * fourthPowers / squares, disagreeing);
        return claimed ? text(place, disagreeing, mean, step, confirmed) : "";
    }

    private static boolean isClaimed(double slope, Probe disagreeing) {
        return Math.abs(slope - disagreeing.analytic()) <= LEFT_OF_DIFFERENCE * disagreeing.difference();
    }

    /** By how much a plain difference is off for the square of its step, as a sixth of the third derivative is. */
    private static double bend(Probe disagreeing, double step) {
        CentralDifference near = disagreeing.estimator().centralDifference(step);
        CentralDifference far = disagreeing.estimator().centralDifference(2 * step);
        return (near.slope() - near.slope(far)) / (step * step);
    }

    private static String text(EvaluationPoint place, Probe disagreeing, double mean, double step, double confirmed) {
        double unit = place.f().unit();
        return String.format(
                Locale.ROOT,
                "along the direction tried the slope is %.10g over steps of %.0e, and %.10g, about as reported, over steps of %.0e: %s",
                disagreeing.slope().derivative() / unit,
                confirmed,
                mean / unit,
                step,
                Advice.anotherPointOrIfCoarse(place, disagreeing.difference() * step));
    }
}
