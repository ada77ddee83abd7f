package io.gradcheck.campaign.figures;

import io.gradcheck.check.GradientReport;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a mistake changes in the gradient of a network.
 *
 * @param right the network
 * @param wrong the same with the mistake
 */
record Change(Subject right, Subject wrong) {

    /** Of an entry; what is smaller is no change. */
    private static final double LEAST = 1e-9;

    /** Of a variable's largest entry; what is smaller is the same gradient, with its sums rounded in another order. */
    private static final double ROUNDING = 1e-12;

    private static final double[] DISTANCES = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
    private static final int POINTS_AT_A_DISTANCE = 20;

    /** Not 1, which hides what is wrong about its use. */
    private static final double UPSTREAM = 0.75;

    /** Whether any entry changes at the point, by more than rounding. */
    boolean isVisible() {
        return isVisible(right.point());
    }

    /**
     * Whether any entry changes at any of 100 random points nearby, in all variables at once. If none does, the mistake is
     * one at the point alone: at a kink, another choice among the slopes around it.
     */
    boolean isVisibleNearby(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (double distance : DISTANCES) {
            for (int k = 0; k < POINTS_AT_A_DISTANCE; k++) {
                if (isVisible(near(distance, random))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Map<String, Tensor> near(double distance, SplittableRandom random) {
        Map<String, Tensor> near = new LinkedHashMap<>();
        right.point().forEach((variable, value) -> {
            Tensor moved = value.copy();
            for (int i = 0; i < moved.size(); i++) {
                moved.values()[i] += distance * random.nextDouble(-1, 1);
            }
            near.put(variable, moved);
        });
        return near;
    }

    /** Whether every variable changes by less than the report says it could have seen. */
    boolean isBelowLimits(GradientReport report) {
        Map<String, Tensor> is = wrong.gradient(right.point(), Tensor.scalar(UPSTREAM));
        return right.gradient(right.point(), Tensor.scalar(UPSTREAM)).entrySet().stream()
                .allMatch(wanted -> largest(wanted.getValue(), is.get(wanted.getKey())) / UPSTREAM
                        <= report.finding(wanted.getKey()).detectionLimit());
    }

    private boolean isVisible(Map<String, Tensor> at) {
        Map<String, Tensor> is = wrong.gradient(at, Tensor.scalar(UPSTREAM));
        return right.gradient(at, Tensor.scalar(UPSTREAM)).entrySet().stream().anyMatch(wanted -> {
            Tensor g = wanted.getValue();
            double rounding = ROUNDING * largest(g, Tensor.zeros(g.shape()));
            return largest(g, is.get(wanted.getKey())) > Math.max(LEAST, rounding);
        });
    }

    private static double largest(Tensor some, Tensor others) {
        double largest = 0;
        for (int i = 0; i < some.size(); i++) {
            largest = Math.max(largest, Math.abs(some.values()[i] - others.values()[i]));
        }
        return largest;
    }
}
