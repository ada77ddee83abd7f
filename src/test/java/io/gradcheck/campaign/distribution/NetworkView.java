package io.gradcheck.campaign.distribution;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Backpropagation;
import io.gradcheck.nn.Gradients;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * What can be seen of a network with its examples.
 *
 * @param network the network
 * @param input the examples
 * @param target what is wanted of them
 * @param gradients pre-activations and gradients
 */
record NetworkView(Network network, Tensor input, Tensor target, Gradients gradients) {

    static NetworkView of(NetworkCase drawn) {
        return new NetworkView(
                drawn.network(),
                drawn.batch().input(),
                drawn.batch().target(),
                Backpropagation.gradients(drawn.network(), drawn.batch()));
    }

    int batch() {
        return input.length(0);
    }

    /** The number of hidden layers. */
    int depth() {
        return network.layers() - 1;
    }

    int inputs() {
        return network.width(0);
    }

    int outputs() {
        return network.width(network.layers());
    }

    boolean hasHiddenWidth(int width) {
        return IntStream.rangeClosed(1, depth()).anyMatch(k -> network.width(k) == width);
    }

    /** Whether the weights of some layer are of a kind. */
    boolean hasWeights(BiPredicate<Integer, Integer> rowsAndColumns) {
        return IntStream.rangeClosed(1, network.layers())
                .anyMatch(k -> rowsAndColumns.test(network.width(k), network.width(k - 1)));
    }

    List<Tensor> weights() {
        return IntStream.rangeClosed(1, network.layers())
                .mapToObj(network::weights)
                .toList();
    }

    List<Tensor> biases() {
        return IntStream.rangeClosed(1, network.layers())
                .mapToObj(network::biases)
                .toList();
    }

    List<Tensor> parameters() {
        List<Tensor> parameters = new ArrayList<>(weights());
        parameters.addAll(biases());
        return parameters;
    }

    /** Parameters and examples. */
    List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>(parameters());
        tensors.add(input);
        return tensors;
    }

    List<Activation> activations() {
        return IntStream.rangeClosed(1, depth()).mapToObj(network::activation).toList();
    }

    /** What the loss makes of the last pre-activation first; another function than any where there is a softmax or exp. */
    boolean outputDiffersFrom(Activation hidden) {
        return switch (network.loss()) {
            case BINARY_CROSS_ENTROPY -> hidden != Activation.SIGMOID;
            case CROSS_ENTROPY, POISSON -> true;
            case SQUARED_ERROR, ABSOLUTE_ERROR, HUBER, HINGE -> hidden != Activation.IDENTITY;
        };
    }

    boolean hasLoss(Loss... losses) {
        return Arrays.asList(losses).contains(network.loss());
    }

    /** Whether a hidden pre-activation of a layer with such an activation is of a kind. */
    boolean hasPreActivation(BiPredicate<Activation, Double> kind) {
        return IntStream.rangeClosed(1, depth())
                .anyMatch(k -> Numbers.some(gradients.preActivation(k), a -> kind.test(network.activation(k), a)));
    }

    /** Whether a difference of output and target is of a kind, before the loss. */
    boolean hasResidual(DoublePredicate kind) {
        Tensor a = gradients.preActivation(network.layers());
        return IntStream.range(0, a.size()).anyMatch(i -> kind.test(a.values()[i] - target.values()[i]));
    }

    /** Whether a hidden unit passes no gradient on for any of several examples. */
    boolean hasDeadUnit() {
        return batch() > 1
                && IntStream.rangeClosed(1, depth()).anyMatch(k -> {
                    Tensor a = gradients.preActivation(k);
                    return IntStream.range(0, network.width(k))
                            .anyMatch(unit -> IntStream.range(0, batch())
                                    .allMatch(row -> network.activation(k).derivative(a.get(row, unit)) == 0));
                });
    }

    /** Whether some gradient of a hidden layer, the upstream of those before it, has zeros and others. */
    boolean hasZeroInUpstream() {
        return IntStream.rangeClosed(1, network.layers())
                .mapToObj(k -> gradients.of("a" + k))
                .anyMatch(da -> Numbers.some(da, d -> d == 0) && Numbers.some(da, d -> d != 0));
    }

    /** Whether some variable's gradient is zero everywhere: nothing can be seen of it. */
    boolean hasVariableWithoutGradient() {
        return gradients.variables().stream().anyMatch(v -> Numbers.all(gradients.of(v), d -> d == 0));
    }
}
