package io.gradcheck.nn.layers;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016): each row along the last axis is brought to mean 0 and variance 1, then
 * scaled and shifted, {@code y[i] = gamma[i] s[i] + beta[i]}.
 *
 * <pre>
 * s[i]      = (x[i] - mean) / sigma               mean and sigma of the row, sigma = sqrt(variance + epsilon)
 * dgamma[i] = sum of dy[i] s[i] over all rows
 * dbeta[i]  = sum of dy[i] over all rows
 * dx        = (ds - mean of ds - s mean of ds s) / sigma         with ds[i] = gamma[i] dy[i]
 * </pre>
 *
 * <p>Input and output [..., width], of any rank.
 */
public class LayerNormalisation implements Layer {

    final Parameter gamma;
    final Parameter beta;
    final double epsilon;
    Tensor x = Tensor.vector();
    final List<Standardised> standardised = new ArrayList<>();

    /**
     * Makes a layer with these scales and shifts.
     *
     * @param gamma the scales, of shape [width]. Wrapped.
     * @param beta the shifts, of shape [width]. Wrapped.
     * @param epsilon added to the variance
     * @throws IllegalArgumentException if scales and shifts do not have one axis of the same length
     * @throws IllegalArgumentException if epsilon is not above 0
     */
    public LayerNormalisation(Tensor gamma, Tensor beta, double epsilon) {
        Shapes.require("gamma", gamma, Shapes.ANY);
        Shapes.require("beta", beta, gamma.length(0));
        this.gamma = new Parameter("gamma", gamma);
        this.beta = new Parameter("beta", beta);
        this.epsilon = Argument.positive("epsilon", epsilon);
    }

    @Override
    public Tensor forward(Tensor input) {
        x = Shapes.requireWidth("input", input, gamma.value().length(0));
        Tensor y = Tensor.zeros(x.shape());
        standardised.clear();
        for (int row = 0; row < Rows.count(x); row++) {
            Standardised normal = standardise(Rows.get(x, row));
            standardised.add(normal);
            double[] out = new double[normal.s.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = gamma.value().get(i) * normal.s[i] + beta.value().get(i);
            }
            Rows.set(y, row, out);
        }
        return y;
    }

    Standardised standardise(double[] row) {
        return new Standardised(row, epsilon);
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(x.shape());
        for (int row = 0; row < Rows.count(x); row++) {
            Standardised normal = standardised.get(row);
            double[] d = Rows.get(dy, row);
            double[] ds = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                gamma.gradient().add(d[i] * normal.s[i], i);
                beta.gradient().add(d[i], i);
                ds[i] = gamma.value().get(i) * d[i];
            }
            Rows.set(dx, row, normal.backward(ds));
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gamma, beta);
    }
}
