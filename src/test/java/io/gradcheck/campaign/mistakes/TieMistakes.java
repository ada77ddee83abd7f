package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/** Equal entries, repeated indices, and parameters of equal values. */
final class TieMistakes {

    private static final String GROUP = "G";

    private TieMistakes() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inLayer(
                        GROUP,
                        "maximum, full gradient to every tied entry",
                        "apache/mxnet#18563",
                        (s, wrong) -> new RowMaximum(wrong),
                        s -> new int[] {s.batch(), s.width()}),
                PublicMistake.inFunction(
                                GROUP,
                                "gather, repeated index overwrites",
                                "pytorch/pytorch#1631",
                                List.of(
                                        Input.variable("table", s -> new int[] {s.between("words", 1, 5), s.width()}),
                                        Input.given("index", s -> Values.integers(0, s.between("words", 1, 5) - 1), s ->
                                                new int[] {s.length()})),
                                TieMistakes::gathered,
                                TieMistakes::addGathered)
                        .named("one output ignored", "some outputs ignored"),
                PublicMistake.inFunction(
                                GROUP,
                                "parameters of equal values merged",
                                "tinygrad/tinygrad#9597",
                                List.of(
                                        Input.variable("a", s -> new int[] {s.width()}),
                                        Input.variable("b", s -> new int[] {s.width()}),
                                        Input.given("data", s -> new int[] {s.width()})),
                                TieMistakes::line,
                                TieMistakes::addLine)
                        .at("a", "b"));
    }

    /** The largest entry of each row. */
    private static final class RowMaximum extends SmallLayer {

        RowMaximum(boolean wrong) {
            super(wrong);
        }

        @Override
        Tensor output() {
            Tensor y = Tensor.zeros(x.length(0));
            for (int n = 0; n < x.length(0); n++) {
                y.set(Arrays.stream(x.rows(n, n + 1).values()).max().orElseThrow(), n);
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            Tensor largest = output();
            for (int n = 0; n < x.length(0); n++) {
                boolean given = false;
                for (int k = 0; k < x.length(1); k++) {
                    if (x.get(n, k) == largest.get(n) && (wrong || !given)) {
                        dx.set(dy.get(n), n, k);
                        given = true;
                    }
                }
            }
            return dx;
        }
    }

    private static int row(Tensors at, int i) {
        return (int) at.of("index").get(i);
    }

    private static Tensor gathered(Tensors at) {
        Tensor table = at.of("table");
        Tensor y = Tensor.zeros(at.of("index").size(), table.length(1));
        for (int i = 0; i < y.length(0); i++) {
            for (int k = 0; k < y.length(1); k++) {
                y.set(table.get(row(at, i), k), i, k);
            }
        }
        return y;
    }

    private static void addGathered(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor d = sums.of("table");
        for (int i = 0; i < u.length(0); i++) {
            for (int k = 0; k < u.length(1); k++) {
                double before = wrong ? 0 : d.get(row(at, i), k);
                d.set(before + u.get(i, k), row(at, i), k);
            }
        }
    }

    private static Tensor line(Tensors at) {
        Tensor y = at.of("a").copy();
        for (int i = 0; i < y.size(); i++) {
            y.set(at.of("a").get(i) * at.of("data").get(i) + at.of("b").get(i), i);
        }
        return y;
    }

    private static void addLine(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor da = sums.of("a");
        Tensor db = sums.of("b");
        boolean merged = wrong && Arrays.equals(at.of("a").values(), at.of("b").values());
        for (int i = 0; i < u.size(); i++) {
            double byA = u.get(i) * at.of("data").get(i);
            da.add(merged ? byA + u.get(i) : byA, i);
            db.add(merged ? byA + u.get(i) : u.get(i), i);
        }
    }
}
