package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Set;

/**
 * What backpropagation found on one batch: the loss and its gradient with respect to every variable by name, in the
 * order {@code x, W1, b1, a1, h1, W2, b2, a2, ...}.
 */
public final class Gradients {

    private final ForwardPass forward;
    private final double loss;
    private final Map<String, Tensor> byName;

    Gradients(ForwardPass forward, double loss, Map<String, Tensor> byName) {
        this.forward = forward;
        this.loss = loss;
        this.byName = byName;
    }

    /** {@return the mean loss of the examples, with the regulariser} */
    public double loss() {
        return loss;
    }

    /** {@return the network's output, one row for each example} */
    public Tensor output() {
        return forward.output();
    }

    /**
     * A pre-activation of the forward pass.
     *
     * @param layer the layer from 1 to L
     * @return {@code a_layer}, one row for each example
     * @throws IllegalArgumentException if there is no such layer
     */
    public Tensor preActivation(int layer) {
        int layers = forward.network.layers();
        if (layer < 1 || layer > layers) {
            throw new IllegalArgumentException("layer: found " + layer + ", wanted 1.." + layers);
        }
        return forward.rows(forward.a[layer], layer);
    }

    /**
     * The gradient of the loss with respect to one variable.
     *
     * @param variable {@code x}, {@code W1}, {@code b1}, {@code a1}, {@code h1} and so on
     * @return the gradient, in the variable's shape
     * @throws IllegalArgumentException if there is no such variable
     */
    public Tensor of(String variable) {
        Tensor gradient = byName.get(variable);
        if (gradient == null) {
            throw new IllegalArgumentException("variable: found " + variable + ", wanted one of " + byName.keySet());
        }
        return gradient;
    }

    /** {@return the names of the variables, in order} */
    public Set<String> variables() {
        return byName.keySet();
    }

    Map<String, Tensor> byName() {
        return byName;
    }
}
