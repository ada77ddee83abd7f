package io.gradcheck.check.textbook;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** What formulas are made of, written plainly: with the rounding that such code has. */
final class Plain {

    private Plain() {}

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    static double[] times(double[] x, double factor) {
        return map(x, v -> factor * v);
    }

    static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= b[i];
        }
        return difference;
    }

    /** From left to right, without compensation. */
    static double sum(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum;
    }

    static double mean(double[] x) {
        return sum(x) / x.length;
    }

    /** The mean of squared deviations, in a second pass. */
    static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
        }
        return sum / x.length;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    static double max(double[] x) {
        double max = x[0];
        for (double v : x) {
            max = Math.max(max, v);
        }
        return max;
    }

    /** The index of the first of the largest. */
    static int argMax(double[] x) {
        int arg = 0;
        for (int i = 1; i < x.length; i++) {
            if (x[i] > x[arg]) {
                arg = i;
            }
        }
        return arg;
    }

    static double logSumExp(double[] z) {
        double max = max(z);
        double sum = 0;
        for (double v : z) {
            sum += Math.exp(v - max);
        }
        return max + Math.log(sum);
    }

    static double[] softmax(double[] z) {
        double max = max(z);
        double[] p = map(z, v -> Math.exp(v - max));
        double sum = sum(p);
        return map(p, v -> v / sum);
    }

    /** {@code p_i (u_i - <p, u>)}. */
    static double[] softmaxVjp(double[] p, double[] u) {
        double dot = dot(p, u);
        double[] g = p.clone();
        for (int i = 0; i < g.length; i++) {
            g[i] *= u[i] - dot;
        }
        return g;
    }

    /** Row {@code i} of a matrix that is kept row by row. */
    static double[] row(double[] matrix, int i, int columns) {
        return Arrays.copyOfRange(matrix, i * columns, (i + 1) * columns);
    }

    static double[] oneHot(int size, int index) {
        double[] e = new double[size];
        e[index] = 1;
        return e;
    }
}
