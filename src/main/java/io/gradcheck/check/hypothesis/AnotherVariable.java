package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The hypothesis that the gradient of another variable is reported, or that the two were exchanged. */
final class AnotherVariable implements Hypothesis {

    private final Set<String> failing;

    /**
     * Of variables that are told apart by whether they are right.
     *
     * @param failing the variables that are wrong, the one in question among them
     */
    AnotherVariable(Set<String> failing) {
        this.failing = failing;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        evidence.place().gradient().forEach((name, other) -> {
            if (name.equals(evidence.variable())
                    || other.size() != evidence.gradient().size()) {
                return;
            }
            Mutation mutation = Mutation.of(name, other);
            if (failing.contains(name)) {
                diagnoses.addAll(evidence.ifFixedBy(
                        mutation, "what is reported for " + name + " fits here, and is wrong there"));
            } else if (Double.isFinite(evidence.distanceIfSame(other.values()))) {
                diagnoses.add(evidence.diagnosis(
                        mutation.kind(),
                        mutation.mistake(),
                        "equal to what is reported for " + name + ", where it is right"));
            }
        });
        return diagnoses;
    }
}
