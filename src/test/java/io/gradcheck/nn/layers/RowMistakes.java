package io.gradcheck.nn.layers;

import static io.gradcheck.campaign.LayerKind.ATTENTION;
import static io.gradcheck.campaign.LayerKind.LOG_SOFTMAX;
import static io.gradcheck.campaign.LayerKind.SOFTMAX;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/** Mistakes in softmax, its logarithm, and attention. */
final class RowMistakes {

    private RowMistakes() {}

    static List<Mistake> all() {
        return List.of(
                Mistake.backward(SOFTMAX, Softmax.class, "only the diagonal", RowMistakes::onlyDiagonal, "input"),
                Mistake.backward(SOFTMAX, Softmax.class, "y left out", RowMistakes::factorLeftOut, "input"),
                Mistake.backward(SOFTMAX, Softmax.class, "sum over all rows", RowMistakes::sumOverAllRows, "input"),
                Mistake.backward(LOG_SOFTMAX, LogSoftmax.class, "only the diagonal", RowMistakes::logDiagonal, "input"),
                Mistake.backward(LOG_SOFTMAX, LogSoftmax.class, "upstream sums to 1", RowMistakes::oneHot, "input"),
                Mistake.backward(LOG_SOFTMAX, LogSoftmax.class, "y for exp(y)", RowMistakes::logForSoftmax, "input"),
                Mistake.backward(
                        ATTENTION, Attention.class, "mask left out", RowMistakes::maskLeftOut, "input", "k", "v"),
                Mistake.backward(ATTENTION, Attention.class, "scale left out of dk", RowMistakes::keysUnscaled, "k"),
                Mistake.backward(
                        ATTENTION, Attention.class, "p transposed in dv", RowMistakes::weightsTransposed, "v"));
    }

    private static Tensor onlyDiagonal(Softmax softmax, Tensor dy) {
        double[] y = softmax.y.values();
        return Mistake.entries(dy, i -> dy.values()[i] * y[i] * (1 - y[i]));
    }

    private static Tensor factorLeftOut(Softmax softmax, Tensor dy) {
        Tensor dx = softmax.backward(dy);
        return Mistake.entries(dy, i -> dx.values()[i] / softmax.y.values()[i]);
    }

    private static Tensor sumOverAllRows(Softmax softmax, Tensor dy) {
        double[] y = softmax.y.values();
        double sum = Arrays.stream(Vectors.times(y, dy.values())).sum();
        return Mistake.entries(dy, i -> y[i] * (dy.values()[i] - sum));
    }

    private static Tensor logDiagonal(LogSoftmax softmax, Tensor dy) {
        return Mistake.entries(dy, i -> dy.values()[i] * (1 - Math.exp(softmax.y.values()[i])));
    }

    /** Right for the cross entropy of a distribution, whose upstream gradient sums to 1. */
    private static Tensor oneHot(LogSoftmax softmax, Tensor dy) {
        return Mistake.entries(dy, i -> dy.values()[i] - Math.exp(softmax.y.values()[i]));
    }

    private static Tensor logForSoftmax(LogSoftmax softmax, Tensor dy) {
        Tensor dx = softmax.backward(dy);
        double[] y = softmax.y.values();
        return Mistake.entries(dy, i -> dy.values()[i] + (dx.values()[i] - dy.values()[i]) * y[i] / Math.exp(y[i]));
    }

    private static Tensor maskLeftOut(Attention attention, Tensor dy) {
        int keys = attention.keys.value().length(1);
        attention.p = attention.weights(Attention.full(attention.mask.length, keys));
        return attention.backward(dy);
    }

    private static Tensor keysUnscaled(Attention attention, Tensor dy) {
        Tensor dq = attention.backward(dy);
        Mistake.scale(attention.keys, 1 / attention.scale());
        return dq;
    }

    private static Tensor weightsTransposed(Attention attention, Tensor dy) {
        Tensor dq = attention.backward(dy);
        Tensor p = attention.p;
        if (p.length(1) == p.length(2)) {
            attention.values.zeroGradient();
            for (int i = 0; i < p.size(); i++) {
                int[] nts = p.indexOf(i);
                for (int e = 0; e < dy.length(2); e++) {
                    attention.values.gradient().add(p.values()[i] * dy.get(nts[0], nts[2], e), nts[0], nts[1], e);
                }
            }
        }
        return dq;
    }
}
