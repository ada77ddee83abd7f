package io.gradcheck.source.network;

import io.gradcheck.argument.JavaText;
import io.gradcheck.nn.layers.Attention;
import io.gradcheck.nn.layers.AveragePooling2d;
import io.gradcheck.nn.layers.BatchNormalisation;
import io.gradcheck.nn.layers.Bilinear;
import io.gradcheck.nn.layers.Convolution1d;
import io.gradcheck.nn.layers.Convolution2d;
import io.gradcheck.nn.layers.Dense;
import io.gradcheck.nn.layers.Dropout;
import io.gradcheck.nn.layers.Embedding;
import io.gradcheck.nn.layers.Gru;
import io.gradcheck.nn.layers.LayerNormalisation;
import io.gradcheck.nn.layers.LogSoftmax;
import io.gradcheck.nn.layers.Lstm;
import io.gradcheck.nn.layers.MaxPooling2d;
import io.gradcheck.nn.layers.PRelu;
import io.gradcheck.nn.layers.RmsNormalisation;
import io.gradcheck.nn.layers.Rnn;
import io.gradcheck.nn.layers.Softmax;
import io.gradcheck.nn.layers.Window;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Random cases of the engine's single layers: convolution, pooling, normalisation, recurrent, attention and others.
 *
 * <p>Strides that do not divide, dilations other than strides, indices that repeat, masks, one channel, one example and
 * large epsilons are among them.
 */
public final class Layers {

    private static final double HALF = 0.5;

    private static final List<LayerSource> ALL = List.of(
            named(
                    "dense",
                    s -> new Dense(Tensor.zeros(s.outputs(), s.width()), Tensor.zeros(s.outputs())),
                    s -> shape(s.batch(), s.width())),
            named(
                    "bilinear",
                    s -> new Bilinear(
                            Tensor.zeros(s.batch(), s.between("second", 1, 4)),
                            Tensor.zeros(s.outputs(), s.between("first", 1, 4), s.between("second", 1, 4)),
                            Tensor.zeros(s.outputs())),
                    s -> shape(s.batch(), s.between("first", 1, 4))),
            named("prelu", s -> new PRelu(Tensor.zeros(s.channels())), s -> shape(s.batch(), s.channels(), s.length())),
            named("dropout", Layers::dropout, s -> shape(s.batch(), s.width())),
            named("embedding", Layers::embedding, s -> shape(vocabulary(s), s.width())),
            named("softmax", s -> new Softmax(), Layers::rows),
            named("log_softmax", s -> new LogSoftmax(), Layers::rows),
            named("convolution_1d", Layers::convolution1d, s -> shape(s.batch(), s.channels(), axis(s, "length"))),
            named(
                    "convolution_2d",
                    Layers::convolution2d,
                    s -> shape(images(s), s.channels(), axis(s, "rows"), axis(s, "columns"))),
            named(
                    "max_pooling_2d",
                    s -> new MaxPooling2d(poolingWindow(s, "rows"), poolingWindow(s, "columns")),
                    s -> shape(images(s), s.channels(), pooledAxis(s, "rows"), pooledAxis(s, "columns"))),
            named(
                    "average_pooling_2d",
                    s -> new AveragePooling2d(window(s, "rows"), window(s, "columns")),
                    s -> shape(images(s), s.channels(), axis(s, "rows"), axis(s, "columns"))),
            named(
                    "batch_normalisation",
                    s -> new BatchNormalisation(Tensor.zeros(s.channels()), Tensor.zeros(s.channels()), epsilon(s)),
                    s -> shape(s.batch(), s.channels(), s.between("length", 1, 4))),
            named(
                    "layer_normalisation",
                    s -> new LayerNormalisation(Tensor.zeros(s.width()), Tensor.zeros(s.width()), epsilon(s)),
                    Layers::rows),
            named("rms_normalisation", s -> new RmsNormalisation(Tensor.zeros(s.width()), epsilon(s)), Layers::rows),
            named(
                    "rnn",
                    s -> {
                        int hidden = hidden(s);
                        return new Rnn(
                                Tensor.zeros(hidden, inputs(s)),
                                Tensor.zeros(hidden, hidden),
                                Tensor.zeros(hidden),
                                Tensor.zeros(hidden),
                                Tensor.zeros(hidden));
                    },
                    Layers::sequences),
            named(
                    "lstm",
                    s -> {
                        int hidden = hidden(s);
                        return new Lstm(
                                Tensor.zeros(4 * hidden, inputs(s)),
                                Tensor.zeros(4 * hidden, hidden),
                                Tensor.zeros(4 * hidden),
                                Tensor.zeros(4 * hidden),
                                Tensor.zeros(hidden),
                                Tensor.zeros(hidden));
                    },
                    Layers::sequences),
            named(
                    "gru",
                    s -> {
                        int hidden = hidden(s);
                        return new Gru(
                                Tensor.zeros(3 * hidden, inputs(s)),
                                Tensor.zeros(3 * hidden, hidden),
                                Tensor.zeros(3 * hidden),
                                Tensor.zeros(3 * hidden),
                                Tensor.zeros(hidden));
                    },
                    Layers::sequences),
            named("attention", Layers::attention, s -> shape(images(s), queries(s), s.between("depth", 1, 4))));

    private Layers() {}

    /** {@return a source for each layer} */
    public static List<LayerSource> all() {
        return ALL;
    }

