package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Upstream gradients, weights, slopes and masks that the backward pass leaves out. */
final class MissingFactors {

    private static final String GROUP = "F";

    private MissingFactors() {}

    static List<PublicMistake> all() {
        return List.of(huber(), weights(), slope(), zoneout());
    }

    private static PublicMistake huber() {
        return PublicMistake.inFunction(
                        GROUP,
                        "Huber loss, upstream ignored",
                        "chainer/chainer#1175",
                        List.of(Input.variable("x", s -> new int[] {s.batch(), s.width()}), Input.variable("t", s ->
                                new int[] {s.batch(), s.width()})),
                        at -> {
                            Tensor y = Tensor.zeros(at.of("x").shape());
                            for (int i = 0; i < y.size(); i++) {
                                y.values()[i] = Huber.value(
                                        at.of("x").values()[i] - at.of("t").values()[i]);
                            }
                            return y;
                        },
                        (at, u, wrong, sums) -> {
                            for (int i = 0; i < u.size(); i++) {
                                double d = Huber.derivative(
                                        at.of("x").values()[i] - at.of("t").values()[i]);
                                double product = wrong ? d : u.values()[i] * d;
                                sums.of("x").values()[i] += product;
                                sums.of("t").values()[i] -= product;
                            }
                        })
                .at("x", "t")
                .named("upstream ignored", "law LINEAR_IN_UPSTREAM");
    }

    private static PublicMistake weights() {
        return PublicMistake.inFunction(
                GROUP,
                "smooth L1 loss, weights of entries ignored",
                "rbgirshick/fast-rcnn#134",
                List.of(
                        Input.variable("prediction", s -> new int[] {s.batch(), s.width()}),
                        Input.given("target", s -> new int[] {s.batch(), s.width()}),
                        Input.given("weights", s -> new int[] {s.batch(), s.width()})),
                at -> {
                    double sum = 0;
                    for (int i = 0; i < at.of("prediction").size(); i++) {
                        sum += at.of("weights").values()[i] * Huber.value(distance(at, i));
                    }
                    return Tensor.scalar(sum);
                },
                (at, u, wrong, sums) -> {
                    for (int i = 0; i < at.of("prediction").size(); i++) {
                        double weight = wrong ? 1 : at.of("weights").values()[i];
                        sums.of("prediction").values()[i] += u.get() * weight * Huber.derivative(distance(at, i));
                    }
                });
    }

    private static double distance(Tensors at, int i) {
        return at.of("prediction").values()[i] - at.of("target").values()[i];
    }

    private static PublicMistake slope() {
        return PublicMistake.inFunction(
                        GROUP,
                        "leaky rectifier, slope ignored",
                        "deeplearning4j/deeplearning4j#8178",
                        List.of(
                                Input.variable("x", s -> new int[] {s.batch(), s.width()}),
                                Input.given("alpha", s -> Values.between(0, 1), s -> new int[] {1})),
                        at -> {
                            Tensor y = at.of("x").copy();
                            for (int i = 0; i < y.size(); i++) {
                                y.values()[i] *=
                                        y.values()[i] >= 0 ? 1 : at.of("alpha").get(0);
                            }
                            return y;
                        },
                        (at, u, wrong, sums) -> {
                            double alpha = wrong ? 0.01 : at.of("alpha").get(0);
                            for (int i = 0; i < u.size(); i++) {
                                sums.of("x").values()[i] +=
                                        u.values()[i] * (at.of("x").values()[i] >= 0 ? 1 : alpha);
                            }
                        })
                .named("constant factor");
    }

    private static PublicMistake zoneout() {
        return PublicMistake.inFunction(
                        GROUP,
                        "zoneout, mask of the first step for all",
                        "lmnt-com/haste#43",
                        List.of(
                                Input.variable("x", s -> new int[] {s.length(), s.width()}),
                                Input.variable("w", s -> new int[] {s.width()}),
                                Input.variable("start", s -> new int[] {s.width()}),
                                Input.given(
                                        "mask", s -> Values.integers(0, 1), s -> new int[] {s.length(), s.width()})),
                        MissingFactors::states,
                        MissingFactors::addZoneout)
                .at("x", "w", "start");
    }

    /** {@code h[t] = mask[t] h[t-1] + (1 - mask[t]) tanh(x[t] + w h[t-1])}. */
    private static Tensor states(Tensors at) {
        Tensor x = at.of("x");
        Tensor h = Tensor.zeros(x.shape());
        for (int t = 0; t < x.length(0); t++) {
            for (int k = 0; k < x.length(1); k++) {
                double before = before(at, h, t, k);
                h.set(at.of("mask").get(t, k) == 1 ? before : candidate(at, before, t, k), t, k);
            }
        }
        return h;
    }

    private static double before(Tensors at, Tensor h, int t, int k) {
        return t == 0 ? at.of("start").get(k) : h.get(t - 1, k);
    }

    private static double candidate(Tensors at, double before, int t, int k) {
        return Math.tanh(at.of("x").get(t, k) + at.of("w").get(k) * before);
    }

    private static void addZoneout(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor h = states(at);
        for (int k = 0; k < h.length(1); k++) {
            double dh = 0;
            for (int t = h.length(0) - 1; t >= 0; t--) {
                dh += u.get(t, k);
                if (at.of("mask").get(wrong ? 0 : t, k) == 1) {
                    continue;
                }
                double before = before(at, h, t, k);
                double c = candidate(at, before, t, k);
                double da = dh * (1 - c * c);
                sums.of("x").add(da, t, k);
                sums.of("w").add(da * before, k);
                dh = da * at.of("w").get(k);
            }
            sums.of("start").add(dh, k);
        }
    }
}
