package io.gradcheck.campaign.speed;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;

/**
 * A gradient check as it is written by hand: each weight and bias alone, by the central difference of commons-math3, with
 * a fixed step and fixed tolerances.
 */
final class FiniteDifferences {

    // The best step of central differences is about the cube root of the rounding, 6e-6; it goes half this far each
    // way.
    private static final double STEP = 1e-5;
    private static final int POINTS = 2;
    private static final double RELATIVE = 1e-4;
    // Of the size of the rounding: 1e-16 / 1e-5, and some. Smaller ones accuse most entries that are almost zero.
    private static final double ABSOLUTE = 1e-8;

    private final FiniteDifferencesDifferentiator differentiator = new FiniteDifferencesDifferentiator(POINTS, STEP);
    private final Subject subject;
    private final Map<String, Tensor> point = new LinkedHashMap<>();
    private int evaluations;

    FiniteDifferences(Subject subject) {
        this.subject = subject;
        subject.point().forEach((variable, value) -> point.put(variable, value.copy()));
    }

    static boolean isParameter(String variable) {
        return variable.startsWith("W") || variable.startsWith("b");
    }

    /** Whether the gradient is right as far as this can tell; it stops at the first entry that is not. */
    boolean agree() {
        evaluations++;
        Map<String, Tensor> gradient = subject.gradient(point, Tensor.scalar(1));
        for (Map.Entry<String, Tensor> variable : point.entrySet()) {
            if (isParameter(variable.getKey())) {
                double[] x = variable.getValue().values();
                double[] g = gradient.get(variable.getKey()).values();
                for (int i = 0; i < x.length; i++) {
                    if (!close(g[i], derivative(x, i))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean close(double analytic, double numeric) {
        double scale = Math.max(Math.abs(analytic), Math.abs(numeric));
        return Math.abs(analytic - numeric) <= Math.max(ABSOLUTE, RELATIVE * scale);
    }

    private double derivative(double[] x, int i) {
        double here = x[i];
        UnivariateFunction value = t -> {
            x[i] = t;
            evaluations++;
            return subject.evaluate(point).get();
        };
        double derivative = differentiator
                .differentiate(value)
                .value(new DerivativeStructure(1, 1, 0, here))
                .getPartialDerivative(1);
        x[i] = here;
        return derivative;
    }

    /** How often the network ran, once for the gradient. */
    int evaluations() {
        return evaluations;
    }
}
