package io.gradcheck.campaign;

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
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The kinds of layers, each with a way to draw one at random. A case is a pure function of a seed and an index. */
public enum LayerKind {
    DENSE,
    BILINEAR,
    PRELU,
    DROPOUT,
    EMBEDDING,
    SOFTMAX,
    LOG_SOFTMAX,
    CONVOLUTION_1D,
    CONVOLUTION_2D,
    MAX_POOLING_2D,
    AVERAGE_POOLING_2D,
    BATCH_NORMALISATION,
    LAYER_NORMALISATION,
    RMS_NORMALISATION,
    RNN,
    LSTM,
    GRU,
    ATTENTION;

    /**
     * A layer and an input with normally distributed entries.
     *
     * @param seed the seed of the series
     * @param index the number of the case in the series
     * @return the case; equal for the same arguments, and sharing nothing with another one
     */
    public LayerCase ordinary(long seed, long index) {
        return draw(seed, index, true);
    }

    /**
     * A layer and an input with entries of all sorts: normal, exact zeros, ties, all equal, all zero, magnitudes spread
     * log-uniformly over 1e-3 to 1e3.
     *
     * @param seed the seed of the series
     * @param index the number of the case in the series
     * @return the case; equal for the same arguments, and sharing nothing with another one
     */
    public LayerCase ofAllSorts(long seed, long index) {
        return draw(seed, index, false);
    }

