package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Gradients of broadcast tensors that are not summed, or over another axis. */
final class BroadcastMistakes {

    private static final String GROUP = "D";

    private BroadcastMistakes() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inFunction(
                                GROUP,
                                "broadcast sum, gradient of the first row only",
                                "deeplearning4j/nd4j#2424",
                                List.of(
                                        Input.variable("a", s -> new int[] {s.batch(), s.width()}),
                                        Input.variable("b", s -> new int[] {1, s.width()})),
                                BroadcastMistakes::sum,
                                BroadcastMistakes::addSum)
                        .at("b")
                        .named(
                                "one output ignored",
                                "some outputs ignored",
                                "bias not summed",
                                "only the first example"),
                PublicMistake.inFunction(
                                GROUP,
                                "mean over one axis, divided as over all",
                                "facebookresearch/shumai#74",
                                List.of(Input.variable("x", s -> new int[] {s.batch(), s.width()})),
                                BroadcastMistakes::rowMeans,
                                BroadcastMistakes::addRowMeans)
                        .named("constant factor"),
                PublicMistake.inFunction(
                                GROUP,
                                "scale of channels summed over channels",
                                "HomericIntelligence/Odyssey#2080",
                                List.of(
                                        Input.variable("x", s -> new int[] {s.batch(), s.channels(), s.length()}),
                                        Input.variable("scale", s -> new int[] {s.channels(), 1})),
                                BroadcastMistakes::scaled,
                                BroadcastMistakes::addScaled)
                        .at("scale"));
    }

    private static Tensor sum(Tensors at) {
        Tensor y = at.of("a").copy();
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] += at.of("b").get(0, i % y.length(1));
        }
        return y;
    }

    private static void addSum(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        for (int n = 0; n < u.length(0); n++) {
            for (int k = 0; k < u.length(1); k++) {
                sums.of("a").add(u.get(n, k), n, k);
                sums.of("b").add(wrong && n > 0 ? 0 : u.get(n, k), 0, k);
            }
        }
    }

    private static Tensor rowMeans(Tensors at) {
        Tensor x = at.of("x");
        Tensor y = Tensor.zeros(x.length(0));
        for (int i = 0; i < x.size(); i++) {
            y.add(x.values()[i] / x.length(1), i / x.length(1));
        }
        return y;
    }

    private static void addRowMeans(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor x = at.of("x");
        int divisor = wrong ? x.size() : x.length(1);
        for (int i = 0; i < x.size(); i++) {
            sums.of("x").values()[i] += u.get(i / x.length(1)) / divisor;
        }
    }

    private static Tensor scaled(Tensors at) {
        Tensor y = at.of("x").copy();
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] *= at.of("scale").get(y.indexOf(i)[1], 0);
        }
        return y;
    }

    private static void addScaled(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor x = at.of("x");
        for (int i = 0; i < x.size(); i++) {
            int[] index = x.indexOf(i);
            // The axes of the scale are counted from the left, as if it had as many as the input.
            int to = wrong ? index[2] % x.length(1) : index[1];
            sums.of("scale").add(u.values()[i] * x.values()[i], to, 0);
            sums.of("x").values()[i] += u.values()[i] * at.of("scale").get(index[1], 0);
        }
    }
}
