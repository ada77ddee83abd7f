package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.check.kinds.Smooth;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Attention, pooling, labels in a sequence, and a cell with two outputs. */
final class SequenceMistakes {

    private static final String GROUP = "L";

    private SequenceMistakes() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inLayer(
                                GROUP,
                                "rotary embedding turned the same way backwards",
                                "unslothai/unsloth#4550",
                                (s, wrong) -> new Rotary(wrong),
                                s -> new int[] {s.length(), 2 * s.between("half width", 1, 4)})
                        .named("Jacobian transposed"),
                PublicMistake.inLayer(
                                GROUP,
                                "average pooling, padding counted backwards",
                                "deeplearning4j/libnd4j#696",
                                (s, wrong) -> new AveragePooling(
                                        s.between("window", 2, 3),
                                        s.between("stride", 1, 3),
                                        s.between("padding", 0, 1),
                                        wrong),
                                s -> new int[] {s.channels(), s.between("steps", 3, 8)})
                        .named("constant factor"),
                PublicMistake.inFunction(
                                GROUP,
                                "conditional random field, last transition not expected",
                                "kajyuuen/pytorch-partial-crf#21",
                                List.of(
                                        Input.variable(
                                                "emissions", s -> new int[] {s.length(), s.between("labels", 1, 4)}),
                                        Input.variable("transitions", s ->
                                                new int[] {s.between("labels", 1, 4), s.between("labels", 1, 4)}),
                                        Input.given("path", s -> Values.integers(0, s.between("labels", 1, 4) - 1), s ->
                                                new int[] {s.length()})),
                                SequenceMistakes::loss,
                                SequenceMistakes::addLoss)
                        .at("transitions"),
                PublicMistake.inFunction(
                                GROUP,
                                "memory cell, second output ignored",
                                "deeplearning4j/deeplearning4j#8838",
                                List.of(
                                        Input.variable("gates", s -> new int[] {4, s.width()}),
                                        Input.variable("cell", s -> new int[] {s.width()})),
                                SequenceMistakes::cell,
                                SequenceMistakes::addCell)
                        .at("gates", "cell")
                        .named("one output ignored", "some outputs ignored"));
    }

    /** Turns each pair of entries by an angle that grows along the sequence. */
    private static final class Rotary extends SmallLayer {

        Rotary(boolean wrong) {
            super(wrong);
        }

        private static Tensor turned(Tensor x, int way) {
            Tensor y = x.copy();
            int half = x.length(1) / 2;
            for (int t = 0; t < x.length(0); t++) {
                for (int k = 0; k < half; k++) {
                    double angle = t * Math.pow(10_000, -(double) k / half);
                    double cos = Math.cos(angle);
                    double sin = way * Math.sin(angle);
                    y.set(x.get(t, k) * cos - x.get(t, k + half) * sin, t, k);
                    y.set(x.get(t, k) * sin + x.get(t, k + half) * cos, t, k + half);
                }
            }
            return y;
        }

        @Override
        Tensor output() {
            return turned(x, 1);
        }

        @Override
        public Tensor backward(Tensor dy) {
            return turned(dy, wrong ? 1 : -1);
        }
    }

    /** Means over a window of what is not padding. */
    private static final class AveragePooling extends SmallLayer {
        private final int window;
        private final int stride;
        private final int padding;

        AveragePooling(int window, int stride, int padding, boolean wrong) {
            super(wrong);
            this.window = window;
            this.stride = stride;
            this.padding = padding;
        }

        private int from(int t) {
            return Math.max(0, t * stride - padding);
        }

        private int to(int t) {
            return Math.min(x.length(1), t * stride - padding + window);
        }

        @Override
        Tensor output() {
            Tensor y = Tensor.zeros(x.length(0), (x.length(1) + 2 * padding - window) / stride + 1);
            for (int c = 0; c < y.length(0); c++) {
                for (int t = 0; t < y.length(1); t++) {
                    for (int i = from(t); i < to(t); i++) {
                        y.add(x.get(c, i) / (to(t) - from(t)), c, t);
                    }
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            for (int c = 0; c < dy.length(0); c++) {
                for (int t = 0; t < dy.length(1); t++) {
                    int divisor = wrong ? window : to(t) - from(t);
                    for (int i = from(t); i < to(t); i++) {
                        dx.add(dy.get(c, t) / divisor, c, i);
                    }
                }
            }
            return dx;
        }
    }

    /** Logarithms of the sums over all paths up to each label. */
    private static Tensor forward(Tensors at) {
        Tensor sums = at.of("emissions").copy();
        int labels = sums.length(1);
        for (int t = 1; t < sums.length(0); t++) {
            for (int j = 0; j < labels; j++) {
                double[] terms = new double[labels];
                for (int i = 0; i < labels; i++) {
                    terms[i] = sums.get(t - 1, i) + at.of("transitions").get(i, j);
                }
                sums.add(Smooth.logSumExp(terms), t, j);
            }
        }
        return sums;
    }

    /** Logarithms of the sums over all paths after each label. */
    private static Tensor backward(Tensors at) {
        Tensor emissions = at.of("emissions");
        Tensor sums = Tensor.zeros(emissions.shape());
        int labels = sums.length(1);
        for (int t = sums.length(0) - 2; t >= 0; t--) {
            for (int i = 0; i < labels; i++) {
                double[] terms = new double[labels];
                for (int j = 0; j < labels; j++) {
                    terms[j] = at.of("transitions").get(i, j) + emissions.get(t + 1, j) + sums.get(t + 1, j);
                }
                sums.set(Smooth.logSumExp(terms), t, i);
            }
        }
        return sums;
    }

    private static double logSumOfPaths(Tensor forward) {
        int last = forward.length(0) - 1;
        return Smooth.logSumExp(forward.rows(last, last + 1).values());
    }

    private static int label(Tensors at, int t) {
        return (int) at.of("path").get(t);
    }

    private static Tensor loss(Tensors at) {
        double loss = logSumOfPaths(forward(at));
        for (int t = 0; t < at.of("path").size(); t++) {
            loss -= at.of("emissions").get(t, label(at, t));
            loss -= t == 0 ? 0 : at.of("transitions").get(label(at, t - 1), label(at, t));
        }
        return Tensor.scalar(loss);
    }

    private static void addLoss(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor forward = forward(at);
        Tensor backward = backward(at);
        double all = logSumOfPaths(forward);
        int length = forward.length(0);
        int labels = forward.length(1);
        for (int t = 0; t < length; t++) {
            sums.of("emissions").add(-u.get(), t, label(at, t));
            if (t > 0) {
                sums.of("transitions").add(-u.get(), label(at, t - 1), label(at, t));
            }
            for (int j = 0; j < labels; j++) {
                sums.of("emissions").add(u.get() * Math.exp(forward.get(t, j) + backward.get(t, j) - all), t, j);
                for (int i = 0; t > 0 && i < labels && !(wrong && t == length - 1); i++) {
                    double pair = forward.get(t - 1, i)
                            + at.of("transitions").get(i, j)
                            + at.of("emissions").get(t, j)
                            + backward.get(t, j);
                    sums.of("transitions").add(u.get() * Math.exp(pair - all), i, j);
                }
            }
        }
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double next(Tensors at, int k) {
        Tensor gates = at.of("gates");
        return sigmoid(gates.get(1, k)) * at.of("cell").get(k) + sigmoid(gates.get(0, k)) * Math.tanh(gates.get(3, k));
    }

    /** What the cell shows, and below it what it keeps. */
    private static Tensor cell(Tensors at) {
        Tensor y = Tensor.zeros(2, at.of("cell").size());
        for (int k = 0; k < y.length(1); k++) {
            y.set(sigmoid(at.of("gates").get(2, k)) * Math.tanh(next(at, k)), 0, k);
            y.set(next(at, k), 1, k);
        }
        return y;
    }

    private static void addCell(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor gates = at.of("gates");
        Tensor d = sums.of("gates");
        for (int k = 0; k < u.length(1); k++) {
            double in = sigmoid(gates.get(0, k));
            double keep = sigmoid(gates.get(1, k));
            double out = sigmoid(gates.get(2, k));
            double g = Math.tanh(gates.get(3, k));
            double h = Math.tanh(next(at, k));
            double dc = u.get(0, k) * out * (1 - h * h) + (wrong ? 0 : u.get(1, k));
            d.add(dc * g * in * (1 - in), 0, k);
            d.add(dc * at.of("cell").get(k) * keep * (1 - keep), 1, k);
            d.add(u.get(0, k) * h * out * (1 - out), 2, k);
            d.add(dc * in * (1 - g * g), 3, k);
            sums.of("cell").add(dc * keep, k);
        }
    }
}
