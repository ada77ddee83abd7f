package io.gradcheck.subject.boosting;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Hessians;
import io.gradcheck.subject.vector.SparsityPattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The gradient of an objective, with its diagonal Hessian as derivative. */
final class HessianCheck {

    private static final double BEYOND_ROUNDING = 1e3;

    private final Derivatives derivatives;
    private final BoostingData data;
    private final Layout layout;
    private final Conventions conventions;
    private final Precision precision;
    private final SparsityPattern pattern;
    private final SecondDerivatives second;
    private final double[] weight;

    HessianCheck(
            Derivatives derivatives, BoostingData data, Layout layout, Conventions conventions, Precision precision) {
        this.derivatives = derivatives;
        this.data = data;
        this.layout = layout;
        this.conventions = conventions;
        this.precision = precision;
        this.pattern = layout.blocks(conventions.blocks(data));
        this.second = new SecondDerivatives(this::gradient, pattern, precision);
        this.weight = layout.spread(data.weights());
    }

    Subject subject(String name, double[] predictions) {
        ClippedHessian clipped = clipped(predictions);
        boolean level = isLevel(predictions);
        return Hessians.sparseDiagonal(
                name,
                p -> clipped.gradient(gradient(level ? predictions : p), p),
                pattern,
                p -> clipped.hessian(derivatives.hessian(p, data)),
                predictions);
    }

    /**
     * Whether the gradient is the same, to the bit, on both sides of each prediction, and a Hessian is claimed that rounding
     * could not hide: as of a quantile, which has steps some way off. Such a gradient is taken for the constant that it is
     * nearby, since steps would be taken for coarse rounding.
     */
    private boolean isLevel(double[] predictions) {
        double[] slopes = second.at(predictions);
        double[] claimed = derivatives.hessian(predictions, data);
        double[] gradient = gradient(predictions);
        return IntStream.range(0, slopes.length)
                .allMatch(i -> slopes[i] == 0
                        && Math.abs(claimed[i]) > BEYOND_ROUNDING * second.rounding(gradient[i], predictions[i]));
    }

    /** The gradient, times what makes its derivative the Hessian that was declared. */
    private double[] gradient(double[] p) {
        double[] gradient = derivatives.gradient(p, data);
        double factor = conventions.hessianFactor() / conventions.gradientFactor();
        if (factor != 1) {
            Arrays.setAll(gradient, i -> factor * gradient[i]);
        }
        return gradient;
    }

    private ClippedHessian clipped(double[] p) {
        double[] gradient = gradient(p);
        double[] rounding = new double[p.length];
        Arrays.setAll(rounding, i -> second.rounding(gradient[i], p[i]));
        return new ClippedHessian(
                conventions.clippedAt(), weight, derivatives.hessian(p, data), second.at(p), rounding);
    }

    /** Each mistake that explains all of what is claimed at some predictions. */
    List<String> mistakes(double[] p) {
        if (clipped(p).isBroken()) {
            return List.of("not clipped at " + conventions.clippedAt() + ", as was declared");
        }
        double[] gradient = derivatives.gradient(p, data);
        return new HessianMistakes(derivatives.hessian(p, data), gradient, second.at(p), weight, layout, precision)
                .all();
    }
}
