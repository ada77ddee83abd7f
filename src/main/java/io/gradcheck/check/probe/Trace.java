package io.gradcheck.check.probe;

import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is done for the verdict on one variable, in order: numbers only, so that it costs next to nothing to keep. */
public final class Trace {

    /** Not held, since each has the values and gradients of all variables. */
    private final List<WeakReference<EvaluationPoint>> nearby = new ArrayList<>();

    private final List<TraceStep> steps = new ArrayList<>();

    /** The steps so far. */
    public List<TraceStep> steps() {
        return List.copyOf(steps);
    }

    void probed(Prober prober, EvaluationPoint place, Probe probe) {
        double unit = prober.base().f().unit();
        steps.add(new TraceStep(
                TraceStep.Kind.PROBE,
                point(prober, place),
                probe.region().count(),
                probe.firstStep(),
                probe.analytic() / unit,
                probe.slope().derivative() / unit,
                probe.bound() / Math.abs(unit),
                probe.slope().showsJump() ? probe.slope().jump() / unit : 0,
                text(probe),
                prober.evaluations().spent()));
    }

    private static String text(Probe probe) {
        return switch (probe.outcome()) {
            case AGREES -> "agrees";
            case DISAGREES -> "disagrees";
            case UNCLEAR -> "unclear";
        };
    }

    void noisier(Prober prober, EvaluationPoint place, double level) {
        String how = prober.inStairs() ? "the values move in stairs" : "the values are noisier than was known";
        add(TraceStep.Kind.NOISE, prober, place, level, how);
    }

    void claimRounded(Prober prober, EvaluationPoint place, double rounding) {
        double unit = Math.abs(prober.base().f().unit());
        add(
                TraceStep.Kind.CLAIM_ROUNDING,
                prober,
                place,
                rounding / unit,
                String.format(Locale.ROOT, "the reported gradient is rounded by %.1e, so it agrees", rounding / unit));
    }

    /** A step without a comparison of its own. */
    public void decided(TraceStep.Kind kind, Prober prober, EvaluationPoint place, String outcome) {
        add(kind, prober, place, Double.NaN, outcome);
    }

    private void add(TraceStep.Kind kind, Prober prober, EvaluationPoint place, double bound, String outcome) {
        steps.add(without(
                kind, point(prober, place), bound, outcome, prober.evaluations().spent()));
    }

    /** The step of a verdict that follows from all before it. */
    public static TraceStep verdict(Verdict verdict, String reason, int evaluations) {
        String outcome = reason.isEmpty() ? verdict.name() : verdict + ", " + reason;
        return without(TraceStep.Kind.VERDICT, 0, Double.NaN, outcome, evaluations);
    }

    /** A step that compares nothing. */
    private static TraceStep without(TraceStep.Kind kind, int point, double bound, String outcome, int evaluations) {
        return new TraceStep(kind, point, 0, Double.NaN, Double.NaN, Double.NaN, bound, 0, outcome, evaluations);
    }

    /** 0 for the point itself, in whichever units; else the place in the order in which points nearby were first asked. */
    private int point(Prober prober, EvaluationPoint place) {
        if (place == prober.base()) {
            return 0;
        }
        for (int k = 0; k < nearby.size(); k++) {
            if (nearby.get(k).refersTo(place)) {
                return k + 1;
            }
        }
        nearby.add(new WeakReference<>(place));
        return nearby.size();
    }
}
