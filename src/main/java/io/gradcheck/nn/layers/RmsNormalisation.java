package io.gradcheck.nn.layers;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * Root mean square normalisation (Zhang and Sennrich 2019) of each row along the last axis, {@code y[i] = gamma[i] x[i] /
 * r}.
 *
 * <pre>
 * r         = sqrt(1/m sum_i x[i]^2 + epsilon)
 * dgamma[i] = sum of dy[i] x[i] / r over all rows
 * dx[i]     = (ds[i] - x[i] / r^2 1/m sum_j ds[j] x[j]) / r      with ds[i] = gamma[i] dy[i]
 * </pre>
 *
 * <p>Input and output [..., width], of any rank.
 */
public class RmsNormalisation implements Layer {

    final Parameter gamma;
    final double epsilon;
    Tensor x = Tensor.vector();

    /**
     * Makes a layer with these scales.
     *
     * @param gamma the scales, of shape [width]. Wrapped.
     * @param epsilon added to the mean square
     * @throws IllegalArgumentException if the scales do not have one axis
     * @throws IllegalArgumentException if epsilon is not above 0
     */
    public RmsNormalisation(Tensor gamma, double epsilon) {
        this.gamma = new Parameter("gamma", Shapes.require("gamma", gamma, Shapes.ANY));
        this.epsilon = Argument.positive("epsilon", epsilon);
    }

    @Override
    public Tensor forward(Tensor input) {
        x = Shapes.requireWidth("input", input, gamma.value().length(0));
        Tensor y = Tensor.zeros(x.shape());
        for (int row = 0; row < Rows.count(x); row++) {
            double[] values = Rows.get(x, row);
            double r = rms(values);
            for (int i = 0; i < values.length; i++) {
                values[i] *= gamma.value().get(i) / r;
            }
            Rows.set(y, row, values);
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(x.shape());
        for (int row = 0; row < Rows.count(x); row++) {
            double[] values = Rows.get(x, row);
            double r = rms(values);
            double[] ds = Rows.get(dy, row);
            for (int i = 0; i < ds.length; i++) {
                gamma.gradient().add(ds[i] * values[i] / r, i);
                ds[i] *= gamma.value().get(i);
            }
            Rows.set(dx, row, inputGradient(values, r, ds));
        }
        return dx;
    }

    double rms(double[] row) {
        return Math.sqrt(Vectors.mean(Vectors.times(row, row)) + epsilon);
    }

    /** {@code dx} of one row, from {@code ds}. */
    double[] inputGradient(double[] row, double r, double[] ds) {
        double throughRms = Vectors.mean(Vectors.times(ds, row)) / (r * r);
        double[] dx = new double[row.length];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = (ds[i] - row[i] * throughRms) / r;
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gamma);
    }
}
