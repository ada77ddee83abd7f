package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.WrongSubject;
import io.gradcheck.campaign.diagnosis.PlainBackpropagation.Derivative;
import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Mistakes in the backpropagation of a network: its own structure has to be known to make them. */
public final class NetworkMistakes {

    /** Relative to an entry; two mistakes that are closer cannot be told apart. */
    private static final double CLOSE = 1e-8;

    private NetworkMistakes() {}

    public static List<PlantedMistake> all() {
        List<PlantedMistake> all = new ArrayList<>();
        all.addAll(ofDerivative("activation derivative missing", network -> (layer, g, a, h) -> 1));
        all.addAll(ofDerivative("activation derivative taken at h", network -> (layer, g, a, h) -> g.derivative(h)));
        all.addAll(ofDerivative(
                "derivative of the next layer's activation",
                network -> (layer, g, a, h) -> after(network, layer, g).derivative(a)));
        all.addAll(ofDerivative(
                "flat spot 0.1 added to the activation derivative",
                network -> (layer, g, a, h) -> g.derivative(a) + 0.1));
        all.add(ofNetwork(
                "bias not summed over the batch", PlainBackpropagation.withBiasesOf(example -> example == 0)));
        all.add(ofNetwork("only the first example", PlainBackpropagation.ofExamples(example -> example == 0)));
        all.add(new PlantedMistake(
                "only the last example",
                (right, random) -> plant(
                        right,
                        "only the last example",
                        PlainBackpropagation.ofExamples(example ->
                                example == ((NetworkSubject) right).batch().size() - 1))));
        all.add(ofNetwork("regulariser missing", PlainBackpropagation.withDecayTimes(0)));
        all.add(ofNetwork("regulariser doubled", PlainBackpropagation.withDecayTimes(2)));
        all.add(ofNetwork("regulariser with the wrong sign", PlainBackpropagation.withDecayTimes(-1)));
        all.add(ofNetwork("skip connection forgotten", PlainBackpropagation.withoutSkips()));
        all.add(new PlantedMistake(
                "upstream ignored",
                (right, random) ->
                        Plant.of(right, "upstream ignored", (at, upstream) -> right.gradient(at, Tensor.scalar(1)))));
        all.add(new PlantedMistake(
                "another function's derivative in one layer",
                (right, random) -> inOneLayer(right, random)
                        .filter(wrong -> ((NetworkSubject) right).network().width(wrong) > 1) // else it is a factor
                        .flatMap(wrong -> Plant.of(
                                right,
                                Set.of(),
                                claim(
                                        right,
                                        PlainBackpropagation.withDerivative((layer, g, a, h) ->
                                                (layer == wrong ? 1 - 0.1 * Math.tanh(a) : 1) * g.derivative(a)))))));
        return all;
    }

    /** Square weights applied to the gradient as in the forward pass; the diagnoses have no name for it. */
    public static PlantedMistake weightsNotTransposed() {
        return new PlantedMistake(
                "weights not transposed",
                (right, random) -> Plant.of(right, Set.of(), claim(right, PlainBackpropagation.withoutTransposing())));
    }

    /** Another rule for the derivative of activations; the diagnoses have no name for it. */
    public static PlantedMistake ofRule(String name, Derivative derivative) {
        return new PlantedMistake(
                name,
                (right, random) ->
                        Plant.of(right, Set.of(), claim(right, PlainBackpropagation.withDerivative(derivative))));
    }

    private static Activation after(Network network, int layer, Activation own) {
        if (layer + 1 < network.layers()) {
            return network.activation(layer + 1);
        }
        return network.loss() == Loss.BINARY_CROSS_ENTROPY ? Activation.SIGMOID : own;
    }

    private static Optional<Integer> inOneLayer(Subject right, SplittableRandom random) {
        int hidden = ((NetworkSubject) right).network().layers() - 1;
        return hidden == 0 ? Optional.empty() : Optional.of(1 + random.nextInt(hidden));
    }

    /** The mistake in one layer, and in every layer. */
    private static List<PlantedMistake> ofDerivative(String mistake, Function<Network, Derivative> derivative) {
        return List.of(
                new PlantedMistake(
                        mistake + ", one layer",
                        (right, random) -> inOneLayer(right, random).flatMap(wrong -> {
                            Derivative inOne = derivative.apply(((NetworkSubject) right).network());
                            return plant(
                                    right,
                                    mistake + " in layer " + wrong,
                                    PlainBackpropagation.withDerivative((layer, g, a, h) ->
                                            layer == wrong ? inOne.of(layer, g, a, h) : g.derivative(a)));
                        })),
                new PlantedMistake(mistake + ", every layer", (right, random) -> {
                    Derivative wrong = derivative.apply(((NetworkSubject) right).network());
                    return isOfOneLayer(right, wrong)
                            ? Optional.empty()
                            : plant(right, mistake + " in every layer", PlainBackpropagation.withDerivative(wrong));
                }));
    }

    /** Whether a mistake in every layer is the same, at this point, as one in a single layer. */
    private static boolean isOfOneLayer(Subject right, Derivative derivative) {
        List<double[]> everywhere = values(right, PlainBackpropagation.withDerivative(derivative));
        for (int k = 1; k < ((NetworkSubject) right).network().layers(); k++) {
            int wrong = k;
            Derivative inOne = (layer, g, a, h) -> layer == wrong ? derivative.of(layer, g, a, h) : g.derivative(a);
            if (areClose(everywhere, values(right, PlainBackpropagation.withDerivative(inOne)))) {
                return true;
            }
        }
        return false;
    }

    private static List<double[]> values(Subject right, PlainBackpropagation wrong) {
        return claim(right, wrong).at(right.point(), Tensor.scalar(1)).values().stream()
                .map(Tensor::values)
                .toList();
    }

    private static boolean areClose(List<double[]> some, List<double[]> others) {
        for (int k = 0; k < some.size(); k++) {
            double[] a = some.get(k);
            double[] b = others.get(k);
            for (int i = 0; i < a.length; i++) {
                if (Math.abs(a[i] - b[i]) > CLOSE * Math.abs(a[i])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static PlantedMistake ofNetwork(String mistake, PlainBackpropagation wrong) {
        return new PlantedMistake(mistake, (right, random) -> plant(right, mistake, wrong));
    }

    private static Optional<Plant> plant(Subject right, String mistake, PlainBackpropagation wrong) {
        return Plant.of(right, mistake, claim(right, wrong));
    }

    private static WrongSubject.Claim claim(Subject right, PlainBackpropagation wrong) {
        Network network = ((NetworkSubject) right).network();
        return (at, upstream) -> wrong.gradient(network, right, at, upstream);
    }
}
