package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;

/** The pattern of a square Jacobian whose rows are reported as its columns. */
final class TransposedJacobian implements JacobianPattern {

    @Override
    public List<Diagnosis> test(Jacobian jacobian) {
        boolean square = jacobian.isComplete() && jacobian.outputs() == jacobian.entries();
        return square
                        && jacobian.isExplainedBy(
                                (output, offset) -> jacobian.rows().claim(offset, output))
                ? List.of(new Diagnosis(Mistake.TRANSPOSED, "Jacobian transposed", "fits when read transposed"))
                : List.of();
    }
}
