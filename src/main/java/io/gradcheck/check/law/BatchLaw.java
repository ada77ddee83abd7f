package io.gradcheck.check.law;

import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a subject is the sum of its parts, in output and gradient, up to rounding.
 *
 * <p>Every part is called once. Only where they do not make up the whole, parts of parts are called, for what the wrong
 * gradient looks like.
 */
final class BatchLaw {

    // So many examples tell what a wrong sum looks like; more would only take longer.
    private static final int MOST_EXAMPLES = 64;

    private static final String OUTPUT = "output";

    private final EvaluationPoint base;
    private final Tensor output;
    private final NamedTensors argument;
    private final UnaryOperator<Subject> guard;
    private final GradientRounding rounding;
    private final Evaluations evaluations;

    /**
     * Prepares the judgement.
     *
     * @param base the subject's point and its gradient there
     * @param output the output there
     * @param argument a copy of the point, for the parts
     * @param guard what a part is handed its arguments by
     * @param rounding how far rounding moves the gradient and the output
     */
    BatchLaw(
            EvaluationPoint base,
            Tensor output,
            NamedTensors argument,
            UnaryOperator<Subject> guard,
            GradientRounding rounding,
            Evaluations evaluations) {
        this.base = base;
        this.output = output;
        this.argument = argument;
        this.guard = guard;
        this.rounding = rounding;
        this.evaluations = evaluations;
    }

    /**
     * Judges the law.
     *
     * @param declared the parts
     * @return what is broken; null if nothing is
     */
    @Nullable
    LawFinding judge(List<Subject> declared) {
        try {
            Parts parts = parts(declared);
            Parts.Beside outputs = parts.call(output, base.f().upstream());
            LawFinding broken = judge(outputs, declared);
            return broken == null ? judge(parts, declared) : broken;
        } catch (Parts.Unfit unfit) {
            return unfit.finding();
        }
    }

    private Parts parts(List<Subject> declared) throws Parts.Unfit {
        List<Subject> guarded = new ArrayList<>();
        for (Subject part : declared) {
            guarded.add(guard.apply(part));
        }
        return new Parts(guarded, argument, base.f().names(), evaluations);
    }

    private @Nullable LawFinding judge(Parts.Beside outputs, List<Subject> declared) throws Parts.Unfit {
        Layout.Compared compared = outputs.compared(OUTPUT, base.f().names().ofOutput());
        Difference apart = compared.difference();
        double allowed = apart == null ? 0 : rounding.allowedOutput(apart.distance(), compared.magnitude());
        if (apart == null || apart.distance() <= allowed) {
            return null;
        }
        Parts.Beside examples = parts(examples(declared)).call(output, base.f().upstream());
        return seen(
                        apart,
                        allowed,
                        examples,
                        examples.compared(OUTPUT, base.f().names().ofOutput()).difference())
                .ofOutput(allowed);
    }

    private @Nullable LawFinding judge(Parts parts, List<Subject> declared) throws Parts.Unfit {
        Map<String, Double> magnitudes = new LinkedHashMap<>();
        Map<String, Difference> differences = new LinkedHashMap<>();
        base.gradient().forEach((variable, whole) -> {
            Layout.Compared compared = parts.gradient(variable, whole)
                    .compared(variable, base.f().names().of(variable));
            magnitudes.put(variable, compared.magnitude());
            Difference apart = compared.difference();
            if (apart != null) {
                differences.put(variable, apart);
            }
        });
        GradientRounding.Allowance allowance = rounding.allowance(magnitudes, 1);
        String worst = "";
        double most = 1;
        for (Map.Entry<String, Difference> entry : differences.entrySet()) {
            double distance = entry.getValue().distance();
            double excess = distance / allowance.of(entry.getKey(), distance);
            if (excess > most) {
                most = excess;
                worst = entry.getKey();
            }
        }
        if (worst.isEmpty()) {
            return null;
        }
        Difference apart = Objects.requireNonNull(differences.get(worst));
        return named(worst, apart, allowance.of(worst, apart.distance()), declared);
    }

    private LawFinding named(String variable, Difference apart, double allowed, List<Subject> declared)
            throws Parts.Unfit {
        Parts parts = parts(examples(declared));
        parts.call(output, base.f().upstream());
        Parts.Beside examples = parts.gradient(variable, base.gradient(variable));
        return seen(
                        apart,
                        allowed,
                        examples,
                        examples.compared(variable, base.f().names().of(variable))
                                .difference())
                .ofGradient(allowed, base.f().unit(), examples.layout().isShared());
    }

    /**
     * What is told of a sum that is none.
     *
     * @param difference between the whole and what makes it up
     * @param single whether that is the single examples, and not the parts of which one is a batch
     * @param likeness what the whole looks like instead
     */
    private record Seen(Difference difference, boolean single, String likeness) {

        LawFinding ofOutput(double allowed) {
            return LawText.outputNoSum(difference, allowed, single, likeness);
        }

        LawFinding ofGradient(double allowed, double unit, boolean shared) {
            Difference own = difference.dividedBy(unit);
            return LawText.gradientNoSum(own, allowed / Math.abs(unit), single, likeness, shared);
        }
    }

    /** The difference from single examples, which are right in more cases than a part of several, if there is one. */
    private static Seen seen(Difference apart, double allowed, Parts.Beside examples, @Nullable Difference single) {
        return single == null || single.distance() <= allowed
                ? new Seen(apart, false, "")
                : new Seen(single, true, new Resemblance(examples).text());
    }

    /** The parts of parts, down to those that have none, in order; what is beyond the most stays together. */
    private static List<Subject> examples(List<Subject> parts) {
        Deque<Subject> open = new ArrayDeque<>(parts);
        List<Subject> examples = new ArrayList<>();
        while (!open.isEmpty() && examples.size() + open.size() < MOST_EXAMPLES) {
            Subject next = open.removeFirst();
            List<Subject> finer = next.parts();
            if (finer.isEmpty()) {
                examples.add(next);
            }
            for (int k = finer.size() - 1; k >= 0; k--) {
                open.addFirst(finer.get(k));
            }
        }
        examples.addAll(open);
        return examples;
    }
}
