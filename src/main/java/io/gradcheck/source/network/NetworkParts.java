package io.gradcheck.source.network;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkBuilder;
import io.gradcheck.nn.Skip;
import io.gradcheck.source.cases.SimplerValues;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A network with its examples taken to pieces, for changes.
 *
 * @param widths of input, hidden layers and output
 * @param activations of the hidden layers
 * @param loss the loss
 * @param l2 the factor of the regulariser
 * @param skips the skip connections
 * @param weights one matrix for each layer
 * @param biases one vector for each layer
 * @param input one row for each example
 * @param target one row for each example
 */
record NetworkParts(
        List<Integer> widths,
        List<Activation> activations,
        Loss loss,
        double l2,
        List<Skip> skips,
        List<Tensor> weights,
        List<Tensor> biases,
        Tensor input,
        Tensor target) {

    static NetworkParts of(NetworkCase networkCase) {
        Network network = networkCase.network();
        List<Integer> widths = new ArrayList<>();
        List<Activation> activations = new ArrayList<>();
        List<Tensor> weights = new ArrayList<>();
        List<Tensor> biases = new ArrayList<>();
        widths.add(network.width(0));
        for (int k = 1; k <= network.layers(); k++) {
            widths.add(network.width(k));
            weights.add(network.weights(k));
            biases.add(network.biases(k));
            if (k < network.layers()) {
                activations.add(network.activation(k));
            }
        }
        return new NetworkParts(
                widths,
                activations,
                network.loss(),
                network.l2(),
                network.skips(),
                weights,
                biases,
                networkCase.batch().input(),
                networkCase.batch().target());
    }

    NetworkCase assembled() {
        NetworkBuilder builder = Network.inputs(widths.get(0));
        for (int k = 1; k <= activations.size(); k++) {
            builder.hidden(widths.get(k), activations.get(k - 1));
        }
        builder.output(widths.get(widths.size() - 1), loss).l2(l2);
        skips.forEach(skip -> builder.skip(skip.from(), skip.to()));
        return new NetworkCase(builder.parameters(weights, biases), new Batch(input, target));
    }

    /** The number of the output layer. */
    int layers() {
        return activations.size() + 1;
    }

    int batch() {
        return input.length(0);
    }

    NetworkParts withActivation(int layer, Activation activation) {
        List<Activation> changed = new ArrayList<>(activations);
        changed.set(layer - 1, activation);
        return new NetworkParts(widths, changed, loss, l2, skips, weights, biases, input, target);
    }

    NetworkParts withL2(double other) {
        return new NetworkParts(widths, activations, loss, other, skips, weights, biases, input, target);
    }

    NetworkParts withSkips(List<Skip> others) {
        return new NetworkParts(widths, activations, loss, l2, others, weights, biases, input, target);
    }

    NetworkParts withWeights(int layer, Tensor other) {
        return new NetworkParts(
                widths, activations, loss, l2, skips, replaced(weights, layer, other), biases, input, target);
    }

    NetworkParts withBiases(int layer, Tensor other) {
        return new NetworkParts(
                widths, activations, loss, l2, skips, weights, replaced(biases, layer, other), input, target);
    }

    NetworkParts withExamples(Tensor otherInput, Tensor otherTarget) {
        return new NetworkParts(widths, activations, loss, l2, skips, weights, biases, otherInput, otherTarget);
    }

    NetworkParts withLoss(Loss other) {
        return new NetworkParts(widths, activations, other, l2, skips, weights, biases, input, target);
    }

    private static List<Tensor> replaced(List<Tensor> tensors, int layer, Tensor other) {
        List<Tensor> changed = new ArrayList<>(tensors);
        changed.set(layer - 1, other);
        return changed;
    }

    /** Only some of the examples. */
    NetworkParts examples(int... rows) {
        Batch chosen = new Batch(input, target).examples(rows);
        return withExamples(chosen.input(), chosen.target());
    }

    /** Without a hidden layer; the next one is connected to the one before, by its own weights. */
    NetworkParts withoutLayer(int layer) {
        List<Integer> otherWidths = without(widths, layer);
        List<Tensor> otherWeights = without(weights, layer - 1);
        otherWeights.set(
                layer - 1, SimplerValues.cropped(weights.get(layer), widths.get(layer + 1), widths.get(layer - 1)));
        List<Skip> otherSkips = new ArrayList<>();
        for (Skip skip : skips) {
            int from = skip.from() > layer ? skip.from() - 1 : skip.from();
            int to = skip.to() > layer ? skip.to() - 1 : skip.to();
            if (skip.from() != layer && skip.to() != layer && !otherSkips.contains(new Skip(from, to))) {
                otherSkips.add(new Skip(from, to));
            }
        }
        return new NetworkParts(
                otherWidths,
                without(activations, layer - 1),
                loss,
                l2,
                otherSkips,
                otherWeights,
                without(biases, layer - 1),
                input,
                target);
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> rest = new ArrayList<>(list);
        rest.remove(index);
        return rest;
    }

    /** With another width of some layers, 0 being the input; skip connections that no longer fit are dropped. */
    NetworkParts withWidth(List<Integer> layers, int width) {
        List<Integer> w = new ArrayList<>(widths);
        layers.forEach(layer -> w.set(layer, width));
        List<Tensor> otherWeights = new ArrayList<>();
        List<Tensor> otherBiases = new ArrayList<>();
        for (int k = 1; k <= layers(); k++) {
            otherWeights.add(SimplerValues.cropped(weights.get(k - 1), w.get(k), w.get(k - 1)));
            otherBiases.add(SimplerValues.cropped(biases.get(k - 1), w.get(k)));
        }
        List<Skip> otherSkips = skips.stream()
                .filter(skip -> w.get(skip.from()).equals(w.get(skip.to())))
                .toList();
        Tensor otherTarget = SimplerValues.cropped(target, batch(), w.get(layers()));
        return new NetworkParts(
                w,
                activations,
                loss,
                l2,
                otherSkips,
                otherWeights,
                otherBiases,
                SimplerValues.cropped(input, batch(), w.get(0)),
                loss == Loss.CROSS_ENTROPY ? distribution(otherTarget) : otherTarget);
    }

    /** Rows whose sum is 1, after columns were lost. */
    private static Tensor distribution(Tensor target) {
        return mappedRows(target, row -> {
            double sum = Arrays.stream(row).sum();
            if (Math.abs(sum - 1) <= 1e-9) {
                return row;
            }
            double[] hot = new double[row.length];
            hot[0] = 1;
            return hot;
        });
    }

    private static Tensor mappedRows(Tensor matrix, UnaryOperator<double[]> map) {
        int columns = matrix.length(1);
        double[] values = new double[matrix.size()];
        for (int row = 0; row < matrix.length(0); row++) {
            double[] mapped = map.apply(Arrays.copyOfRange(matrix.values(), row * columns, (row + 1) * columns));
            System.arraycopy(mapped, 0, values, row * columns, columns);
        }
        return Tensor.of(matrix.shape(), values);
    }
}
