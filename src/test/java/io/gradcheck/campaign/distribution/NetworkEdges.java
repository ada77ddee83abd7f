package io.gradcheck.campaign.distribution;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Sizes, values and settings of networks that reveal mistakes. */
final class NetworkEdges {

    private static final String SIZES = "sizes";
    private static final String VALUES = "values";
    private static final String SETTINGS = "settings";

    private static final Networks ANY = Networks.any();
    private static final Networks DEEP = Networks.any().depth(0, 6);
    private static final SubjectSource QUIET = Edited.quiet(ANY);
    /** Always the same network, of two inputs and one output. */
    private static final SubjectSource TWO_TO_ONE =
            new Edited(ANY, drawn -> twoToOne().data());

    private static final SubjectSource SMOOTH =
            Edited.quiet(ANY.activations(Activation.TANH).losses(Loss.SQUARED_ERROR));

    /** Beyond it a float overflows in an exponential. */
    private static final double OVERFLOW = 88;

    private static final Set<Activation> EXPONENTIAL =
            Set.of(Activation.ELU, Activation.SELU, Activation.CELU, Activation.SOFTPLUS, Activation.LOG_SIGMOID);

    private NetworkEdges() {}

    static List<EdgeClass> all() {
        List<EdgeClass> all = new ArrayList<>();
        all.addAll(sizes());
        all.addAll(depths());
        all.addAll(values());
        all.addAll(preActivations());
        all.addAll(settings());
        return all;
    }

    private static EdgeClass size(String name, Predicate<NetworkView> shows, SubjectSource elsewhere) {
        return EdgeClass.ofNetworks(SIZES, name, ANY, shows, elsewhere);
    }

    private static List<EdgeClass> sizes() {
        return List.of(
                size("one input", n -> n.inputs() == 1, ANY.width(2, 8)),
                size("hidden width 1", n -> n.hasHiddenWidth(1), ANY.width(2, 8)),
                size("one output", n -> n.outputs() == 1, ANY.width(2, 8)),
                size("one example", n -> n.batch() == 1, ANY.batch(2, 5)),
                size("several examples", n -> n.batch() > 1, ANY.batch(1, 1)),
                size("two or three examples", n -> n.batch() == 2 || n.batch() == 3, ANY.batch(4, 5)),
                size(
                        "weights of several rows and columns, square",
                        n -> n.hasWeights((rows, columns) -> rows > 1 && rows.equals(columns)),
                        ANY.width(1, 1)),
                size(
                        "weights of several rows and columns, not square",
                        n -> n.hasWeights((rows, columns) -> Math.min(rows, columns) > 1 && !rows.equals(columns)),
                        ANY.width(3, 3)),
                size("as many outputs as inputs", n -> n.inputs() == n.outputs(), TWO_TO_ONE),
                size("more or fewer outputs than inputs", n -> n.inputs() != n.outputs(), ANY.width(3, 3)));
    }

    private static NetworkCase twoToOne() {
        Network network = Network.inputs(2)
                .output(1, Loss.SQUARED_ERROR)
                .parameters(List.of(Tensor.zeros(1, 2)), List.of(Tensor.zeros(1)));
        return new NetworkCase(network, new Batch(Tensor.zeros(1, 2), Tensor.zeros(1, 1)));
    }

    private static List<EdgeClass> depths() {
        List<EdgeClass> depths = new ArrayList<>();
        for (int depth = 0; depth <= 6; depth++) {
            int wanted = depth;
            Networks other = wanted == 0 ? ANY.depth(1, 4) : ANY.depth(0, wanted - 1);
            depths.add(EdgeClass.ofNetworks(
                    SIZES,
                    "hidden layers: " + wanted + (wanted > 4 ? ", of depth(0, 6)" : ""),
                    wanted > 4 ? DEEP : ANY,
                    n -> n.depth() == wanted,
                    other));
        }
        return depths;
    }

    private static EdgeClass value(String name, Predicate<NetworkView> shows, SubjectSource elsewhere) {
        return EdgeClass.ofNetworks(VALUES, name, ANY, shows, elsewhere);
    }

