package io.gradcheck.check.law;

import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a gradient is linear in the upstream gradient: {@code g(c u + v) = c g(u) + g(v)}, up to rounding.
 *
 * <p>Two calls decide as long as the three agree closely. If not, the gradient's rounding is measured in two ways, and the
 * law is named by what {@code g(0)} is.
 */
final class UpstreamLaw {

    // A power of two, which rounds nothing; large, so that a gradient which is clipped shows.
    private static final double FACTOR = 16;
    // As many roundings of a gradient for u are in what is compared: 16 + 1 in the gradient of the sum, 16 and 1 beside
    // it.
    private static final double ROUNDINGS = 2 * FACTOR + 2;
    // Eight draws of a rounding can miss its largest value. The worst of 120,000 saturated cross-entropies needed 2.2.
    private static final double LARGEST_OF_EIGHT = 16;

    private final Subject subject;
    private final EntryNames names;
    private final NamedTensors point;
    private final Tensor u;
    private final GradientRounding rounding;
    private final UpstreamScatter scatter;
    private final Evaluations evaluations;
    private final Tensor v;
    private boolean ignored;

    /**
     * Draws {@code v}.
     *
     * @param base where it is judged, and for which upstream gradient {@code u}
     * @param rounding how far rounding moves the gradient there
     * @param scatter how far it scatters the gradient there
     */
    UpstreamLaw(
            EvaluationPoint base,
            GradientRounding rounding,
            UpstreamScatter scatter,
            SplittableRandom random,
            Evaluations evaluations) {
        this.subject = new DefensiveCopies(base.f().subject());
        this.names = base.f().names();
        this.point = base.point();
        this.u = base.f().upstream();
        this.rounding = rounding;
        this.scatter = scatter;
        this.evaluations = evaluations;
        this.v = Tensor.zeros(u.shape());
        for (int i = 0; i < v.size(); i++) {
            v.values()[i] = -Math.copySign(Entries.weight(random), u.values()[i]);
        }
    }

    /** The upstream gradient {@code v}, with signs opposite to those of {@code u}, since a lost sign shows only then. */
    Tensor opposite() {
        return v;
    }

    /** The upstream gradient {@code c u + v}. */
    Tensor sum() {
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
    LawFinding judge(NamedTensors gu, NamedTensors gv, NamedTensors sum) {
        Map<String, Double> magnitudes = new LinkedHashMap<>();
        point.names().forEach(variable -> magnitudes.put(variable, magnitude(gu.get(variable), gv.get(variable))));
        GradientRounding.Allowance allowance = rounding.allowance(magnitudes, FACTOR);
        LawFinding worst = null;
        double most = 1;
        for (String variable : point.names()) {
            Tensor a = gu.get(variable);
            Tensor b = gv.get(variable);
            Tensor c = sum.get(variable);
            int i = worst(a, b, c);
            double excess = i < 0 ? 0 : excess(a, b, c, i);
            double allowed = allowance.of(variable, excess);
            if (excess > allowed) {
                allowed = Math.max(allowed, LARGEST_OF_EIGHT * ROUNDINGS * scatter.of(variable));
            }
            if (excess / allowed > most) {
                most = excess / allowed;
                worst = LawText.notLinear(
                        new Difference(
                                Difference.entry(variable, names.of(variable), a, i),
                                c.values()[i],
                                FACTOR * a.values()[i] + b.values()[i]),
                        allowed);
            }
        }
        return worst == null ? null : named(worst, gu, gv);
    }

    /** Whether the gradient was seen to be the same for every upstream gradient. */
    boolean isIgnored() {
        return ignored;
    }

    /** The same finding in plainer words, where the gradient ignores the upstream gradient or has a constant term. */
    private LawFinding named(LawFinding broken, NamedTensors gu, NamedTensors gv) {
        evaluations.spend();
        NamedTensors zero = NamedTensors.of(subject.gradient(point.asMap(), Tensor.zeros(u.shape())));
        String largest = "";
        double value = 0;
        for (String variable : point.names()) {
            Tensor g = zero.get(variable);
            for (int i = 0; i < g.size(); i++) {
                if (Math.abs(g.values()[i]) > Math.abs(value)) {
                    value = g.values()[i];
                    largest = Difference.entry(variable, names.of(variable), g, i);
                }
            }
        }
        if (value == 0) {
            return broken;
        }
        NamedTensors first = gu.only(point.names());
        boolean same = Difference.between(first, gv) == null && Difference.between(first, zero) == null;
        ignored = same;
        return same ? LawText.ignoresUpstream(largest, value) : LawText.notZeroForZero(largest, value);
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
            largest = Sums.larger(FACTOR * Math.abs(a.values()[i]) + Math.abs(b.values()[i]), largest);
        }
        return largest;
    }
}
