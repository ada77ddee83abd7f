package io.gradcheck.operations;

/** Logarithms of sums of exponentials, and their derivatives, without overflow. */
final class Logarithms {

    private Logarithms() {}

    /** {@code log sum exp}; minus infinity where there is nothing to sum. */
    static double sumExp(double... logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum);
    }

    /** The softmax; zeros where everything is minus infinity. */
    static double[] softmax(double... logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        double[] softmax = new double[logs.length];
        if (largest == Double.NEGATIVE_INFINITY) {
            return softmax;
        }
        double sum = 0;
        for (int k = 0; k < logs.length; k++) {
            softmax[k] = Math.exp(logs[k] - largest);
            sum += softmax[k];
        }
        for (int k = 0; k < logs.length; k++) {
            softmax[k] /= sum;
        }
        return softmax;
    }

    /** {@code log(1 + exp x)}, the derivative of which is the sigmoid. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
