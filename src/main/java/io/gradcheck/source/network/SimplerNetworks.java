package io.gradcheck.source.network;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Skip;
import io.gradcheck.source.cases.SimplerValues;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The steps by which a network with its examples becomes simpler: fewer layers, examples, skip connections and units,
 * plainer activations and losses, rounder numbers.
 */
final class SimplerNetworks {

    /** From plain to elaborate; an activation is only ever replaced by one before it. */
    private static final List<Activation> PLAINEST =
            List.of(Activation.IDENTITY, Activation.RELU, Activation.TANH, Activation.SIGMOID);

    private final NetworkParts parts;
    private final List<Supplier<NetworkCase>> steps = new ArrayList<>();

    private SimplerNetworks(NetworkParts parts) {
        this.parts = parts;
    }

    static List<Supplier<NetworkCase>> of(NetworkCase networkCase) {
        SimplerNetworks simpler = new SimplerNetworks(NetworkParts.of(networkCase));
        simpler.layers();
        simpler.examples();
        simpler.skips();
        simpler.widths();
        simpler.functions();
        simpler.values();
        return simpler.steps;
    }

    /** Every step lowers one of these numbers and none before it. */
    static long[] complexity(NetworkCase networkCase) {
        NetworkParts parts = NetworkParts.of(networkCase);
        long functions = parts.loss() == Loss.SQUARED_ERROR ? 0 : 1;
        for (Activation activation : parts.activations()) {
            int rank = PLAINEST.indexOf(activation);
            functions += rank < 0 ? PLAINEST.size() : rank;
        }
        long roughness = SimplerValues.roughness(parts.l2())
                + SimplerValues.roughness(parts.input())
                + SimplerValues.roughness(parts.target());
        for (int k = 0; k < parts.layers(); k++) {
            roughness += SimplerValues.roughness(parts.weights().get(k))
                    + SimplerValues.roughness(parts.biases().get(k));
        }
        long width = parts.widths().stream().mapToLong(Integer::longValue).sum();
        return new long[] {parts.layers(), parts.batch(), parts.skips().size(), width, functions, roughness};
    }

    private void step(Supplier<NetworkParts> change) {
        steps.add(() -> change.get().assembled());
    }

    private void layers() {
        for (int layer = parts.layers() - 1; layer >= 1; layer--) {
            int removed = layer;
            step(() -> parts.withoutLayer(removed));
        }
    }

    private void examples() {
        int batch = parts.batch();
        if (batch > 2) {
            for (int row = 0; row < batch; row++) {
                int kept = row;
                step(() -> parts.examples(kept));
            }
        }
        for (int row = batch - 1; row >= 0 && batch > 1; row--) {
            int dropped = row;
            step(() -> parts.examples(java.util.stream.IntStream.range(0, batch)
                    .filter(i -> i != dropped)
                    .toArray()));
        }
    }

    private void skips() {
        List<Skip> skips = parts.skips();
        if (skips.size() > 1) {
            step(() -> parts.withSkips(List.of()));
        }
        for (Skip skip : skips) {
            step(() -> parts.withSkips(
                    skips.stream().filter(other -> !other.equals(skip)).toList()));
        }
    }

    /** Layers that skip connections join shrink together, and each of them alone. */
    private void widths() {
        for (int layer = 0; layer <= parts.layers(); layer++) {
            List<Integer> joined = joined(layer);
            if (joined.size() > 1 && joined.get(0) == layer) {
                narrower(joined);
            }
            narrower(List.of(layer));
        }
    }

    private void narrower(List<Integer> layers) {
        int width = parts.widths().get(layers.get(0));
        TreeSet<Integer> widths = new TreeSet<>(List.of(1, 2, width / 2, width - 1));
        for (int narrow : widths) {
            if (narrow >= 1 && narrow < width) {
                step(() -> parts.withWidth(layers, narrow));
            }
        }
    }

    private List<Integer> joined(int layer) {
        TreeSet<Integer> joined = new TreeSet<>(List.of(layer));
        int size;
        do {
            size = joined.size();
            for (Skip skip : parts.skips()) {
                if (joined.contains(skip.from()) || joined.contains(skip.to())) {
                    joined.add(skip.from());
                    joined.add(skip.to());
                }
            }
        } while (joined.size() > size);
        return List.copyOf(joined);
    }

    private void functions() {
        if (parts.loss() != Loss.SQUARED_ERROR) {
            step(() -> parts.withLoss(Loss.SQUARED_ERROR));
        }
        for (double l2 : SimplerValues.rounder(parts.l2())) {
            if (l2 >= 0) {
                step(() -> parts.withL2(l2));
            }
        }
        for (int layer = 1; layer < parts.layers(); layer++) {
            int changed = layer;
            Activation present = parts.activations().get(layer - 1);
            for (Activation plain : PLAINEST) {
                if (plain == present) {
                    break;
                }
                step(() -> parts.withActivation(changed, plain));
            }
        }
    }

    private void values() {
        rounder(parts.input(), value -> true, input -> parts.withExamples(input, parts.target()));
        for (int layer = 1; layer <= parts.layers(); layer++) {
            int changed = layer;
            rounder(parts.biases().get(layer - 1), value -> true, biases -> parts.withBiases(changed, biases));
            rounder(parts.weights().get(layer - 1), value -> true, weights -> parts.withWeights(changed, weights));
        }
        if (parts.loss() != Loss.CROSS_ENTROPY) {
            rounder(parts.target(), targets(parts.loss()), target -> parts.withExamples(parts.input(), target));
        }
    }

    private void rounder(Tensor tensor, DoublePredicate allowed, Function<Tensor, NetworkParts> change) {
        for (Supplier<Tensor> simpler : SimplerValues.of(tensor, allowed)) {
            step(() -> change.apply(simpler.get()));
        }
    }

    private static DoublePredicate targets(Loss loss) {
        return switch (loss) {
            case BINARY_CROSS_ENTROPY -> value -> value == 0 || value == 1;
            case HINGE -> value -> Math.abs(value) == 1;
            case POISSON -> value -> value >= 0;
            default -> value -> true;
        };
    }
}
