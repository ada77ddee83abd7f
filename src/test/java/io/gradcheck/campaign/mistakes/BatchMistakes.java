package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Losses and gradients divided by another number of examples, and a regulariser that only the loss has. */
final class BatchMistakes {

    private static final String GROUP = "B";
    private static final double PENALTY = 0.1;

    private BatchMistakes() {}

    static List<PublicMistake> all() {
        return List.of(centreLoss(), convolution(), penalty());
    }

    private static PublicMistake centreLoss() {
        return PublicMistake.inFunction(
                        GROUP,
                        "centre loss, mean in the value only",
                        "jxgu1016/MNIST_center_loss_pytorch#9",
                        List.of(
                                Input.variable("features", s -> new int[] {s.batch(), s.width()}),
                                Input.variable("centres", s -> new int[] {s.between("classes", 1, 4), s.width()}),
                                Input.given("labels", s -> Values.integers(0, s.between("classes", 1, 4) - 1), s ->
                                        new int[] {s.batch()})),
                        BatchMistakes::centreLossValue,
                        BatchMistakes::addCentreLoss)
                .at("features", "centres")
                .named("constant factor");
    }

    private static Tensor centreLossValue(Tensors at) {
        Tensor x = at.of("features");
        double sum = 0;
        for (int n = 0; n < x.length(0); n++) {
            for (int k = 0; k < x.length(1); k++) {
                double d = x.get(n, k) - at.of("centres").get(label(at, n), k);
                sum += d * d / 2;
            }
        }
        return Tensor.scalar(sum / x.length(0));
    }

    private static void addCentreLoss(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor x = at.of("features");
        double share = wrong ? u.get() : u.get() / x.length(0);
        for (int n = 0; n < x.length(0); n++) {
            for (int k = 0; k < x.length(1); k++) {
                double d = share * (x.get(n, k) - at.of("centres").get(label(at, n), k));
                sums.of("features").add(d, n, k);
                sums.of("centres").add(-d, label(at, n), k);
            }
        }
    }

    private static int label(Tensors at, int n) {
        return (int) at.of("labels").get(n);
    }

    private static PublicMistake convolution() {
        return PublicMistake.inLayer(
                        GROUP,
                        "convolution, kernel gradient divided by batch and length",
                        "sebgao/cTensor#3",
                        (s, wrong) ->
                                new Convolution(s.outputs(), s.channels(), s.between("kernel width", 1, 3), wrong),
                        s -> new int[] {s.batch(), s.channels(), s.between("steps", 3, 7)})
                .at("kernel")
                .named("constant factor");
    }

    /** {@code y[n,o,t] = b[o] + sum of kernel[o,c,k] x[n,c,t+k]}. */
    private static final class Convolution extends SmallLayer {
        private final Parameter kernel;
        private final Parameter b;

        private Convolution(Parameter kernel, Parameter b, boolean wrong) {
            super(wrong, kernel, b);
            this.kernel = kernel;
            this.b = b;
        }

        Convolution(int outputs, int channels, int width, boolean wrong) {
            this(parameter("kernel", outputs, channels, width), parameter("b", outputs), wrong);
        }

        @Override
        Tensor output() {
            Tensor y = Tensor.zeros(
                    x.length(0), b.value().size(), x.length(2) - kernel.value().length(2) + 1);
            for (int i = 0; i < y.size(); i++) {
                int[] at = y.indexOf(i);
                double sum = b.value().get(at[1]);
                for (int c = 0; c < x.length(1); c++) {
                    for (int k = 0; k < kernel.value().length(2); k++) {
                        sum += kernel.value().get(at[1], c, k) * x.get(at[0], c, at[2] + k);
                    }
                }
                y.values()[i] = sum;
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            double share = wrong ? 1.0 / (dy.length(0) * dy.length(2)) : 1;
            for (int i = 0; i < dy.size(); i++) {
                int[] at = dy.indexOf(i);
                double d = dy.values()[i];
                b.gradient().add(d, at[1]);
                for (int c = 0; c < x.length(1); c++) {
                    for (int k = 0; k < kernel.value().length(2); k++) {
                        kernel.gradient().add(share * d * x.get(at[0], c, at[2] + k), at[1], c, k);
                        dx.add(d * kernel.value().get(at[1], c, k), at[0], c, at[2] + k);
                    }
                }
            }
            return dx;
        }

        @Override
        public boolean isBatched() {
            return true;
        }
    }

    private static PublicMistake penalty() {
        return PublicMistake.inFunction(
                        GROUP,
                        "penalty of biases in the value only",
                        "Burton2000/CS231n-2017#9",
                        List.of(
                                Input.variable("W", s -> new int[] {s.outputs(), s.width()}),
                                Input.variable("b", s -> new int[] {s.outputs()}),
                                Input.given("data", s -> new int[] {s.batch(), s.width()}),
                                Input.given("targets", s -> new int[] {s.batch(), s.outputs()})),
                        BatchMistakes::penalisedValue,
                        BatchMistakes::addPenalised)
                .at("b")
                .named("regulariser missing");
    }

    private static Tensor penalisedValue(Tensors at) {
        Tensor t = at.of("targets");
        double sum = 0;
        for (int n = 0; n < t.length(0); n++) {
            for (int i = 0; i < t.length(1); i++) {
                double r = residual(at, n, i);
                sum += r * r / t.length(0);
            }
        }
        for (String penalised : List.of("W", "b")) {
            for (double w : at.of(penalised).values()) {
                sum += PENALTY * w * w;
            }
        }
        return Tensor.scalar(sum);
    }

    private static double residual(Tensors at, int n, int i) {
        double sum = at.of("b").get(i) - at.of("targets").get(n, i);
        for (int j = 0; j < at.of("W").length(1); j++) {
            sum += at.of("W").get(i, j) * at.of("data").get(n, j);
        }
        return sum;
    }

    private static void addPenalised(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor t = at.of("targets");
        for (int i = 0; i < t.length(1); i++) {
            for (int n = 0; n < t.length(0); n++) {
                double d = u.get() * 2 * residual(at, n, i) / t.length(0);
                sums.of("b").add(d, i);
                for (int j = 0; j < at.of("W").length(1); j++) {
                    sums.of("W").add(d * at.of("data").get(n, j), i, j);
                }
            }
            for (int j = 0; j < at.of("W").length(1); j++) {
                sums.of("W").add(u.get() * 2 * PENALTY * at.of("W").get(i, j), i, j);
            }
            if (!wrong) {
                sums.of("b").add(u.get() * 2 * PENALTY * at.of("b").get(i), i);
            }
        }
    }
}
