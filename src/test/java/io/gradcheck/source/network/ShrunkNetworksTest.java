package io.gradcheck.source.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.campaign.SuspectSubject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of an engine, found in random networks and made as small as they can be made by hand. */
class ShrunkNetworksTest {

    private static final int TRIES = 100;
    private static final int MOST_CHECKS = 100;

    // A batch of one shows no mistake of a batch; with one output a factor or zero would explain the bias as well.
    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({
        "activation derivative missing in layer 1, 1-1-1, 1",
        "activation derivative missing in layer 2, 1-1-1-1, 1",
        "activation derivative missing in every layer, 1-1-1-1, 1",
        "activation derivative taken at h in layer 1, 1-1-1, 1",
        "derivative of the next layer's activation in layer 1, 1-1-1-1, 1",
        "flat spot 0.1 added to the activation derivative in layer 1, 1-1-1, 1",
        "bias not summed over the batch, 1-2, 2",
        "only the first example, 1-2, 2",
        "only the last example, 1-2, 2",
        "regulariser missing, 1-1, 1",
        "regulariser doubled, 1-1, 1",
        "upstream ignored, 1-1, 1",
        "skip connection forgotten, 1-1-1, 1"
    })
    void a_mistake_is_shown_by_the_smallest_network_that_can(String mistake, String widths, int examples) {
        CampaignReport report = Campaign.of(SuspectSubject.source(Networks.any(), mistake))
                .tries(TRIES)
                .run();

        FindingGroup group = report.findings().stream()
                .filter(one -> one.signature().equals(mistake.replaceAll("\\d+(\\.\\d+)?", "#")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("found only " + report));
        NetworkCase smallest = NetworkCase.of(group.data());
        assertThat(shape(smallest)).as("%s", smallest).isEqualTo(widths);
        assertThat(smallest.batch().size()).as("%s", smallest).isEqualTo(examples);
        assertThat(numbers(smallest)).as("%s", group.data()).isSubsetOf(0.0, 0.5, 1.0, -1.0);
        assertThat(group.checks()).isLessThanOrEqualTo(MOST_CHECKS);
    }

    private static String shape(NetworkCase networkCase) {
        return networkCase.network().toString().split(" ", 2)[0];
    }

    /** All numbers of weights, biases, input and target. */
    private static List<Double> numbers(NetworkCase networkCase) {
        NetworkParts parts = NetworkParts.of(networkCase);
        List<Double> numbers = new ArrayList<>();
        parts.weights().forEach(w -> add(numbers, w.values()));
        parts.biases().forEach(b -> add(numbers, b.values()));
        add(numbers, parts.input().values());
        add(numbers, parts.target().values());
        return numbers;
    }

    private static void add(List<Double> numbers, double[] values) {
        for (double value : values) {
            numbers.add(value);
        }
    }
}
