package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/** Wrong formulas, factors and signs. */
final class ClosedForms {

    private static final String GROUP = "A";

    private ClosedForms() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inLayer(
                        GROUP,
                        "softmax by its diagonal only",
                        "deeplearning4j/libnd4j#440",
                        (s, wrong) -> new Softmax(wrong),
                        s -> new int[] {s.batch(), s.width()}),
                PublicMistake.inLayer(
                                GROUP,
                                "tanh derivative of an output at the input",
                                "apache/incubator-retired-horn#4",
                                (s, wrong) -> new TanhDense(s.outputs(), s.width(), wrong),
                                s -> new int[] {s.batch(), s.width()})
                        .at("input", "W", "b")
                        .named("activation derivative"),
                PublicMistake.inFunction(
                                GROUP,
                                "difference, sign of the subtrahend",
                                "KhawajaAbaid/micrograd_c#1",
                                List.of(Input.variable("a", s -> new int[] {s.width()}), Input.variable("b", s ->
                                        new int[] {s.width()})),
                                ClosedForms::difference,
                                ClosedForms::addDifference)
                        .at("b")
                        .named("sign flipped"));
    }

    private static Tensor difference(Tensors at) {
        Tensor y = at.of("a").copy();
        Arrays.setAll(y.values(), i -> at.of("a").get(i) - at.of("b").get(i));
        return y;
    }

    private static void addDifference(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        for (int i = 0; i < u.size(); i++) {
            sums.of("a").add(u.get(i), i);
            sums.of("b").add(wrong ? u.get(i) : -u.get(i), i);
        }
    }

    /** Row by row. */
    private static final class Softmax extends SmallLayer {
        private Tensor y = Tensor.scalar(0);

        Softmax(boolean wrong) {
            super(wrong);
        }

        @Override
        Tensor output() {
            y = x.copy();
            for (int n = 0; n < x.length(0); n++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < x.length(1); k++) {
                    largest = Math.max(largest, x.get(n, k));
                }
                double sum = 0;
                for (int k = 0; k < x.length(1); k++) {
                    sum += Math.exp(x.get(n, k) - largest);
                }
                for (int k = 0; k < x.length(1); k++) {
                    y.set(Math.exp(x.get(n, k) - largest) / sum, n, k);
                }
            }
            return y.copy();
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            for (int n = 0; n < x.length(0); n++) {
                double mean = 0;
                for (int k = 0; k < x.length(1); k++) {
                    mean += dy.get(n, k) * y.get(n, k);
                }
                for (int k = 0; k < x.length(1); k++) {
                    double p = y.get(n, k);
                    dx.set(wrong ? dy.get(n, k) * p * (1 - p) : p * (dy.get(n, k) - mean), n, k);
                }
            }
            return dx;
        }
    }

    /** {@code y = tanh(x W' + b)}. */
    private static final class TanhDense extends SmallLayer {
        private final Parameter w;
        private final Parameter b;
        private Tensor a = Tensor.scalar(0);

        private TanhDense(Parameter w, Parameter b, boolean wrong) {
            super(wrong, w, b);
            this.w = w;
            this.b = b;
        }

        TanhDense(int outputs, int inputs, boolean wrong) {
            this(parameter("W", outputs, inputs), parameter("b", outputs), wrong);
        }

        @Override
        Tensor output() {
            a = Tensor.zeros(x.length(0), b.value().size());
            Tensor y = a.copy();
            for (int n = 0; n < a.length(0); n++) {
                for (int i = 0; i < a.length(1); i++) {
                    a.set(b.value().get(i), n, i);
                    for (int j = 0; j < x.length(1); j++) {
                        a.add(w.value().get(i, j) * x.get(n, j), n, i);
                    }
                    y.set(Math.tanh(a.get(n, i)), n, i);
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            for (int n = 0; n < a.length(0); n++) {
                for (int i = 0; i < a.length(1); i++) {
                    double h = wrong ? a.get(n, i) : Math.tanh(a.get(n, i));
                    double da = dy.get(n, i) * (1 - h * h);
                    b.gradient().add(da, i);
                    for (int j = 0; j < x.length(1); j++) {
                        w.gradient().add(da * x.get(n, j), i, j);
                        dx.add(da * w.value().get(i, j), n, j);
                    }
                }
            }
            return dx;
        }
    }
}
