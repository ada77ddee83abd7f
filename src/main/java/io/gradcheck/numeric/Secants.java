package io.gradcheck.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * The plain central differences of an estimate, from its largest step to its smallest.
 *
 * <p>Where values move in stairs and the smallest steps end within one, the slope seen there is lost at once where steps
 * reach beyond it, and another is there over steps of very different length. A smooth function changes from one to the
 * other by degrees: its differences leave the slope with the square of the step, or a higher power. Beyond a kink the
 * function itself has another slope, and within other stairs it has the same.
 */
final class Secants {

    private static final int MOST = 16;
    // 8 and 3: four evaluations. With 8, 4 and 2 a search for wrong entries went over its 520 evaluations, and no more
    // of
    // the networks in wide stairs were told from wrong ones.
    private static final double[] LONGER = {8, 3};

    // 0.3: a step that reaches over one and a half stairs, or a few more, shows their mean slope within a factor of
    // three.
    private static final double NEITHER = 0.3;

    // Three differences in a row, an octave between the first and the last: at one step few stairs show any slope.
    private static final double APART = Math.sqrt(2);
    private static final int IN_ROW = 3;

    // 0.1: noise is in the differences at small steps as well. With 0.01, 4 of 200 checks of a right network in wide
    // stairs
    // failed, with 0.1 two.
    private static final double CLOSE = 0.1;

    // 4: zero lies anywhere within a stair, so one side meets the next jump earlier than the other. With no look at the
    // sides, the cut of x modulo 1 excused a wrong sign, 0.01 above it, in 50 of 50 checks.
    private static final double UNLIKE = 4;

    // From a thousandth to about a half in one step to the next takes more than the fourth power of its ratio.
    private static final double NEAR = 1e-3;

    // The step between may reach over part of a stair. Then the square takes a thousandth to a quarter.
    private static final double NEARER = 1e-4;
    private static final double HALF = 0.55;

    // Stairs are counted in few, and over steps as long curvature counts as well.
    private static final double TWICE = 2;

    private static final double[] SHARES = {0.7, 1};

    // 64: with 4, one in five of these differences met a jump. Noise is then a sixteenth of the difference at most.
    private static final double SHORT = 64;
    private static final double ALIKE = 0.3;

    // 16: the share of a jump among few. A way that is no jump is a 4,096th of the step.
    private static final double STAIRS = 16;
    private static final int HALVINGS = 12;

    private static final int FINE = 8;
    private static final int FINE_LEVELS = 2;

    private final double[] step = new double[MOST];
    private final double[] slope = new double[MOST];
    private int count;

    void clear() {
        count = 0;
    }

    void add(double h, double difference) {
        if (count < MOST) {
            step[count] = h;
            slope[count] = difference;
            count++;
        }
    }

    /**
     * The smallest step over which a claimed slope is seen, where the one that was seen from closer is lost at once.
     *
     * @param seen the slope over the smallest steps
     * @param claimed the slope that is claimed
     * @param phi the function, for at most 50 further values where a step shows the claim
     * @return the step; not a number where there is none
     */
    double claimBeyond(double seen, double claimed, DoubleUnaryOperator phi) {
        for (int near = count - 1; near > 0; near--) {
            for (int between = 0; between <= 1; between++) {
                int far = near - 1 - between;
                double limit = between == 0 ? NEAR : NEARER;
                boolean lostAtOnce = far >= 0
                        && Math.abs(part(slope[near], seen, claimed)) <= limit
                        && isClaim(part(slope[far], seen, claimed));
                if (!lostAtOnce) {
                    continue;
                }
                boolean again = far > 0 && isClaim(part(slope[far - 1], seen, claimed));
                boolean lasts = again || isFine(step[near], step[Math.max(0, far - 1)], seen, claimed, phi);
                return lasts
                                && inOtherStairs(step[near], step[far], seen, claimed, phi)
                                && jumps(step[near], step[far], seen, phi)
                        ? step[far]
                        : Double.NaN;
            }
        }
        return Double.NaN;
    }