    private static List<EdgeClass> values() {
        return List.of(
                value("exact zero in the input", n -> Numbers.some(n.input(), v -> v == 0), QUIET),
                value("exact zero in weights", n -> Numbers.some(n.weights(), v -> v == 0), QUIET),
                value(
                        "biases of which some are zero",
                        n -> n.biases().stream()
                                .anyMatch(b -> Numbers.some(b, v -> v == 0) && Numbers.some(b, v -> v != 0)),
                        QUIET),
                value("all biases zero", n -> !Numbers.some(n.biases(), v -> v != 0), QUIET),
                value(
                        "biases that are not zero",
                        n -> Numbers.some(n.biases(), v -> v != 0),
                        Edited.withoutBiases(ANY)),
                value("ties among the inputs", n -> Numbers.hasTies(n.input()), QUIET),
                value("ties among weights", n -> n.weights().stream().anyMatch(Numbers::hasTies), QUIET),
                value("weights all equal", n -> n.weights().stream().anyMatch(Numbers::isConstant), QUIET),
                value("two parameters with equal values", n -> Numbers.hasEqualTensors(n.parameters()), QUIET),
                value("examples all equal", n -> Numbers.hasEqualRows(n.input()), QUIET),
                value("example that is zero everywhere", n -> Numbers.hasZeroRow(n.input()), QUIET),
                value("magnitude above 100", n -> Numbers.some(n.tensors(), v -> Math.abs(v) > 100), QUIET),
                value(
                        "magnitude below 0.01, not zero",
                        n -> Numbers.some(n.tensors(), v -> v != 0 && Math.abs(v) < 0.01),
                        QUIET),
                value(
                        "four decades within one tensor",
                        n -> n.tensors().stream().anyMatch(t -> Numbers.decades(t) > 4),
                        QUIET));
    }

    private static List<EdgeClass> preActivations() {
        return List.of(
                value("pre-activation exactly zero", n -> n.hasPreActivation((g, a) -> a == 0), QUIET),
                value("pre-activation exactly on a kink", n -> n.hasPreActivation(NetworkEdges::isKink), QUIET),
                value("saturated, a above 20 or below -20", n -> n.hasPreActivation((g, a) -> Math.abs(a) > 20), QUIET),
                value("margin below -30", n -> n.hasPreActivation((g, a) -> a < -30), QUIET),
                value(
                        "exponential beyond a float's range, a > 88",
                        n -> n.hasPreActivation((g, a) -> EXPONENTIAL.contains(g) && a > OVERFLOW),
                        QUIET),
                value(
                        "exponential that cancels, a < -17",
                        n -> n.hasPreActivation((g, a) -> EXPONENTIAL.contains(g) && a < -17),
                        QUIET),
                value(
                        "negative pre-activation under a leaky rectifier",
                        n -> n.hasPreActivation((g, a) -> g == Activation.LEAKY_RELU && a < 0),
                        ANY.activations(Activation.RELU)),
                value("unit that is dead for all of several examples", NetworkView::hasDeadUnit, SMOOTH),
                value("zeros in the upstream gradient of a layer", NetworkView::hasZeroInUpstream, SMOOTH),
                value("variable whose gradient is zero", NetworkView::hasVariableWithoutGradient, SMOOTH),
                value(
                        "error of exactly zero",
                        n -> n.hasLoss(Loss.ABSOLUTE_ERROR, Loss.HUBER, Loss.SQUARED_ERROR)
                                && n.hasResidual(r -> r == 0),
                        ANY.losses(Loss.POISSON)),
                value(
                        "Huber loss of an error below -1",
                        n -> n.hasLoss(Loss.HUBER) && n.hasResidual(r -> r < -1),
                        ANY.losses(Loss.SQUARED_ERROR)));
    }

    private static boolean isKink(Activation g, double a) {
        return switch (g) {
            case RELU, LEAKY_RELU, SELU -> a == 0;
            case RELU6 -> a == 0 || a == 6;
            case HARD_TANH -> Math.abs(a) == 1;
            case HARD_SIGMOID, HARD_SWISH -> Math.abs(a) == 3;
            default -> false;
        };
    }

    private static EdgeClass setting(String name, Predicate<NetworkView> shows, SubjectSource elsewhere) {
        return EdgeClass.ofNetworks(SETTINGS, name, ANY, shows, elsewhere);
    }

    private static List<EdgeClass> settings() {
        return List.of(
                setting(
                        "hidden layers with different activations",
                        n -> n.activations().stream().distinct().count() > 1,
                        ANY.activations(Activation.TANH)),
                setting(
                        "last hidden and output activation differ",
                        n -> n.depth() > 0
                                && n.outputDiffersFrom(n.activations().get(n.depth() - 1)),
                        ANY.activations(Activation.SIGMOID).losses(Loss.BINARY_CROSS_ENTROPY)),
                setting("regulariser on", n -> n.network().l2() != 0, Edited.with(ANY, "l2", 0)),
                setting("regulariser off", n -> n.network().l2() == 0, Edited.with(ANY, "l2", 0.1)),
                setting(
                        "regulariser and biases that are not zero",
                        n -> n.network().l2() != 0 && Numbers.some(n.biases(), v -> v != 0),
                        Edited.withoutBiases(ANY)),
                setting(
                        "skip connection: a hidden layer used twice",
                        n -> n.network().skips().stream().anyMatch(skip -> skip.from() > 0),
                        Edited.with(ANY, "skips", List.of())));
    }
}
