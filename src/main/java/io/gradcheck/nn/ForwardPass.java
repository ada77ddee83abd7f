package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One forward pass on a batch: all {@code a_k} and {@code h_k}, each with one row for each example. It owns its arrays,
 * except the input.
 */
final class ForwardPass {

    final Network network;
    final int examples;

    /** Pre-activations 1..L; entry 0 is not used. */
    final double[][] a;

    /** The input as entry 0 and hidden layers 1..L-1. */
    final double[][] h;

    final MatrixProduct product;

    /** The weights as passes take them that branch off this one again and again; laid out when first needed. */
    private final MatrixProduct.@Nullable Factor[] factors;

    private final boolean isBranch;

    private double penalty = Double.NaN;

    private ForwardPass(
            Network network,
            int examples,
            MatrixProduct product,
            MatrixProduct.@Nullable Factor[] factors,
            boolean isBranch) {
        this.network = network;
        this.product = product;
        this.factors = factors;
        this.isBranch = isBranch;
        this.examples = examples;
        this.a = new double[network.layers() + 1][];
        this.h = new double[network.layers()][];
    }

    /** Runs the network on the rows of {@code input}, which is kept. */
    static ForwardPass of(Network network, double[] input, int examples) {
        return of(network, input, examples, null);
    }

    /** Runs the network, with offsets added to its pre-activations and hidden layers. */
    static ForwardPass of(Network network, double[] input, int examples, @Nullable Offsets offsets) {
        ForwardPass pass = new ForwardPass(
                network, examples, MatrixProduct.standard(), new MatrixProduct.Factor[network.layers() + 1], false);
        pass.h[0] = input;
        pass.allocateFrom(1);
        for (int k = 1; k <= network.layers(); k++) {
            pass.preActivate(k);
            if (offsets != null) {
                add(offsets.a()[k], pass.a[k]);
            }
            if (k < network.layers()) {
                pass.activate(k);
                if (offsets != null) {
                    add(offsets.h()[k], pass.h[k]);
                }
            }
        }
        return pass;
    }

    /** What is added to the pre-activations 1..L and to the hidden layers 1..L-1. */
    record Offsets(double[][] a, double[][] h) {}

    /** A pass with the same values before {@code layer}, and room of its own from there on. */
    ForwardPass branchAt(int layer) {
        ForwardPass branch = new ForwardPass(network, examples, product, factors, true);
        System.arraycopy(h, 0, branch.h, 0, layer);
        System.arraycopy(a, 0, branch.a, 0, layer);
        branch.allocateFrom(layer);
        return branch;
    }

    private void allocateFrom(int layer) {
        for (int k = layer; k <= network.layers(); k++) {
            a[k] = new double[examples * network.architecture.width(k)];
            if (k < network.layers()) {
                h[k] = new double[a[k].length];
            }
        }
    }

    /** Everything that follows from {@code a_layer}. */
    void continueFrom(int layer) {
        for (int k = layer; k < network.layers(); k++) {
            activate(k);
            preActivate(k + 1);
        }
    }

    /** {@code a_k = W_k h_(k-1) + b_k}, and what skips over. */
    private void preActivate(int k) {
        int width = network.architecture.width(k);
        multiplyByWeights(h[k - 1], a[k], k);
        double[] ak = a[k];
        double[] bk = network.biases[k];
        for (int row = 0; row < ak.length; row += width) {
            for (int j = 0; j < width; j++) {
                ak[row + j] += bk[j];
            }
        }
        for (Skip skip : network.architecture.skips) {
            if (skip.to() == k) {
                add(h[skip.from()], ak);
            }
        }
    }

    /** {@code result = H W_k'} for a matrix of the shape of {@code h_(k-1)}. */
    private void multiplyByWeights(double[] h, double[] result, int k) {
        if (isBranch) {
            factor(k).timesTransposed(h, result, examples);
        } else {
            multiplyByWeights(h, network.weights[k], result, k);
        }
    }

    private MatrixProduct.Factor factor(int k) {
        MatrixProduct.Factor factor = factors[k];
        if (factor == null) {
            factor = product.factor(
                    network.weights[k], network.architecture.width(k - 1), network.architecture.width(k));
            factors[k] = factor;
        }
        return factor;
    }

    /** {@code result = H W'} for matrices of the shapes of {@code h_(k-1)} and {@code W_k}. */
    void multiplyByWeights(double[] h, double[] w, double[] result, int k) {
        Architecture architecture = network.architecture;
        product.timesTransposed(h, w, result, examples, architecture.width(k - 1), architecture.width(k));
    }

    /** {@code h_k = g(a_k)}. */
    private void activate(int k) {
        Activation g = network.architecture.activation(k);
        double[] ak = a[k];
        double[] hk = h[k];
        for (int i = 0; i < ak.length; i++) {
            hk[i] = g.value(ak[i]);
        }
    }

    static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    /** The mean loss of the examples, without the regulariser. */
    double meanLoss(double[] target) {
        double[] last = a[network.layers()];
        int width = network.architecture.width(network.layers());
        double sum = 0;
        for (int row = 0; row < last.length; row += width) {
            sum += network.loss().value(last, target, row, row + width);
        }
        return sum / examples;
    }

    /** {@code l2 / 2 * sum of squared weights}. */
    double penalty() {
        if (Double.isNaN(penalty)) {
            penalty = network.l2() == 0 ? 0 : network.l2() / 2 * squaredWeights();
        }
        return penalty;
    }

    private double squaredWeights() {
        double sum = 0;
        for (int k = 1; k <= network.layers(); k++) {
            for (double w : network.weights[k]) {
                sum = Math.fma(w, w, sum);
            }
        }
        return sum;
    }

    Tensor output() {
        double[] last = a[network.layers()];
        int width = network.architecture.width(network.layers());
        double[] output = new double[last.length];
        for (int row = 0; row < last.length; row += width) {
            network.loss().output(last, row, row + width, output);
        }
        return rows(output, network.layers());
    }

    /** Wraps values as a matrix with a row for each example and the width of a layer. */
    Tensor rows(double[] values, int layer) {
        return Tensor.of(new int[] {examples, network.architecture.width(layer)}, values);
    }
}
