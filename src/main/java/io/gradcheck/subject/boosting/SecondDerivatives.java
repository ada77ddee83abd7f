package io.gradcheck.subject.boosting;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.vector.SparsityPattern;
import java.util.function.UnaryOperator;

/** Difference quotients of a gradient, each entry by its own prediction; those of one colour are moved together. */
final class SecondDerivatives {

    private final UnaryOperator<double[]> gradient;
    private final int[][] colours;
    private final Precision precision;

    SecondDerivatives(UnaryOperator<double[]> gradient, SparsityPattern pattern, Precision precision) {
        this.gradient = gradient;
        this.colours = pattern.colours();
        this.precision = precision;
    }

    double[] at(double[] predictions) {
        double[] second = new double[predictions.length];
        for (int[] together : colours) {
            double[] above = predictions.clone();
            double[] below = predictions.clone();
            for (int i : together) {
                double step = Likeness.step(predictions[i], precision);
                above[i] += step;
                below[i] -= step;
            }
            double[] ahead = gradient.apply(above);
            double[] behind = gradient.apply(below);
            for (int i : together) {
                second[i] = (ahead[i] - behind[i]) / (above[i] - below[i]);
            }
        }
        return second;
    }

    /** What rounding of a gradient entry makes of its quotient. */
    double rounding(double gradientEntry, double prediction) {
        return 8 * precision.unitRoundoff() * Math.abs(gradientEntry) / Likeness.step(prediction, precision);
    }
}
