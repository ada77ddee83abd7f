package io.gradcheck.check.diagnose;

import io.gradcheck.finding.Diagnosis;
import java.util.List;

/** The hypothesis that the sign of every entry is the other one. */
final class FlippedSign implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        return evidence.ifFixedBy(Mutation.sign(evidence.gradient()), "");
    }
}
