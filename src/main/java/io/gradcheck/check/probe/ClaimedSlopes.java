package io.gradcheck.check.probe;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** The claimed gradient of one variable along directions, at the place of a probe and beside it; each call is a gradient. */
public final class ClaimedSlopes {

    private static final double[] NONE = {};

    private final EvaluationPoint place;
    private final String variable;
    private final Subject subject;
    private final Evaluations calls;

    /**
     * Prepares the calls.
     *
     * @param place where the probes were made
     * @param variable the variable that they move
     * @param calls where they are counted
     */
    public ClaimedSlopes(EvaluationPoint place, String variable, Evaluations calls) {
        this.place = place;
        this.variable = variable;
        this.subject = new DefensiveCopies(place.f().subject());
        this.calls = calls;
    }

    /** {@code <g(x + t d), d>} along the direction of a probe; not a number outside the domain. */
    public double at(Probe probe, double t) {
        return at(probe, t, NONE);
    }

    /** The mean of both sides, of which differences are made, and where a slope that changes steadily changes by nothing. */
    public double mean(Probe probe, double t) {
        return (at(probe, t) + at(probe, -t)) / 2;
    }

    /** The same at one place; the entries that move go to an array, unless that has none. */
    double at(Probe probe, double t, double[] gradient) {
        NamedTensors moved = place.point().copy();
        double[] x = moved.get(variable).values();
        for (int i = 0; i < x.length; i++) {
            x[i] += t * probe.direction().weight(i);
        }
        double[] g = gradient(moved);
        if (g.length == 0) {
            return Double.NaN;
        }
        pick(probe.region(), g, gradient);
        return probe.along(g);
    }

    static void pick(Entries region, double[] g, double[] chosen) {
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = g[region.entry(k)];
        }
    }

    /** The gradient at a point; no entries outside the domain. */
    double[] gradient(NamedTensors point) {
        calls.spend();
        try {
            Map<String, Tensor> gradient = OutsideDomain.call(
                    () -> subject.gradient(point.asMap(), place.f().upstream().copy()));
            return NamedTensors.of(gradient).get(variable).values();
        } catch (OutsideDomain outside) {
            return NONE;
        }
    }
}
