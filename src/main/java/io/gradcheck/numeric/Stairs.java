package io.gradcheck.numeric;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Whether the values of a function move in stairs that are finer than the steps of an estimate and wider than the spacing at
 * which its noise was measured, beneath a term that moves smoothly.
 *
 * <p>Within one stair such a function is smooth, with the slope of the smooth term alone: differences taken there say
 * nothing of the rest. Examples are a kernel in {@code float} beside a penalty in double, a large number added and taken
 * away again, {@code 1 + tanh} far to the left. Their scatter over many stairs is the noise of every step that is longer
 * than a stair.
 *
 * <p>Where a function is smooth, a secant is the mean of the slopes at its ends, but for curvature. So slopes are taken at
 * scattered places over a short distance, and secants from place to place:
 *
 * <pre>q_k = (phi(t_(k+1)) - phi(t_k)) / (t_(k+1) - t_k) - (L_k + L_(k+1)) / 2</pre>
 *
 * <p>If the local slopes {@code L} are all alike and most of the {@code q} are not zero, the values jump between the places.
 * A kink or a wave has unlike slopes, and a single jump shows in one interval only.
 */
public final class Stairs {

    private static final int INTERVALS = 6;
    private static final int PLACES = INTERVALS + 1;

    // Places are drawn from four fifths of their share of the range: regular ones can be in step with a fast wave, and
    // two that nearly touch tell nothing.
    private static final double SHARE = 0.8;

    private static final int SCALES = 6;
    private static final double SHRINK = 16;
    private static final double LOCAL = 16 * INTERVALS;

    // 8: with 2, fast sines were taken for stairs (two false alarms in 20,000 random networks).
    private static final double UNLIKE = 8;
    private static final int JUMPS = 3;
    private static final int JUMPS_AGAIN = 2;
    private static final double CLOSE = 0.25;
    private static final double FAR = 0.5;

    private static final double FINER = 64;

    // A fast wave would otherwise cost one at every scale.
    private static final int CLOSER_LOOKS = 1;
    private static final double ROUGH = 8;
    private static final double OUTLIER = 4;

    private final DoubleUnaryOperator phi;
    private final double doubt;
    private final double noise;
    private final double smallest;
    private final SplittableRandom random;

    private final double[] t = new double[PLACES];
    private final double[] value = new double[PLACES];
    private final double[] slope = new double[PLACES];
    private final double[] q = new double[INTERVALS];

    /**
     * Prepares the search.
     *
     * @param phi the function
     * @param doubt what is to be explained: how far a claimed slope and the one seen are apart
     * @param noise the noise that is known so far
     * @param smallest the smallest distance over which a slope may be taken
     * @param random where the places are drawn from
     */
    public Stairs(DoubleUnaryOperator phi, double doubt, double noise, double smallest, SplittableRandom random) {
        this.phi = phi;
        this.doubt = doubt;
        this.noise = noise;
        this.smallest = smallest;
        this.random = random;
    }

    /**
     * What was found.
     *
     * @param scatter the scatter of the values as a standard deviation, at the finest scale that shows it; 0 if none does
     * @param slope the slope at zero within a stair; not a number where there are none, or where values are rough at every
     *     scale
     * @param smooth whether the function was seen to be smooth, so that another look would be in vain; a flat one may be within
     *     one wide stair
     */
    public record Found(double scatter, double slope, boolean smooth) {
        private static final Found NOTHING = new Found(0, Double.NaN, false);
        private static final Found SMOOTH = new Found(0, Double.NaN, true);
    }

    /**
     * Looks for stairs at up to six scales, each a sixteenth of the one before.
     *
     * @param reach the largest scale, the first step of an estimate
     * @param distance over how much a local slope is taken at first, so that noise does not hide the doubt
     * @return what was found
     */
    public Found seek(double reach, double distance) {
        double delta = distance;
        int closerLooks = 0;
        Found found = Found.NOTHING;
        for (int scale = 0; scale < SCALES; scale++) {
            double h = reach * Math.pow(SHRINK, -scale);
            if (h <= LOCAL * delta) {
                break;
            }
            choosePlaces(h);
            if (!look(delta)) {
                continue;
            }
            if (isSmooth()) {
                return found.scatter() == 0 && moves() ? Found.SMOOTH : found;
            }
            boolean stairs = jump(JUMPS);
            if (!stairs && found.scatter() == 0 && closerLooks < CLOSER_LOOKS && hidesMore(delta)) {
                closerLooks++;
                double nearer = Math.max(delta / FINER, smallest);
                double was = spread() * delta;
                stairs = look(nearer) && jump(JUMPS);
                if (!stairs && isRough(was, delta, nearer)) {
                    return new Found(was / Math.sqrt(2), Double.NaN, false);
                }
                delta = stairs ? nearer : delta;
            }
            if (!stairs) {
                if (found.scatter() > 0) {
                    return found;
                }
                continue;
            }
            double seen = scatter();
            if (found.scatter() > 0 && seen > found.scatter() / 2) {
                return seen < found.scatter() ? new Found(seen, found.slope(), false) : found;
            }
            if (found.scatter() == 0 && !again(h, delta)) {
                continue;
            }
            found = new Found(seen, (phi.applyAsDouble(delta) - phi.applyAsDouble(-delta)) / (2 * delta), false);
        }
        return found;
    }

