package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * A bilinear form of two inputs for each output, {@code y[n,o] = x1[n]' W[o] x2[n] + b[o]} (Tenenbaum and Freeman 2000).
 *
 * <pre>
 * y[n,o]    = sum_ij W[o,i,j] x1[n,i] x2[n,j] + b[o]
 * dx1[n,i]  = sum_oj dy[n,o] W[o,i,j] x2[n,j]
 * dx2[n,j]  = sum_oi dy[n,o] W[o,i,j] x1[n,i]
 * dW[o,i,j] = sum_n  dy[n,o] x1[n,i] x2[n,j]
 * db[o]     = sum_n  dy[n,o]
 * </pre>
 *
 * <p>The input is {@code x1}, of shape [examples, I]; {@code x2}, of shape [examples, J], is a parameter. Output
 * [examples, outputs].
 */
public class Bilinear implements Layer {

    final Parameter second;
    final Parameter weight;
    final Parameter bias;
    Tensor x1 = Tensor.vector();

    /**
     * Makes a layer with these weights, biases and second inputs.
     *
     * @param second x2, of shape [examples, J]. Wrapped.
     * @param weight W, of shape [outputs, I, J]. Wrapped.
     * @param bias b, of shape [outputs]. Wrapped.
     * @throws IllegalArgumentException if the weights do not have three axes
     * @throws IllegalArgumentException if the second inputs are not as wide as the weights' last axis is long
     * @throws IllegalArgumentException if there is not one bias for each output
     */
    public Bilinear(Tensor second, Tensor weight, Tensor bias) {
        Shapes.require("weight", weight, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        Shapes.require("x2", second, Shapes.ANY, weight.length(2));
        Shapes.require("bias", bias, weight.length(0));
        this.second = new Parameter("x2", second);
        this.weight = new Parameter("weight", weight);
        this.bias = new Parameter("bias", bias);
    }

    @Override
    public Tensor forward(Tensor input) {
        Tensor x2 = second.value();
        Tensor w = weight.value();
        x1 = Shapes.require("input", input, x2.length(0), w.length(1));
        Tensor y = Tensor.zeros(x1.length(0), w.length(0));
        for (int n = 0; n < x1.length(0); n++) {
            for (int o = 0; o < w.length(0); o++) {
                double sum = bias.value().get(o);
                for (int i = 0; i < w.length(1); i++) {
                    for (int j = 0; j < w.length(2); j++) {
                        sum += w.get(o, i, j) * x1.get(n, i) * x2.get(n, j);
                    }
                }
                y.set(sum, n, o);
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor x2 = second.value();
        Tensor w = weight.value();
        Tensor dx1 = Tensor.zeros(x1.shape());
        for (int n = 0; n < x1.length(0); n++) {
            for (int o = 0; o < w.length(0); o++) {
                double d = dy.get(n, o);
                bias.gradient().add(d, o);
                for (int i = 0; i < w.length(1); i++) {
                    for (int j = 0; j < w.length(2); j++) {
                        dx1.add(d * w.get(o, i, j) * x2.get(n, j), n, i);
                        second.gradient().add(d * w.get(o, i, j) * x1.get(n, i), n, j);
                        weight.gradient().add(d * x1.get(n, i) * x2.get(n, j), o, i, j);
                    }
                }
            }
        }
        return dx1;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(second, weight, bias);
    }
}
