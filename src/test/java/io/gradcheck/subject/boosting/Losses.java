package io.gradcheck.subject.boosting;

import java.util.List;

/** Customary losses of boosting with their derivatives, right. */
final class Losses {

    private Losses() {}

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** sum w (log(1 + e^p) - y p). */
    static double logisticLoss(double[] p, BoostingData d) {
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            loss += d.weights()[i] * (Math.log1p(Math.exp(p[i])) - d.labels()[i] * p[i]);
        }
        return loss;
    }

    static List<double[]> logistic(double[] p, BoostingData d) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            double s = sigmoid(p[i]);
            g[i] = d.weights()[i] * (s - d.labels()[i]);
            h[i] = d.weights()[i] * s * (1 - s);
        }
        return List.of(g, h);
    }

    static float floatLogisticLoss(float[] p, BoostingData d) {
        float loss = 0;
        for (int i = 0; i < p.length; i++) {
            loss += d.floatWeights()[i] * ((float) Math.log1p(Math.exp(p[i])) - d.floatLabels()[i] * p[i]);
        }
        return loss;
    }

    static List<float[]> floatLogistic(float[] p, BoostingData d) {
        float[] g = new float[p.length];
        float[] h = new float[p.length];
        for (int i = 0; i < p.length; i++) {
            float s = (float) sigmoid(p[i]);
            g[i] = d.floatWeights()[i] * (s - d.floatLabels()[i]);
            h[i] = d.floatWeights()[i] * Math.max(s * (1 - s), 1e-16f);
        }
        return List.of(g, h);
    }

    /** Half the weighted square of the residual, for each row. */
    static double[] squares(double[] p, BoostingData d) {
        double[] losses = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            losses[i] = d.weights()[i] * Math.pow(p[i] - d.labels()[i], 2) / 2;
        }
        return losses;
    }

    static List<double[]> square(double[] p, BoostingData d) {
        double[] g = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            g[i] = d.weights()[i] * (p[i] - d.labels()[i]);
        }
        return List.of(g, d.weights());
    }

    /** sum w (e^p - y p). */
    static double poissonLoss(double[] p, BoostingData d) {
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            loss += d.weights()[i] * (Math.exp(p[i]) - d.labels()[i] * p[i]);
        }
        return loss;
    }

    static List<double[]> poisson(double[] p, BoostingData d) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            g[i] = d.weights()[i] * (Math.exp(p[i]) - d.labels()[i]);
            h[i] = d.weights()[i] * Math.exp(p[i]);
        }
        return List.of(g, h);
    }

    /** The place of prediction k of row i among those of K classes. */
    private static int place(int i, int k, int classes, int rows, boolean byClass) {
        return byClass ? k * rows + i : i * classes + k;
    }

    private static double[] softmax(double[] p, int i, int classes, int rows, boolean byClass) {
        double[] s = new double[classes];
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            s[k] = Math.exp(p[place(i, k, classes, rows, byClass)]);
            sum += s[k];
        }
        for (int k = 0; k < classes; k++) {
            s[k] /= sum;
        }
        return s;
    }

    static double softmaxLoss(double[] p, BoostingData d, int classes, boolean byClass) {
        double loss = 0;
        for (int i = 0; i < d.rows(); i++) {
            double[] s = softmax(p, i, classes, d.rows(), byClass);
            loss -= d.weights()[i] * Math.log(s[(int) d.labels()[i]]);
        }
        return loss;
    }

    /** Gradient, and {@code factor p (1 - p)}. */
    static List<double[]> softmax(double[] p, BoostingData d, int classes, boolean byClass, double factor) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        for (int i = 0; i < d.rows(); i++) {
            double[] s = softmax(p, i, classes, d.rows(), byClass);
            for (int k = 0; k < classes; k++) {
                int at = place(i, k, classes, d.rows(), byClass);
                g[at] = d.weights()[i] * (s[k] - (k == (int) d.labels()[i] ? 1 : 0));
                h[at] = factor * d.weights()[i] * s[k] * (1 - s[k]);
            }
        }
        return List.of(g, h);
    }

    /** sum over the pairs of each group of log(1 + e^(p_j - p_i)) where row i is better than j. */
    static double pairwiseLoss(double[] p, BoostingData d) {
        double loss = 0;
        int from = 0;
        for (int size : d.groups()) {
            for (int i = from; i < from + size; i++) {
                for (int j = from; j < from + size; j++) {
                    if (d.labels()[i] > d.labels()[j]) {
                        loss += Math.log1p(Math.exp(p[j] - p[i]));
                    }
                }
            }
            from += size;
        }
        return loss;
    }

    /** The same over all rows, if the groups are forgotten. */
    static List<double[]> pairwise(double[] p, BoostingData d, boolean groups) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        int from = 0;
        for (int size : groups ? d.groups() : new int[] {p.length}) {
            for (int i = from; i < from + size; i++) {
                for (int j = from; j < from + size; j++) {
                    if (d.labels()[i] > d.labels()[j]) {
                        double s = sigmoid(p[j] - p[i]);
                        g[i] -= s;
                        g[j] += s;
                        h[i] += s * (1 - s);
                        h[j] += s * (1 - s);
                    }
                }
            }
            from += size;
        }
        return List.of(g, h);
    }

    /** sum max(a (y - p), (a - 1) (y - p)). */
    static double quantileLoss(double[] p, BoostingData d, double a) {
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            double r = d.labels()[i] - p[i];
            loss += Math.max(a * r, (a - 1) * r);
        }
        return loss;
    }

    /** Gradient, and ones as is customary. */
    static List<double[]> quantile(double[] p, BoostingData d, double a) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            g[i] = p[i] < d.labels()[i] ? -a : 1 - a;
            h[i] = 1;
        }
        return List.of(g, h);
    }
}