    /**
     * Whether other places show stairs too. One of eight waves of two slopes has, at seven places, six slopes or more that are
     * alike.
     */
    private boolean again(double h, double delta) {
        choosePlaces(h);
        return look(delta) && jump(JUMPS_AGAIN);
    }

    private void choosePlaces(double h) {
        for (int k = 0; k < PLACES; k++) {
            t[k] = h * (-1 + 2 * (k + SHARE * random.nextDouble()) / PLACES);
        }
    }

    /**
     * Takes values and slopes at all places, and the differences of the secants. Slopes are central: one-sided ones are off by half
     * the curvature times the distance, which all places share.
     *
     * @return whether all are finite
     */
    private boolean look(double delta) {
        for (int k = 0; k < PLACES; k++) {
            double from = t[k] - delta / 2;
            double to = t[k] + delta / 2;
            double atFrom = phi.applyAsDouble(from);
            double atTo = phi.applyAsDouble(to);
            slope[k] = (atTo - atFrom) / (to - from);
            value[k] = atFrom + (atTo - atFrom) / 2;
        }
        boolean finite = true;
        for (int k = 0; k < INTERVALS; k++) {
            q[k] = (value[k + 1] - value[k]) / (t[k + 1] - t[k]) - (slope[k] + slope[k + 1]) / 2;
            finite &= Double.isFinite(q[k]);
        }
        return finite;
    }

    /** Whether all secants but one are what the slopes at their ends say. */
    private boolean isSmooth() {
        return Arrays.stream(q).filter(x -> Math.abs(x) <= CLOSE * doubt).count() >= INTERVALS - 1;
    }

    private boolean moves() {
        return Arrays.stream(slope).anyMatch(x -> x != 0);
    }

    private boolean jump(int least) {
        double limit = Math.max(FAR * doubt, UNLIKE * spread());
        return Arrays.stream(q).filter(x -> Math.abs(x) > limit).count() >= least;
    }

    /** Whether slopes differ by more than noise, so that a closer look may find them alike. */
    private boolean hidesMore(double delta) {
        return spread() > UNLIKE * noise / delta && delta > 2 * smallest;
    }

    /** Whether differences of values over a shorter distance are not as much smaller as those of a smooth function are. */
    private boolean isRough(double was, double delta, double nearer) {
        double is = spread() * nearer;
        return is > was * ROUGH * nearer / delta && is > UNLIKE * noise;
    }

    /**
     * The second largest distance from a line, which the curvature of the smooth term makes: one slope may have been taken across a
     * jump.
     */
    private double spread() {
        double[] distance = deviations();
        for (int k = 0; k < PLACES; k++) {
            distance[k] = Math.abs(distance[k]);
        }
        Arrays.sort(distance);
        return distance[PLACES - 2];
    }

    /**
     * The distances of slopes from the line whose rise is the median of those of all pairs.
     *
     * <p>Source: P. K. Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", Journal of the American
     * Statistical Association 63 (1968).
     */
    private double[] deviations() {
        double[] rises = new double[PLACES * (PLACES - 1) / 2];
        int n = 0;
        for (int i = 0; i < PLACES; i++) {
            for (int k = 0; k < i; k++) {
                rises[n++] = (slope[i] - slope[k]) / (t[i] - t[k]);
            }
        }
        double rise = median(rises);
        double[] rest = new double[PLACES];
        for (int k = 0; k < PLACES; k++) {
            rest[k] = slope[k] - rise * t[k];
        }
        double usual = median(rest);
        for (int k = 0; k < PLACES; k++) {
            rest[k] -= usual;
        }
        return rest;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The scatter of one value, from what a line through the differences leaves: of two of them each is made. */
    private double scatter() {
        straighten();
        double[] middle = new double[INTERVALS];
        for (int k = 0; k < INTERVALS; k++) {
            middle[k] = (t[k] + t[k + 1]) / 2;
        }
        FittedLine line = FittedLine.through(middle, q);
        double length = 0;
        for (int k = 0; k < INTERVALS; k++) {
            length = Math.hypot(length, line.residual(middle[k], q[k]) * (t[k + 1] - t[k]));
        }
        return length / Math.sqrt(2 * (INTERVALS - 2));
    }

    /** A slope much farther from the line than all others was taken across a jump: the differences as if it were on the line. */
    private void straighten() {
        double limit = OUTLIER * spread();
        double[] deviation = deviations();
        for (int k = 0; k < PLACES; k++) {
            double outlier = Math.abs(deviation[k]) > limit ? deviation[k] : 0;
            if (k > 0) {
                q[k - 1] += outlier / 2;
            }
            if (k < INTERVALS) {
                q[k] += outlier / 2;
            }
        }
    }
}
