package io.gradcheck.nn.layers;

import io.gradcheck.nn.Activation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;

/**
 * A simple recurrent layer, {@code h_t = tanh(W_ih x_t + b_ih + W_hh h_(t-1) + b_hh)} (Elman 1990).
 *
 * <pre>
 * da_t            = dh_t tanh'(a_t)
 * dW_ih           = sum_t da_t x_t'
 * dW_hh           = sum_t da_t h_(t-1)'
 * db_ih = db_hh   = sum_t da_t
 * dx_t            = W_ih' da_t
 * dh_(t-1)        = W_hh' da_t + dy_(t-1)
 * </pre>
 *
 * <p>Input [sequences, steps, inputs], output [sequences, steps, hidden].
 */
public class Rnn extends Recurrent {

    /**
     * Makes a layer with these parameters.
     *
     * @param weightInput W_ih, of shape [hidden, inputs]. Wrapped.
     * @param weightHidden W_hh, of shape [hidden, hidden]. Wrapped.
     * @param biasInput b_ih, of shape [hidden]. Wrapped.
     * @param biasHidden b_hh, of shape [hidden]. Wrapped.
     * @param h0 the state before the first step, of shape [hidden]. Wrapped.
     * @throws IllegalArgumentException if a tensor has another shape
     */
    public Rnn(Tensor weightInput, Tensor weightHidden, Tensor biasInput, Tensor biasHidden, Tensor h0) {
        this(input(weightInput, biasInput), hidden(weightHidden, biasHidden), new Parameter("h0", h0));
    }

    Rnn(Affine input, Affine hidden, Parameter h0) {
        super(1, input, hidden, h0);
    }

    @Override
    Step step(double[] x, double[][] before) {
        double[] h = before[0];
        double[] a = Vectors.plus(input.apply(x), hidden.apply(h));
        return new Step() {
            @Override
            public double[][] after() {
                return new double[][] {Vectors.map(a, Activation.TANH::value)};
            }

            @Override
            public Back backward(double[][] dAfter) {
                double[] da = Vectors.times(dAfter[0], Vectors.map(a, Activation.TANH::derivative));
                return new Back(input.backward(x, da), new double[][] {hidden.backward(h, da)});
            }
        };
    }
}
