package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradient of a network's loss by the chain rule, from the output layer back to the input (Rumelhart, Hinton and
 * Williams 1986). With {@code dv} for the gradient of the loss with respect to {@code v}:
 *
 * <pre>
 * da_L     = gradient of the loss, divided by the number of examples
 * dW_k     = da_k' h_(k-1) + l2 W_k
 * db_k     = sum of da_k over the examples
 * dh_(k-1) = da_k W_k + da_j for every skip from k-1 to j
 * da_(k-1) = dh_(k-1) * g'(a_(k-1))      (element-wise)
 * </pre>
 */
public final class Backpropagation {

    private final ForwardPass forward;
    private final Architecture architecture;
    private final Rules rules;
    private final double upstream;
    private final int layers;
    private final double[][] da;
    private final double[][] dh;
    private final double[][] dW;
    private final double[][] db;

    private Backpropagation(ForwardPass forward, double upstream, Rules rules) {
        this.forward = forward;
        this.architecture = forward.network.architecture;
        this.rules = rules;
        this.upstream = rules.upstream(upstream);
        this.layers = architecture.layers();
        this.da = new double[layers + 1][];
        this.dh = new double[layers][];
        this.dW = new double[layers + 1][];
        this.db = new double[layers + 1][];
    }

    /**
     * Computes the loss of a network on a batch and its gradient with respect to every weight, bias, pre-activation,
     * hidden layer and input.
     *
     * @param network the network. Not modified.
     * @param batch the examples. Not modified.
     * @return the gradients by name
     * @throws IllegalArgumentException if the batch does not have the network's numbers of inputs and outputs
     * @throws IllegalArgumentException if the targets do not fit the loss
     */
    public static Gradients gradients(Network network, Batch batch) {
        network.requireFits(batch);
        return gradients(
                ForwardPass.of(network, batch.input().values(), batch.size()),
                batch.target().values(),
                1,
                Rules.RIGHT);
    }

    /** The gradients of {@code upstream} times the loss. */
    static Gradients gradients(ForwardPass forward, double[] target, double upstream, Rules rules) {
        Backpropagation backward = new Backpropagation(forward, upstream, rules);
        backward.outputLayer(target);
        for (int k = backward.layers; k >= 1; k--) {
            backward.weightsOf(k);
            backward.biasesOf(k);
            backward.hiddenLayerBefore(k);
            if (k > 1) {
                backward.preActivationBefore(k);
            }
        }
        double loss = forward.meanLoss(target) + forward.penalty();
        return new Gradients(forward, loss, backward.byName());
    }

    private void outputLayer(double[] target) {
        double[] last = forward.a[layers];
        double[] gradient = new double[last.length];
        int width = architecture.width(layers);
        for (int example = 0; example < forward.examples; example++) {
            if (rules.counts(example)) {
                int row = example * width;
                architecture.loss.gradient(last, target, row, row + width, gradient);
            }
        }
        double share = upstream / forward.examples;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        da[layers] = gradient;
    }

    private void weightsOf(int k) {
        int outputs = architecture.width(k);
        int inputs = architecture.width(k - 1);
        double[] gradient = new double[outputs * inputs];
        forward.product.transposedTimes(da[k], forward.h[k - 1], gradient, outputs, forward.examples, inputs);
        if (architecture.l2 != 0) {
            double factor = upstream * rules.decay(architecture.l2);
            double[] w = forward.network.weights[k];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = Math.fma(factor, w[i], gradient[i]);
            }
        }
        dW[k] = gradient;
    }

    private void biasesOf(int k) {
        int width = architecture.width(k);
        double[] gradient = new double[width];
        for (int example = 0; example < forward.examples; example++) {
            for (int j = 0; j < width && rules.countsInBiases(example); j++) {
                gradient[j] += da[k][example * width + j];
            }
        }
        db[k] = gradient;
    }

    private void hiddenLayerBefore(int k) {
        int width = architecture.width(k - 1);
        double[] gradient = new double[forward.examples * width];
        forward.product.times(
                da[k], forward.network.weights[k], gradient, forward.examples, architecture.width(k), width);
        for (Skip skip : architecture.skips) {
            if (skip.from() == k - 1 && rules.followsSkips()) {
                ForwardPass.add(da[skip.to()], gradient); // a path of its own to the loss
            }
        }
        dh[k - 1] = gradient;
    }

    private void preActivationBefore(int k) {
        Activation g = architecture.activation(k - 1);
        double[] a = forward.a[k - 1];
        double[] h = forward.h[k - 1];
        double[] gradient = new double[a.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = dh[k - 1][i] * rules.derivative(k - 1, g, a[i], h[i]);
        }
        da[k - 1] = gradient;
    }

    private Map<String, Tensor> byName() {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        byName.put("x", forward.rows(dh[0], 0));
        for (int k = 1; k <= layers; k++) {
            LayerNames names = architecture.names(k);
            byName.put(names.weights(), Tensor.of(new int[] {architecture.width(k), architecture.width(k - 1)}, dW[k]));
            byName.put(names.biases(), Tensor.vector(db[k]));
            byName.put(names.preActivation(), forward.rows(da[k], k));
            if (k < layers) {
                byName.put(names.hidden(), forward.rows(dh[k], k));
            }
        }
        return Collections.unmodifiableMap(byName);
    }
}
