package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Values.Kind;
import io.gradcheck.subject.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Layers as textbooks have them pass their contract with every seed, but for one that is rightly rejected. */
class TextbookLayersContractTest {

    private static final int SEEDS = 10;
    private static final long TRIES = 100;
    private static final double SEEN = 0.5;

    /** Rounds in rows that are constant, where its value is no longer a standard deviation: rightly rejected. */
    private static final String RIGHTLY_REJECTED = "standard deviation in two passes";

    @Test
    void a_right_softmax_passes_its_contract() {
        assertThat(failing("softmax", TextbookLayers.all().get("softmax"), 1)).isEmpty();
    }

    @Test
    @Tag("long")
    void right_layers_pass_their_contract_with_every_seed() {
        Map<String, List<String>> failing = new LinkedHashMap<>();
        TextbookLayers.all().forEach((name, layer) -> {
            for (long seed = 1; seed <= SEEDS; seed++) {
                List<String> tests = failing(name, layer, seed);
                if (!tests.isEmpty()) {
                    failing.computeIfAbsent(name, of -> new ArrayList<>()).add("seed " + seed + ": " + tests);
                }
            }
        });
        failing.forEach((name, tests) -> System.out.printf("%s: %d of %d seeds%n", name, tests.size(), SEEDS));

        assertThat(failing.keySet()).as("layers of which a test fails").containsExactly(RIGHTLY_REJECTED);
    }

    /** The tests of the contract that fail. */
    private static List<String> failing(String name, Supplier<Layer> layer, long seed) {
        LayerSource source = LayerSource.of(name, s -> layer.get(), s -> new int[] {s.batch(), s.width()});
        ContractCampaigns campaigns = new ContractCampaigns(source, GradientChecker.standard(), TRIES, seed, SEEN, 0.5);
        Map<String, CampaignReport> reports = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            reports.put("at " + kind, campaigns.gradients(kind));
        }
        reports.put("in small sizes", campaigns.gradientsInSmallSizes());
        reports.put("in mixed cases", campaigns.gradients());
        reports.put("laws", campaigns.laws());
        List<String> failing = new ArrayList<>();
        reports.forEach((test, report) -> {
            if (report.failed()) {
                failing.add(test);
            }
        });
        return failing;
    }
}