    private LayerCase draw(long seed, long index, boolean ordinary) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
        return draw(new RandomTensors(random, ordinary));
    }

    private LayerCase draw(RandomTensors r) {
        return switch (this) {
            case DENSE -> dense(r);
            case BILINEAR -> bilinear(r);
            case PRELU -> new LayerCase(new PRelu(r.tensor(3)), r.tensor(r.length(), 3, r.length()));
            case DROPOUT -> dropout(r);
            case EMBEDDING -> embedding(r);
            case SOFTMAX -> new LayerCase(new Softmax(), r.tensor(rows(r, r.length())));
            case LOG_SOFTMAX -> new LayerCase(new LogSoftmax(), r.tensor(rows(r, r.length())));
            case CONVOLUTION_1D -> convolution1d(r);
            case CONVOLUTION_2D -> convolution2d(r);
            case MAX_POOLING_2D -> maxPooling(r);
            case AVERAGE_POOLING_2D -> averagePooling(r);
            case BATCH_NORMALISATION -> batchNormalisation(r);
            case LAYER_NORMALISATION -> layerNormalisation(r);
            case RMS_NORMALISATION -> rmsNormalisation(r);
            case RNN -> rnn(r);
            case LSTM -> lstm(r);
            case GRU -> gru(r);
            case ATTENTION -> attention(r);
        };
    }

    private static LayerCase dense(RandomTensors r) {
        int inputs = r.length();
        int outputs = r.length();
        return new LayerCase(new Dense(r.tensor(outputs, inputs), r.tensor(outputs)), r.tensor(r.length(), inputs));
    }

    private static LayerCase bilinear(RandomTensors r) {
        int examples = r.length();
        int outputs = r.length();
        int first = r.length();
        int second = r.length();
        return new LayerCase(
                new Bilinear(r.tensor(examples, second), r.tensor(outputs, first, second), r.tensor(outputs)),
                r.tensor(examples, first));
    }

    private static LayerCase dropout(RandomTensors r) {
        double keep = r.between(1, 10) / 10.0;
        int[] shape = {r.length(), r.length()};
        return new LayerCase(new Dropout(r.mask(keep, shape), keep), r.tensor(shape));
    }

    private static LayerCase embedding(RandomTensors r) {
        int vocabulary = r.length();
        int[] indices = IntStream.range(0, r.between(1, 6))
                .map(t -> r.between(0, vocabulary - 1))
                .toArray();
        return new LayerCase(new Embedding(indices), r.tensor(vocabulary, r.length()));
    }

    /** A shape of one to three axes with this last one. */
    private static int[] rows(RandomTensors r, int width) {
        return switch (r.between(1, 3)) {
            case 1 -> new int[] {width};
            case 2 -> new int[] {r.length(), width};
            default -> new int[] {r.length(), r.length(), width};
        };
    }

    private static LayerCase convolution1d(RandomTensors r) {
        Window window = r.paddedWindow();
        int channels = r.length();
        int filters = r.length();
        return new LayerCase(
                new Convolution1d(r.tensor(filters, channels, window.size()), r.tensor(filters), window),
                r.tensor(r.length(), channels, r.lengthUnder(window)));
    }

    private static LayerCase convolution2d(RandomTensors r) {
        Window rows = r.paddedWindow();
        Window columns = r.paddedWindow();
        int channels = r.between(1, 3);
        int filters = r.between(1, 3);
        return new LayerCase(
                new Convolution2d(
                        r.tensor(filters, channels, rows.size(), columns.size()), r.tensor(filters), rows, columns),
                r.tensor(r.between(1, 2), channels, r.lengthUnder(rows), r.lengthUnder(columns)));
    }

    private static LayerCase maxPooling(RandomTensors r) {
        Window rows = r.window();
        Window columns = r.window();
        return new LayerCase(new MaxPooling2d(rows, columns), image(r, rows, columns));
    }

    private static LayerCase averagePooling(RandomTensors r) {
        Window rows = r.paddedWindow();
        Window columns = r.paddedWindow();
        return new LayerCase(new AveragePooling2d(rows, columns), image(r, rows, columns));
    }

    private static Tensor image(RandomTensors r, Window rows, Window columns) {
        return r.tensor(r.between(1, 2), r.between(1, 2), r.lengthUnder(rows), r.lengthUnder(columns));
    }

    private static LayerCase batchNormalisation(RandomTensors r) {
        int channels = r.length();
        int examples = r.length();
        return new LayerCase(
                new BatchNormalisation(r.tensor(channels), r.tensor(channels), epsilon(r)),
                r.chance(0.5) ? r.tensor(examples, channels) : r.tensor(examples, channels, r.length()));
    }

    private static LayerCase layerNormalisation(RandomTensors r) {
        int width = r.length();
        return new LayerCase(
                new LayerNormalisation(r.tensor(width), r.tensor(width), epsilon(r)), r.tensor(rows(r, width)));
    }

    private static LayerCase rmsNormalisation(RandomTensors r) {
        int width = r.length();
        return new LayerCase(new RmsNormalisation(r.tensor(width), epsilon(r)), r.tensor(rows(r, width)));
    }

    private static double epsilon(RandomTensors r) {
        return Math.pow(10, -r.between(0, 6));
    }

    private static LayerCase rnn(RandomTensors r) {
        int inputs = r.between(1, 3);
        int hidden = r.between(1, 3);
        return new LayerCase(
                new Rnn(
                        r.tensor(hidden, inputs),
                        r.tensor(hidden, hidden),
                        r.tensor(hidden),
                        r.tensor(hidden),
                        r.tensor(hidden)),
                sequences(r, inputs));
    }

    private static LayerCase lstm(RandomTensors r) {
        int inputs = r.between(1, 3);
        int hidden = r.between(1, 3);
        return new LayerCase(
                new Lstm(
                        r.tensor(4 * hidden, inputs),
                        r.tensor(4 * hidden, hidden),
                        r.tensor(4 * hidden),
                        r.tensor(4 * hidden),
                        r.tensor(hidden),
                        r.tensor(hidden)),
                sequences(r, inputs));
    }

    private static LayerCase gru(RandomTensors r) {
        int inputs = r.between(1, 3);
        int hidden = r.between(1, 3);
        return new LayerCase(
                new Gru(
                        r.tensor(3 * hidden, inputs),
                        r.tensor(3 * hidden, hidden),
                        r.tensor(3 * hidden),
                        r.tensor(3 * hidden),
                        r.tensor(hidden)),
                sequences(r, inputs));
    }

    private static Tensor sequences(RandomTensors r, int inputs) {
        return r.tensor(r.between(1, 3), r.length(), inputs);
    }

    private static LayerCase attention(RandomTensors r) {
        int examples = r.between(1, 2);
        int queries = r.length();
        int keys = r.chance(0.3) ? queries : r.length();
        int depth = r.length();
        return new LayerCase(
                new Attention(
                        r.tensor(examples, keys, depth),
                        r.tensor(examples, keys, r.length()),
                        r.chance(0.5) ? Attention.causal(queries, keys) : mask(r, queries, keys)),
                r.tensor(examples, queries, depth));
    }

    private static boolean[][] mask(RandomTensors r, int queries, int keys) {
        boolean[][] mask = new boolean[queries][keys];
        for (boolean[] row : mask) {
            row[r.between(0, keys - 1)] = true;
            for (int s = 0; s < keys; s++) {
                row[s] |= r.chance(0.5);
            }
        }
        return mask;
    }
}
