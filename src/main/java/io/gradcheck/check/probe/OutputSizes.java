package io.gradcheck.check.probe;

import io.gradcheck.subject.Subject;

/**
 * How large the outputs of a subject are at a point and elsewhere: where all variables are nearer to zero, and where they are mirrored.
 *
 * <p>Terms that cancel on one side add up on the other, as those of {@code sqrt(1 + x^2) - x} do, or all are about one nearer
 * to zero, as those of {@code 1 + tanh x} are. What an output is made of is no smaller, and so is its rounding.
 */
final class OutputSizes {

    private static final double[] ELSEWHERE = {-1, 0.5, 0.2, 0.05, 0.01};
    private static final double[] UNKNOWN = {};

    private final Subject subject;
    private final NamedTensors point;
    private double[] largest = UNKNOWN;

    OutputSizes(Subject subject, NamedTensors point) {
        this.subject = subject;
        this.point = point;
    }

    /**
     * The largest size of each output; looked at once.
     *
     * @param here the outputs at the point. Not modified.
     * @param evaluations where evaluations are counted
     */
    double[] largest(double[] here, Evaluations evaluations) {
        if (largest.length != here.length) {
            double[] sizes = new double[here.length];
            enlarge(sizes, here);
            for (double share : ELSEWHERE) {
                NamedTensors there = point.times(share);
                evaluations.spend();
                try {
                    enlarge(
                            sizes,
                            OutsideDomain.call(() -> subject.evaluate(there.asMap()))
                                    .values());
                } catch (OutsideDomain outside) {
                    // says nothing
                }
            }
            largest = sizes;
        }
        return largest.clone();
    }

    private static void enlarge(double[] largest, double[] y) {
        for (int k = 0; k < largest.length && y.length == largest.length; k++) {
            largest[k] = Double.isFinite(y[k]) ? Math.max(largest[k], Math.abs(y[k])) : largest[k];
        }
    }
}
