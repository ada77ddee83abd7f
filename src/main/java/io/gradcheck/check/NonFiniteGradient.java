package io.gradcheck.check;

import io.gradcheck.numeric.Slope;
import java.util.function.Predicate;

/** The verdict on gradients with entries that are not finite. */
final class NonFiniteGradient {

    private static final int MOST_ENTRIES = 32;
    private static final double CONVERGED = 0.1;

    private NonFiniteGradient() {}

    /** Whether any entry is NaN or infinite. */
    static boolean in(double[] gradient) {
        for (double g : gradient) {
            if (!Double.isFinite(g)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Judges a gradient with entries that are not finite, where the function itself is finite.
     *
     * <p>NaN is wrong wherever a numeric derivative exists. An infinite entry is wrong where the function has a finite
     * slope; at the edge of a domain, and where the slope grows without bound, it cannot be compared. Nor can either
     * where the function is about to overflow. The finite entries are checked as usual.
     */
    static Conclusion conclude(Prober prober, boolean strictAtKinks) {
        Place base = prober.base();
        double[] g = base.gradient(prober.variable()).values();
        Region all = Region.all(g.length);
        Region nan = all.where(i -> Double.isNaN(g[i]));
        if (anyHas(nan, prober, slope -> Double.isFinite(slope.derivative()))) {
            return new Conclusion(Verdict.FAIL, nan.count() + " of " + g.length + " entries are NaN", base, null);
        }
        Region infinite = all.where(i -> Double.isInfinite(g[i]));
        if (anyHas(infinite, prober, NonFiniteGradient::isFinite)) {
            return new Conclusion(
                    Verdict.FAIL,
                    infinite.count() + " of " + g.length + " entries are infinite where the slope is finite",
                    base,
                    null);
        }
        Conclusion undecided = new Conclusion(
                Verdict.INCONCLUSIVE,
                nan.count() + infinite.count() + " of " + g.length + " entries are not finite, at an edge of the "
                        + "domain, where the slope has no bound or near overflow; they cannot be compared",
                base,
                null);
        Region finite = all.where(i -> Double.isFinite(g[i]));
        return finite.count() == 0
                ? undecided
                : undecided.worse(new VariableCheck(prober, strictAtKinks).conclude(finite));
    }

    private static boolean anyHas(Region region, Prober prober, Predicate<Slope> property) {
        for (int k = 0; k < Math.min(region.count(), MOST_ENTRIES); k++) {
            if (property.test(
                    prober.probeEntry(prober.base(), region.entry(k), 1).slope())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFinite(Slope slope) {
        return slope.sides() == Slope.Sides.BOTH
                && slope.error() <= CONVERGED * Math.abs(slope.derivative()) + slope.rounding();
    }
}
