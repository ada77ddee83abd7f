package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.function.DoubleUnaryOperator;

/**
 * A kink that no line through the point shows: the median of entries that are all equal is linear along each of them, up
 * and down alike, and yet has no gradient, since its slopes along two directions do not add up to that along their sum.
 */
final class HiddenKink {

    private static final int EQUAL = 3;
    private static final int ATTEMPTS = 8;
    private static final double SMALLER = 16;
    private static final double PART_OF_DIFFERENCE = 0.05;
    private static final double NOISE_IN_DIFFERENCE = 20;

    // Far below any slope beside the variable's largest there are only the rounding errors of values.
    private static final double ROUNDING = 1e-12;

    // Of the radius of points nearby, 1e-3 of the scale: curvature adds 1e-6.
    private static final double STEP = 0.1;
    private static final double FLAGGED = 1e-2;

    private HiddenKink() {}

    /**
     * Whether slopes do not add up at the point, by about as much as a claim is off.
     *
     * @param prober probes the variable
     * @param disagreeing the probe that says how much the claim is off
     */
    static boolean explains(Prober prober, Probe disagreeing) {
        Entries region = disagreeing.region();
        if (chosenOfEqual(region, prober.base(), prober.variable()) < 0) {
            return false;
        }
        double h = disagreeing.slope().step();
        double[] d = disagreeing.direction().tensor().values();
        for (int k = 0; k < ATTEMPTS; k++) {
            Direction other =
                    region.direction(prober.random(), disagreeing.direction().shape());
            Tensor both = other.tensor().copy();
            for (int i = 0; i < d.length; i++) {
                both.values()[i] += d[i];
            }
            Direction sum = Direction.of(both);
            // What the differences leave out shrinks with the step, and what does not add up at a kink stays.
            if (isNotAdditive(prober, disagreeing, other, sum, h)
                    && isNotAdditive(prober, disagreeing, other, sum, h / SMALLER)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNotAdditive(Prober prober, Probe disagreeing, Direction other, Direction sum, double h) {
        double rounding =
                ROUNDING * prober.base().gradientSizes(prober.variable()).largest();
        double allowed = PART_OF_DIFFERENCE * disagreeing.difference() + noise(prober, h) + rounding;
        double slope = slope(prober, disagreeing.direction(), h);
        return Math.abs(slope(prober, sum, h) - slope - slope(prober, other, h)) > allowed;
    }

    /**
     * Whether an agreement may be chance: of three and more equal entries the one with the largest claim does not have that
     * slope alone. Where no equal entries are told apart this costs nothing.
     */
    static boolean suspected(Prober prober, Probe agreeing) {
        EvaluationPoint base = prober.base();
        double[] g = base.gradient(prober.variable()).values();
        int entry = chosenOfEqual(agreeing.region(), base, prober.variable());
        if (entry < 0) {
            return false;
        }
        Entries single = Entries.single(g.length, entry);
        Direction direction =
                Direction.ofEntry(entry, 1, base.value(prober.variable()).shape());
        double h = STEP * base.arithmetic().nearby() * single.scale(base.value(prober.variable()));
        double slope = slope(prober, direction, h);
        return Math.abs(slope - g[entry]) > FLAGGED * Math.abs(g[entry]) + noise(prober, h);
    }

    /**
     * The entry with the largest claim of those that equal two others at least; -1 if there is none, or if all or none of
     * them are claimed to matter: a median and its like choose. In single precision too, where noise hides all that.
     */
    private static int chosenOfEqual(Entries region, EvaluationPoint base, String variable) {
        if (region.count() < EQUAL || base.arithmetic().noiseDecides()) {
            return -1;
        }
        double[] x = base.value(variable).values();
        double[] g = base.gradient(variable).values();
        if (!region.any(i -> g[i] == 0)) {
            return -1;
        }
        int largest = -1;
        double claim = 0;
        boolean left = false;
        for (int i : EqualNumbers.occurring(EQUAL, region, x)) {
            left |= g[i] == 0;
            if (Math.abs(g[i]) > claim) {
                claim = Math.abs(g[i]);
                largest = i;
            }
        }
        return left ? largest : -1;
    }

    private static double slope(Prober prober, Direction direction, double h) {
        DoubleUnaryOperator phi = prober.base().along(prober.variable(), direction, prober.evaluations());
        return (phi.applyAsDouble(h) - phi.applyAsDouble(-h)) / (2 * h);
    }

    private static double noise(Prober prober, double h) {
        return NOISE_IN_DIFFERENCE * prober.noise(prober.base()) / h;
    }
}
