package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.ClaimedSlopes;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Whether a claim is the slope of a structure finer than the steps that values need to show a slope at all: of an oscillation whose
 * height is below the rounding of the value, as of {@code 20000 + 1e-12 sin(1e5 x)}.
 *
 * <p>No values can tell then. The claims can: within those steps they swing by as much as the disagreement, and what they swing about,
 * a line through their means on both sides against the square of the distance, is at the point the slope that was seen. A wrong
 * gradient swings about another. Of a single {@link NarrowPeak} the claims know as well.
 */
final class FinerClaims {

    // A structure finer than this is rounding; so larger mistakes cost nothing.
    private static final double FINEST = 1e-12;

    // A thousandth: cancellation makes that of single precision in places.
    private static final double OF_ROUNDING = 1e-3;

    // 1e-14: about a hundred last places of an entry, by which two claims are to be apart whose slope is looked for.
    private static final double FINEST_STRUCTURE = 1e-14;

    private static final double NOISE_IN_DIFFERENCE = 20;
    private static final int FIRST_PAIRS = 3;
    private static final int PAIRS = 12;
    private static final double STEADY = 0.25;
    private static final double STILL = 0.01;
    private static final double LEAST = 1 / 16.0;
    private static final double FIRST = 1 / 8.0;
    private static final double MOST = 1 / 2.0;
    private static final double DEVIATIONS = 4;

    // 5: the claim at the point may be where all swings are at their highest.
    private static final double HIGHEST = 5;

    private static final int LEVELS = 8;
    private static final double CLOSER = 4;
    private static final int PLACES = 16;
    private static final double LEAST_SPREAD = 5;
    private static final int OUTLIERS = 2;
    private static final double SAME = 0.5;

    private final Probe disagreeing;
    private final ClaimedSlopes slopes;
    private final SplittableRandom random;
    private final double finest;
    private double deviation;
    private boolean swings;

    private FinerClaims(Prober prober, EvaluationPoint place, Probe disagreeing, double scale) {
        this.disagreeing = disagreeing;
        this.slopes = new ClaimedSlopes(place, prober.variable(), prober.evaluations());
        this.random = new SplittableRandom(Double.doubleToLongBits(disagreeing.difference()));
        this.finest = FINEST_STRUCTURE * scale;
    }

    /**
     * What the claims are seen to do within the steps, and what to do.
     *
     * @param prober probes the variable
     * @param place where the probe was made
     * @param disagreeing the probe that disagrees, with the smallest steps
     * @return a reason for the disagreement not to be believed; empty if there is none, or if evaluations do not reach
     *     for claims that were not seen to swing far beyond rounding
     */
    static String explanation(Prober prober, EvaluationPoint place, Probe disagreeing) {
        double scale = disagreeing.region().scale(place.value(prober.variable()));
        double visible = NOISE_IN_DIFFERENCE * prober.noise(place);
        if (visible <= FINEST * scale * disagreeing.difference()) {
            return "";
        }
        FinerClaims claims = new FinerClaims(prober, place, disagreeing, scale);
        try {
            return claims.explanation(visible, Math.abs(place.f().unit()));
        } catch (Evaluations.Exhausted exhausted) {
            // the disagreement was confirmed before, if nothing was seen to speak against it
            return claims.swings && claims.areBeyondRounding()
                    ? Conclusion.exhausted(prober).reason()
                    : "";
        }
    }

    private String explanation(double visible, double unit) {
        double difference = disagreeing.difference();
        double swing = 0;
        double[] squares = new double[PAIRS];
        double[] changes = new double[PAIRS];
        for (int k = 0; k < PAIRS; k++) {
            boolean near = k < FIRST_PAIRS;
            double share = LEAST + ((near ? FIRST : MOST) - LEAST) * random.nextDouble();
            double t = share * disagreeing.slope().step();
            changes[k] = slopes.mean(disagreeing, t) - disagreeing.analytic();
            squares[k] = share * share;
            swing = Math.max(swing, Math.abs(changes[k]));
            boolean steady = k < FIRST_PAIRS && swing < (k == FIRST_PAIRS - 1 ? STEADY : STILL) * difference;
            if (steady || Double.isNaN(changes[k])) {
                return "";
            }
        }
        SimpleRegression line = new SimpleRegression();
        for (int k = 0; k < PAIRS; k++) {
            line.addData(squares[k], changes[k]);
        }
        this.deviation = Math.sqrt(line.getMeanSquareError());
        double uncertain = DEVIATIONS * line.getInterceptStdErr();
        double seen = disagreeing.slope().derivative() - disagreeing.analytic();
        this.swings = difference <= HIGHEST * deviation
                && Math.abs(line.getIntercept() - seen) <= disagreeing.bound() + uncertain;
        if (swings) {
            return isStructure() ? ofSwings(unit) : "";
        }
        double distance = LEAST * disagreeing.slope().step();
        return NarrowPeak.isAt(slopes, disagreeing, distance, visible) ? ofPeak() : "";
    }

