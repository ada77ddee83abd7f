package io.gradcheck.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a function moves in stairs beneath a term that bends so much that plain differences over many stairs are off by
 * more than these.
 *
 * <p>An output that cancellation has left in stairs, added to one that is smooth: over short steps the slope is that of the
 * smooth term alone, exact to the last digit, and over long ones the difference of two values is far from any slope. So
 * a polynomial is fitted to values at scattered places. Where it leaves no less with a higher degree, what it leaves is scatter and not
 * curvature, and its slope is the mean over the stairs. Stairs they are if it is the claimed one, and if at other places
 * too the slope over a short way is off the polynomial's by as much as at zero.
 */
final class StairsBeneathCurve {

    private static final int POINTS = 32;
    private static final int LOWEST_DEGREE = 4;
    private static final int HIGHEST_DEGREE = 8;
    private static final int HIGHER = 2;

    // As in a scatter: what a higher degree takes away is curvature.
    private static final double SAME = 4;

    private static final int SCALES = 5;
    private static final double SHRINK = 2;
    private static final double SHARE = 0.8;

    // A fifth: the mean slope is then known to a fraction of the doubt, and the claim is not it by chance.
    private static final double KNOWN = 1 / 5.0;
    private static final double CLOSE = 0.25;

    private static final int PLACES = 8;
    private static final int ALIKE = 7;
    private static final double LEAST_ALIKE = 0.6;
    private static final double MOST_ALIKE = 1.6;

    // 8: the noise of two values is then a fifth of the slope that is looked for.
    private static final double NOISE_IN_WAY = 8;
    private static final double SHORT = 64;

    private final DoubleUnaryOperator phi;
    private final double seen;
    private final double claimed;
    private final SplittableRandom random;
    private final List<Place> places = new ArrayList<>();

    private record Place(double t, double value) {}

    /**
     * Prepares the search.
     *
     * @param phi the function
     * @param seen the slope at zero over the smallest steps
     * @param claimed the slope that is claimed
     */
    StairsBeneathCurve(DoubleUnaryOperator phi, double seen, double claimed) {
        this.phi = phi;
        this.seen = seen;
        this.claimed = claimed;
        this.random = new SplittableRandom(Double.doubleToLongBits(claimed - seen));
    }

    /**
     * Looks at up to five scales, each half of the one before.
     *
     * @param reach the largest scale
     * @param near the smallest step, at which the slope was seen
     * @param noise the noise of values that is known
     * @return the scale at which the slope is the claimed one; not a number where there is none
     */
    double claimBeyond(double reach, double near, double noise) {
        double doubt = Math.abs(claimed - seen);
        double way = Math.max(NOISE_IN_WAY * noise / doubt, near / SHORT);
        double h = reach;
        for (int scale = 0; scale < SCALES && h > near && h > way; scale++, h /= SHRINK) {
            FittedPolynomial fit = fit(h);
            if (fit == null || !(fit.slopeDeviation() <= KNOWN * doubt)) {
                continue;
            }
            if (Math.abs(fit.slope(0) - seen) <= CLOSE * doubt) {
                return Double.NaN;
            }
            if (Math.abs(fit.slope(0) - claimed) <= CLOSE * doubt) {
                double within = Math.max(way, NOISE_IN_WAY * scatterWithin(near) / doubt);
                if (within < near && inOtherStairs(fit, h, within)) {
                    return h;
                }
            }
        }
        return Double.NaN;
    }

    /** The polynomial at one scale; null where the function is not finite, or bends more than a polynomial can. */
    private @Nullable FittedPolynomial fit(double h) {
        choosePlaces(h);
        double[] t = places.stream().mapToDouble(Place::t).toArray();
        double[] y = places.stream().mapToDouble(Place::value).toArray();
        if (!Arrays.stream(y).allMatch(Double::isFinite)) {
            return null;
        }
        FittedPolynomial low = new FittedPolynomial(t, y, LOWEST_DEGREE);
        for (int degree = LOWEST_DEGREE; degree <= HIGHEST_DEGREE; degree += HIGHER) {
            FittedPolynomial high = new FittedPolynomial(t, y, degree + HIGHER);
            if (low.deviation() <= SAME * high.deviation()) {
                return high;
            }
            low = high;
        }
        return null;
    }

    /** Scattered places up to a distance: those of the scale before that are within it, and as many new ones as are wanting. */
    private void choosePlaces(double h) {
        places.removeIf(place -> Math.abs(place.t()) > h);
        int wanting = POINTS - places.size();
        for (int k = 0; k < wanting; k++) {
            double t = h * (-1 + 2 * (k + SHARE * random.nextDouble()) / wanting);
            places.add(new Place(t, phi.applyAsDouble(t)));
        }
    }

    /** The scatter of values within a stair: it can have finer ones, which the noise that is known does not reckon with. */
    private double scatterWithin(double near) {
        return Noise.at(phi, phi.applyAsDouble(0), near / SHORT);
    }

    /** Whether at other places the slope over a short way is off the polynomial's by about what it is at zero. */
    private boolean inOtherStairs(FittedPolynomial fit, double h, double way) {
        int alike = 0;
        for (int k = 0; k < PLACES; k++) {
            double t = h * (-0.5 + (k + SHARE * random.nextDouble()) / PLACES);
            double slope = (phi.applyAsDouble(t + way / 2) - phi.applyAsDouble(t - way / 2)) / way;
            double part = (slope - fit.slope(t)) / (seen - claimed);
            alike += part >= LEAST_ALIKE && part <= MOST_ALIKE ? 1 : 0;
        }
        return alike >= ALIKE;
    }
}
