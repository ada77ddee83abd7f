package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * The hypothesis that every entry is multiplied by the variable's own value there, {@code df/d(log v) = v df/dv}, or
 * divided by it.
 */
final class ByLogarithm implements Hypothesis {

    /** Points nearby, to which a check moves from ones, are closer to them. */
    private static final double NEAR_ONE = 0.05;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] x = evidence.x();
        if (Arrays.stream(x).anyMatch(value -> value == 0) || !tell(evidence, x)) {
            return List.of();
        }
        List<Diagnosis> diagnoses = new ArrayList<>();
        diagnoses.addAll(ifUndone(
                evidence,
                (g, value) -> g / value,
                "derivative by the logarithm of " + evidence.variable(),
                "analytic/numeric is the value of the entry"));
        diagnoses.addAll(ifUndone(
                evidence,
                (g, value) -> g * value,
                "divided by the value of " + evidence.variable(),
                "analytic/numeric is the inverse of the value of the entry"));
        return diagnoses;
    }

    /**
     * Whether the values of known entries are told from a constant factor: by being different, or no round number. Beside a point of
     * ones at which the gradient is right, a derivative that stays the same looks like one that is divided by the value.
     */
    private static boolean tell(Evidence evidence, double[] x) {
        double[] values = evidence.known().stream()
                .mapToDouble(entry -> x[entry.offset()])
                .distinct()
                .toArray();
        if (evidence.isMoved() && Arrays.stream(values).allMatch(value -> Math.abs(Math.abs(value) - 1) < NEAR_ONE)) {
            return false;
        }
        return values.length > 1 || (values.length == 1 && !new Factor(values[0]).isRound());
    }

    private static List<Diagnosis> ifUndone(Evidence evidence, DoubleBinaryOperator undo, String mistake, String seen) {
        double[] undone = evidence.gradient().values().clone();
        Arrays.setAll(undone, i -> undo.applyAsDouble(undone[i], evidence.x()[i]));
        return evidence.ifFixedBy(new Mutation(Mistake.LOGARITHM, mistake, "", undone), seen);
    }
}
