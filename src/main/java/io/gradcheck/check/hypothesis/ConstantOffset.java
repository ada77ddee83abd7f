package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.Arrays;
import java.util.List;

/**
 * The hypothesis that one number was added to every entry; or, of a function taken element by element, to its derivative:
 * {@code u (g'(a) + c)}.
 */
final class ConstantOffset implements Hypothesis {

    /** What is added so that saturated units still learn (Fahlman 1988, flat spot elimination). */
    private static final double FLAT_SPOT = 0.1;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        List<Diagnosis> ofDerivative = evidence.isElementWise() ? ofDerivative(evidence) : List.of();
        return ofDerivative.isEmpty() ? ofEntries(evidence) : ofDerivative;
    }

    private static List<Diagnosis> ofDerivative(Evidence evidence) {
        double[] u = evidence.place().f().upstream().values();
        double added = evidence.multipleAdded(entry -> u[entry.offset()], u);
        String flatSpot = Math.abs(added - FLAT_SPOT) < 1e-6 ? ", as a flat spot of 0.1 makes it" : "";
        return added == 0
                ? List.of()
                : List.of(diagnosis(evidence, Factor.text(added) + " times the upstream gradient" + flatSpot));
    }

    private static List<Diagnosis> ofEntries(Evidence evidence) {
        double[] ones = new double[evidence.gradient().size()];
        Arrays.fill(ones, 1);
        double offset = evidence.multipleAdded(entry -> 1, ones) / evidence.unit();
        return offset == 0 ? List.of() : List.of(diagnosis(evidence, Factor.text(offset) + " at every entry"));
    }

    private static Diagnosis diagnosis(Evidence evidence, String difference) {
        return evidence.diagnosis(Mistake.OFFSET, "constant offset", "analytic - numeric = " + difference);
    }
}
