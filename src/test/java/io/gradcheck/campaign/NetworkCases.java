package io.gradcheck.campaign;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkBuilder;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random networks with their examples: depth 0 to 4, widths 1 to 8, batches 1 to 5, an activation of its own for every
 * layer, every loss, regulariser on and off, skip connections, exact zeros in inputs and biases.
 *
 * <p>A case is a pure function of a seed and an index.
 */
public final class NetworkCases {

    private static final int DEEPEST = 4;
    private static final int WIDEST = 8;
    private static final int LARGEST_BATCH = 5;

    private static final double WIDTH_ONE = 0.15;
    private static final double SKIP = 0.3;
    private static final double REGULARISED = 0.4;
    private static final double ALL_BIASES_ZERO = 0.25;
    private static final double ZEROS = 0.5;
    private static final double ZERO_ENTRY = 0.3;
    private static final double DECADES = 3;

    private final boolean wideMagnitudes;

    private NetworkCases(boolean wideMagnitudes) {
        this.wideMagnitudes = wideMagnitudes;
    }

    /** {@return cases whose entries are normally distributed, weights scaled to the width of their layer} */
    public static NetworkCases ordinary() {
        return new NetworkCases(false);
    }

    /** {@return cases whose entries have magnitudes spread log-uniformly over 1e-3 to 1e3} */
    public static NetworkCases ofAllMagnitudes() {
        return new NetworkCases(true);
    }

    /**
     * Makes one case.
     *
     * @param seed the seed of the series
     * @param index the number of the case in the series
     * @return the case; the same for the same arguments
     */
    public NetworkCase at(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
        int depth = random.nextInt(DEEPEST + 1);
        List<Integer> widths = new ArrayList<>();
        for (int k = 0; k <= depth + 1; k++) {
            boolean sameAsBefore = k > 0 && random.nextDouble() < SKIP;
            widths.add(sameAsBefore ? widths.get(k - 1) : width(random));
        }
        Loss loss = pick(random, Loss.values());
        NetworkBuilder builder = Network.inputs(widths.get(0));
        for (int k = 1; k <= depth; k++) {
            builder.hidden(widths.get(k), pick(random, Activation.values()));
        }
        builder.output(widths.get(depth + 1), loss);
        if (random.nextDouble() < REGULARISED) {
            builder.l2(Math.pow(10, -3 * random.nextDouble()));
        }
        addSkips(builder, widths, random);
        Tensor input = Tensor.zeros(1 + random.nextInt(LARGEST_BATCH), widths.get(0));
        fill(input, 1, zeros(random), random);
        Network network = parameters(builder, widths, random);
        return new NetworkCase(network, new Batch(input, target(loss, input.length(0), widths.get(depth + 1), random)));
    }

    private static int width(SplittableRandom random) {
        return random.nextDouble() < WIDTH_ONE ? 1 : 1 + random.nextInt(WIDEST);
    }

    private static void addSkips(NetworkBuilder builder, List<Integer> widths, SplittableRandom random) {
        for (int from = 0; from < widths.size(); from++) {
            for (int to = from + 1; to < widths.size(); to++) {
                if (widths.get(from).equals(widths.get(to)) && random.nextDouble() < SKIP) {
                    builder.skip(from, to);
                }
            }
        }
    }

    private Network parameters(NetworkBuilder builder, List<Integer> widths, SplittableRandom random) {
        List<Tensor> weights = new ArrayList<>();
        List<Tensor> biases = new ArrayList<>();
        double biasZeros = random.nextDouble() < ALL_BIASES_ZERO ? 1 : zeros(random);
        for (int k = 1; k < widths.size(); k++) {
            Tensor w = Tensor.zeros(widths.get(k), widths.get(k - 1));
            fill(w, 1 / Math.sqrt(widths.get(k - 1)), 0, random);
            weights.add(w);
            Tensor b = Tensor.zeros(widths.get(k));
            fill(b, 1, biasZeros, random);
            biases.add(b);
        }
        return builder.parameters(weights, biases);
    }

    /** The share of exact zeros in a tensor. */
    private static double zeros(SplittableRandom random) {
        return random.nextDouble() < ZEROS ? ZERO_ENTRY : 0;
    }

    private void fill(Tensor tensor, double scale, double zeros, SplittableRandom random) {
        double[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < zeros ? 0 : scale * entry(random);
        }
    }

    private double entry(SplittableRandom random) {
        if (!wideMagnitudes) {
            return random.nextGaussian();
        }
        double size = Math.pow(10, DECADES * (2 * random.nextDouble() - 1));
        return random.nextBoolean() ? size : -size;
    }

    private static Tensor target(Loss loss, int examples, int outputs, SplittableRandom random) {
        Tensor target = Tensor.zeros(examples, outputs);
        for (int row = 0; row < examples; row++) {
            int hot = random.nextInt(outputs);
            for (int column = 0; column < outputs; column++) {
                target.set(targetEntry(loss, column == hot, random), row, column);
            }
        }
        return target;
    }

    private static double targetEntry(Loss loss, boolean hot, SplittableRandom random) {
        return switch (loss) {
            case SQUARED_ERROR, ABSOLUTE_ERROR, HUBER -> random.nextGaussian();
            case CROSS_ENTROPY -> hot ? 1 : 0;
            case BINARY_CROSS_ENTROPY -> random.nextInt(2);
            case HINGE -> 2 * random.nextInt(2) - 1;
            case POISSON -> random.nextInt(4);
        };
    }

    private static <T> T pick(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
