package io.gradcheck.junit;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Layers without parameters in the forms in which textbooks and libraries have them, all of them right. */
final class TextbookLayers {

    private static final double SQRT_2_OVER_PI = 0.7978845608;

    private final Map<String, Supplier<Layer>> all = new LinkedHashMap<>();

    private TextbookLayers() {
        activations();
        losses();
        rows();
        normalisations();
    }

    static Map<String, Supplier<Layer>> all() {
        return new TextbookLayers().all;
    }

    /** Each row by itself: its value, and what comes back from it. */
    private static final class RowWise implements Layer {

        private final UnaryOperator<double[]> value;
        private final BinaryOperator<double[]> vjp;
        private double[][] rows = {};

        RowWise(UnaryOperator<double[]> value, BinaryOperator<double[]> vjp) {
            this.value = value;
            this.vjp = vjp;
        }

        @Override
        public Tensor forward(Tensor x) {
            rows = x.toRows();
            return Tensor.ofRows(Arrays.stream(rows).map(value).toArray(double[][]::new));
        }

        @Override
        public Tensor backward(Tensor upstream) {
            double[][] u = upstream.toRows();
            double[][] g = new double[u.length][];
            for (int i = 0; i < g.length; i++) {
                g[i] = vjp.apply(rows[i], u[i]);
            }
            return Tensor.ofRows(g);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public boolean isBatched() {
            return true;
        }
    }

    private void rowWise(String name, UnaryOperator<double[]> value, BinaryOperator<double[]> vjp) {
        all.put(name, () -> new RowWise(value, vjp));
    }

    private void elementwise(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        rowWise(name, x -> map(x, f), (x, u) -> {
            double[] g = u.clone();
            for (int i = 0; i < g.length; i++) {
                g[i] *= derivative.applyAsDouble(x[i]);
            }
            return g;
        });
    }

