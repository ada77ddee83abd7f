package io.gradcheck.nn.layers;

import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;

/**
 * An affine map of one vector, {@code y = W x + b}, that knows its gradients.
 *
 * <pre>
 * y[o]    = sum_i W[o,i] x[i] + b[o]
 * dW[o,i] = dy[o] x[i]
 * db[o]   = dy[o]
 * dx[i]   = sum_o W[o,i] dy[o]
 * </pre>
 *
 * <p>Where the map is used several times, for examples of a batch or steps in time, the gradients of {@code W} and {@code
 * b} add up.
 */
class Affine {

    final Parameter weight;
    final Parameter bias;

    /**
     * Wraps the tensors.
     *
     * @throws IllegalArgumentException if the weights are no matrix
     * @throws IllegalArgumentException if there is not one bias for each row of the weights
     */
    Affine(String weightName, Tensor weight, String biasName, Tensor bias) {
        Shapes.require(weightName, weight, Shapes.ANY, Shapes.ANY);
        Shapes.require(biasName, bias, weight.length(0));
        this.weight = new Parameter(weightName, weight);
        this.bias = new Parameter(biasName, bias);
    }

    int inputs() {
        return weight.value().length(1);
    }

    int outputs() {
        return weight.value().length(0);
    }

    double[] apply(double[] x) {
        Tensor w = weight.value();
        double[] y = bias.value().values().clone();
        for (int o = 0; o < outputs(); o++) {
            for (int i = 0; i < inputs(); i++) {
                y[o] += w.get(o, i) * x[i];
            }
        }
        return y;
    }

    /**
     * Adds to the gradients of {@code W} and {@code b}.
     *
     * @param x where the map was applied. Not modified.
     * @param dy the upstream gradient. Not modified.
     * @return the gradient by {@code x}
     */
    double[] backward(double[] x, double[] dy) {
        Tensor w = weight.value();
        double[] dx = new double[inputs()];
        for (int o = 0; o < outputs(); o++) {
            bias.gradient().add(dy[o], o);
            for (int i = 0; i < inputs(); i++) {
                weight.gradient().add(dy[o] * x[i], o, i);
                dx[i] += w.get(o, i) * dy[o];
            }
        }
        return dx;
    }
}
