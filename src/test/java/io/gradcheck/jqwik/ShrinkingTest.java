package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.ScaleLayer;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What jqwik makes of cases: the same ones on every thread, and small ones when a property fails. */
class ShrinkingTest {

    private static final int GENERATION_SIZE = 1000;

    static class FailingProperties {

        @Provide
        Arbitrary<SubjectCase> wrongScales() {
            return CaseArbitraries.of(ScaleLayer.wrongSource());
        }

        @Property(tries = 100, seed = "5")
        void a_wrong_layer(@ForAll("wrongScales") SubjectCase scale) {
            assertThat(GradientChecker.standard().check(scale.subject()).verdict())
                    .isNotEqualTo(Verdict.FAIL);
        }

        @Property(tries = 100, seed = "5")
        void no_network_is_wide(@ForAll NetworkCase network) {
            for (int layer = 0; layer <= network.network().layers(); layer++) {
                assertThat(network.network().width(layer)).isLessThan(3);
            }
        }
    }

    @Test
    void a_failing_layer_is_shrunk_to_one_of_width_1_on_two_examples() {
        assertThat(failureOf("a_wrong_layer")).contains("Shrunk Sample").contains("scale: scale {batch=2, width=1}");
    }

    @Test
    void a_failing_network_is_shrunk_to_the_fewest_units() {
        assertThat(failureOf("no_network_is_wide"))
                .contains("Shrunk Sample")
                .containsPattern("network: (3-1|1-3|1-3-1 identity/)[ ]?squared_error, 1 example");
    }

    /** The text of the report that jqwik publishes of a failing property. */
    private static String failureOf(String property) {
        StringBuilder text = new StringBuilder();
        EngineTestKit.engine("jqwik")
                .selectors(DiscoverySelectors.selectMethod(FailingProperties.class.getName() + "#" + property
                        + ("a_wrong_layer".equals(property)
                                ? "(" + SubjectCase.class.getName() + ")"
                                : "(" + NetworkCase.class.getName() + ")")))
                .configurationParameter("jqwik.database", "target/jqwik-shrinking-database")
                .configurationParameter("jqwik.failures.after.default", "PREVIOUS_SEED")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .execute()
                .allEvents()
                .reportingEntryPublished()
                .stream()
                .forEach(event ->
                        text.append(event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()));
        return text.toString();
    }

    @Test
    void arbitraries_generate_outside_of_jqwik_and_on_any_thread() throws Exception {
        RandomGenerator<NetworkCase> generator =
                CaseArbitraries.networks(Networks.any()).generator(GENERATION_SIZE);
        List<String> expected = drawn(generator);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int k = 0; k < 8; k++) {
                tasks.add(() -> drawn(generator));
            }
            for (Future<List<String>> drawn : threads.invokeAll(tasks)) {
                assertThat(drawn.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static List<String> drawn(RandomGenerator<NetworkCase> generator) {
        Random random = new Random(17);
        List<String> drawn = new ArrayList<>();
        for (int k = 0; k < 100; k++) {
            drawn.add(generator.next(random).value().data().toString());
        }
        return drawn;
    }
}