    /**
     * Whether the claims swing by far more than a gradient in single precision is rounded: they are those of a structure, but for
     * random ones, however fine it is.
     */
    private boolean areBeyondRounding() {
        return deviation > OF_ROUNDING * disagreeing.magnitude();
    }

    /**
     * Whether the swings are those of a function, and not the rounding of a gradient that is computed in single precision: then the
     * claims have a slope at nearly every place, another at each, that stays the same when the two claims it is measured with come four
     * times closer. Those of rounding become four times as steep, or, between two stairs, all one slope that is too flat for swings.
     */
    private boolean isStructure() {
        double step = disagreeing.slope().step();
        double[] places =
                random.doubles(PLACES, -MOST, MOST).map(share -> share * step).toArray();
        double[] lengths = random.doubles(PLACES, 0.5, 1.5).toArray(); // else all as long as a wave, by chance
        double[] claims =
                Arrays.stream(places).map(t -> slopes.at(disagreeing, t)).toArray();
        // Those of rounding are jumps everywhere.
        int outliers = areBeyondRounding() ? 2 * OUTLIERS : 0;
        double[] former = new double[PLACES];
        double apart = step * LEAST;
        for (int level = 0; level < LEVELS || (apart >= CLOSER * finest && areBeyondRounding()); level++) {
            apart /= CLOSER;
            double[] steepness = new double[PLACES];
            double[] changes = new double[PLACES];
            for (int k = 0; k < PLACES; k++) {
                double distance = apart * lengths[k];
                steepness[k] = (slopes.at(disagreeing, places[k] + distance) - claims[k]) / distance;
                changes[k] = Math.abs(steepness[k] - former[k]);
            }
            double spread = spread(places, steepness);
            if (spread * step < LEAST_SPREAD * deviation) {
                return false;
            }
            Arrays.sort(changes);
            if (level > 0 && rootMeanSquare(changes, PLACES - outliers) <= SAME * spread) {
                return true;
            }
            former = steepness;
        }
        return false;
    }

    /** Of the smallest ones: where a claim jumps between two places, as at the edge of a hinge, it has no slope. */
    private static double rootMeanSquare(double[] sorted, int count) {
        double length = 0;
        for (int k = 0; k < count; k++) {
            length = Math.hypot(length, sorted[k]);
        }
        return length / Math.sqrt(count);
    }

    /**
     * The standard deviation about a line through the places, the median of all lines of two, without the largest and the smallest: a few
     * stairs that are hit are no structure, nor is a slope that changes steadily.
     */
    private static double spread(double[] places, double[] steepness) {
        Median median = new Median();
        double incline = median.evaluate(IntStream.range(0, PLACES)
                .boxed()
                .flatMapToDouble(k ->
                        IntStream.range(0, k).mapToDouble(i -> (steepness[k] - steepness[i]) / (places[k] - places[i])))
                .toArray());
        double[] left = IntStream.range(0, PLACES)
                .mapToDouble(k -> steepness[k] - incline * places[k])
                .sorted()
                .toArray();
        return Math.sqrt(StatUtils.populationVariance(left, OUTLIERS, PLACES - 2 * OUTLIERS));
    }

    private String ofPeak() {
        return String.format(
                Locale.ROOT,
                "far within the %.0e that values need to show a slope the gradient becomes the slope that was seen, as beside a "
                        + "peak that is too low for them: values cannot show whether it is right; %s",
                disagreeing.slope().step(),
                Advice.ANOTHER_POINT);
    }

    private String ofSwings(double unit) {
        return String.format(
                Locale.ROOT,
                "within the %.0e that values need to show a slope the gradient swings by about %.1e, as much as the disagreement of "
                        + "%.1e, and about the slope that was seen: values cannot show whether it is right; %s",
                disagreeing.slope().step(),
                deviation / unit,
                disagreeing.difference() / unit,
                Advice.ANOTHER_POINT);
    }
}
