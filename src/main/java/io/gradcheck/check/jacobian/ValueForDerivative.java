package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;
import java.util.Set;

/**
 * The pattern of wrong derivatives that are the values of their outputs: as those of {@code w x + b} by the factor
 * {@code w} are where the backward pass multiplies by the output instead of the input.
 */
final class ValueForDerivative implements JacobianPattern {

    @Override
    public List<Diagnosis> test(Jacobian jacobian) {
        if (!jacobian.isTelling() || !fits(jacobian.wrong(), jacobian.values())) {
            return List.of();
        }
        Set<Integer> outputs = jacobian.wrongOutputs();
        String where = outputs.size() == jacobian.outputs() ? "every wrong entry" : jacobian.text(outputs);
        return List.of(new Diagnosis(
                Mistake.VALUE_FOR_DERIVATIVE,
                "the output in place of its derivative",
                where + ": what is reported is the value of the output"));
    }

    private static boolean fits(List<Cell> wrong, double... values) {
        // One number alone may be met by accident, such as a one.
        long numbers = wrong.stream()
                .mapToDouble(cell -> Math.abs(values[cell.output()]))
                .distinct()
                .count();
        return numbers > 1 && wrong.stream().allMatch(cell -> isValue(cell, values[cell.output()]));
    }

    private static boolean isValue(Cell cell, double value) {
        return Math.abs(cell.analytic() - value) <= cell.allowed();
    }
}
