package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * A fully connected layer, {@code y[n] = W x[n] + b} for each example.
 *
 * <pre>
 * dW[o,i] = sum_n dy[n,o] x[n,i]
 * db[o]   = sum_n dy[n,o]
 * dx[n,i] = sum_o W[o,i] dy[n,o]
 * </pre>
 *
 * <p>Input [examples, inputs], output [examples, outputs].
 */
public class Dense implements Layer {

    final Affine affine;
    Tensor x = Tensor.vector();

    /**
     * Makes a layer with these weights and biases.
     *
     * @param weight W, of shape [outputs, inputs]. Wrapped.
     * @param bias b, of shape [outputs]. Wrapped.
     * @throws IllegalArgumentException if the weights are no matrix
     * @throws IllegalArgumentException if there is not one bias for each row of the weights
     */
    public Dense(Tensor weight, Tensor bias) {
        affine = new Affine("weight", weight, "bias", bias);
    }

    @Override
    public Tensor forward(Tensor input) {
        x = Shapes.require("input", input, Shapes.ANY, affine.inputs());
        Tensor y = Tensor.zeros(x.length(0), affine.outputs());
        for (int n = 0; n < x.length(0); n++) {
            Rows.set(y, n, affine.apply(Rows.get(x, n)));
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(x.shape());
        for (int n = 0; n < x.length(0); n++) {
            Rows.set(dx, n, affine.backward(Rows.get(x, n), Rows.get(dy, n)));
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(affine.weight, affine.bias);
    }

    /** {@return true: the first axis counts examples} */
    @Override
    public boolean isBatched() {
        return true;
    }
}
