package io.gradcheck.check.diagnose;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;

/** The hypothesis that a term {@code c x} is missing or there twice: the difference is a multiple of the variable's value. */
final class Regulariser implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] x = evidence.x();
        double c = evidence.multipleAdded(entry -> x[entry.offset()], x) / evidence.unit();
        return c == 0
                ? List.of()
                : List.of(evidence.diagnosis(
                        Mistake.REGULARISER,
                        c < 0 ? "regulariser missing" : "regulariser doubled",
                        "analytic - numeric = " + Factor.text(c) + " times the value"));
    }
}