    private void activations() {
        elementwise("sigmoid, s (1 - s)", TextbookLayers::sigmoid, z -> sigmoid(z) * (1 - sigmoid(z)));
        elementwise("tanh, 1 - t^2", Math::tanh, z -> 1 - Math.tanh(z) * Math.tanh(z));
        elementwise("swish", z -> z * sigmoid(z), z -> sigmoid(z) * (1 + z * (1 - sigmoid(z))));
        elementwise("softplus by a threshold", TextbookLayers::softplus, TextbookLayers::sigmoid);
        elementwise(
                "softplus by max and log1p",
                z -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
                TextbookLayers::sigmoid);
        elementwise("GELU by tanh", z -> 0.5 * z * (1 + Math.tanh(inner(z))), z -> {
            double t = Math.tanh(inner(z));
            return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * SQRT_2_OVER_PI * (1 + 3 * 0.044715 * z * z);
        });
        elementwise("mish", z -> z * Math.tanh(softplus(z)), z -> {
            double t = Math.tanh(softplus(z));
            return t + z * (1 - t * t) * sigmoid(z);
        });
        elementwise("ELU, y + 1", z -> z > 0 ? z : Math.expm1(z), z -> z > 0 ? 1 : Math.expm1(z) + 1);
        elementwise(
                "SELU",
                z -> 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z)),
                z -> 1.0507009873554805 * (z > 0 ? 1 : 1.6732632423543772 * Math.exp(z)));
        elementwise("tanhshrink, t^2", z -> z - Math.tanh(z), z -> Math.tanh(z) * Math.tanh(z));
    }

    private void losses() {
        for (double y : new double[] {1, 0, 0.3}) {
            elementwise("binary cross-entropy with logits, label " + y, z -> crossEntropy(z, y), z -> sigmoid(z) - y);
        }
        elementwise(
                "log sigmoid, 1 - sigmoid",
                z -> Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z))),
                z -> 1 - sigmoid(z));
        elementwise("log-cosh", z -> Math.abs(z) + Math.log1p(Math.exp(-2 * Math.abs(z))) - Math.log(2), Math::tanh);
        elementwise("focal loss, gamma 2", z -> crossEntropy(z, 1) * (1 - sigmoid(z)) * (1 - sigmoid(z)), z -> {
            double p = sigmoid(z);
            return (p - 1) * (1 - p) * (1 - p) - crossEntropy(z, 1) * 2 * (1 - p) * p * (1 - p);
        });
    }

    private static double crossEntropy(double z, double y) {
        return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
    }

    private void rows() {
        rowWise("softmax", TextbookLayers::softmax, (z, u) -> {
            double[] p = softmax(z);
            double mean = dot(p, u);
            for (int i = 0; i < p.length; i++) {
                p[i] *= u[i] - mean;
            }
            return p;
        });
        rowWise("log-softmax", z -> map(z, v -> v - logSumExp(z)), (z, u) -> {
            double[] p = softmax(z);
            double sum = Arrays.stream(u).sum();
            double[] g = u.clone();
            for (int i = 0; i < g.length; i++) {
                g[i] -= p[i] * sum;
            }
            return g;
        });
        rowWise(
                "cross-entropy of the first class",
                z -> new double[] {logSumExp(z) - z[0]},
                TextbookLayers::lessOneHot);
        rowWise(
                "cross-entropy of the first class by log1p",
                z -> new double[] {
                    Math.log1p(Arrays.stream(z)
                            .skip(1)
                            .map(v -> Math.exp(v - z[0]))
                            .sum())
                },
                TextbookLayers::lessOneHot);
        rowWise("log-sum-exp", z -> new double[] {logSumExp(z)}, (z, u) -> map(softmax(z), p -> p * u[0]));
    }

    private static double[] lessOneHot(double[] z, double[] u) {
        double[] g = softmax(z);
        g[0] -= 1;
        return map(g, v -> v * u[0]);
    }

    private void normalisations() {
        for (double eps : new double[] {1e-5, 1e-12}) {
            rowWise("layer normalisation, eps " + eps, x -> standardised(x, eps), (x, u) -> standardisedVjp(x, u, eps));
        }
        rowWise("unit vector, x / max(|x|, 1e-12)", x -> map(x, v -> v / Math.max(1e-12, norm(x))), (x, u) -> {
            double n = norm(x);
            double[] g = u.clone();
            for (int i = 0; i < g.length; i++) {
                g[i] = n < 1e-12 ? u[i] / 1e-12 : u[i] / n - x[i] * dot(x, u) / (n * n * n);
            }
            return g;
        });
        rowWise("standard deviation in two passes", x -> new double[] {Math.sqrt(variance(x))}, (x, u) -> {
            double deviation = Math.sqrt(variance(x));
            return map(x, v -> deviation == 0 ? 0 : u[0] * (v - mean(x)) / (x.length * deviation));
        });
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double softplus(double z) {
        return z > 30 ? z : Math.log1p(Math.exp(z));
    }

    private static double inner(double z) {
        return SQRT_2_OVER_PI * (z + 0.044715 * z * z * z);
    }

    private static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v / x.length;
        }
        return sum;
    }

    private static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean) / x.length;
        }
        return sum;
    }

    private static double logSumExp(double[] z) {
        double max = Arrays.stream(z).max().orElseThrow();
        double sum = 0;
        for (double v : z) {
            sum += Math.exp(v - max);
        }
        return max + Math.log(sum);
    }

    private static double[] softmax(double[] z) {
        double max = Arrays.stream(z).max().orElseThrow();
        double[] p = map(z, v -> Math.exp(v - max));
        double sum = 0;
        for (double v : p) {
            sum += v;
        }
        double total = sum;
        return map(p, v -> v / total);
    }

    private static double[] standardised(double[] x, double eps) {
        double mean = mean(x);
        double r = 1 / Math.sqrt(variance(x) + eps);
        return map(x, v -> (v - mean) * r);
    }

    private static double[] standardisedVjp(double[] x, double[] u, double eps) {
        double[] hat = standardised(x, eps);
        double r = 1 / Math.sqrt(variance(x) + eps);
        double first = mean(u);
        double second = dot(u, hat) / x.length;
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = r * (u[i] - first - hat[i] * second);
        }
        return g;
    }
}
