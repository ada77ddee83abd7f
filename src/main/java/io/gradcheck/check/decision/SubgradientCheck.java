package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Subgradient;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether the gradient reported at a kink is a subgradient: coordinate by coordinate, between the one-sided slopes
 * {@code D -+ |S| / 2}. At an edge of the domain it has to be the slope from inside.
 *
 * <p>Looked at are the coordinates in which the gradient at the point differs most from the one nearby. Where several
 * kinks meet, the chain rule can leave the one-sided slopes by as much as the jump although each factor is a subgradient;
 * only what is further away is called none, unless a subgradient is asked for strictly.
 *
 * @param answer the answer
 * @param text the coordinate and its slopes, where the answer is no; else empty
 * @param probe the probe of that coordinate; null where the answer is another
 */
record SubgradientCheck(
        Subgradient answer, String text, @Nullable Probe probe) {

    private static final int COORDINATES = 8;
    private static final double HALF = 0.5;
    private static final double SEVERAL_KINKS = 1.5;

    /** Extrapolation from one side, where nothing beyond the edge speaks against it, is less sure than from both. */
    private static final double FROM_INSIDE = 8;

    /**
     * Looks at the reported gradient.
     *
     * @param strict whether anything outside the one-sided slopes is called none, also what several kinks could explain
     */
    static SubgradientCheck of(Prober prober, Entries region, EvaluationPoint nearby, boolean strict) {
        try {
            return look(prober, region, nearby, strict);
        } catch (Evaluations.Exhausted exhausted) {
            return new SubgradientCheck(Subgradient.NOT_DECIDED, "", null);
        }
    }

    private static SubgradientCheck look(Prober prober, Entries region, EvaluationPoint nearby, boolean strict) {
        EvaluationPoint base = prober.base();
        double[] here = base.gradient(prober.variable()).values();
        double[] there = nearby.gradient(prober.variable()).values();
        Integer[] coordinates = new Integer[region.count()];
        Arrays.setAll(coordinates, region::entry);
        Arrays.sort(coordinates, Comparator.comparingDouble(i -> -Math.abs(here[i] - there[i])));
        Subgradient answer = Subgradient.YES;
        for (int k = 0; k < Math.min(COORDINATES, coordinates.length); k++) {
            int i = coordinates[k];
            if (here[i] == there[i]) {
                break;
            }
            Probe probe = prober.probeEntry(base, i, 1);
            switch (between(probe, strict)) {
                case NO -> {
                    return new SubgradientCheck(Subgradient.NO, text(prober, i, probe), probe);
                }
                case NOT_DECIDED -> answer = Subgradient.NOT_DECIDED;
                default -> {}
            }
        }
        return new SubgradientCheck(answer, "", null);
    }

    private static Subgradient between(Probe probe, boolean strict) {
        if (probe.agrees()) {
            return Subgradient.YES;
        }
        if (probe.slope().isOneSided()) {
            return probe.difference() > FROM_INSIDE * probe.bound() ? Subgradient.NO : Subgradient.NOT_DECIDED;
        }
        if (!probe.slope().showsJump()) {
            return Subgradient.NOT_DECIDED;
        }
        double jump = Math.abs(probe.slope().jump());
        double tolerance = probe.bound() + probe.slope().jumpError();
        if (probe.difference() <= HALF * jump + tolerance) {
            return Subgradient.YES;
        }
        boolean severalKinks = !strict && probe.difference() <= SEVERAL_KINKS * jump + tolerance;
        return severalKinks ? Subgradient.NOT_DECIDED : Subgradient.NO;
    }

    private static String text(Prober prober, int entry, Probe probe) {
        EvaluationPoint base = prober.base();
        double unit = base.f().unit() * base.f().units().length(prober.variable(), entry);
        String name = prober.variable() + base.indices(prober.variable()).text(entry);
        double analytic = probe.analytic() / unit;
        if (probe.slope().isOneSided()) {
            return String.format(
                    Locale.ROOT,
                    "%s is reported as %.6g at an edge of the domain, where the slope from inside is %.6g",
                    name,
                    analytic,
                    probe.slope().derivative() / unit);
        }
        double half = Math.abs(probe.slope().jump()) / 2;
        double one = (probe.slope().derivative() - half) / unit;
        double other = (probe.slope().derivative() + half) / unit;
        return String.format(
                Locale.ROOT,
                "%s is reported as %.6g, no subgradient: the one-sided slopes are %.6g and %.6g",
                name,
                analytic,
                Math.min(one, other),
                Math.max(one, other));
    }
}
