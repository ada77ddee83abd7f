package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NetworkCasesTest {

    private static final long SEED = 5;

    @Test
    void a_case_follows_from_seed_and_index_alone() {
        NetworkCase first = NetworkCases.ordinary().at(SEED, 17);
        NetworkCase again = NetworkCases.ordinary().at(SEED, 17);

        assertThat(again.network()).hasToString(first.network().toString());
        assertThat(again.batch().input().values())
                .isEqualTo(first.batch().input().values());
        assertThat(again.network().weights(1).values())
                .isEqualTo(first.network().weights(1).values());
    }

    @Test
    void other_indices_and_seeds_give_other_cases() {
        double[] inputs = NetworkCases.ordinary().at(SEED, 17).batch().input().values();

        assertThat(NetworkCases.ordinary().at(SEED, 18).batch().input().values())
                .isNotEqualTo(inputs);
        assertThat(NetworkCases.ordinary().at(SEED + 1, 17).batch().input().values())
                .isNotEqualTo(inputs);
    }

    @Test
    void cases_reach_every_activation_loss_depth_width_and_batch() {
        Set<Activation> activations = EnumSet.noneOf(Activation.class);
        Set<Loss> losses = EnumSet.noneOf(Loss.class);
        Set<Integer> depths = new TreeSet<>();
        Set<Integer> widths = new TreeSet<>();
        Set<Integer> batches = new TreeSet<>();
        for (int index = 0; index < 1_000; index++) {
            NetworkCase networkCase = NetworkCases.ordinary().at(SEED, index);
            Network network = networkCase.network();
            losses.add(network.loss());
            depths.add(network.layers() - 1);
            batches.add(networkCase.batch().size());
            for (int layer = 0; layer <= network.layers(); layer++) {
                widths.add(network.width(layer));
            }
            for (int layer = 1; layer < network.layers(); layer++) {
                activations.add(network.activation(layer));
            }
        }
        assertThat(activations).containsExactlyInAnyOrder(Activation.values());
        assertThat(losses).containsExactlyInAnyOrder(Loss.values());
        assertThat(depths).containsExactly(0, 1, 2, 3, 4);
        assertThat(widths).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(batches).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void cases_have_exact_zeros_regularisers_and_skips() {
        int zeroInputs = 0;
        int zeroBiases = 0;
        int regularised = 0;
        int skipping = 0;
        for (int index = 0; index < 1_000; index++) {
            NetworkCase networkCase = NetworkCases.ordinary().at(SEED, index);
            Network network = networkCase.network();
            zeroInputs += hasZero(networkCase.batch().input()) ? 1 : 0;
            zeroBiases += hasZero(network.biases(1)) ? 1 : 0;
            regularised += network.l2() > 0 ? 1 : 0;
            skipping += network.skips().isEmpty() ? 0 : 1;
        }
        assertThat(zeroInputs).isBetween(200, 800);
        assertThat(zeroBiases).isBetween(200, 800);
        assertThat(regularised).isBetween(200, 800);
        assertThat(skipping).isBetween(100, 800);
    }

    private static boolean hasZero(Tensor tensor) {
        return Arrays.stream(tensor.values()).anyMatch(value -> value == 0);
    }

    @Test
    void cases_of_all_magnitudes_span_six_decades() {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int index = 0; index < 200; index++) {
            for (double value : NetworkCases.ofAllMagnitudes()
                    .at(SEED, index)
                    .network()
                    .weights(1)
                    .values()) {
                smallest = Math.min(smallest, Math.abs(value));
                largest = Math.max(largest, Math.abs(value));
            }
        }
        assertThat(smallest).isLessThan(2e-3);
        assertThat(largest).isGreaterThan(5e2);
    }
}
