package io.gradcheck.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.LayerCase;
import io.gradcheck.campaign.LayerKind;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every layer's gradient is right on random shapes and values. */
class LayersTest {

    private static final long SEED = 46;
    private static final int CASES = 150;
    private static final Set<LayerKind> WITH_KINKS = EnumSet.of(LayerKind.PRELU, LayerKind.MAX_POOLING_2D);

    @ParameterizedTest
    @EnumSource(LayerKind.class)
    void passes_wherever_anything_can_be_seen(LayerKind kind) {
        int seen = 0;
        for (int index = 0; index < CASES; index++) {
            GradientReport report = check(kind.ordinary(SEED, index), index);
            if (!report.isVacuous()) {
                seen++;
                assertThat(report.verdict()).as(() -> report.toString()).isEqualTo(Verdict.PASS);
            }
        }
        assertThat(seen).as("cases of seed %d", SEED).isGreaterThan(CASES * 3 / 4);
    }

    @ParameterizedTest
    @EnumSource(LayerKind.class)
    void never_fails_on_zeros_ties_and_magnitudes_and_has_kinks_only_where_it_says_so(LayerKind kind) {
        Map<Verdict, Integer> count = new EnumMap<>(Verdict.class);
        for (int index = 0; index < CASES; index++) {
            GradientReport report = check(kind.ofAllSorts(SEED, index), index);
            assertThat(report.verdict()).as(() -> report.toString()).isNotEqualTo(Verdict.FAIL);
            count.merge(report.verdict(), 1, Integer::sum);
        }
        assertThat(count.getOrDefault(Verdict.PASS, 0))
                .as("PASS of seed %d", SEED)
                .isGreaterThan(CASES / 2);
        assertThat(count.containsKey(Verdict.KINK)).as("kinks of seed %d", SEED).isEqualTo(WITH_KINKS.contains(kind));
    }

    private static GradientReport check(LayerCase layer, int index) {
        return GradientChecker.standard().seed(index).check(layer.subject());
    }
}
