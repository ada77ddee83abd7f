package io.gradcheck.check.kinds;

/** Smooth functions that several themes use, written so that neither they nor their derivatives lose digits. */
public final class Smooth {

    private Smooth() {}

    public static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    public static double sigmoidSlope(double x) {
        return sigmoid(x) * sigmoid(-x);
    }

    public static double softplus(double x) {
        return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@code 1 - tanh^2 x}. */
    public static double tanhSlope(double x) {
        return 1 / (Math.cosh(x) * Math.cosh(x));
    }

    public static double logSumExp(double[] x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            largest = Math.max(largest, v);
        }
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v - largest);
        }
        return largest + Math.log(sum);
    }

    public static double[] softmax(double[] x) {
        double log = logSumExp(x);
        double[] p = new double[x.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(x[i] - log);
        }
        return p;
    }

    public static double[] softmaxVjp(double[] x, double[] u) {
        double[] p = softmax(x);
        double mean = dot(p, u);
        for (int i = 0; i < p.length; i++) {
            p[i] *= u[i] - mean;
        }
        return p;
    }

    public static double[] logSoftmax(double[] x) {
        double log = logSumExp(x);
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] -= log;
        }
        return y;
    }

    public static double[] logSoftmaxVjp(double[] x, double[] u) {
        double[] p = softmax(x);
        double sum = 0;
        for (double v : u) {
            sum += v;
        }
        for (int i = 0; i < p.length; i++) {
            p[i] = u[i] - p[i] * sum;
        }
        return p;
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