    /**
     * The source of one layer.
     *
     * @param name its name, such as {@code convolution_1d}
     * @return the source
     * @throws IllegalArgumentException if there is none of this name
     */
    public static LayerSource named(String name) {
        return ALL.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("layer: found " + name + ", wanted one of "
                        + ALL.stream().map(LayerSource::name).toList()));
    }

    private static LayerSource named(
            String name, Function<Sizes, ? extends Layer> layer, Function<Sizes, int[]> inputShape) {
        return LayerSource.of(name, layer, inputShape)
                .writtenAs(Layers.class.getName() + ".named(" + JavaText.quoted(name) + ")");
    }

    private static int[] shape(int... lengths) {
        return lengths;
    }

    /** One to three axes, the last of them the width. */
    private static int[] rows(Sizes s) {
        return switch (s.between("axes", 1, 3)) {
            case 1 -> shape(s.width());
            case 2 -> shape(s.batch(), s.width());
            default -> shape(s.batch(), s.between("length", 1, 3), s.width());
        };
    }

    private static int[] sequences(Sizes s) {
        return shape(s.between("examples", 1, 3), s.between("steps", 1, 4), inputs(s));
    }

    private static int inputs(Sizes s) {
        return s.between("inputs", 1, 3);
    }

    private static int hidden(Sizes s) {
        return s.between("hidden", 1, 3);
    }

    private static int images(Sizes s) {
        return s.between("images", 1, 2);
    }

    private static double epsilon(Sizes s) {
        return Math.pow(10, -s.between("digits of epsilon", 0, 6));
    }

    private static Layer dropout(Sizes s) {
        double keep = s.between("tenths kept", 1, 10) / 10.0;
        Tensor mask = Tensor.zeros(s.batch(), s.width());
        IntPredicate kept = coin(s, "mask", keep);
        for (int i = 0; i < mask.size(); i++) {
            mask.values()[i] = kept.test(i) ? 1 : 0;
        }
        return new Dropout(mask, keep);
    }

    /** Decides for each place, whatever the sizes: so a pattern shrinks with what it lies on. */
    private static IntPredicate coin(Sizes s, String name, double share) {
        int pattern = s.between(name, 0, 99);
        return i -> new SplittableRandom(31L * pattern + i).nextDouble() < share;
    }

    private static int vocabulary(Sizes s) {
        return s.between("vocabulary", 1, 5);
    }

    private static Layer embedding(Sizes s) {
        int[] indices = new int[s.between("tokens", 1, 6)];
        Arrays.setAll(indices, t -> s.between("token " + t, 0, vocabulary(s) - 1));
        return new Embedding(indices);
    }

    private static Layer convolution1d(Sizes s) {
        Window window = window(s, "length");
        int filters = s.between("filters", 1, 4);
        return new Convolution1d(Tensor.zeros(filters, s.channels(), window.size()), Tensor.zeros(filters), window);
    }

    private static Layer convolution2d(Sizes s) {
        Window rows = window(s, "rows");
        Window columns = window(s, "columns");
        int filters = s.between("filters", 1, 3);
        return new Convolution2d(
                Tensor.zeros(filters, s.channels(), rows.size(), columns.size()), Tensor.zeros(filters), rows, columns);
    }

    private static Window window(Sizes s, String axis) {
        return new Window(
                s.between("kernel over " + axis, 1, 3),
                s.between("stride over " + axis, 1, 3),
                s.between("padding of " + axis, 0, 2),
                s.between("dilation over " + axis, 1, 3));
    }

    /** No padding that a window could cover alone: it would have no maximum. */
    private static Window poolingWindow(Sizes s, String axis) {
        int size = s.between("kernel over " + axis, 1, 3);
        int dilation = s.between("dilation over " + axis, 1, 3);
        return new Window(
                size,
                s.between("stride over " + axis, 1, 3),
                dilation == 1 ? s.between("padding of " + axis, 0, size - 1) : 0,
                dilation);
    }

    private static int axis(Sizes s, String axis) {
        return axis(s, axis, window(s, axis));
    }

    private static int pooledAxis(Sizes s, String axis) {
        return axis(s, axis, poolingWindow(s, axis));
    }

    /** As long as the window needs and some more, whether or not its stride divides it. */
    private static int axis(Sizes s, String axis, Window window) {
        return Math.max(1, window.span() - 2 * window.padding()) + s.between("more " + axis, 0, 4);
    }

    private static int queries(Sizes s) {
        return s.between("queries", 1, 4);
    }

    private static Layer attention(Sizes s) {
        int keys = s.between("keys", 1, 4);
        Tensor keyRows = Tensor.zeros(images(s), keys, s.between("depth", 1, 4));
        Tensor valueRows = Tensor.zeros(images(s), keys, s.between("value depth", 1, 4));
        boolean causal = s.between("causal", 0, 1) == 1;
        return new Attention(keyRows, valueRows, causal ? Attention.causal(queries(s), keys) : mask(s, keys));
    }

    /** At random, but every query sees a key. */
    private static boolean[][] mask(Sizes s, int keys) {
        IntPredicate seen = coin(s, "mask", HALF);
        boolean[][] mask = new boolean[queries(s)][keys];
        for (int query = 0; query < mask.length; query++) {
            for (int key = 0; key < keys; key++) {
                mask[query][key] = key == query % keys || seen.test(query * 31 + key);
            }
        }
        return mask;
    }
}