    /**
     * The same over steps of up to eight times the largest: stairs may be wider than any that was taken, and few stairs have
     * their mean slope at some steps only. So it has to be seen at three steps in a row, on both sides alike, and to be lost by a jump.
     *
     * @param seen the slope over the smallest steps
     * @param claimed the slope that is claimed
     * @param phi the function, for four further values, or at most 64 where one of them speaks for it
     * @return the step; not a number where there is none
     */
    double claimFarBeyond(double seen, double claimed, DoubleUnaryOperator phi) {
        double near = Double.NaN;
        for (int k = 0; k < count; k++) {
            if (Math.abs(part(slope[k], seen, claimed)) <= CLOSE) {
                near = step[k];
                break;
            }
        }
        if (Double.isNaN(near)) {
            return Double.NaN;
        }
        boolean speaks = false;
        for (double times : LONGER) {
            double part = part(difference(times * step[0], phi), seen, claimed);
            speaks |= part >= NEITHER && part <= 1 / NEITHER;
        }
        if (!speaks) {
            return Double.NaN;
        }
        int inRow = 0;
        for (double h = APART * near; h <= LONGER[0] * step[0]; h *= APART) {
            inRow = isClaim(part(difference(h, phi), seen, claimed)) ? inRow + 1 : 0;
            if (inRow >= IN_ROW && onBothSides(h, seen, phi)) {
                double first = h / (APART * APART);
                return inOtherStairs(near, first, seen, claimed, phi) && jumps(near, h, seen, phi) ? first : Double.NaN;
            }
        }
        return Double.NaN;
    }

    /** Whether the slope that was seen is lost on both sides alike: one jump alone, as that of an angle at its cut, is no stair. */
    private static boolean onBothSides(double h, double seen, DoubleUnaryOperator phi) {
        double atZero = phi.applyAsDouble(0);
        double right = phi.applyAsDouble(h) - atZero - seen * h;
        double left = atZero - phi.applyAsDouble(-h) - seen * h;
        return right * left > 0
                && Math.abs(right) <= UNLIKE * Math.abs(left)
                && Math.abs(left) <= UNLIKE * Math.abs(right);
    }

    private static double difference(double h, DoubleUnaryOperator phi) {
        return (phi.applyAsDouble(h) - phi.applyAsDouble(-h)) / (2 * h);
    }

    /** Whether two differences in a row between two steps are what is claimed. */
    private static boolean isFine(double from, double to, double seen, double claimed, DoubleUnaryOperator phi) {
        int inRow = 0;
        for (int k = 1; k < FINE; k++) {
            double h = from * Math.pow(to / from, (double) k / FINE);
            inRow = isClaim(part(difference(h, phi), seen, claimed)) ? inRow + 1 : 0;
            if (inRow == FINE_LEVELS) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether at places beyond the slope over as short a way is about the one that was seen, in the mean of both sides, as curvature
     * takes from one what it gives the other.
     */
    private static boolean inOtherStairs(
            double near, double far, double seen, double claimed, DoubleUnaryOperator phi) {
        double way = near / SHORT;
        for (double share : SHARES) {
            double t = share * far;
            double right = (phi.applyAsDouble(t + way) - phi.applyAsDouble(t)) / way;
            double left = (phi.applyAsDouble(-t) - phi.applyAsDouble(-t - way)) / way;
            if (!(Math.abs(part((right + left) / 2, seen, claimed)) <= ALIKE)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the values leave the slope that was seen by a jump. Two kinks close together, as where one hinge closes and another
     * opens, leave it by a short steep way and have it again.
     */
    private static boolean jumps(double near, double far, double seen, DoubleUnaryOperator phi) {
        double from = near;
        double to = far;
        double before = departure(near, seen, phi);
        double after = departure(far, seen, phi);
        double half = Math.abs(after) / 2;
        double stair = Math.abs(after) / STAIRS;
        for (int k = 0; k < HALVINGS; k++) {
            double middle = (from + to) / 2;
            double there = departure(middle, seen, phi);
            if (Math.abs(there) < half) {
                from = middle;
                before = there;
            } else {
                to = middle;
                after = there;
            }
        }
        return Math.abs(after - before) >= stair;
    }

    /** How far the mean of both sides is from the slope that was seen, which jumps of the slope at zero do not change. */
    private static double departure(double t, double seen, DoubleUnaryOperator phi) {
        return (phi.applyAsDouble(t) - phi.applyAsDouble(-t)) / 2 - seen * t;
    }

    /** How far a difference is on the way from the slope that was seen, 0, to the claimed one, 1. */
    private static double part(double difference, double seen, double claimed) {
        return (difference - seen) / (claimed - seen);
    }

    private static boolean isClaim(double part) {
        return part >= HALF && part <= TWICE;
    }
}
