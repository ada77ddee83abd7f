package io.gradcheck.nn.layers;

import io.gradcheck.nn.Activation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;

/**
 * A gated recurrent unit (Cho et al. 2014, with the reset gate after the product with the state, as in cuDNN).
 *
 * <pre>
 * u   = W_ih x_t + b_ih      v = W_hh h_(t-1) + b_hh         three blocks of rows each: r, z, n
 * r   = sigmoid(u_r + v_r)   z = sigmoid(u_z + v_z)   n = tanh(u_n + r v_n)
 * h_t = (1 - z) n + z h_(t-1)
 *
 * da_n     = dh_t (1 - z) tanh'(u_n + r v_n)
 * da_z     = dh_t (h_(t-1) - n) sigmoid'(u_z + v_z)
 * da_r     = da_n v_n sigmoid'(u_r + v_r)
 * du       = (da_r, da_z, da_n)      dv = (da_r, da_z, r da_n)
 * dW_ih    = sum_t du x_t'           dW_hh = sum_t dv h_(t-1)'
 * db_ih    = sum_t du                db_hh = sum_t dv
 * dx_t     = W_ih' du
 * dh_(t-1) = W_hh' dv + z dh_t + dy_(t-1)
 * </pre>
 *
 * <p>Input [sequences, steps, inputs], output [sequences, steps, hidden].
 */
public class Gru extends Recurrent {

    /**
     * Makes a layer with these parameters.
     *
     * @param weightInput W_ih, of shape [3 hidden, inputs], with the rows of r, z, n in this order. Wrapped.
     * @param weightHidden W_hh, of shape [3 hidden, hidden]. Wrapped.
     * @param biasInput b_ih, of shape [3 hidden]. Wrapped.
     * @param biasHidden b_hh, of shape [3 hidden]. Wrapped.
     * @param h0 the state before the first step, of shape [hidden]. Wrapped.
     * @throws IllegalArgumentException if a tensor has another shape
     */
    public Gru(Tensor weightInput, Tensor weightHidden, Tensor biasInput, Tensor biasHidden, Tensor h0) {
        this(input(weightInput, biasInput), hidden(weightHidden, biasHidden), new Parameter("h0", h0));
    }

    Gru(Affine input, Affine hidden, Parameter h0) {
        super(3, input, hidden, h0);
    }

    @Override
    Step step(double[] x, double[][] before) {
        return new Unit(x, before[0]);
    }

    /** One step; {@code h} is the state before it. */
    class Unit implements Step {

        final double[] x;
        final double[] h;
        final double[] ar;
        final double[] az;
        final double[] an;
        final double[] vn;
        final double[] r;
        final double[] z;
        final double[] oneMinusZ;
        final double[] n;

        Unit(double[] x, double[] h) {
            this.x = x;
            this.h = h;
            double[] u = input.apply(x);
            double[] v = hidden.apply(h);
            ar = Vectors.plus(Vectors.block(u, 0, h.length), Vectors.block(v, 0, h.length));
            az = Vectors.plus(Vectors.block(u, 1, h.length), Vectors.block(v, 1, h.length));
            vn = Vectors.block(v, 2, h.length);
            r = Vectors.map(ar, Activation.SIGMOID::value);
            z = Vectors.map(az, Activation.SIGMOID::value);
            // sigmoid(-a), since 1 - z would cancel where z is nearly 1
            oneMinusZ = Vectors.map(az, a -> Activation.SIGMOID.value(-a));
            an = Vectors.plus(Vectors.block(u, 2, h.length), Vectors.times(r, vn));
            n = Vectors.map(an, Activation.TANH::value);
        }

        @Override
        public double[][] after() {
            return new double[][] {Vectors.plus(Vectors.times(oneMinusZ, n), Vectors.times(z, h))};
        }

        @Override
        public Back backward(double[][] dAfter) {
            double[] dh = dAfter[0];
            double[] hMinusN = Vectors.plus(h, Vectors.map(n, value -> -value));
            double[] dan = Vectors.times(dh, oneMinusZ, Vectors.map(an, Activation.TANH::derivative));
            double[] daz = Vectors.times(dh, hMinusN, Vectors.map(az, Activation.SIGMOID::derivative));
            double[] dar = Vectors.times(dan, vn, Vectors.map(ar, Activation.SIGMOID::derivative));
            double[] dx = input.backward(x, Vectors.join(dar, daz, dan));
            double[] throughGates = hidden.backward(h, Vectors.join(dar, daz, resetGradient(dan)));
            return new Back(dx, new double[][] {Vectors.plus(throughGates, Vectors.times(z, dh))});
        }

        /** {@code dv_n}, through the reset gate. */
        double[] resetGradient(double[] dan) {
            return Vectors.times(r, dan);
        }
    }
}
