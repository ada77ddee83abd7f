package io.gradcheck.check;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a gradient is linear in the upstream gradient: {@code g(c u + v) = c g(u) + g(v)}, up to rounding.
 *
 * <p>Two calls decide as long as the three agree closely. If not, the gradient's rounding is measured by moving its
 * arguments by a unit in the last place, and the law is named by what {@code g(0)} is.
 */
final class UpstreamLaw {

    // A power of two, which rounds nothing; large, so that a gradient which is clipped shows.
    private static final double FACTOR = 16;
    private static final double CLOSE = 64;
    private static final int MEASUREMENTS = 3;
    // Three samples of a rounding seldom see its largest value; a constant term or a lost sign is far beyond.
    private static final double ROUNDING = 1e3;
    // Terms as large as the subject's largest gradient may have cancelled in the smallest; no broken law is so small.
    private static final double OF_LARGEST = 1e-9;
    // So may terms as large as the outputs: the derivative of a saturated softmax is a difference of such.
    private static final double OF_OUTPUT = 1e-12;

    private final Subject subject;
    private final Map<String, Tensor> point;
    private final Tensor u;
    private final double roundoff;
    private final double outputs;
    private final SplittableRandom random;
    private final Evaluations evaluations;

    /**
     * Prepares the judgement.
     *
     * @param subject keeps its hands off its arguments
     * @param base where it is judged, and for which upstream gradient {@code u}
     * @param outputs the size of the outputs, {@code sum |u_i y_i|}
     * @param relativeAccuracy the relative accuracy of the outputs, at least the unit roundoff
     */
    UpstreamLaw(
            Subject subject,
            Place base,
            double outputs,
            double relativeAccuracy,
            SplittableRandom random,
            Evaluations evaluations) {
        this.subject = subject;
        this.point = base.point();
        this.u = base.f().upstream();
        this.outputs = outputs;
        this.roundoff = relativeAccuracy;
        this.random = random;
        this.evaluations = evaluations;
    }

    /** An upstream gradient with signs opposite to those of {@code u}, since a lost sign shows only then. */
    Tensor opposite() {
        Tensor v = Tensor.zeros(u.shape());
        for (int i = 0; i < v.size(); i++) {
            v.values()[i] = -Math.copySign(Region.weight(random), u.values()[i]);
        }
        return v;
    }

    Tensor timesFactorPlus(Tensor v) {
        Tensor sum = Tensor.zeros(u.shape());
        for (int i = 0; i < sum.size(); i++) {
            sum.values()[i] = FACTOR * u.values()[i] + v.values()[i];
        }
        return sum;
    }

    /**
     * Judges the law.
     *
     * @param gu the gradient for {@code u}
     * @param gv the gradient for {@code v}
     * @param sum the gradient for {@code c u + v}
     * @return what is broken; null if nothing is
     */
    @Nullable
    LawFinding judge(Map<String, Tensor> gu, Map<String, Tensor> gv, Map<String, Tensor> sum) {
        Map<String, Tensor> level = null;
        LawFinding worst = null;
        double most = 0;
        double cancelled = 0;
        for (String variable : point.keySet()) {
            Tensor x = Objects.requireNonNull(point.get(variable), variable);
            cancelled = Math.max(cancelled, OF_LARGEST * magnitude(get(gu, variable), get(gv, variable)));
            cancelled = Math.max(
                    cancelled,
                    OF_OUTPUT * FACTOR * outputs / Region.all(x.size()).scale(x));
        }
        for (String variable : point.keySet()) {
            Tensor a = get(gu, variable);
            Tensor b = get(gv, variable);
            Tensor c = get(sum, variable);
            int i = worst(a, b, c);
            if (i < 0 || excess(a, b, c, i) <= Math.max(cancelled, CLOSE * roundoff * magnitude(a, b))) {
                continue;
            }
            if (level == null) {
                level = measured(gu);
            }
            double measuredRounding = FACTOR * get(level, variable).get();
            double rounding = Math.max(underflow(), Math.max(measuredRounding, roundoff * magnitude(a, b)));
            double allowed = Math.max(cancelled, ROUNDING * rounding);
            double excess = excess(a, b, c, i);
            if (excess > allowed && excess / allowed > most) {
                most = excess / allowed;
                worst = LawText.notLinear(
                        new Difference(
                                Difference.entry(variable, a, i),
                                c.values()[i],
                                FACTOR * a.values()[i] + b.values()[i]),
                        allowed);
            }
        }
        return worst == null ? null : named(worst, gu, gv);
    }

