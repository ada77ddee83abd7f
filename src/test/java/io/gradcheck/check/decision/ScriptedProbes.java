package io.gradcheck.check.decision;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of the sum of some entries that is another for each probe in turn, of which the claim is always a slope of one: to
 * ask what follows when probes see this and that. The last one holds for all further probes.
 */
final class ScriptedProbes {

    /** What is claimed. */
    static final DoubleUnaryOperator RIGHT = t -> t;

    static final DoubleUnaryOperator WRONG = t -> 1.1 * t;

    /** With a jump of the slope, in the mean as claimed. */
    static final DoubleUnaryOperator KINK = t -> t + Math.abs(t);

    /** Nothing to be seen around the point. */
    static final DoubleUnaryOperator NOWHERE = t -> t == 0 ? 0 : Double.NaN;

    /** About as claimed, but by a little more over one step and by a little less over the next. */
    static final DoubleUnaryOperator VAGUE = t -> t == 0 ? 0 : t * (1 + 3e-3 * wave(t));

    /** A slope of 0.3 in stairs, of which many have the one that is claimed. */
    static final DoubleUnaryOperator STAIRS = t -> 0.3 * t + 0.7 * 0.01 * Math.floor((t + 0.001) / 0.01);

    private static final double AT = 0.7;

    private final List<DoubleUnaryOperator> script;
    private @Nullable Prober prober;

    private ScriptedProbes(List<DoubleUnaryOperator> script) {
        this.script = script;
    }

    static Prober of(long seed, DoubleUnaryOperator... script) {
        return of(1, 0, seed, script);
    }

    static Prober of(int entries, double noise, long seed, DoubleUnaryOperator... script) {
        ScriptedProbes scripted = new ScriptedProbes(List.of(script));
        double[] x = new double[entries];
        double[] ones = new double[entries];
        Arrays.fill(x, AT);
        Arrays.fill(ones, 1);
        Subject subject = Subject.objective("scripted", scripted::value, at -> ones.clone(), x);
        Prober prober = AtPoint.prober(subject, "x", noise, seed);
        scripted.prober = prober;
        return prober;
    }

    /** What a script of slopes sees. */
    static DoubleUnaryOperator[] slopes(double... slopes) {
        return Arrays.stream(slopes)
                .mapToObj(slope -> (DoubleUnaryOperator) t -> slope * t)
                .toArray(DoubleUnaryOperator[]::new);
    }

    /** A wave over the logarithm, of which half a period is the ratio of one step to the next. */
    private static double wave(double t) {
        return Math.sin(Math.PI / Math.log(4) * Math.log(Math.abs(t)));
    }

    private double value(double[] x) {
        double t = 0;
        for (double value : x) {
            t += value - AT;
        }
        int probes = prober == null ? 0 : probes(prober).size();
        return script.get(Math.min(probes, script.size() - 1)).applyAsDouble(t);
    }

    /** The probes that were made, in order. */
    static List<TraceStep> probes(Prober prober) {
        return prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.PROBE)
                .toList();
    }
}
