package io.gradcheck.check.probe;

import io.gradcheck.numeric.Scatter;
import io.gradcheck.subject.Tensor;
import java.util.function.DoubleUnaryOperator;

/**
 * The rounding of the claimed gradient of one variable at one place.
 *
 * <p>A gradient is computed, as a value is, and its rounding has no need to follow the value's: {@code sigmoid(z) - y} near
 * {@code y} is off by half a unit in the last place of 1, while {@code log1p(exp(-z))} is exact to 1e-25. It is measured only
 * where it decides, since it takes gradients: as the scatter of {@code t -> <g(x + t d), d>} at several spacings.
 *
 * <p>Rounding explains differences up to a limit only. A gradient that is computed in single precision within double code scatters
 * too, and is a mistake.
 */
final class ClaimRounding {

    private static final double[] NONE = {};
    private static final double[] SPACINGS = {1e-1, 1e-3, 1e-5, 1e-7, 1e-9};
    private static final double[] SPACINGS_IN_SINGLE = {1e-1, 1e-2, 1e-3, 1e-4};
    private static final double OF_FIRST_STEP = 1 / 8.0;

    // 8: rounding reaches two and a half of its standard deviations, and that of nine values is low by two to three at
    // times.
    private static final double DEVIATIONS = 8;

    // Three equal neighbours of eight at the widest spacing: the entry stands on a stair that is wider.
    private static final int STANDING = 3;
    private static final double[] TOWARDS_ZERO = {0.5, 0.2, 0.05, 0.01};

    // Intermediate results up to this many times as large as the upstream gradient: a cheap limit, beyond which nothing
    // is
    // called. Structural mistakes and errors of a millionth stop here.
    private static final double INTERMEDIATE = 0x1p16;

    // 64 roundings of the largest gradient that an entry has on its way to zero.
    private static final double PARTS = 64;

    // On a stair nothing scatters, and what one minus the sum of some probabilities leaves is a few roundings of one.
    // 6 deviations of eight: with 4, a CTC loss whose labels are certain was called wrong.
    private static final double ROUNDINGS_OF_STANDING = 6;

    // Far below the 6e-8 of single precision in double code.
    private static final double OWN = 1e-9;
    private static final double OWN_IN_SINGLE = 1e-3;

    private final EvaluationPoint place;
    private final String variable;
    private final ClaimedSlopes slopes;
    private final double unit;
    private final boolean single;
    private double[] towardsZero = NONE;

    ClaimRounding(EvaluationPoint place, String variable, Evaluations calls) {
        this.place = place;
        this.variable = variable;
        this.slopes = new ClaimedSlopes(place, variable, calls);
        this.unit = place.f().subject().precision().unitRoundoff();
        this.single = place.arithmetic().noiseDecides();
    }

    /**
     * What is to be added to the bound of a probe that does not agree.
     *
     * @return the rounding of the claim along the probe's direction; 0 where it is no explanation
     */
    double along(Probe probe) {
        double missing = probe.difference() - probe.bound();
        double own = (single ? OWN_IN_SINGLE : OWN) * norm(claimed(), probe);
        double most = Math.max(INTERMEDIATE * unit * length(place.f().upstream()) * longest(probe), own);
        if (!(missing <= DEVIATIONS * most)) {
            return 0;
        }
        double deviation = deviation(probe, missing / DEVIATIONS);
        if (deviation * DEVIATIONS < missing) {
            return 0;
        }
        double explicable = Math.max(own, PARTS * unit * norm(towardsZero(), probe));
        return deviation <= explicable ? DEVIATIONS * deviation : 0;
    }

    private double[] claimed() {
        return place.gradient(variable).values();
    }

    private static double length(Tensor tensor) {
        return Math.sqrt(Sums.dot(tensor.values(), tensor.values()));
    }

    private static double longest(Probe probe) {
        double longest = 0;
        for (int k = 0; k < probe.region().count(); k++) {
            longest = Math.max(
                    longest, Math.abs(probe.direction().weight(probe.region().entry(k))));
        }
        return longest;
    }

    /** The length of the terms that a gradient has along a direction: what independent errors of them add up to. */
    private static double norm(double[] g, Probe probe) {
        double norm = 0;
        for (int k = 0; k < probe.region().count(); k++) {
            int i = probe.region().entry(k);
            norm = Math.hypot(norm, g[i] * probe.direction().weight(i));
        }
        return norm;
    }

    /** The standard deviation of the claim along a direction, as far as is enough. */
    private double deviation(Probe probe, double enough) {
        double[] spacings = single ? SPACINGS_IN_SINGLE : SPACINGS;
        double reach = OF_FIRST_STEP * probe.firstStep();
        Entries region = probe.region();
        int[] equal = new int[region.count()];
        double deviation = Scatter.at(standing(probe, equal), probe.analytic(), spacings[0] * reach);
        deviation = Double.isNaN(deviation) ? 0 : deviation;
        for (int k = 1; k < spacings.length && deviation < enough; k++) {
            double scatter = Scatter.at(t -> slopes.at(probe, t), probe.analytic(), spacings[k] * reach);
            deviation = scatter > deviation ? scatter : deviation;
        }
        if (deviation >= enough) {
            return deviation;
        }
        double all = deviation;
        for (int k = 0; k < equal.length; k++) {
            if (equal[k] >= STANDING) {
                int i = region.entry(k);
                all = Math.hypot(
                        all,
                        ROUNDINGS_OF_STANDING
                                * unit
                                * towardsZero()[i]
                                * probe.direction().weight(i));
            }
        }
        return all;
    }

    /** The claim along a direction, and beside it how often each entry that moves is what it was one call before. */
    private DoubleUnaryOperator standing(Probe probe, int[] equal) {
        double[] last = new double[equal.length];
        ClaimedSlopes.pick(probe.region(), claimed(), last);
        return t -> {
            double[] before = last.clone();
            double along = slopes.at(probe, t, last);
            for (int i = 0; i < equal.length; i++) {
                equal[i] += last[i] == before[i] ? 1 : 0;
            }
            return along;
        };
    }

    /** For each entry the largest gradient where all variables are nearer to zero: what it is made of was once as large. */
    private double[] towardsZero() {
        if (towardsZero.length == 0) {
            double[] largest = new double[claimed().length];
            enlarge(largest, claimed());
            for (double share : TOWARDS_ZERO) {
                enlarge(largest, slopes.gradient(place.point().times(share)));
            }
            double farthest = place.ofSubject().point().tensors().stream()
                    .mapToDouble(tensor -> Sums.largest(tensor.values()))
                    .max()
                    .orElse(0);
            // Logits of thousands leave a softmax only where all are about one.
            if (farthest * TOWARDS_ZERO[TOWARDS_ZERO.length - 1] > 1) {
                enlarge(largest, slopes.gradient(place.point().times(1 / farthest)));
            }
            towardsZero = largest;
        }
        return towardsZero;
    }

    private static void enlarge(double[] largest, double[] g) {
        for (int i = 0; i < g.length; i++) {
            if (Double.isFinite(g[i])) {
                largest[i] = Math.max(largest[i], Math.abs(g[i]));
            }
        }
    }
}
