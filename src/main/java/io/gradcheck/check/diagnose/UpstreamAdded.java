package io.gradcheck.check.diagnose;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;

/** The hypothesis that a number was added to the derivative of a function taken element by element: {@code u (g'(a) + c)}. */
final class UpstreamAdded implements Hypothesis {

    /** What is added so that saturated units still learn (Fahlman 1988, flat spot elimination). */
    private static final double FLAT_SPOT = 0.1;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        if (!evidence.isElementWise()) {
            return List.of();
        }
        double[] u = evidence.place().f().upstream().values();
        double added = evidence.multipleAdded(entry -> u[entry.offset()], u);
        String flatSpot = Math.abs(added - FLAT_SPOT) < 1e-6 ? ", as a flat spot of 0.1 makes it" : "";
        return added == 0
                ? List.of()
                : List.of(evidence.diagnosis(
                        Mistake.OFFSET,
                        ConstantOffset.NAME,
                        "analytic - numeric = " + Factor.text(added) + " times the upstream gradient" + flatSpot));
    }
}
