package io.gradcheck.check.diagnose;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.hypothesis.Factor;
import io.gradcheck.check.hypothesis.Mutation;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which standard mistakes a check would have caught.
 *
 * <p>The numeric derivative is known, and a wrong gradient changes only {@code <g, d>}: so no further evaluation is
 * needed.
 */
public final class Mutants {

    private static final double SMALL_ERROR = 1e-6;

    /** What a mistake is listed under that, at this point, makes no difference to any variable. */
    private static final String ANY_VARIABLE = "any variable";

    private static final String NO_DIFFERENCE = "with it every gradient is the same at this point";

    // With all of them the mutants would grow with the square of the variables, and so would the time.
    private static final int MOST_OTHERS = 16;

    private final List<Judged> judged;
    private final Mishaps mishaps;
    private @Nullable List<Mutant> made;

    /** A variable with what was concluded; if its entries were checked singly, with what these tell from the right gradient. */
    public record Judged(
            String variable,
            Conclusion conclusion,
            @Nullable Predicate<double[]> bySingleEntries) {

        public Judged(String variable, Conclusion conclusion) {
            this(variable, conclusion, null);
        }

        /** Whether another gradient would have been told from the right one. */
        private boolean catches(Probe probe, double[] gradient) {
            return bySingleEntries == null ? probe.catches(gradient) : bySingleEntries.test(gradient);
        }

        private @Nullable Probe probeThatPassed() {
            Verdict verdict = conclusion.verdict();
            return verdict == Verdict.PASS || verdict == Verdict.KINK ? conclusion.probe() : null;
        }
    }

    public Mutants(List<Judged> judged, Mishaps mishaps) {
        this.mishaps = mishaps;
        this.judged = judged;
    }

    /** Made when first asked for; only the texts are kept, as the gradients are as large as the variables. */
    public synchronized List<Mutant> list() {
        List<Mutant> mutants = made;
        if (mutants == null) {
            mutants = List.copyOf(mishaps.guard("making mutants", List.of(), this::make));
            made = mutants;
        }
        return mutants;
    }

    private List<Mutant> make() {
        Map<EvaluationPoint, Suspected> suspects = new HashMap<>();
        Map<EvaluationPoint, SameShape> sameShape = new HashMap<>();
        List<Mutant> mutants = new ArrayList<>();
        Set<String> offered = new LinkedHashSet<>();
        Set<String> different = new HashSet<>();
        for (Judged variable : judged) {
            Probe probe = variable.probeThatPassed();
            if (probe != null) {
                EvaluationPoint place = variable.conclusion().place();
                Suspected suspected = suspects.computeIfAbsent(place, this::suspected);
                SameShape others = sameShape.computeIfAbsent(place, at -> new SameShape(at.gradient()));
                for (Mutation mutation : mutations(place, variable.variable(), others, suspected.mistakes)) {
                    mutants.add(mutant(variable, place, probe, mutation));
                }
                offered.addAll(suspected.mistakes.keySet());
                different.addAll(suspected.different);
            }
        }
        offered.removeAll(different);
        offered.forEach(mistake -> mutants.add(new Mutant(ANY_VARIABLE, mistake, false, NO_DIFFERENCE)));
        return mutants;
    }

    /**
     * What a subject suspects at a place.
     *
     * @param mistakes the gradients that each mistake would make
     * @param different the mistakes that change the gradient of any variable
     */
    private record Suspected(Map<String, Map<String, Tensor>> mistakes, Set<String> different) {}

    private Suspected suspected(EvaluationPoint place) {
        Map<String, Map<String, Tensor>> mistakes =
                mishaps.guard("asking the subject for suspects", Map.of(), place::suspects);
        Set<String> different = new HashSet<>();
        mistakes.forEach((mistake, gradients) -> {
            if (place.gradient().names().stream().anyMatch(other -> differs(place, other, gradients))) {
                different.add(mistake);
            }
        });
        return new Suspected(mistakes, different);
    }

    /** Whether a mistake changes the gradient of a variable. */
    private static boolean differs(EvaluationPoint place, String variable, Map<String, Tensor> gradients) {
        Tensor suspect = gradients.get(variable);
        Tensor reported = place.gradient(variable);
        return suspect != null
                && suspect.hasShapeOf(reported)
                && !new Mutation(Mistake.SUSPECT, "", "", suspect.values()).isNoChange(reported.values());
    }

    private static List<Mutation> mutations(
            EvaluationPoint place, String variable, SameShape others, Map<String, Map<String, Tensor>> suspected) {
        Tensor gradient = place.gradient(variable);
        List<Mutation> mutations = new ArrayList<>();
        mutations.add(Mutation.sign(gradient));
        mutations.add(Mutation.scaled(gradient, Mistake.ZERO, Mutation.ZERO, 0));
        mutations.add(Mutation.scaled(gradient, new Factor(2)));
        mutations.add(Mutation.scaled(gradient, new Factor(0.5)));
        mutations.add(Mutation.scaled(gradient, Mistake.SMALL_ERROR, "wrong by a millionth", 1 + SMALL_ERROR));
        mutations.addAll(Mutation.ofShape(gradient));
        others.of(variable, MOST_OTHERS).forEach(other -> mutations.add(Mutation.of(other, place.gradient(other))));
        suspected.forEach((mistake, gradients) -> {
            if (differs(place, variable, gradients)) { // else it is one in other variables
                Tensor suspect = Objects.requireNonNull(gradients.get(variable), variable);
                mutations.add(new Mutation(Mistake.SUSPECT, mistake, "", suspect.values()));
            }
        });
        return mutations;
    }

    private static Mutant mutant(Judged judged, EvaluationPoint place, Probe probe, Mutation mutation) {
        String variable = judged.variable();
        if (judged.catches(probe, mutation.gradient())) {
            return new Mutant(variable, mutation.mistake(), true, "");
        }
        String reason = mutation.isNoChange(place.gradient(variable).values())
                ? sameBecause(place, variable, mutation)
                : String.format(
                        Locale.ROOT,
                        "it changes the derivative by %.1e, and %.1e is allowed",
                        Math.abs(probe.along(mutation.gradient()) - probe.analytic()),
                        probe.allowed());
        return new Mutant(variable, mutation.mistake(), false, reason);
    }

    /** Why a gradient with the mistake in it is the same at this point. */
    private static String sameBecause(EvaluationPoint place, String variable, Mutation mutation) {
        if (Sums.largest(place.gradient(variable).values()) == 0) {
            return "the gradient of " + variable + " is zero here";
        }
        Tensor value = place.value(variable);
        boolean sameOfValue = Mutation.ofShape(value).stream()
                .anyMatch(same -> same.kind() == mutation.kind()
                        && same.mistake().equals(mutation.mistake())
                        && same.isNoChange(value.values()));
        return "the gradient of " + variable + " is " + mutation.unseenWhere() + " here"
                + (sameOfValue ? ", and so is " + variable : "");
    }
}
