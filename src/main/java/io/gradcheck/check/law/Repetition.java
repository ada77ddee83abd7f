package io.gradcheck.check.law;

import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Objects;

/**
 * Tells why two calls with the same arguments gave different results: because of something random, of what adds up over
 * calls, of what the gradient leaves behind, or of sums in an order that changes. Calls more only where they did.
 */
final class Repetition {

    // Steps that add up are alike but for their rounding; random ones are not.
    private static final double ALIKE = 1e-6;
    // As in other laws. It can't be measured by moving arguments, since whatever is random would be measured with it.
    private static final double ROUNDING = 1e3;

    private final EvaluationPoint base;
    private final Subject subject;
    private final Tensor output;
    private final Evaluations evaluations;

    /**
     * Prepares the explanation.
     *
     * @param base the subject's point, and the first gradient there
     * @param output the first output there
     */
    Repetition(EvaluationPoint base, Tensor output, Evaluations evaluations) {
        this.base = base;
        this.subject = new DefensiveCopies(base.f().subject());
        this.output = output;
        this.evaluations = evaluations;
    }

    /**
     * Why {@code evaluate} differs from itself.
     *
     * @param second the output of the second call, before which there was one of {@code gradient}
     * @param difference between both
     */
    LawFinding ofOutput(Tensor second, Difference difference) {
        Tensor third = evaluate();
        Tensor fourth = evaluate();
        if (!third.hasShapeOf(output) || !fourth.hasShapeOf(output)) {
            return LawText.unlikeItself("evaluate", difference);
        }
        if (Difference.between("output", third, fourth) == null) {
            gradient();
            Difference after = Difference.between("output", fourth, evaluate());
            return after == null ? LawText.firstCallDiffers("evaluate", difference) : LawText.spoiledByGradient(after);
        }
        if (isSameStep(output, second, third, fourth)) {
            return LawText.outputGrows(difference);
        }
        double level = base.point().keySet().stream()
                .mapToDouble(base::leastNoise)
                .max()
                .orElse(0);
        return difference.distance() <= ROUNDING * level
                ? LawText.lastBits("evaluate", difference)
                : LawText.unlikeItself("evaluate", difference);
    }

    /**
     * Why {@code gradient} differs from itself.
     *
     * @param second the gradient of the second call
     * @param third that of a third, right after {@code evaluate} at the same point
     * @param difference between the first and the third
     */
    LawFinding ofGradient(Map<String, Tensor> second, Map<String, Tensor> third, Difference difference) {
        Map<String, Tensor> first = base.gradient();
        Map<String, Tensor> fourth = gradient();
        Difference step = Difference.between(first, second);
        if (step != null && doubles(first, second) && Difference.between(third, fourth) != null) {
            return LawText.addsToTheLast(own(step), "every entry doubles");
        }
        for (String variable : first.keySet()) {
            if (isSameStep(get(second, variable), get(third, variable), get(third, variable), get(fourth, variable))) {
                Difference grown = Difference.between(variable, get(second, variable), get(third, variable));
                return LawText.addsToTheLast(
                        own(grown == null ? difference : grown),
                        "the gradient of " + variable + " grows by the same at every call");
            }
        }
        if (Difference.between(third, fourth) == null) {
            return LawText.firstCallDiffers("gradient", own(difference));
        }
        return isRounding(first, third)
                ? LawText.lastBits("gradient", own(difference))
                : LawText.unlikeItself("gradient", own(difference));
    }

    private boolean isRounding(Map<String, Tensor> first, Map<String, Tensor> other) {
        double unit = base.f().subject().precision().unitRoundoff();
        return first.keySet().stream().allMatch(variable -> {
            Tensor g = get(first, variable);
            Difference apart = Difference.between(variable, g, get(other, variable));
            return apart == null || apart.distance() <= ROUNDING * unit * Sums.largest(g.values());
        });
    }

    private Difference own(Difference difference) {
        return difference.dividedBy(base.f().unit());
    }

    private static boolean doubles(Map<String, Tensor> first, Map<String, Tensor> second) {
        Map<String, Tensor> twice = EvaluationPoint.copy(first);
        for (Tensor tensor : twice.values()) {
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] *= 2;
            }
        }
        return Difference.between(twice, second) == null;
    }

    /** Whether every entry grows from one to two by what it grows from three to four, and some at all. */
    private static boolean isSameStep(Tensor one, Tensor two, Tensor three, Tensor four) {
        double largest = 0;
        double unlike = 0;
        for (int i = 0; i < one.size(); i++) {
            double step = two.values()[i] - one.values()[i];
            largest = Math.max(largest, Math.abs(step));
            unlike = Math.max(unlike, Math.abs(four.values()[i] - three.values()[i] - step));
        }
        return largest > 0 && unlike <= ALIKE * largest;
    }

    private Tensor evaluate() {
        evaluations.spend();
        return subject.evaluate(base.point());
    }

    private Map<String, Tensor> gradient() {
        evaluations.spend();
        return subject.gradient(base.point(), base.f().upstream());
    }

    private static Tensor get(Map<String, Tensor> tensors, String variable) {
        return Objects.requireNonNull(tensors.get(variable), variable);
    }
}
