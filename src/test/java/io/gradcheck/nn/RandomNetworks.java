package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Small random networks with batches: 0 to 4 hidden layers, width 1 to 4, 1 to 4 examples, often with skips and L2. */
final class RandomNetworks {

    record Case(long seed, Network network, Batch batch) {
        @Override
        public String toString() {
            return "seed " + seed + ": " + network + ", " + batch.size() + " examples";
        }
    }

    private static final List<Loss> LOSSES = List.of(Loss.values());

    private RandomNetworks() {}

    static Stream<Case> seeds(long count) {
        return seeds(count, activation -> true);
    }

    static Stream<Case> seeds(long count, Predicate<Activation> allowed) {
        return LongStream.range(0, count).mapToObj(seed -> of(seed, allowed));
    }

    static Case of(long seed, Predicate<Activation> allowed) {
        Random random = new Random(seed);
        List<Activation> activations =
                Stream.of(Activation.values()).filter(allowed).toList();
        int hidden = random.nextInt(5);
        int common = 1 + random.nextInt(4);
        int[] widths = new int[hidden + 2];
        for (int k = 0; k < widths.length; k++) {
            widths[k] = random.nextBoolean() ? common : 1 + random.nextInt(4); // equal widths, so that skips fit
        }
        NetworkBuilder builder = Network.inputs(widths[0]);
        for (int k = 1; k <= hidden; k++) {
            builder.hidden(widths[k], activations.get(random.nextInt(activations.size())));
        }
        Loss loss = LOSSES.get(random.nextInt(LOSSES.size()));
        builder.output(widths[hidden + 1], loss).l2(random.nextInt(3) == 0 ? 0.05 : 0);
        for (int from = 0; from <= hidden; from++) {
            for (int to = from + 1; to <= hidden + 1; to++) {
                if (widths[from] == widths[to] && random.nextInt(3) == 0) {
                    builder.skip(from, to);
                }
            }
        }
        List<Tensor> weights = new ArrayList<>();
        List<Tensor> biases = new ArrayList<>();
        for (int k = 1; k < widths.length; k++) {
            weights.add(normal(random, 1 / Math.sqrt(widths[k - 1]), widths[k], widths[k - 1]));
            biases.add(normal(random, 0.5, widths[k]));
        }
        int examples = 1 + random.nextInt(4);
        Batch batch =
                new Batch(normal(random, 1, examples, widths[0]), targets(random, loss, examples, widths[hidden + 1]));
        return new Case(seed, builder.parameters(weights, biases), batch);
    }

    static Tensor normal(Random random, double deviation, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = deviation * random.nextGaussian();
        }
        return tensor;
    }

    private static Tensor targets(Random random, Loss loss, int examples, int width) {
        Tensor targets = Tensor.zeros(examples, width);
        for (int row = 0; row < examples; row++) {
            double rest = 1;
            for (int j = 0; j < width; j++) {
                double share = j == width - 1 ? rest : rest * random.nextDouble();
                rest -= share;
                targets.set(
                        switch (loss) {
                            case CROSS_ENTROPY -> share;
                            case BINARY_CROSS_ENTROPY -> random.nextInt(2);
                            case HINGE -> 2 * random.nextInt(2) - 1;
                            case POISSON -> random.nextInt(4);
                            default -> random.nextGaussian();
                        },
                        row,
                        j);
            }
        }
        return targets;
    }
}
