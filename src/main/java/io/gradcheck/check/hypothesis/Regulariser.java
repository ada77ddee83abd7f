package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Parameter;
import java.util.List;

/**
 * The hypothesis that a term {@code c x} is missing, has the wrong sign, is there twice or in the gradient alone: the difference
 * is a multiple of the variable's value. Not of the input of a layer, which nobody regularises.
 */
final class Regulariser implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        if (evidence.variable().equals(Parameter.INPUT)) {
            return List.of();
        }
        double[] x = evidence.x();
        double c = evidence.multipleAdded(entry -> x[entry.offset()], x) / evidence.unit();
        if (c == 0 || isRatherAFactor(evidence, c)) {
            return List.of();
        }
        String times = " times the value";
        String difference = "analytic - numeric = " + Factor.text(c) + times;
        if (c < 0) {
            // Which of both it is cannot be told from the gradient at one point.
            String wrongSign = ", or " + Factor.text(-c / 2) + times + " with the wrong sign";
            return List.of(evidence.diagnosis(Mistake.REGULARISER, "regulariser missing", difference + wrongSign));
        }
        String decay = "; or a weight decay of which the value knows nothing: declare it by Trainable.penalty";
        return List.of(
                evidence.diagnosis(Mistake.REGULARISER, "regulariser doubled or undeclared", difference + decay));
    }

    /**
     * Whether a simple factor explains the same, as where the gradient is parallel to the point: a missing term makes such a factor
     * by accident alone. Where nothing but the regulariser is left, one that is doubled does so always.
     */
    private static boolean isRatherAFactor(Evidence evidence, double c) {
        Factor factor = Factor.measured(evidence);
        boolean simple = !ConstantFactor.ROUND.test(evidence).isEmpty()
                || (factor.isSimple() && !factor.ifUndone(evidence).isEmpty());
        boolean doubled = factor.rounded().value() == 2 && new Factor(c).isSimple();
        return simple && !doubled;
    }
}
