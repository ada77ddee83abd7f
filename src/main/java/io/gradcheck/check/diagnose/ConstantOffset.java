package io.gradcheck.check.diagnose;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.Arrays;
import java.util.List;

/** The hypothesis that one number was added to every entry. */
final class ConstantOffset implements Hypothesis {

    static final String NAME = "constant offset";

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] ones = new double[evidence.gradient().size()];
        Arrays.fill(ones, 1);
        double offset = evidence.multipleAdded(entry -> 1, ones) / evidence.unit();
        return offset == 0
                ? List.of()
                : List.of(evidence.diagnosis(
                        Mistake.OFFSET, NAME, "analytic - numeric = " + Factor.text(offset) + " at every entry"));
    }
}
