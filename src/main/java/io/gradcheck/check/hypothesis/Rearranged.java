package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The hypothesis that the entries are right and stand in the wrong places: axes exchanged, or shifted by one. */
final class Rearranged implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        Tensor gradient = evidence.gradient();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (Mutation transposed : Mutation.transposed(gradient)) {
            diagnoses.addAll(evidence.ifFixedBy(transposed, "fits when read transposed"));
        }
        for (Mutation rolled : Mutation.rolled(gradient)) {
            diagnoses.addAll(evidence.ifFixedBy(rolled, "fits when rolled back"));
        }
        return diagnoses;
    }
}
