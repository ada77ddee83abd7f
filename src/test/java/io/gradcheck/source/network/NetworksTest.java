package io.gradcheck.source.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Loss;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NetworksTest {

    private static final long SEED = 9;

    @Test
    void a_case_follows_from_seed_and_index_alone() {
        assertThat(Networks.any().at(SEED, 17).data())
                .isEqualTo(Networks.any().at(SEED, 17).data())
                .isNotEqualTo(Networks.any().at(SEED, 18).data())
                .isNotEqualTo(Networks.any().at(SEED + 1, 17).data());
    }

    @Test
    void networks_are_as_they_were_asked_for() {
        Networks networks = Networks.any()
                .depth(1, 2)
                .width(2, 3)
                .batch(4, 4)
                .activations(Activation.SINE)
                .losses(Loss.HUBER, Loss.HINGE);
        for (int index = 0; index < 200; index++) {
            NetworkParts parts = NetworkParts.of(networks.at(SEED, index));
            assertThat(parts.activations()).hasSizeBetween(1, 2).containsOnly(Activation.SINE);
            assertThat(parts.widths()).allSatisfy(width -> assertThat(width).isBetween(2, 3));
            assertThat(parts.batch()).isEqualTo(4);
            assertThat(parts.loss()).isIn(Loss.HUBER, Loss.HINGE);
        }
    }

    @Test
    void cases_reach_every_activation_loss_depth_width_and_batch() {
        Set<Activation> activations = EnumSet.noneOf(Activation.class);
        Set<Loss> losses = EnumSet.noneOf(Loss.class);
        Set<Integer> depths = new TreeSet<>();
        Set<Integer> widths = new TreeSet<>();
        Set<Integer> batches = new TreeSet<>();
        for (int index = 0; index < 1_000; index++) {
            NetworkParts parts = NetworkParts.of(Networks.any().at(SEED, index));
            activations.addAll(parts.activations());
            losses.add(parts.loss());
            depths.add(parts.activations().size());
            widths.addAll(parts.widths());
            batches.add(parts.batch());
        }
        assertThat(activations).containsExactlyInAnyOrder(Activation.values());
        assertThat(losses).containsExactlyInAnyOrder(Loss.values());
        assertThat(depths).containsExactly(0, 1, 2, 3, 4);
        assertThat(widths).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(batches).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void ordinary_cases_have_exact_zeros_regularisers_and_skips_and_no_large_numbers() {
        int zeroInputs = 0;
        int zeroBiases = 0;
        int regularised = 0;
        int skipping = 0;
        double largest = 0;
        for (int index = 0; index < 1_000; index++) {
            NetworkParts parts = NetworkParts.of(Networks.any().ordinary().at(SEED, index));
            zeroInputs += hasZero(parts.input()) ? 1 : 0;
            zeroBiases += hasZero(parts.biases().get(0)) ? 1 : 0;
            regularised += parts.l2() > 0 ? 1 : 0;
            skipping += parts.skips().isEmpty() ? 0 : 1;
            largest = Math.max(largest, largest(parts));
        }
        assertThat(zeroInputs).isBetween(200, 800);
        assertThat(zeroBiases).isBetween(200, 800);
        assertThat(regularised).isBetween(200, 800);
        assertThat(skipping).isBetween(100, 800);
        assertThat(largest).isLessThan(10);
    }

    private static boolean hasZero(Tensor tensor) {
        return Arrays.stream(tensor.values()).anyMatch(value -> value == 0);
    }

    private static double largest(NetworkParts parts) {
        return Stream.of(List.of(parts.input()), parts.weights(), parts.biases())
                .flatMap(List::stream)
                .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    @Test
    void cases_of_all_magnitudes_span_six_decades_but_where_the_loss_would_overflow() {
        Networks networks = Networks.any().ofAllMagnitudes();
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        double largestOfPoisson = 0;
        for (int index = 0; index < 200; index++) {
            NetworkParts parts = NetworkParts.of(networks.at(SEED, index));
            if (parts.loss() == Loss.POISSON) {
                largestOfPoisson = Math.max(largestOfPoisson, largest(parts));
            }
            for (double value : parts.weights().get(0).values()) {
                smallest = Math.min(smallest, Math.abs(value));
                largest = Math.max(largest, Math.abs(value));
            }
        }
        assertThat(smallest).isLessThan(2e-3);
        assertThat(largest).isGreaterThan(2e2);
        assertThat(largestOfPoisson).isBetween(1.0, 10.0);
    }

    @Test
    void a_source_says_which_values_it_draws() {
        assertThat(Networks.any().depth(0, 1).losses(Loss.HUBER).ordinary())
                .hasToString(
                        "networks of depth 0..1, width 1..8, batch 1..5, 20 activations, losses [HUBER], values ORDINARY");
    }

    @Test
    void wrong_ranges_are_refused() {
        assertThatThrownBy(() -> Networks.any().depth(-1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depth: found the range -1..2, wanted 0 <= least <= most");
        assertThatThrownBy(() -> Networks.any().width(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width: found the range 0..2, wanted 1 <= least <= most");
        assertThatThrownBy(() -> Networks.any().batch(3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch: found the range 3..2, wanted 1 <= least <= most");
        assertThatThrownBy(() -> Networks.any().activations())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activations: found none, wanted at least one");
    }

    @Test
    void a_case_that_was_written_down_is_the_same_again() throws JsonParserException {
        for (int index = 0; index < 200; index++) {
            NetworkCase drawn = Networks.any().at(SEED, index);
            String json = JsonWriter.string(drawn.data());
            NetworkCase restored = Networks.any().restore(JsonParser.object().from(json));

            assertThat(JsonWriter.string(restored.data())).isEqualTo(json);
            assertThat(restored.code()).isEqualTo(drawn.code());
        }
    }

    @Test
    void what_is_missing_or_does_not_fit_is_named() {
        Map<String, Object> data =
                new LinkedHashMap<>(Networks.any().at(SEED, 1).data());
        data.remove("loss");
        assertThatThrownBy(() -> Networks.any().restore(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network: found nothing in field \"loss\", wanted a text");
        data.put("loss", 3);
        assertThatThrownBy(() -> Networks.any().restore(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network: found Integer 3 in field \"loss\", wanted a text");
        data.put("loss", "huber");
        data.put("widths", List.of(1));
        assertThatThrownBy(() -> Networks.any().restore(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("network: found 1 widths, wanted ");
    }

    /** Widths, losses and all: a simpler case is a right case, and its complexity is lower by the first number that differs. */
    @Test
    @Tag("thorough")
    void every_step_makes_a_case_simpler() {
        for (int index = 0; index < 60; index++) {
            NetworkCase drawn = Networks.any().at(SEED, index);
            long[] complexity = drawn.complexity();
            for (Supplier<NetworkCase> step : drawn.simpler()) {
                NetworkCase simpler = step.get();
                assertThat(Arrays.compare(simpler.complexity(), complexity))
                        .as("%s to %s", drawn, simpler)
                        .isNegative();
                assertThat(simpler.subject().evaluate(simpler.subject().point()).size())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void the_plainest_network_has_no_simpler_one() {
        NetworkCase plainest = Networks.any().at(SEED, 3);
        List<Supplier<NetworkCase>> steps = plainest.simpler();
        while (!steps.isEmpty()) {
            plainest = steps.get(0).get();
            steps = plainest.simpler();
        }
        assertThat(plainest).hasToString("1-1 squared_error, 1 example");
        assertThat(plainest.complexity()).containsExactly(1, 1, 0, 2, 0, 0);
    }
}
