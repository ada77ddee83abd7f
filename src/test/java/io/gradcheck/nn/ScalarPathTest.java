package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.nn.RandomNetworks.Case;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backpropagation against the chain rule in scalar terms, summed over all paths. */
class ScalarPathTest {

    static Stream<Case> networks() {
        return RandomNetworks.seeds(300);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_gradient_is_the_sum_over_all_paths(Case random) {
        Network network = random.network();
        Gradients gradients = Backpropagation.gradients(network, random.batch());
        ScalarPathOracle[] examples = new ScalarPathOracle[random.batch().size()];
        for (int e = 0; e < examples.length; e++) {
            examples[e] = new ScalarPathOracle(
                    network, row(random.batch().input(), e), row(random.batch().target(), e));
        }
        assertAgrees("x", gradients, index -> examples[index[0]].byHidden(0, index[1]) / examples.length);
        for (int k = 1; k <= network.layers(); k++) {
            int layer = k;
            assertAgrees(
                    "a" + k, gradients, index -> examples[index[0]].byPreActivation(layer, index[1]) / examples.length);
            assertAgrees("b" + k, gradients, index -> mean(examples, e -> e.byPreActivation(layer, index[0])));
            assertAgrees(
                    "W" + k,
                    gradients,
                    index -> mean(examples, e -> e.byPreActivation(layer, index[0]) * e.hidden(layer - 1, index[1]))
                            + network.l2() * network.weights(layer).get(index));
            if (k < network.layers()) {
                assertAgrees(
                        "h" + k, gradients, index -> examples[index[0]].byHidden(layer, index[1]) / examples.length);
            }
        }
    }

    private static double[] row(Tensor matrix, int row) {
        int width = matrix.length(1);
        return Arrays.copyOfRange(matrix.values(), row * width, (row + 1) * width);
    }

    private interface Quantity {
        double of(ScalarPathOracle example);
    }

    private static double mean(ScalarPathOracle[] examples, Quantity quantity) {
        double sum = 0;
        for (ScalarPathOracle example : examples) {
            sum += quantity.of(example);
        }
        return sum / examples.length;
    }

    private interface Entry {
        double at(int[] index);
    }

    private static void assertAgrees(String variable, Gradients gradients, Entry entry) {
        Tensor wanted = gradients.of(variable).copy();
        for (int i = 0; i < wanted.size(); i++) {
            wanted.values()[i] = entry.at(wanted.indexOf(i));
        }
        assertThat(RelativeDistance.between(gradients.of(variable), wanted))
                .as(variable)
                .isLessThanOrEqualTo(1e-12);
    }
}
