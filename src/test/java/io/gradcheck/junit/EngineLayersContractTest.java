package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.network.Layers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's own layers keep every part of the contract. */
class EngineLayersContractTest {

    private static final long SEED = 11;
    private static final double SEEN = 0.5;
    private static final int FEW = 15;
    private static final int MANY = 400;

    static List<LayerSource> layers() {
        return Layers.all();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void right_in_a_few_cases_of_each_kind(LayerSource layer) {
        assertThat(reports(layer, FEW)).allSatisfy(EngineLayersContractTest::nothingIsFound);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("layers")
    void right_in_many_cases_of_each_kind(LayerSource layer) {
        assertThat(reports(layer, MANY)).allSatisfy(EngineLayersContractTest::nothingIsFound);
    }

    private static Stream<CampaignReport> reports(LayerSource layer, int tries) {
        ContractCampaigns campaigns = new ContractCampaigns(layer, GradientChecker.standard(), tries, SEED, SEEN, 0.5);
        return Stream.concat(
                Stream.of(Values.Kind.values()).map(campaigns::gradients),
                Stream.of(campaigns.gradientsInSmallSizes(), campaigns.gradients(), campaigns.laws()));
    }

    private static void nothingIsFound(CampaignReport report) {
        assertThat(report.failures()).as("%s", report).isEmpty();
    }
}
