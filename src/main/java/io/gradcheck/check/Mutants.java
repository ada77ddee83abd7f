package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** A variable that passed, with the probe that decided. */
    record Judged(String variable, Conclusion conclusion) {}

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
                    mutants.add(mutant(variable.variable(), place, probe, mutation));
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

    private static Mutant mutant(String variable, Place place, Probe probe, Mutation mutation) {
        double claimed =
                probe.region().dot(mutation.gradient(), probe.direction().values());
        double difference = Math.abs(claimed - probe.slope().derivative());
        boolean caught = !(difference
                <= probe.bound()
                        + Math.abs(probe.slope().jump())
                        + probe.slope().jumpError());
        return new Mutant(variable, mutation.mistake(), caught, caught ? "" : reason(place, variable, probe, mutation));
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
