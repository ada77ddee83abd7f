package io.gradcheck.check.diagnose;

import io.gradcheck.finding.Diagnosis;
import java.util.List;

/**
 * The hypothesis that the gradient is a multiple of the right one, by a whole number or the inverse of one, such as the
 * number of examples.
 */
final class RoundFactor implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        Factor factor = Factor.measured(evidence).rounded();
        return Math.abs(factor.value()) != 1 && evidence.decades() >= factor.decadesWanted()
                ? factor.ifUndone(evidence)
                : List.of();
    }
}
