package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;

/** The hypothesis that the derivative of a function taken element by element was left out: {@code u} for {@code u g'(a)}. */
final class DerivativeMissing implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] upstream = evidence.place().f().upstream().values();
        return evidence.isElementWise() && Double.isFinite(evidence.distanceIfSame(upstream))
                ? List.of(evidence.diagnosis(
                        Mistake.DERIVATIVE_MISSING,
                        "activation derivative missing",
                        "the reported gradient is the upstream gradient itself"))
                : List.of();
    }
}
