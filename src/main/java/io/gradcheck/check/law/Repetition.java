package io.gradcheck.check.law;

import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;

/**
 * Tells why two calls with the same arguments gave different results: because of something random, of what adds up over
 * calls, of what the gradient leaves behind, or of sums in an order that changes. Calls more only where they did.
 */
final class Repetition {

    // Steps that add up are alike but for their rounding; random ones are not.
    private static final double ALIKE = 1e-6;
    private static final int MOST_STEPS = 4;
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
            Difference after = Difference.between("output", names().ofOutput(), fourth, evaluate());
            return after == null ? LawText.firstCallDiffers("evaluate", difference) : LawText.spoiledByGradient(after);
        }
        if (areSameSteps(output, second, third, fourth)) {
            return LawText.outputGrows(difference);
        }
        return isRounding(difference)
                ? LawText.lastBits("evaluate", difference)
                : LawText.unlikeItself("evaluate", difference);
    }

    /** Whether the next two outputs are the same. */
    boolean isSteady() {
        Tensor next = evaluate().copy();
        Tensor last = evaluate();
        return next.hasShapeOf(last) && Difference.between("output", next, last) == null;
    }

    /** Whether outputs differ by no more than rounding explains. */
    boolean isRounding(Difference ofOutput) {
        return ofOutput.distance() <= ROUNDING * base.leastNoise();
    }

    /**
     * Why {@code gradient} differs from itself.
     *
     * @param second the gradient of the second call
     * @param third that of a third, right after {@code evaluate} at the same point
     * @param difference between the first and the third
     */
    LawFinding ofGradient(NamedTensors second, NamedTensors third, Difference difference) {
        NamedTensors first = base.gradient();
        NamedTensors fourth = gradient();
        Difference step = Difference.between(names(), first, second);
        if (step != null && doubles(first, second) && Difference.between(third, fourth) != null) {
            return LawText.addsToTheLast(own(step), "every entry doubles");
        }
        for (String variable : first.names()) {
            Tensor before = second.get(variable);
            Tensor after = third.get(variable);
            if (isSameStep(before, after, after, fourth.get(variable))) {
                Difference grown = Difference.between(variable, names().of(variable), before, after);
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

    private boolean isRounding(NamedTensors first, NamedTensors other) {
        double unit = base.f().subject().precision().unitRoundoff();
        return first.names().stream().allMatch(variable -> {
            Tensor g = first.get(variable);
            Difference apart = Difference.between(variable, g, other.get(variable));
            return apart == null || apart.distance() <= ROUNDING * unit * Sums.largest(g.values());
        });
    }

    private EntryNames names() {
        return base.f().names();
    }

    private Difference own(Difference difference) {
        return difference.dividedBy(base.f().unit());
    }

    private static boolean doubles(NamedTensors first, NamedTensors second) {
        NamedTensors twice = first.copy();
        for (Tensor tensor : twice.tensors()) {
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] *= 2;
            }
        }
        return Difference.between(twice, second) == null;
    }

    /**
     * Whether every entry grows from one to two by what it grows from three to four, or by a few times that, and some at all. Where
     * {@code gradient} adds to it as well, several steps lie between the first two.
     */
    private static boolean areSameSteps(Tensor one, Tensor two, Tensor three, Tensor four) {
        for (int steps = 1; steps <= MOST_STEPS; steps++) {
            if (areSameSteps(steps, one, two, three, four)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every entry grows from one to two by what it grows from three to four, and some at all. */
    static boolean isSameStep(Tensor one, Tensor two, Tensor three, Tensor four) {
        return areSameSteps(1, one, two, three, four);
    }

    private static boolean areSameSteps(int steps, Tensor one, Tensor two, Tensor three, Tensor four) {
        double largest = 0;
        double unlike = 0;
        for (int i = 0; i < one.size(); i++) {
            double step = (two.values()[i] - one.values()[i]) / steps;
            largest = Math.max(largest, Math.abs(step));
            unlike = Math.max(unlike, Math.abs(four.values()[i] - three.values()[i] - step));
        }
        return largest > 0 && unlike <= ALIKE * largest;
    }

    private Tensor evaluate() {
        evaluations.spend();
        return subject.evaluate(base.point().asMap());
    }

    private NamedTensors gradient() {
        evaluations.spend();
        return NamedTensors.of(subject.gradient(base.point().asMap(), base.f().upstream()));
    }
}
