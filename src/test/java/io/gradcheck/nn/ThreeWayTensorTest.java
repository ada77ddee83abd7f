package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.nn.RandomNetworks.Case;
import io.gradcheck.subject.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The step {@code dW_k = da_k' h_(k-1)} against what it abbreviates: the tensor of all partial derivatives {@code d
 * a_k[e, i] / d W_k[p, q]}, spelled out, contracted with {@code da_k}.
 */
class ThreeWayTensorTest {

    static Stream<Case> networks() {
        return RandomNetworks.seeds(100);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void the_weight_gradient_is_the_contraction_with_all_partial_derivatives(Case random) {
        Network network = random.network();
        Gradients gradients = Backpropagation.gradients(network, random.batch());
        Tensor[] hidden = hiddenLayers(random);
        for (int k = 1; k <= network.layers(); k++) {
            Tensor partials = partialsByWeights(hidden[k - 1], network.width(k));
            Tensor da = gradients.of("a" + k);
            Tensor wanted = Tensor.zeros(network.width(k), network.width(k - 1));
            for (int p = 0; p < network.width(k); p++) {
                for (int q = 0; q < network.width(k - 1); q++) {
                    double sum = network.l2() * network.weights(k).get(p, q);
                    for (int e = 0; e < random.batch().size(); e++) {
                        for (int i = 0; i < network.width(k); i++) {
                            sum += da.get(e, i) * partials.get(e, i, p, q);
                        }
                    }
                    wanted.set(sum, p, q);
                }
            }
            assertThat(RelativeDistance.between(gradients.of("W" + k), wanted))
                    .as("W" + k)
                    .isLessThanOrEqualTo(1e-13);
        }
    }

    /**
     * For each example the three-way tensor {@code [i, p, q]}: {@code h[q]} where i = p, for only row i of W reaches
     * a[i].
     */
    private static Tensor partialsByWeights(Tensor h, int outputs) {
        int examples = h.length(0);
        int inputs = h.length(1);
        Tensor partials = Tensor.zeros(examples, outputs, outputs, inputs);
        for (int e = 0; e < examples; e++) {
            for (int i = 0; i < outputs; i++) {
                for (int q = 0; q < inputs; q++) {
                    partials.set(h.get(e, q), e, i, i, q);
                }
            }
        }
        return partials;
    }

    private static Tensor[] hiddenLayers(Case random) {
        Network network = random.network();
        Gradients gradients = Backpropagation.gradients(network, random.batch());
        Tensor[] hidden = new Tensor[network.layers()];
        hidden[0] = random.batch().input();
        for (int k = 1; k < network.layers(); k++) {
            hidden[k] = gradients.preActivation(k).copy();
            double[] h = hidden[k].values();
            for (int i = 0; i < h.length; i++) {
                h[i] = network.activation(k).value(h[i]);
            }
        }
        return hidden;
    }
}
