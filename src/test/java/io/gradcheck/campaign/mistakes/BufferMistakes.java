package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Gradients added twice, kept over calls, or written where something else is still read. */
final class BufferMistakes {

    private static final String GROUP = "J";

    private BufferMistakes() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inFunction(
                                GROUP,
                                "shared node counted twice",
                                "karpathy/micrograd#2",
                                List.of(
                                        Input.variable("a", s -> new int[] {s.width()}),
                                        Input.variable("b", s -> new int[] {s.width()}),
                                        Input.variable("c", s -> new int[] {s.width()})),
                                BufferMistakes::shared,
                                BufferMistakes::addShared)
                        .at("a", "b"),
                PublicMistake.inLayer(
                                GROUP,
                                "gradient added to that of earlier calls",
                                "PINA-org/PINA#718",
                                (s, wrong) -> new Scale(s.width(), wrong ? Slip.KEPT : Slip.NONE),
                                s -> new int[] {s.batch(), s.width()})
                        .at("w")
                        .named("law DETERMINISTIC"),
                PublicMistake.inLayer(
                                GROUP,
                                "upstream overwritten before it is used again",
                                "apache/mxnet#18203",
                                (s, wrong) -> new Scale(s.width(), wrong ? Slip.OVERWRITTEN : Slip.NONE),
                                s -> new int[] {s.batch(), s.width()})
                        .at("w")
                        .named("argument overwritten", "law ARGUMENTS_UNTOUCHED"),
                PublicMistake.inLayer(
                                GROUP,
                                "saved input changed in place",
                                "pytorch/pytorch#197887",
                                (s, wrong) -> new ScaledTanh(s.width(), wrong),
                                s -> new int[] {s.batch(), s.width()})
                        .at("input", "w")
                        .named("activation derivative taken at h"));
    }

    /** {@code y = s c + sin(s)} with {@code s = a b}. */
    private static Tensor shared(Tensors at) {
        Tensor y = at.of("a").copy();
        for (int i = 0; i < y.size(); i++) {
            double s = at.of("a").get(i) * at.of("b").get(i);
            y.set(s * at.of("c").get(i) + Math.sin(s), i);
        }
        return y;
    }

    private static void addShared(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        for (int i = 0; i < u.size(); i++) {
            double a = at.of("a").get(i);
            double b = at.of("b").get(i);
            double first = u.get(i) * at.of("c").get(i);
            double second = u.get(i) * Math.cos(a * b);
            // What came from the first use is handed on at the second one again.
            double ds = wrong ? first + first + second : first + second;
            sums.of("a").add(ds * b, i);
            sums.of("b").add(ds * a, i);
            sums.of("c").add(u.get(i) * a * b, i);
        }
    }

    private enum Slip {
        NONE,
        KEPT,
        OVERWRITTEN
    }

    /** {@code y = w x} in each column. */
    private static final class Scale extends SmallLayer {
        private final Parameter w;
        private final Slip slip;
        private double[] sums = {};

        private Scale(Parameter w, Slip slip) {
            super(slip != Slip.NONE, w);
            this.w = w;
            this.slip = slip;
        }

        Scale(int width, Slip slip) {
            this(parameter("w", width), slip);
        }

        @Override
        Tensor output() {
            Tensor y = x.copy();
            for (int i = 0; i < y.size(); i++) {
                y.values()[i] *= w.value().get(i % x.length(1));
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = slip == Slip.OVERWRITTEN ? dy : dy.copy();
            if (slip != Slip.KEPT || sums.length == 0) {
                sums = new double[x.length(1)];
            }
            for (int i = 0; i < dx.size(); i++) {
                int column = i % x.length(1);
                dx.values()[i] *= w.value().get(column);
                sums[column] += dy.values()[i] * x.values()[i];
            }
            System.arraycopy(sums, 0, w.gradient().values(), 0, sums.length);
            return dx;
        }
    }

    /** {@code y = tanh(w x)} in each column. */
    private static final class ScaledTanh extends SmallLayer {
        private final Parameter w;
        private Tensor a = Tensor.scalar(0);

        private ScaledTanh(Parameter w, boolean wrong) {
            super(wrong, w);
            this.w = w;
        }

        ScaledTanh(int width, boolean wrong) {
            this(parameter("w", width), wrong);
        }

        @Override
        Tensor output() {
            a = x.copy();
            Tensor y = wrong ? a : x.copy();
            for (int i = 0; i < y.size(); i++) {
                a.values()[i] *= w.value().get(i % x.length(1));
                y.values()[i] = Math.tanh(a.values()[i]);
            }
            return y.copy();
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            for (int i = 0; i < dx.size(); i++) {
                int column = i % x.length(1);
                double h = Math.tanh(a.values()[i]);
                double da = dy.values()[i] * (1 - h * h);
                w.gradient().add(da * x.values()[i], column);
                dx.values()[i] = da * w.value().get(column);
            }
            return dx;
        }
    }
}
