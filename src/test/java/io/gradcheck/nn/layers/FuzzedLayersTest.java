package io.gradcheck.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.campaign.LayerKind;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Layers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Campaigns over the layers find nothing, and every mistake that is planted in one, which they make small. */
class FuzzedLayersTest {

    private static final int TRIES = 150;
    private static final int ENOUGH_TRIES = 300;

    static List<LayerSource> sources() {
        return Layers.all();
    }

    static List<Mistake> mistakes() {
        return WrongLayersTest.mistakes();
    }

    @Test
    void every_kind_of_layer_has_a_source() {
        assertThat(Layers.all())
                .extracting(LayerSource::name)
                .containsExactlyInAnyOrder(Arrays.stream(LayerKind.values())
                        .map(FuzzedLayersTest::name)
                        .toArray(String[]::new));
    }

    private static String name(LayerKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void nothing_is_found_in_a_right_layer(SubjectSource source) {
        CampaignReport report = Campaign.of(source).tries(TRIES).run();

        assertThat(report.failures()).as("%s", report).isEmpty();
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("mistakes")
    void a_mistake_is_found_and_made_small(Mistake mistake) {
        LayerSource wrong = Layers.named(name(mistake.kind()))
                .altered(layer -> mistake.wrong().apply(layer));

        CampaignReport report = Campaign.of(wrong).tries(ENOUGH_TRIES).run();

        assertThat(report.findings())
                .as("findings of %s in %s", mistake, report)
                .isNotEmpty();
        FindingGroup most = report.findings().stream()
                .reduce((a, b) -> a.count() >= b.count() ? a : b)
                .orElseThrow();
        assertThat(entries(most)).as("entries of the smallest case of %s", most).isLessThanOrEqualTo(40);
        assertThat(most.checks()).isLessThan(5_000);
    }

    /** How many numbers the smallest case has, over all its tensors. */
    private static int entries(FindingGroup group) {
        int entries = 0;
        for (Object tensor : ((Map<?, ?>) group.data().get("values")).values()) {
            entries += ((List<?>) ((Map<?, ?>) tensor).get("values")).size();
        }
        return entries;
    }
}
