package io.gradcheck.campaign.diagnosis;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.Skip;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Backpropagation in plain loops, with rules that can be got wrong. It shares no code with the engine but the gradient of
 * the loss, so that a planted mistake is not recognised by being computed twice in the same way.
 */
public final class PlainBackpropagation {

    /** The derivative of the activation of a hidden layer. */
    @FunctionalInterface
    public interface Derivative {
        double of(int layer, Activation g, double a, double h);
    }

    private final Derivative derivative;
    private final IntPredicate counts;
    private final IntPredicate countsInBiases;
    private final double decay;
    private final boolean skips;
    private final boolean transposes;

    private PlainBackpropagation(
            Derivative derivative,
            IntPredicate counts,
            IntPredicate countsInBiases,
            double decay,
            boolean skips,
            boolean transposes) {
        this.derivative = derivative;
        this.counts = counts;
        this.countsInBiases = countsInBiases;
        this.decay = decay;
        this.skips = skips;
        this.transposes = transposes;
    }

    private static double right(int layer, Activation g, double a, double h) {
        return g.derivative(a);
    }

    static PlainBackpropagation withDerivative(Derivative derivative) {
        return new PlainBackpropagation(derivative, example -> true, example -> true, 1, true, true);
    }

    /** With some examples left out, though the sum is still divided by the number of all. */
    static PlainBackpropagation ofExamples(IntPredicate counts) {
        return new PlainBackpropagation(PlainBackpropagation::right, counts, example -> true, 1, true, true);
    }

    static PlainBackpropagation withBiasesOf(IntPredicate counts) {
        return new PlainBackpropagation(PlainBackpropagation::right, example -> true, counts, 1, true, true);
    }

    /** With the regulariser's gradient times a factor. */
    static PlainBackpropagation withDecayTimes(double factor) {
        return new PlainBackpropagation(
                PlainBackpropagation::right, example -> true, example -> true, factor, true, true);
    }

    static PlainBackpropagation withoutSkips() {
        return new PlainBackpropagation(PlainBackpropagation::right, example -> true, example -> true, 1, false, true);
    }

    /** With square weights applied as in the forward pass, not transposed. */
    static PlainBackpropagation withoutTransposing() {
        return new PlainBackpropagation(PlainBackpropagation::right, example -> true, example -> true, 1, true, false);
    }

    /**
     * The gradient of a network's loss.
     *
     * @param network the network; weights and biases are taken from the point
     * @param right a subject of it, for the gradient of the loss by the last pre-activation
     * @param at the value of each variable
     * @param upstream the factor of the loss
     */
    Map<String, Tensor> gradient(Network network, Subject right, Map<String, Tensor> at, Tensor upstream) {
        int layers = network.layers();
        Tensor[] a = new Tensor[layers + 1];
        Tensor[] h = new Tensor[layers + 1];
        h[0] = at.get("x");
        for (int k = 1; k <= layers; k++) {
            a[k] = preActivation(network, at, h, k);
            if (k < layers) {
                h[k] = at.get("h" + k).copy();
                for (int i = 0; i < h[k].size(); i++) {
                    h[k].values()[i] += network.activation(k).value(a[k].values()[i]);
                }
            }
        }
        Tensor[] da = new Tensor[layers + 1];
        Tensor[] dh = new Tensor[layers + 1];
        da[layers] = right.gradient(at, upstream).get("a" + layers).copy();
        for (int i = 0; i < da[layers].size(); i++) {
            da[layers].values()[i] *= counts.test(i / network.width(layers)) ? 1 : 0;
        }
        for (int k = layers; k >= 1; k--) {
            dh[k - 1] = hidden(network, at, da, k);
            if (k > 1) {
                da[k - 1] = dh[k - 1].copy();
                for (int i = 0; i < da[k - 1].size(); i++) {
                    da[k - 1].values()[i] *=
                            derivative.of(k - 1, network.activation(k - 1), a[k - 1].values()[i], h[k - 1].values()[i]);
                }
            }
        }
        Map<String, Tensor> gradient = new LinkedHashMap<>();
        gradient.put("x", dh[0]);
        for (int k = 1; k <= layers; k++) {
            gradient.put("W" + k, weights(at.get("W" + k), network.l2() * decay * upstream.get(), da[k], h[k - 1]));
            gradient.put("b" + k, biases(da[k]));
            gradient.put("a" + k, da[k]);
            if (k < layers) {
                gradient.put("h" + k, dh[k]);
            }
        }
        return gradient;
    }

    private static Tensor preActivation(Network network, Map<String, Tensor> at, Tensor[] h, int k) {
        Tensor w = at.get("W" + k);
        Tensor a = at.get("a" + k).copy();
        for (int row = 0; row < a.length(0); row++) {
            for (int i = 0; i < a.length(1); i++) {
                double sum = a.get(row, i) + at.get("b" + k).get(i);
                for (int j = 0; j < w.length(1); j++) {
                    sum += w.get(i, j) * h[k - 1].get(row, j);
                }
                for (Skip skip : network.skips()) {
                    sum += skip.to() == k ? h[skip.from()].get(row, i) : 0;
                }
                a.set(sum, row, i);
            }
        }
        return a;
    }

    private Tensor hidden(Network network, Map<String, Tensor> at, Tensor[] da, int k) {
        Tensor w = at.get("W" + k);
        boolean asForward = !transposes && w.length(0) == w.length(1);
        Tensor dh = Tensor.zeros(da[k].length(0), w.length(1));
        for (int row = 0; row < dh.length(0); row++) {
            for (int j = 0; j < dh.length(1); j++) {
                double sum = 0;
                for (int i = 0; i < w.length(0); i++) {
                    sum += da[k].get(row, i) * (asForward ? w.get(j, i) : w.get(i, j));
                }
                for (Skip skip : network.skips()) {
                    sum += skip.from() == k - 1 && skips ? da[skip.to()].get(row, j) : 0;
                }
                dh.set(sum, row, j);
            }
        }
        return dh;
    }

    private static Tensor weights(Tensor w, double decay, Tensor da, Tensor h) {
        Tensor dw = Tensor.zeros(w.shape());
        for (int i = 0; i < w.length(0); i++) {
            for (int j = 0; j < w.length(1); j++) {
                double sum = decay * w.get(i, j);
                for (int row = 0; row < da.length(0); row++) {
                    sum += da.get(row, i) * h.get(row, j);
                }
                dw.set(sum, i, j);
            }
        }
        return dw;
    }

    private Tensor biases(Tensor da) {
        Tensor db = Tensor.zeros(da.length(1));
        for (int row = 0; row < da.length(0); row++) {
            for (int i = 0; i < db.size() && countsInBiases.test(row); i++) {
                db.values()[i] += da.get(row, i);
            }
        }
        return db;
    }
}
