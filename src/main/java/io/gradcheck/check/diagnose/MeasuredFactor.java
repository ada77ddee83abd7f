package io.gradcheck.check.diagnose;

import io.gradcheck.finding.Diagnosis;
import java.util.List;

/** The hypothesis that the gradient is a multiple of the right one, by any number. */
final class MeasuredFactor implements Hypothesis {

    private final Hypothesis round;

    /**
     * By a number that is not round.
     *
     * @param round the same by a round number, which is named instead where it holds
     */
    MeasuredFactor(Hypothesis round) {
        this.round = round;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        return evidence.isTellingButBest() && round.test(evidence).isEmpty()
                ? Factor.measured(evidence).ifUndone(evidence)
                : List.of();
    }
}
