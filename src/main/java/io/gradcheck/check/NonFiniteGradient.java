package io.gradcheck.check;

import io.gradcheck.numeric.Slope;

/** The verdict on gradients with entries that are not finite. */
final class NonFiniteGradient {

    private static final int MOST_ENTRIES = EntryCheck.LARGEST;
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
     * <p>NaN is always wrong. An infinite entry is wrong where the function has a finite slope; at the edge of a domain,
     * and where the slope grows without bound, it cannot be compared. The finite entries are checked as usual.
     */
    static Conclusion conclude(Prober prober) {
        Place base = prober.base();
        double[] g = base.gradient(prober.variable()).values();
        Region all = Region.all(g.length);
        Region nan = all.where(i -> Double.isNaN(g[i]));
        if (nan.count() > 0) {
            return new Conclusion(Verdict.FAIL, nan.count() + " of " + g.length + " entries are NaN", base, null);
        }
        Region infinite = all.where(i -> Double.isInfinite(g[i]));
        EntryCheck entries = new EntryCheck(prober, base, 1);
        for (int k = 0; k < Math.min(infinite.count(), MOST_ENTRIES); k++) {
            Slope slope = entries.probe(infinite.entry(k), 1).slope();
            if (slope.sides() == Slope.Sides.BOTH
                    && slope.error() <= CONVERGED * Math.abs(slope.derivative()) + slope.rounding()) {
                return new Conclusion(
                        Verdict.FAIL,
                        infinite.count() + " of " + g.length + " entries are infinite where the slope is finite",
                        base,
                        null);
            }
        }
        Conclusion undecided = new Conclusion(
                Verdict.INCONCLUSIVE,
                infinite.count() + " of " + g.length + " entries are infinite, at an edge of the domain or where the "
                        + "slope has no bound; they cannot be compared",
                base,
                null);
        Region finite = all.where(i -> Double.isFinite(g[i]));
        return finite.count() == 0 ? undecided : undecided.worse(new VariableCheck(prober).conclude(finite));
    }
}
