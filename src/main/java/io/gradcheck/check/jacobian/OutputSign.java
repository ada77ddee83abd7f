package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;
import java.util.Set;

/** The pattern of some outputs, not all, whose derivatives have the wrong sign. */
final class OutputSign implements JacobianPattern {

    @Override
    public List<Diagnosis> test(Jacobian jacobian) {
        Set<Integer> wrong = jacobian.wrongOutputs();
        boolean fits = jacobian.mayBeOfOutputs()
                && jacobian.anotherOutputIsRight()
                && jacobian.isExplainedBy((output, offset) -> wrong.contains(output)
                        ? -jacobian.rows().claim(output, offset)
                        : jacobian.rows().claim(output, offset));
        return fits
                ? List.of(new Diagnosis(
                        Mistake.OUTPUT_SIGN,
                        wrong.size() == 1 ? "sign of one output flipped" : "sign of some outputs flipped",
                        jacobian.text(wrong) + ": every derivative fits with the other sign, and other outputs agree"))
                : List.of();
    }
}