    /** The same finding in plainer words, where the gradient ignores the upstream gradient or has a constant term. */
    private LawFinding named(LawFinding broken, Map<String, Tensor> gu, Map<String, Tensor> gv) {
        Map<String, Tensor> zero = gradient(point, Tensor.zeros(u.shape()));
        String largest = "";
        double value = 0;
        for (String variable : point.keySet()) {
            Tensor g = get(zero, variable);
            for (int i = 0; i < g.size(); i++) {
                if (Math.abs(g.values()[i]) > Math.abs(value)) {
                    value = g.values()[i];
                    largest = Difference.entry(variable, g, i);
                }
            }
        }
        if (value == 0) {
            return broken;
        }
        boolean same = Difference.between(select(gu), gv) == null && Difference.between(select(gu), zero) == null;
        return same ? LawText.ignoresUpstream(largest, value) : LawText.notZeroForZero(largest, value);
    }

    private Map<String, Tensor> select(Map<String, Tensor> gradient) {
        Map<String, Tensor> selected = new LinkedHashMap<>();
        point.keySet().forEach(variable -> selected.put(variable, get(gradient, variable)));
        return selected;
    }

    /** For each variable how far its gradient moves when point and upstream gradient move by a rounding. */
    private Map<String, Tensor> measured(Map<String, Tensor> gu) {
        Map<String, Tensor> level = new LinkedHashMap<>();
        point.keySet().forEach(variable -> level.put(variable, Tensor.scalar(0)));
        Precision precision = subject.precision();
        for (int k = 0; k < MEASUREMENTS; k++) {
            Map<String, Tensor> moved = Place.copy(point);
            for (Tensor tensor : moved.values()) {
                double[] x = tensor.values();
                for (int i = 0; i < x.length; i++) {
                    x[i] += random.nextBoolean() ? precision.ulp(x[i]) : -precision.ulp(x[i]);
                }
            }
            Tensor upstream = u.copy();
            for (int i = 0; i < upstream.size(); i++) {
                upstream.values()[i] *= 1 + (random.nextBoolean() ? 2 : -2) * roundoff;
            }
            Map<String, Tensor> g = gradient(moved, upstream);
            for (String variable : point.keySet()) {
                Difference change = Difference.between(variable, get(gu, variable), get(g, variable));
                if (change != null) {
                    Tensor most = get(level, variable);
                    most.set(Math.max(most.get(), change.distance()));
                }
            }
        }
        return level;
    }

    private Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        evaluations.spend();
        return subject.gradient(at, upstream);
    }

    /** What subnormal intermediate results may lose, and later factors up to the inverse of a roundoff enlarge. */
    private double underflow() {
        double unit = subject.precision().unitRoundoff();
        return subject.precision().ulp(0) / (unit * unit);
    }

    private static Tensor get(Map<String, Tensor> gradient, String variable) {
        return Objects.requireNonNull(gradient.get(variable), variable);
    }

    private static int worst(Tensor a, Tensor b, Tensor c) {
        int worst = -1;
        double most = 0;
        for (int i = 0; i < a.size(); i++) {
            double excess = excess(a, b, c, i);
            if (excess > most) {
                most = excess;
                worst = i;
            }
        }
        return worst;
    }

    private static double excess(Tensor a, Tensor b, Tensor c, int i) {
        return Math.abs(c.values()[i] - (FACTOR * a.values()[i] + b.values()[i]));
    }

    private static double magnitude(Tensor a, Tensor b) {
        double largest = 0;
        for (int i = 0; i < a.size(); i++) {
            largest = Math.max(largest, FACTOR * Math.abs(a.values()[i]) + Math.abs(b.values()[i]));
        }
        return largest;
    }
}
