package io.gradcheck.subject.boosting;

/**
 * Which entries of a Hessian are clipped from below, as was declared.
 *
 * <p>An entry that is the number it is clipped at cannot be checked as a derivative; all that can be is that the derivative
 * is no larger. There the gradient is replaced by a line of that slope. An entry below that number breaks the declaration,
 * and is wrong along the same line. All others are left as they are.
 */
final class ClippedHessian {

    private static final double SAME = 1e-6;

    private final double[] slope;
    private final boolean[] isClipped;
    private final boolean[] isReplaced;

    /**
     * Looks at every entry.
     *
     * @param at the number that the Hessian is clipped at
     * @param weights the weight of each prediction; the Hessian may be clipped before they are applied
     * @param claimed the Hessian
     * @param second the second derivatives, roughly
     * @param rounding how rough each of them is
     */
    ClippedHessian(double at, double[] weights, double[] claimed, double[] second, double[] rounding) {
        slope = new double[claimed.length];
        isClipped = new boolean[claimed.length];
        isReplaced = new boolean[claimed.length];
        for (int i = 0; i < claimed.length; i++) {
            double before = at * weights[i];
            slope[i] = isSame(claimed[i], before) ? before : at;
            boolean there = isSame(claimed[i], slope[i]);
            isClipped[i] = there && second[i] <= slope[i] * (1 + SAME) + rounding[i];
            isReplaced[i] = isClipped[i] || (!there && claimed[i] < Math.min(at, before));
        }
    }

    private static boolean isSame(double a, double b) {
        return Math.abs(a - b) <= SAME * Math.abs(b);
    }

    /** The gradient with those lines in it. Overwritten. */
    double[] gradient(double[] gradient, double[] predictions) {
        for (int i = 0; i < gradient.length; i++) {
            if (isReplaced[i]) {
                gradient[i] = slope[i] * predictions[i];
            }
        }
        return gradient;
    }

    /** The Hessian, with the slopes of those lines where it was clipped at the place. Overwritten. */
    double[] hessian(double[] hessian) {
        for (int i = 0; i < hessian.length; i++) {
            if (isClipped[i]) {
                hessian[i] = slope[i];
            }
        }
        return hessian;
    }

    /** Whether an entry is smaller than it should be. */
    boolean isBroken() {
        for (int i = 0; i < isReplaced.length; i++) {
            if (isReplaced[i] && !isClipped[i]) {
                return true;
            }
        }
        return false;
    }
}
