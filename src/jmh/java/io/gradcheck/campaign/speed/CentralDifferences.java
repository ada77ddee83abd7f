package io.gradcheck.campaign.speed;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The central difference of every weight and bias in turn, as it is written by hand: two evaluations of a network for each. */
final class CentralDifferences {

    static final int EVALUATIONS_AN_ENTRY = 2;

    private static final double STEP = 1e-5;

    private final Subject subject;
    private final Map<String, Tensor> point = new LinkedHashMap<>();
    private final List<double[]> parameters;
    private int variable;
    private int entry;

    CentralDifferences(Subject subject) {
        this.subject = subject;
        subject.point().forEach((name, value) -> point.put(name, value.copy()));
        parameters = point.keySet().stream()
                .filter(FiniteDifferences::isParameter)
                .map(name -> point.get(name).values())
                .toList();
    }

    /** {@return the derivative by the next entry; after the last one it begins again} */
    double next() {
        double[] values = parameters.get(variable);
        double here = values[entry];
        values[entry] = here + STEP;
        double above = subject.evaluate(point).get();
        values[entry] = here - STEP;
        double below = subject.evaluate(point).get();
        values[entry] = here;
        entry++;
        if (entry == values.length) {
            entry = 0;
            variable = (variable + 1) % parameters.size();
        }
        return (above - below) / (2 * STEP);
    }
}
