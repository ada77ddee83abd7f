package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.ArrayList;
import java.util.List;

/** The hypothesis that nothing is reported: every entry is zero. */
final class AllZero implements Hypothesis {

    private final List<Hypothesis> why;

    /**
     * That nothing is reported, for any reason.
     *
     * @param why what may explain it, tried where it holds
     */
    AllZero(Hypothesis... why) {
        this.why = List.of(why);
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        if (Sums.largest(evidence.gradient().values()) == 0) {
            diagnoses.add(new Diagnosis(Mistake.ZERO, Mutation.ZERO, "every reported entry is 0"));
            why.forEach(reason -> diagnoses.addAll(reason.test(evidence)));
        }
        return diagnoses;
    }
}
