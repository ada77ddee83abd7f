package io.gradcheck.check.diagnose;

import io.gradcheck.check.jacobian.Jacobian;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.finding.WrongJacobian;
import java.util.List;

/**
 * What explains a failure: its wrong entries and what they look like.
 *
 * @param localised the wrong entries
 * @param jacobian the outputs of which they are wrong
 * @param diagnoses what the gradient looks like, most likely first
 * @param evaluations what finding them cost
 */
public record Explanation(Localised localised, Jacobian jacobian, List<Diagnosis> diagnoses, int evaluations) {

    public static final Explanation NONE = new Explanation(Localised.NONE, Jacobian.NONE, List.of(), 0);

    private static final WrongEntries NO_ENTRIES = new WrongEntries(
            List.of(), Localised.NONE.wrong(), Localised.NONE.count(), List.of(), NONE.wrongJacobian(), 0);

    Explanation with(List<Diagnosis> ordered) {
        return new Explanation(localised, jacobian, ordered, evaluations);
    }

    /** Of which outputs the wrong entries are wrong. */
    public WrongJacobian wrongJacobian() {
        return jacobian.wrongJacobian();
    }

    /**
     * The wrong entries, worst first.
     *
     * @param indices those of the variable
     * @param unit the weight of the output in the contraction: what numbers are divided by to be the subject's own
     */
    public WrongEntries wrongEntries(Indices indices, double unit) {
        if (equals(NONE)) {
            return NO_ENTRIES;
        }
        List<WrongEntry> worst = localised.suspects().stream()
                .map(entry -> entry.wrongEntry(indices, unit))
                .toList();
        List<String> blocks = localised.blocks().stream()
                .map(block -> block.text(indices.names()))
                .toList();
        return new WrongEntries(worst, localised.wrong(), localised.count(), blocks, wrongJacobian(), evaluations);
    }
}
