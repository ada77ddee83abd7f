package io.gradcheck.nn.layers;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Batch normalisation while training (Ioffe and Szegedy 2015): each channel is brought to mean 0 and variance 1 over all
 * examples and places, then scaled and shifted, {@code y = gamma[c] s + beta[c]}.
 *
 * <pre>
 * s         = (x - mean[c]) / sigma[c]            mean and sigma of channel c, sigma = sqrt(variance + epsilon)
 * dgamma[c] = sum of dy s over channel c
 * dbeta[c]  = sum of dy over channel c
 * dx        = (ds - mean of ds - s mean of ds s) / sigma[c]      with ds = gamma[c] dy
 * </pre>
 *
 * <p>Examples are not independent of each other. Input and output [examples, channels, ...].
 */
public class BatchNormalisation implements Layer {

    final Parameter gamma;
    final Parameter beta;
    final double epsilon;
    Tensor x = Tensor.vector();
    final List<Standardised> standardised = new ArrayList<>();

    /**
     * Makes a layer with these scales and shifts.
     *
     * @param gamma the scales, of shape [channels]. Wrapped.
     * @param beta the shifts, of shape [channels]. Wrapped.
     * @param epsilon added to the variance
     * @throws IllegalArgumentException if scales and shifts do not have one axis of the same length
     * @throws IllegalArgumentException if epsilon is not above 0
     */
    public BatchNormalisation(Tensor gamma, Tensor beta, double epsilon) {
        Shapes.require("gamma", gamma, Shapes.ANY);
        Shapes.require("beta", beta, gamma.length(0));
        this.gamma = new Parameter("gamma", gamma);
        this.beta = new Parameter("beta", beta);
        this.epsilon = Argument.positive("epsilon", epsilon);
    }

    @Override
    public Tensor forward(Tensor input) {
        x = Shapes.requireAxes("input", input, 2);
        Channels channels = Channels.of(x);
        if (channels.channels() != gamma.value().length(0)) {
            throw new IllegalArgumentException("input: found " + channels.channels() + " channels in shape "
                    + x.shapeText() + ", wanted " + gamma.value().length(0) + ", one for each gamma");
        }
        Tensor y = Tensor.zeros(x.shape());
        standardised.clear();
        for (int c = 0; c < channels.channels(); c++) {
            Standardised channel = standardise(channels.get(x, c));
            standardised.add(channel);
            double[] out = new double[channel.s.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = gamma.value().get(c) * channel.s[i] + beta.value().get(c);
            }
            channels.set(y, c, out);
        }
        return y;
    }

    Standardised standardise(double[] channel) {
        return new Standardised(channel, epsilon);
    }

    @Override
    public Tensor backward(Tensor dy) {
        Channels channels = Channels.of(x);
        Tensor dx = Tensor.zeros(x.shape());
        for (int c = 0; c < channels.channels(); c++) {
            Standardised channel = standardised.get(c);
            double[] d = channels.get(dy, c);
            double[] ds = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                gamma.gradient().add(d[i] * channel.s[i], c);
                beta.gradient().add(d[i], c);
                ds[i] = gamma.value().get(c) * d[i];
            }
            channels.set(dx, c, channel.backward(ds));
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gamma, beta);
    }
}
