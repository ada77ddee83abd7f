package io.gradcheck.check.decision;

import io.gradcheck.check.probe.ClaimedSlopes;
import io.gradcheck.check.probe.Probe;

/**
 * A claim that is the slope of a peak too low for values to show, and far narrower than the steps they need to show a slope:
 * as beside the point at which a certain prediction of one example turns, {@code 5000 + exp(-1e6 |x|) / 1e12}.
 *
 * <p>A little away from the point the claims are the slope that was seen, towards the point they become the claim itself, and
 * what lies between, {@code integral |(claim(t) + claim(-t)) / 2 - seen| dt}, is less than what values can show. A gradient that is wrong at
 * the point alone does not become so, and what one leaves out that is wrong around it shows in the values.
 */
final class NarrowPeak {

    private static final double CLOSER = 4;
    private static final int LEVELS = 20;
    private static final double NEARLY = 0.25;

    private final ClaimedSlopes slopes;
    private final Probe disagreeing;
    private final double seen;
    private final double nearly;

    private NarrowPeak(ClaimedSlopes slopes, Probe disagreeing) {
        this.slopes = slopes;
        this.disagreeing = disagreeing;
        this.seen = disagreeing.slope().derivative();
        this.nearly = NEARLY * disagreeing.difference();
    }

    /**
     * Whether there is such a peak.
     *
     * @param slopes the claims beside the point
     * @param disagreeing the probe whose claim is in doubt
     * @param distance from where on the claims are to be the slope that was seen
     * @param visible the least height of a peak that values show
     */
    static boolean isAt(ClaimedSlopes slopes, Probe disagreeing, double distance, double visible) {
        return new NarrowPeak(slopes, disagreeing).isLowerThan(visible, distance);
    }

    private boolean isLowerThan(double visible, double distance) {
        double t = distance;
        double far = Math.abs(slopes.mean(disagreeing, t) - seen);
        if (!(far <= nearly)) {
            return false;
        }
        double area = 0;
        for (int level = 0; level < LEVELS && area <= visible; level++) {
            double closer = t / CLOSER;
            double claims = slopes.mean(disagreeing, closer);
            double near = Math.abs(claims - seen);
            area += (t - closer) * Math.max(near, far);
            if (Math.abs(claims - disagreeing.analytic()) <= nearly) {
                return area + closer * Math.max(near, disagreeing.difference()) <= visible;
            }
            t = closer;
            far = near;
        }
        return false;
    }
}
