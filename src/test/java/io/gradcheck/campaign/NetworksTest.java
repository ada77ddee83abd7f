package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Loss;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    void every_step_makes_a_case_simpler() {
        for (int index = 0; index < 60; index++) {
            NetworkCase drawn = Networks.any().at(SEED, index);
            for (Supplier<NetworkCase> step : drawn.simpler()) {
                NetworkCase simpler = step.get();
                assertThat(Arrays.compare(simpler.complexity(), drawn.complexity()))
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
