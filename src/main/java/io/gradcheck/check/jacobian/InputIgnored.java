package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The pattern of some entries of the variable, not all, by which every derivative is reported as zero: of a column of zeros. */
final class InputIgnored implements JacobianPattern {

    @Override
    public List<Diagnosis> test(Jacobian jacobian) {
        Set<Integer> wrong = jacobian.wrongOffsets();
        boolean several = jacobian.wrongOutputs().size() > 1;
        boolean fits = jacobian.isComplete()
                && several
                && wrong.stream().allMatch(offset -> isZero(jacobian, offset))
                && jacobian.anotherEntryIsRight()
                && jacobian.isExplainedByWrongCells();
        String entries = wrong.stream().map(jacobian::index).collect(Collectors.joining(", "));
        return fits
                ? List.of(new Diagnosis(
                        Mistake.INPUT_IGNORED,
                        wrong.size() == 1 ? "one column zero" : "some columns zero",
                        "every output's derivative by " + entries + " is reported as 0, and other columns agree"))
                : List.of();
    }

    private static boolean isZero(Jacobian jacobian, int offset) {
        return jacobian.rows().outputs().stream()
                .allMatch(output -> jacobian.rows().claim(output, offset) == 0);
    }
}
