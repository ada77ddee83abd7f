package io.gradcheck.campaign.mistakes;

import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Axes, strides and layers taken for each other. */
final class OrderMistakes {

    private static final String GROUP = "E";

    private OrderMistakes() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inLayer(
                                GROUP,
                                "hidden layer with the next layer's derivative",
                                "jeffheaton/encog-java-core#243",
                                (s, wrong) -> new Perceptron(s.outputs(), s.between("hidden", 1, 6), s.width(), wrong),
                                s -> new int[] {s.width()})
                        .at("input", "V", "c")
                        .named("derivative of the next layer's activation", "activation derivative"),
                PublicMistake.inLayer(
                                GROUP,
                                "outer product transposed",
                                "iamtrask/Grokking-Deep-Learning#22",
                                (s, wrong) -> new Product(s.outputs(), s.width(), wrong),
                                s -> new int[] {s.batch(), s.width()})
                        .at("W")
                        .named("transposed", "axes"),
                PublicMistake.inLayer(
                                GROUP,
                                "transposed convolution, stride and dilation exchanged",
                                "huggingface/candle#2337",
                                (s, wrong) -> new TransposedConvolution(
                                        s.channels(),
                                        s.between("kernel width", 1, 3),
                                        s.between("stride", 1, 3),
                                        s.between("dilation", 1, 3),
                                        wrong),
                                s -> new int[] {s.channels(), s.between("steps", 1, 5)})
                        .at("kernel"));
    }

    /** {@code y = sigmoid(W tanh(V x + c) + b)}. */
    private static final class Perceptron extends SmallLayer {
        private final Parameter v;
        private final Parameter c;
        private final Parameter w;
        private final Parameter b;
        private double[] a = {};
        private double[] y = {};

        private Perceptron(Parameter v, Parameter c, Parameter w, Parameter b, boolean wrong) {
            super(wrong, v, c, w, b);
            this.v = v;
            this.c = c;
            this.w = w;
            this.b = b;
        }

        Perceptron(int outputs, int hidden, int inputs, boolean wrong) {
            this(
                    parameter("V", hidden, inputs),
                    parameter("c", hidden),
                    parameter("W", outputs, hidden),
                    parameter("b", outputs),
                    wrong);
        }

        private static double[] affine(Parameter matrix, double[] x, Parameter bias) {
            double[] sums = bias.value().values().clone();
            for (int i = 0; i < sums.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    sums[i] += matrix.value().get(i, j) * x[j];
                }
            }
            return sums;
        }

        private static double[] backward(Parameter matrix, double[] x, Parameter bias, double[] d) {
            double[] dx = new double[x.length];
            for (int i = 0; i < d.length; i++) {
                bias.gradient().add(d[i], i);
                for (int j = 0; j < x.length; j++) {
                    matrix.gradient().add(d[i] * x[j], i, j);
                    dx[j] += d[i] * matrix.value().get(i, j);
                }
            }
            return dx;
        }

        private double[] hidden() {
            double[] h = a.clone();
            for (int i = 0; i < h.length; i++) {
                h[i] = Math.tanh(a[i]);
            }
            return h;
        }

        private static double sigmoid(double z) {
            return 1 / (1 + Math.exp(-z));
        }

        @Override
        Tensor output() {
            a = affine(v, x.values(), c);
            y = affine(w, hidden(), b);
            for (int i = 0; i < y.length; i++) {
                y[i] = sigmoid(y[i]);
            }
            return Tensor.vector(y.clone());
        }

        @Override
        public Tensor backward(Tensor dy) {
            double[] d = dy.values().clone();
            for (int i = 0; i < d.length; i++) {
                d[i] *= y[i] * (1 - y[i]);
            }
            double[] h = hidden();
            double[] dh = backward(w, h, b, d);
            for (int i = 0; i < dh.length; i++) {
                double s = sigmoid(a[i]);
                dh[i] *= wrong ? s * (1 - s) : 1 - h[i] * h[i];
            }
            return Tensor.vector(backward(v, x.values(), c, dh));
        }
    }

    /** {@code y = x W'}, the gradient of W kept in one array. */
    private static final class Product extends SmallLayer {
        private final Parameter w;

        private Product(Parameter w, boolean wrong) {
            super(wrong, w);
            this.w = w;
        }

        Product(int outputs, int inputs, boolean wrong) {
            this(parameter("W", outputs, inputs), wrong);
        }

        @Override
        Tensor output() {
            Tensor y = Tensor.zeros(x.length(0), w.value().length(0));
            for (int n = 0; n < y.length(0); n++) {
                for (int i = 0; i < y.length(1); i++) {
                    for (int j = 0; j < x.length(1); j++) {
                        y.add(w.value().get(i, j) * x.get(n, j), n, i);
                    }
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            int outputs = dy.length(1);
            int inputs = x.length(1);
            for (int n = 0; n < x.length(0); n++) {
                for (int i = 0; i < outputs; i++) {
                    for (int j = 0; j < inputs; j++) {
                        int to = wrong ? j * outputs + i : i * inputs + j;
                        w.gradient().values()[to] += dy.get(n, i) * x.get(n, j);
                        dx.add(dy.get(n, i) * w.value().get(i, j), n, j);
                    }
                }
            }
            return dx;
        }
    }

    /** {@code y[t stride + k dilation] += kernel[c,k] x[c,t]}, summed over channels. */
    private static final class TransposedConvolution extends SmallLayer {
        private final Parameter kernel;
        private final int stride;
        private final int dilation;

        private TransposedConvolution(Parameter kernel, int stride, int dilation, boolean wrong) {
            super(wrong, kernel);
            this.kernel = kernel;
            this.stride = stride;
            this.dilation = dilation;
        }

        TransposedConvolution(int channels, int width, int stride, int dilation, boolean wrong) {
            this(parameter("kernel", channels, width), stride, dilation, wrong);
        }

        @Override
        Tensor output() {
            int width = kernel.value().length(1);
            Tensor y = Tensor.zeros((x.length(1) - 1) * stride + (width - 1) * dilation + 1);
            for (int c = 0; c < x.length(0); c++) {
                for (int t = 0; t < x.length(1); t++) {
                    for (int k = 0; k < width; k++) {
                        y.add(kernel.value().get(c, k) * x.get(c, t), t * stride + k * dilation);
                    }
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            for (int c = 0; c < x.length(0); c++) {
                for (int t = 0; t < x.length(1); t++) {
                    for (int k = 0; k < kernel.value().length(1); k++) {
                        dx.add(kernel.value().get(c, k) * dy.get(t * stride + k * dilation), c, t);
                        int from = wrong ? t * dilation + k * stride : t * stride + k * dilation;
                        if (from < dy.size()) {
                            kernel.gradient().add(x.get(c, t) * dy.get(from), c, k);
                        }
                    }
                }
            }
            return dx;
        }
    }
}
