package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;
import java.util.Set;

/** The pattern of some outputs, not all, whose derivatives are all reported as zero: of a row of zeros in the Jacobian. */
final class OutputIgnored implements JacobianPattern {

    @Override
    public List<Diagnosis> test(Jacobian jacobian) {
        Set<Integer> wrong = jacobian.wrongOutputs();
        boolean fits = jacobian.mayBeOfOutputs()
                && wrong.stream().allMatch(jacobian.rows()::isZero)
                && jacobian.anotherOutputIsRight()
                && jacobian.isExplainedByWrongCells();
        return fits
                ? List.of(new Diagnosis(
                        Mistake.OUTPUT_IGNORED,
                        wrong.size() == 1 ? "one output ignored" : "some outputs ignored",
                        jacobian.text(wrong) + ": every derivative is reported as 0, and other outputs agree"))
                : List.of();
    }
}
