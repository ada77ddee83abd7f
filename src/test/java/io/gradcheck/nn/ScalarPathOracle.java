package io.gradcheck.nn;

import java.util.function.DoubleBinaryOperator;

/**
 * The gradients of a network on one example in scalar terms: each is the sum, over every path from a pre-activation to
 * the loss, of the product of the weights and activation derivatives along that path. Deliberately slow: nothing is
 * shared between paths.
 */
final class ScalarPathOracle {

    private final Network network;
    private final double[] target;
    private final double[][] a;
    private final double[][] h;

    ScalarPathOracle(Network network, double[] input, double[] target) {
        this.network = network;
        this.target = target;
        this.a = new double[network.layers() + 1][];
        this.h = new double[network.layers() + 1][];
        h[0] = input;
        for (int k = 1; k <= network.layers(); k++) {
            a[k] = new double[network.width(k)];
            h[k] = new double[network.width(k)];
            for (int i = 0; i < network.width(k); i++) {
                a[k][i] = preActivation(k, i);
                h[k][i] = k < network.layers() ? network.activation(k).value(a[k][i]) : Double.NaN;
            }
        }
    }

    private double preActivation(int k, int i) {
        double sum = network.biases(k).get(i);
        for (int j = 0; j < network.width(k - 1); j++) {
            sum += network.weights(k).get(i, j) * h[k - 1][j];
        }
        for (Skip skip : network.skips()) {
            if (skip.to() == k) {
                sum += h[skip.from()][i];
            }
        }
        return sum;
    }

    double hidden(int k, int i) {
        return h[k][i];
    }

    /** Derivative of this example's loss with respect to {@code a_k[i]}. */
    double byPreActivation(int k, int i) {
        return pathsFromPreActivation(k, i, 1);
    }

    /** Derivative of this example's loss with respect to {@code h_k[i]}, or the input for k = 0. */
    double byHidden(int k, int i) {
        return pathsFromHidden(k, i, 1);
    }

    private double pathsFromPreActivation(int k, int i, double product) {
        return k == network.layers()
                ? product * byLastPreActivation(i)
                : pathsFromHidden(k, i, product * network.activation(k).derivative(a[k][i]));
    }

    private double pathsFromHidden(int k, int i, double product) {
        double sum = 0;
        for (int next = 0; next < network.width(k + 1); next++) {
            sum += pathsFromPreActivation(
                    k + 1, next, product * network.weights(k + 1).get(next, i));
        }
        for (Skip skip : network.skips()) {
            if (skip.from() == k) {
                sum += pathsFromPreActivation(skip.to(), i, product);
            }
        }
        return sum;
    }

    /** The textbook derivatives, without regard for stability. */
    private double byLastPreActivation(int i) {
        double[] last = a[network.layers()];
        DoubleBinaryOperator derivative = switch (network.loss()) {
            case SQUARED_ERROR -> (y, t) -> 2 * (y - t);
            case ABSOLUTE_ERROR -> (y, t) -> y > t ? 1 : -1;
            case HUBER -> (y, t) -> Math.abs(y - t) < 1 ? y - t : y > t ? 1 : -1;
            case CROSS_ENTROPY -> (y, t) -> Math.exp(y) / sumOfExponentials(last) - t;
            case BINARY_CROSS_ENTROPY -> (y, t) -> 1 / (1 + Math.exp(-y)) - t;
            case HINGE -> (y, t) -> y * t < 1 ? -t : 0;
            case POISSON -> (y, t) -> Math.exp(y) - t;
        };
        return derivative.applyAsDouble(last[i], target[i]);
    }

    private static double sumOfExponentials(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value);
        }
        return sum;
    }
}
