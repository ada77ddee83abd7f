package io.gradcheck.check;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a gradient that is the same at two points, bit for bit, was computed where the subject was built.
 *
 * <p>Many a right gradient is constant, that of a linear map first of all. So the trapezoidal rule
 * {@code f(y) - f(x) = <g(x) + g(y), y - x> / 2}, which costs no evaluation, must be off before anything is suspected; and
 * the usual check must find the gradient right at {@code x} and wrong at {@code y} before anything is accused.
 */
final class BuiltLaw {

    // The rule's own error is of third order, 1e-7 for steps of 1e-2; what a constant gradient leaves out is of second.
    private static final double THIRD_ORDER = 3e-5;
    private static final double ROUNDING = 1e3;

    private final Place x;
    private final double unit;
    private final SplittableRandom random;
    private final Evaluations evaluations;

    /**
     * Prepares the judgement.
     *
     * @param unit what derivatives are divided by to be the subject's own
     */
    BuiltLaw(Place x, double unit, SplittableRandom random, Evaluations evaluations) {
        this.x = x;
        this.unit = unit;
        this.random = random;
        this.evaluations = evaluations;
    }

    /**
     * Judges the law.
     *
     * @param outputX the output at the subject's point
     * @param y another point
     * @param outputY the output there
     * @param gradientY the gradient that is claimed there
     * @return what is broken; null if nothing is
     */
    @Nullable
    LawFinding judge(Tensor outputX, Map<String, Tensor> y, Tensor outputY, Map<String, Tensor> gradientY) {
        List<String> constant = new ArrayList<>();
        boolean someMoved = false;
        double rule = 0;
        double terms = 0;
        for (String variable : x.point().keySet()) {
            double[] from = x.value(variable).values();
            double[] to = get(y, variable).values();
            double[] gx = x.gradient(variable).values();
            double[] gy = get(gradientY, variable).values();
            boolean same = true;
            boolean zero = true;
            for (int i = 0; i < from.length; i++) {
                double term = (gx[i] + gy[i]) / 2 * (to[i] - from[i]);
                rule += term;
                terms += Math.abs(term);
                same &= gx[i] == gy[i];
                zero &= gx[i] == 0;
            }
            if (same && !zero) {
                constant.add(variable);
            }
            someMoved |= !same;
        }
        double[] u = x.f().upstream().values();
        double change = Sums.dot(u, outputY.values()) - Sums.dot(u, outputX.values());
        double allowed = ROUNDING * leastNoise() + (someMoved ? THIRD_ORDER * terms : 0);
        return constant.isEmpty() || !(Math.abs(change - rule) > allowed) ? null : accused(constant, y, outputY);
    }

    private double leastNoise() {
        return x.point().keySet().stream().mapToDouble(x::leastNoise).max().orElse(0);
    }

    private @Nullable LawFinding accused(List<String> suspected, Map<String, Tensor> y, Tensor outputY) {
        Subject there = new SubjectAt(new Guarded(x.f().subject()), y);
        evaluations.spend();
        Place elsewhere = Place.of(x.f().of(there), outputY);
        for (String variable : suspected) {
            Conclusion wrong = conclude(elsewhere, variable);
            Probe probe = wrong.probe();
            if (wrong.verdict() == Verdict.FAIL && wrong.smooth() && probe != null) {
                Verdict here = conclude(x, variable).verdict();
                if (here.compareTo(Verdict.KINK) <= 0) {
                    return LawText.rightOnlyWhereBuilt(
                            variable,
                            probe.analytic() / unit,
                            probe.slope().derivative() / unit,
                            probe.bound() / Math.abs(unit));
                }
            }
        }
        return null;
    }

    private Conclusion conclude(Place place, String variable) {
        return new VariableCheck(new Prober(place, variable, 0, random.split(), evaluations), false).conclude();
    }

    private static Tensor get(Map<String, Tensor> tensors, String variable) {
        return Objects.requireNonNull(tensors.get(variable), variable);
    }
}
