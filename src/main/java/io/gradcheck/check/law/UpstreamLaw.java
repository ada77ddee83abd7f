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
 * Judges whether a gradient is linear in the upstream gradient: {@code g(c u + v) = c g(u) + g(v)}, up to rounding. Of a
 * single output that is {@code g(c u) = c g(u)}, which takes one call where the other takes two.
 *
 * <p>These calls decide as long as all agree closely. If not, the gradient's rounding is measured in two ways, and the
 * law is named by what {@code g(0)} is.
 */
final class UpstreamLaw {

    // A power of two, which rounds nothing; large, so that a gradient which is clipped shows.
    private static final double FACTOR = 16;
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
    private final double factor;
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
        this.factor = isOfOneOutput() ? v.values()[0] / u.values()[0] - FACTOR : FACTOR;
    }

    /** Whether there is one output, with a weight, so that {@link #opposite} need not be asked for. */
    boolean isOfOneOutput() {
        return u.size() == 1 && u.values()[0] != 0;
    }

    /** The upstream gradient {@code v}, with signs opposite to those of {@code u}, since a lost sign shows only then. */
    Tensor opposite() {
        return v;
    }

    /** The upstream gradient {@code c u + v}; {@code c u} where there is one output, with a negative {@code c}. */
    Tensor sum() {
        if (isOfOneOutput()) {
            return u.times(factor);
        }
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
     * @param gv the gradient for {@code v}; null where there is one output
     * @param sum the gradient for {@link #sum}
     * @return what is broken; null if nothing is
     */
    @Nullable
    LawFinding judge(NamedTensors gu, @Nullable NamedTensors gv, NamedTensors sum) {
        Map<String, Double> magnitudes = new LinkedHashMap<>();
        point.names()
                .forEach(variable ->
                        magnitudes.put(variable, terms(variable, gu, gv).magnitude()));
        GradientRounding.Allowance allowance = rounding.allowance(magnitudes, Math.abs(factor));
        // As many roundings of a gradient for u are in what is compared, with one for v beside them and in the sum.
        double roundings = 2 * Math.abs(factor) + (gv == null ? 0 : 2);
        LawFinding worst = null;
        double most = 1;
        for (String variable : point.names()) {
            Terms terms = terms(variable, gu, gv);
            Tensor c = sum.get(variable);
            int i = terms.worst(c.values());
            double excess = i < 0 ? 0 : terms.excess(c.values(), i);
            double allowed = allowance.of(variable, excess);
            if (excess > allowed) {
                allowed = Math.max(allowed, LARGEST_OF_EIGHT * roundings * scatter.of(variable));
            }
            if (excess / allowed > most) {
                most = excess / allowed;
                Difference difference = new Difference(
                        Difference.entry(variable, names.of(variable), c, i), c.values()[i], terms.sum(i));
                worst = gv == null
                        ? LawText.notProportional(factor, difference, allowed)
                        : LawText.notLinear(difference, allowed);
            }
        }
        return worst == null ? null : named(worst, gu, gv == null ? sum : gv);
    }

    /** Whether the gradient was seen to be the same for every upstream gradient. */
    boolean isIgnored() {
        return ignored;
    }

    /** The same finding in plainer words, where the gradient ignores the upstream gradient or has a constant term. */
    private LawFinding named(LawFinding broken, NamedTensors gu, NamedTensors another) {
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
        boolean same = Difference.between(first, another) == null && Difference.between(first, zero) == null;
        ignored = same;
        return same ? LawText.ignoresUpstream(largest, value) : LawText.notZeroForZero(largest, value);
    }

    private Terms terms(String variable, NamedTensors gu, @Nullable NamedTensors gv) {
        double[] a = gu.get(variable).values();
        return gv == null
                ? new Terms(a, a, factor, 0)
                : new Terms(a, gv.get(variable).values(), factor, 1);
    }

    /** What a gradient must be: {@code c a + d b}. */
    private record Terms(double[] a, double[] b, double c, double d) {

        double sum(int i) {
            return c * a[i] + d * b[i];
        }

        double excess(double[] found, int i) {
            return Math.abs(found[i] - sum(i));
        }

        /** Where another gradient is farthest from it; -1 where they are equal. */
        int worst(double[] found) {
            int worst = -1;
            double most = 0;
            for (int i = 0; i < found.length; i++) {
                double excess = excess(found, i);
                if (excess > most) {
                    most = excess;
                    worst = i;
                }
            }
            return worst;
        }

        /** {@code max_i (|c a_i| + |d b_i|)}. */
        double magnitude() {
            if (d == 0) {
                double ofOne = Sums.largest(a);
                return Math.abs(c) * ofOne + Math.abs(d) * ofOne; // NaN where one is infinite, as below
            }
            double largest = 0;
            for (int i = 0; i < a.length; i++) {
                largest = Sums.larger(Math.abs(c * a[i]) + Math.abs(d * b[i]), largest);
            }
            return largest;
        }
    }
}
