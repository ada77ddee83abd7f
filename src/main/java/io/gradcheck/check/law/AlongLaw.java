package io.gradcheck.check.law;

import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.numeric.Noise;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Judges whether a subject's own lines equal {@code evaluate}, at two places along two of its variables. */
final class AlongLaw {

    // Beyond this multiple of the least noise the noise is measured; beyond the second of what was measured it is no
    // noise.
    private static final double CLOSE = 16;
    private static final double ROUNDING = 1e3;
    private static final int SAMPLES = 6;

    /** The line that evaluates, which needs no check. */
    private static final Class<?> EVALUATING =
            Subject.scalar("x", x -> x, x -> 1, 0).along("x", Tensor.vector(1)).getClass();

    private final EvaluationPoint base;
    private final double atPoint;
    private final NamedTensors argument;
    private final ReachDirections directions;
    private final UnaryOperator<Subject> guard;
    private final SplittableRandom random;
    private final Evaluations evaluations;

    /**
     * Prepares the judgement.
     *
     * @param base where it is judged
     * @param output the output there
     * @param argument a copy of the point, to be evaluated at but for the variable that moves
     * @param directions along which it is judged
     * @param guard what the subject is called by
     */
    AlongLaw(
            EvaluationPoint base,
            Tensor output,
            NamedTensors argument,
            ReachDirections directions,
            UnaryOperator<Subject> guard,
            SplittableRandom random,
            Evaluations evaluations) {
        this.base = base;
        this.atPoint = base.f().value(output);
        this.argument = argument;
        this.directions = directions;
        this.guard = guard;
        this.random = random;
        this.evaluations = evaluations;
    }

    /** What is broken; null if nothing is. */
    @Nullable
    LawFinding judge() {
        for (String variable : ReachDirections.variables(base)) {
            Entries.Drawn drawn = directions.of(base, variable);
            Line line = base.f().subject().along(variable, drawn.direction().tensor());
            if (!line.getClass().equals(EVALUATING)) {
                LawFinding broken = judge(variable, line, drawn);
                if (broken != null) {
                    return broken;
                }
            }
        }
        return null;
    }

    private @Nullable LawFinding judge(String variable, Line line, Entries.Drawn drawn) {
        Tensor direction = drawn.direction().tensor();
        DoubleUnaryOperator own = base.f().along(line, evaluations);
        DoubleUnaryOperator plain = evaluated(variable, direction);
        Entries all = Entries.all(base.value(variable).size());
        for (double t : new double[] {0, base.firstStep(variable, all, drawn)}) {
            double seen = own.applyAsDouble(t);
            double wanted = t == 0 ? atPoint : plain.applyAsDouble(t);
            // At the point itself the values may be zero and know no rounding, while those at t do.
            double rounding = base.f().subject().precision().ulp(wanted);
            double least = Math.max(base.leastNoise(variable), rounding);
            if (Math.abs(seen - wanted) > CLOSE * least) {
                double noise = Noise.estimate(s -> plain.applyAsDouble(t + s), wanted, base.arithmetic())
                        .level();
                double allowed = ROUNDING * Math.max(noise, least);
                if (Math.abs(seen - wanted) > allowed) {
                    allowed = Math.max(allowed, ROUNDING * moved(variable, direction, t, wanted));
                }
                if (Math.abs(seen - wanted) > allowed) {
                    return LawText.lineDiffers(variable, t, seen, wanted, allowed);
                }
            }
        }
        return null;
    }

    /**
     * How far the value at a place of the line moves when every entry of every variable moves by a unit in the last place.
     *
     * <p>A line of its own computes on the way with numbers that are rounded otherwise, the constants included; where they
     * are large, as under a sine of some thousands, that is far beyond the noise of the values.
     */
    private double moved(String variable, Tensor direction, double t, double wanted) {
        Contraction evaluating = evaluating();
        double largest = 0;
        for (int k = 0; k < SAMPLES; k++) {
            NamedTensors at = base.point().copy();
            double[] along = at.get(variable).values();
            for (int i = 0; i < along.length; i++) {
                along[i] += t * direction.values()[i];
            }
            GradientRounding.moveByUlp(at, base.f().subject().precision(), random);
            double distance = Math.abs(evaluating.at(at, evaluations) - wanted);
            largest = distance > largest ? distance : largest;
        }
        return largest;
    }

    /** The value as {@code evaluate} has it; all variables but one are the argument's, since a point can be large. */
    private DoubleUnaryOperator evaluated(String variable, Tensor direction) {
        double[] x = base.value(variable).values();
        double[] d = direction.values();
        Tensor moved = Tensor.zeros(direction.shape());
        NamedTensors at = argument.with(variable, moved);
        Contraction evaluating = evaluating();
        return t -> {
            for (int i = 0; i < x.length; i++) {
                moved.values()[i] = x[i] + t * d[i];
            }
            return evaluating.at(at, evaluations);
        };
    }

    private Contraction evaluating() {
        return base.f().of(guard.apply(base.f().subject()));
    }
}
