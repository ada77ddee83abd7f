package io.gradcheck.campaign.distribution;

import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.network.Layers;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mistakes of each class of real ones in random layers, with what a layer needs to show them. */
final class LayerClasses {

    private static final RealMistake.LayersWithout QUIET = Edited::quiet;
    private static final RealMistake.LayersWithout LEAST = source -> new Sized(source, Map.of());

    private LayerClasses() {}

    static List<RealMistake> all() {
        return List.of(
                layer("A", "SOFTMAX: only the diagonal", "several outputs", LEAST),
                layer("C", "BATCH_NORMALISATION: way through the mean left out", "any", null),
                layer("C", "BATCH_NORMALISATION: way through sigma left out", "several numbers", LEAST),
                layer("C", "BATCH_NORMALISATION: divided by m - 1", "a small batch", LEAST),
                layer("C", "LAYER_NORMALISATION: epsilon left out", "a large epsilon", sized("digits of epsilon", 6)),
                layer("C", "LAYER_NORMALISATION: gamma and beta exchanged", "any", null),
                layer("C", "RMS_NORMALISATION: epsilon left out", "a large epsilon or tiny norm", null),
                layer("D", "LAYER_NORMALISATION: only the rows of the first example", "three axes", LEAST),
                layer("D", "SOFTMAX: sum over all rows", "several rows", LEAST),
                of(
                        "D",
                        "variance of one number divided by 0",
                        "one number for a channel",
                        Layers.named("batch_normalisation"),
                        LayerClasses::dividedByNone,
                        sized("batch", 2)),
                layer("E", "DENSE: W not transposed", "square weights", LEAST),
                layer("E", "DENSE: dW transposed", "square weights", LEAST),
                layer(
                        "E",
                        "CONVOLUTION_2D: filters and channels of dW exchanged",
                        "as many filters as channels, several",
                        LEAST),
                layer("E", "CONVOLUTION_1D: stride and dilation exchanged in dx", "stride other than dilation", LEAST),
                of(
                        "E",
                        "last place given the gradient of the one before, where no window covers it",
                        "a stride that does not divide",
                        Layers.named("convolution_1d"),
                        LayerClasses::withRestCovered,
                        source -> Edited.quiet(new Sized(source, Map.of("more length", 4)))),
                layer("F", "PRELU: upstream left out", "an upstream gradient that is not 1", null),
                layer("F", "PRELU: slope 0.25 as initialised", "another slope, input not above 0", null),
                layer(
                        "F",
                        "PRELU: sign of the output",
                        "a negative slope and a negative input",
                        source -> source.parameter("slope", sizes -> Values.positive())),
                layer("F", "LOG_SOFTMAX: upstream sums to 1", "an upstream gradient that does not sum to 1", null),
                layer("F", "ATTENTION: mask left out", "a masked key", LEAST),
                layer("F", "DROPOUT: mask left out", "something dropped", sized("tenths kept", 10)),
                layer("F", "RNN: only the last step", "several steps", LEAST),
                layer("F", "DROPOUT: mask from output by input", "an input of zero that is kept", QUIET),
                layer("G", "MAX_POOLING_2D: every tied input gets the whole gradient", "ties in a window", QUIET),
                layer("G", "MAX_POOLING_2D: overwritten where windows overlap", "windows that overlap", LEAST),
                layer("G", "EMBEDDING: overwritten", "a token that comes twice", sized("tokens", 1)),
                of(
                        "H",
                        "multiplied and divided by the norm",
                        "a row of zeros",
                        Layers.named("rms_normalisation"),
                        LayerClasses::dividedByNorm,
                        QUIET),
                of(
                        "K",
                        "input gradient zero, as for an upstream of ones",
                        "several outputs, an upstream of different numbers",
                        Layers.named("softmax"),
                        LayerClasses::zero,
                        LEAST));
    }

    private static RealMistake.LayersWithout sized(String size, int value) {
        return source -> new Sized(source, Map.of(size, value));
    }

    private static RealMistake layer(
            String group, String mistake, String shownBy, RealMistake.@Nullable LayersWithout elsewhere) {
        return RealMistake.inLayer(group, mistake, shownBy, elsewhere);
    }

    private static RealMistake of(
            String group,
            String name,
            String shownBy,
            LayerSource source,
            RealMistake.Wrong wrong,
            RealMistake.LayersWithout elsewhere) {
        return RealMistake.of(group, name, shownBy, source, () -> wrong, elsewhere.in(source));
    }

    private static Map<String, Tensor> withInput(Map<String, Tensor> gradient, Tensor input) {
        Map<String, Tensor> wrong = new LinkedHashMap<>(gradient);
        wrong.put("input", input);
        return wrong;
    }

    private static Tensor input(Map<String, Tensor> of) {
        Tensor input = of.get("input");
        if (input == null) {
            throw new IllegalStateException("found " + of.keySet() + ", wanted also input");
        }
        return input;
    }

    private static Map<String, Tensor> dividedByNone(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = right.gradient(at, upstream);
        Tensor dx = input(gradient).copy();
        int count = dx.size() / dx.length(1);
        for (int i = 0; i < dx.size(); i++) {
            dx.values()[i] = dx.values()[i] * (count - 1) / (count - 1);
        }
        return withInput(gradient, dx);
    }

    /** As if the window reached the last place; where it does not, the gradient there is zero. */
    private static Map<String, Tensor> withRestCovered(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = right.gradient(at, upstream);
        Tensor dx = input(gradient).copy();
        int length = dx.length(2);
        double[] values = dx.values();
        boolean rest = true;
        for (int end = length - 1; end < values.length; end += length) {
            rest &= values[end] == 0;
        }
        for (int end = length - 1; end < values.length && rest && length > 1; end += length) {
            values[end] = values[end - 1];
        }
        return withInput(gradient, dx);
    }

    private static Map<String, Tensor> dividedByNorm(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = right.gradient(at, upstream);
        double[] x = input(at).values();
        Tensor dx = input(gradient).copy();
        int width = dx.length(dx.rank() - 1);
        for (int i = 0; i < dx.size(); i++) {
            int row = i / width * width;
            double norm =
                    Math.sqrt(Arrays.stream(x, row, row + width).map(v -> v * v).sum());
            dx.values()[i] = dx.values()[i] * norm / norm;
        }
        return withInput(gradient, dx);
    }

    private static Map<String, Tensor> zero(Subject right, Map<String, Tensor> at, Tensor upstream) {
        return withInput(right.gradient(at, upstream), Tensor.zeros(input(at).shape()));
    }
}
