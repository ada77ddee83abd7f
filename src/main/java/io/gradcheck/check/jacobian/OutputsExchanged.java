package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;

/** The pattern of two outputs each of which has the derivatives of the other. */
final class OutputsExchanged implements JacobianPattern {

    @Override
    public List<Diagnosis> test(Jacobian jacobian) {
        List<Integer> wrong = List.copyOf(jacobian.wrongOutputs());
        if (wrong.size() != 2) {
            return List.of();
        }
        int one = wrong.get(0);
        int other = wrong.get(1);
        boolean fits = jacobian.isExplainedBy((output, offset) ->
                jacobian.rows().claim(output == one ? other : output == other ? one : output, offset));
        return fits
                ? List.of(new Diagnosis(
                        Mistake.OUTPUTS_EXCHANGED,
                        "two outputs exchanged",
                        jacobian.text(wrong) + " fit with the derivatives of each other"))
                : List.of();
    }
}
