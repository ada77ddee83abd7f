package io.gradcheck.guide;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Backpropagation for one example and the squared error, in plain loops: a method for each step of the page. Layers are
 * counted from 1; layer 0 is the input.
 */
class BackpropagationByHand {

    final int layers;
    final double[][][] w;
    final double[][] b;
    final double[][] a;
    final double[][] h;
    final double[] t;
    final double[][] delta;

    private final Activation[] g;

    BackpropagationByHand(Network network, double[] x, double[] t) {
        this.layers = network.layers();
        this.w = new double[layers + 1][][];
        this.b = new double[layers + 1][];
        this.a = new double[layers + 1][];
        this.h = new double[layers][];
        this.t = t;
        this.delta = new double[layers + 1][];
        this.g = new Activation[layers];
        for (int k = 1; k <= layers; k++) {
            w[k] = network.weights(k).toRows();
            b[k] = network.biases(k).values();
            if (k < layers) {
                g[k] = network.activation(k);
            }
        }
        forward(x);
        outputLayer();
        hiddenLayers();
    }

    private void forward(double[] x) {
        h[0] = x;
        for (int k = 1; k < layers; k++) {
            a[k] = preActivation(w[k], b[k], h[k - 1]);
            h[k] = new double[a[k].length];
            for (int i = 0; i < a[k].length; i++) {
                h[k][i] = g[k].value(a[k][i]);
            }
        }
        a[layers] = preActivation(w[layers], b[layers], h[layers - 1]);
    }

    static double[] preActivation(double[][] w, double[] b, double[] h) {
        double[] a = new double[b.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = b[i];
            for (int j = 0; j < h.length; j++) {
                a[i] += w[i][j] * h[j];
            }
        }
        return a;
    }

    double loss() {
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            sum += (a[layers][i] - t[i]) * (a[layers][i] - t[i]);
        }
        return sum;
    }

    private void outputLayer() {
        delta[layers] = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            delta[layers][i] = 2 * (a[layers][i] - t[i]);
        }
    }

    /** The derivative of a hidden unit by its pre-activation. */
    double slope(int k, int i) {
        return g[k].derivative(a[k][i]);
    }

    /** One path from a pre-activation to the loss: the unit in each layer, and the product along it. */
    record Path(List<Integer> units, double product) {}

    /** All paths from {@code a_k[i]} to the loss. */
    List<Path> paths(int k, int i) {
        if (k == layers) {
            return List.of(new Path(List.of(i), delta[layers][i]));
        }
        List<Path> paths = new ArrayList<>();
        for (int next = 0; next < a[k + 1].length; next++) {
            for (Path rest : paths(k + 1, next)) {
                List<Integer> units = new ArrayList<>(List.of(i));
                units.addAll(rest.units());
                paths.add(new Path(units, slope(k, i) * w[k + 1][next][i] * rest.product()));
            }
        }
        return paths;
    }

    double sumOverPaths(int k, int i) {
        return paths(k, i).stream().mapToDouble(Path::product).sum();
    }

    private void hiddenLayers() {
        for (int k = layers; k > 1; k--) {
            double[] dh = hiddenGradient(k);
            delta[k - 1] = new double[dh.length];
            for (int j = 0; j < dh.length; j++) {
                delta[k - 1][j] = dh[j] * slope(k - 1, j);
            }
        }
    }

    /** {@code W_k' delta_k}, the derivative of the loss by the hidden layer before layer k. */
    double[] hiddenGradient(int k) {
        double[] dh = new double[h[k - 1].length];
        for (int j = 0; j < dh.length; j++) {
            for (int i = 0; i < delta[k].length; i++) {
                dh[j] += w[k][i][j] * delta[k][i];
            }
        }
        return dh;
    }

    /** The three-way tensor of the derivatives of {@code a[i]} by {@code W[j,l]}. */
    static double[][][] byWeights(double[] h, int outputs) {
        double[][][] d = new double[outputs][outputs][h.length];
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < outputs; j++) {
                for (int l = 0; l < h.length; l++) {
                    d[i][j][l] = i == j ? h[l] : 0;
                }
            }
        }
        return d;
    }

    static double[][] contracted(double[] delta, double[][][] d) {
        double[][] dW = new double[d[0].length][d[0][0].length];
        for (int i = 0; i < delta.length; i++) {
            for (int j = 0; j < dW.length; j++) {
                for (int l = 0; l < dW[j].length; l++) {
                    dW[j][l] += delta[i] * d[i][j][l];
                }
            }
        }
        return dW;
    }

    static double[][] outerProduct(double[] delta, double[] h) {
        double[][] dW = new double[delta.length][h.length];
        for (int j = 0; j < delta.length; j++) {
            for (int l = 0; l < h.length; l++) {
                dW[j][l] = delta[j] * h[l];
            }
        }
        return dW;
    }

    double[][] weightGradient(int k) {
        return outerProduct(delta[k], h[k - 1]);
    }

    double[] biasGradient(int k) {
        return delta[k];
    }

    /** The numbers of the layers from 1 on. */
    IntStream eachLayer() {
        return IntStream.rangeClosed(1, layers);
    }
}
