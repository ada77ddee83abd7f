package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which standard mistakes a check would have caught.
 *
 * <p>The numeric derivative is known, and a wrong gradient changes only {@code <g, d>}: so no further evaluation is
 * needed.
 */
final class Mutants {

    private static final double SMALL_ERROR = 1e-6;

    private final List<Judged> judged;
    private final Map<Place, Map<String, Map<String, Tensor>>> suspects = new HashMap<>();

    /** A variable that passed, with the probe that decided; if its entries were checked singly, with those. */
    record Judged(
            String variable,
            Conclusion conclusion,
            @Nullable SingleEntries entries) {

        Judged(String variable, Conclusion conclusion) {
            this(variable, conclusion, null);
        }

        /** Whether another gradient would have been told from the right one. */
        boolean catches(Probe probe, double[] gradient) {
            return entries == null ? probe.catches(gradient) : entries.catches(gradient);
        }
    }

    Mutants(List<Judged> judged) {
        this.judged = judged;
    }

    List<Mutant> list() {
        List<Mutant> mutants = new ArrayList<>();
        for (Judged variable : judged) {
            Probe probe = variable.conclusion().probe();
            Verdict verdict = variable.conclusion().verdict();
            if (probe != null && (verdict == Verdict.PASS || verdict == Verdict.KINK)) {
                Place place = variable.conclusion().place();
                for (Mutation mutation : mutations(place, variable.variable())) {
                    boolean caught = variable.catches(probe, mutation.gradient());
                    String reason = caught ? "" : reason(place, variable.variable(), probe, mutation);
                    mutants.add(new Mutant(variable.variable(), mutation.mistake(), caught, reason));
                }
            }
        }
        return mutants;
    }

    private List<Mutation> mutations(Place place, String variable) {
        Tensor gradient = place.gradient(variable);
        List<Mutation> mutations = new ArrayList<>();
        mutations.add(Mutation.sign(gradient));
        mutations.add(Mutation.scaled(gradient, Mutation.ZERO, 0));
        mutations.add(Mutation.scaled(gradient, "twice as large", 2));
        mutations.add(Mutation.scaled(gradient, "half as large", 0.5));
        mutations.add(Mutation.scaled(gradient, "wrong by a millionth", 1 + SMALL_ERROR));
        if (gradient.rank() == 2 && gradient.length(0) == gradient.length(1)) {
            mutations.addAll(Mutation.transposed(gradient));
        }
        mutations.addAll(Mutation.rolled(gradient));
        mutations.addAll(Mutation.missingSlices(gradient));
        Map<String, Tensor> sameShape = new LinkedHashMap<>(place.gradients());
        sameShape.values().removeIf(other -> !other.hasShapeOf(gradient));
        mutations.addAll(Mutation.ofOtherVariables(sameShape, variable, gradient));
        suspects.computeIfAbsent(place, Place::suspects).forEach((mistake, gradients) -> {
            Tensor suspect = gradients.get(variable);
            if (suspect != null && suspect.hasShapeOf(gradient)) {
                mutations.add(new Mutation(mistake, suspect.values()));
            }
        });
        return mutations;
    }

    private static String reason(Place place, String variable, Probe probe, Mutation mutation) {
        Tensor gradient = place.gradient(variable);
        if (probe.magnitude() == 0) {
            return "the gradient of " + variable + " is zero here";
        }
        if (mutation.isNoChange(gradient.values())) {
            return mutation.mistake().equals(Mutation.TRANSPOSED)
                    ? "the gradient of " + variable + " is symmetric here"
                    : "it changes nothing at this point";
        }
        return "the change is below the detection limit";
    }
}
