package io.gradcheck.nn.layers;

import io.gradcheck.nn.Activation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).
 *
 * <pre>
 * a   = W_ih x_t + b_ih + W_hh h_(t-1) + b_hh         four blocks of rows: i, f, g, o
 * i   = sigmoid(a_i)   f = sigmoid(a_f)   g = tanh(a_g)   o = sigmoid(a_o)
 * c_t = f c_(t-1) + i g
 * h_t = o tanh(c_t)
 *
 * dc_t     = dh_t o tanh'(c_t) + dc_(t+1) f_(t+1)      dh_t: from the output and from step t + 1
 * da_i     = dc_t g sigmoid'(a_i)
 * da_f     = dc_t c_(t-1) sigmoid'(a_f)
 * da_g     = dc_t i tanh'(a_g)
 * da_o     = dh_t tanh(c_t) sigmoid'(a_o)
 * dW_ih    = sum_t da x_t'        dW_hh = sum_t da h_(t-1)'        db_ih = db_hh = sum_t da
 * dx_t     = W_ih' da
 * dh_(t-1) = W_hh' da + dy_(t-1)
 * </pre>
 *
 * <p>Input [sequences, steps, inputs], output [sequences, steps, hidden].
 */
public class Lstm extends Recurrent {

    /**
     * Makes a layer with these parameters.
     *
     * @param weightInput W_ih, of shape [4 hidden, inputs], with the rows of i, f, g, o in this order. Wrapped.
     * @param weightHidden W_hh, of shape [4 hidden, hidden]. Wrapped.
     * @param biasInput b_ih, of shape [4 hidden]. Wrapped.
     * @param biasHidden b_hh, of shape [4 hidden]. Wrapped.
     * @param h0 the output before the first step, of shape [hidden]. Wrapped.
     * @param c0 the cell before the first step, of shape [hidden]. Wrapped.
     * @throws IllegalArgumentException if a tensor has another shape
     */
    public Lstm(Tensor weightInput, Tensor weightHidden, Tensor biasInput, Tensor biasHidden, Tensor h0, Tensor c0) {
        this(
                input(weightInput, biasInput),
                hidden(weightHidden, biasHidden),
                new Parameter("h0", h0),
                new Parameter("c0", c0));
    }

    Lstm(Affine input, Affine hidden, Parameter h0, Parameter c0) {
        super(4, input, hidden, h0, c0);
    }

    @Override
    Step step(double[] x, double[][] before) {
        return new Cell(x, before[0], before[1]);
    }

    /** One step; {@code h} and {@code c} are those before it. */
    class Cell implements Step {

        final double[] x;
        final double[] h;
        final double[] c;
        final double[] ai;
        final double[] af;
        final double[] ag;
        final double[] ao;
        final double[] i;
        final double[] f;
        final double[] g;
        final double[] o;
        final double[] cAfter;
        final double[] tanhC;

        Cell(double[] x, double[] h, double[] c) {
            this.x = x;
            this.h = h;
            this.c = c;
            double[] a = Vectors.plus(input.apply(x), hidden.apply(h));
            ai = Vectors.block(a, 0, h.length);
            af = Vectors.block(a, 1, h.length);
            ag = Vectors.block(a, 2, h.length);
            ao = Vectors.block(a, 3, h.length);
            i = Vectors.map(ai, Activation.SIGMOID::value);
            f = Vectors.map(af, Activation.SIGMOID::value);
            g = Vectors.map(ag, Activation.TANH::value);
            o = Vectors.map(ao, Activation.SIGMOID::value);
            cAfter = Vectors.plus(Vectors.times(f, c), Vectors.times(i, g));
            tanhC = Vectors.map(cAfter, Activation.TANH::value);
        }

        @Override
        public double[][] after() {
            return new double[][] {Vectors.times(o, tanhC), cAfter};
        }

        @Override
        public Back backward(double[][] dAfter) {
            double[] dh = dAfter[0];
            double[] dc = cellGradient(dAfter);
            double[] da = Vectors.join(
                    Vectors.times(dc, g, Vectors.map(ai, Activation.SIGMOID::derivative)),
                    Vectors.times(dc, c, Vectors.map(af, Activation.SIGMOID::derivative)),
                    Vectors.times(dc, i, Vectors.map(ag, Activation.TANH::derivative)),
                    Vectors.times(dh, tanhC, Vectors.map(ao, Activation.SIGMOID::derivative)));
            return new Back(input.backward(x, da), new double[][] {hidden.backward(h, da), Vectors.times(dc, f)});
        }

        /** {@code dc_t}, through the output and from the next step. */
        double[] cellGradient(double[][] dAfter) {
            double[] throughOutput = Vectors.times(dAfter[0], o, Vectors.map(cAfter, Activation.TANH::derivative));
            return Vectors.plus(throughOutput, dAfter[1]);
        }
    }
}
