package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.nn.Activation;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.Versions;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

class CampaignTest {

    private static final SubjectSource WRONG =
            SuspectSubject.source(Networks.any(), "activation derivative missing in layer 1");

    @Test
    void right_networks_have_no_finding() {
        CampaignReport report = Campaign.of(Networks.any()).tries(2_000).run();

        assertThat(report.failures()).as("%s", report).isEmpty();
        assertThat(report.cases()).isEqualTo(2_000);
        assertThat(report.tally().variables()).isGreaterThan(10_000);
        assertThatCode(report::throwIfFailed).doesNotThrowAnyException();
        assertThat(report).asString().endsWith("Nothing was found.");
    }

    @Test
    void a_wrong_engine_is_found_and_named() {
        CampaignReport report = Campaign.of(WRONG).tries(200).run();

        assertThat(report.findings())
                .extracting(FindingGroup::signature)
                .contains("activation derivative missing in layer #");
        assertThatThrownBy(report::throwIfFailed)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("activation derivative missing in layer 1")
                .hasMessageContaining("public class Repeat");
    }

    @Tag("thorough")
    @Test
    void threads_change_nothing() {
        Campaign campaign = Campaign.of(WRONG).tries(150).seed(3);

        CampaignReport one = campaign.threads(1).run();
        assertThat(campaign.threads(4).run()).hasToString(one.toString());
        assertThat(campaign.threads(4).run().findings()).isEqualTo(one.findings());
        assertThat(campaign.threads(3).run().statistics()).isEqualTo(one.statistics());
    }

    @Test
    void merged_shards_are_the_report_of_one_run() {
        Campaign campaign = Campaign.of(WRONG).tries(151).seed(4);

        CampaignReport whole = campaign.run();
        CampaignReport merged = campaign.shard(3, 3)
                .run()
                .merge(campaign.shard(1, 3).run())
                .merge(campaign.shard(2, 3).run());

        assertThat(merged).hasToString(whole.toString());
        assertThat(merged.findings()).isEqualTo(whole.findings());
        assertThat(merged.statistics()).isEqualTo(whole.statistics());
        assertThat(merged.tally().relativeDetectionLimit(0.5))
                .isEqualTo(whole.tally().relativeDetectionLimit(0.5));
    }

    @Test
    void another_seed_is_another_series() {
        CampaignReport first = Campaign.of(Networks.any()).tries(50).seed(1).run();
        CampaignReport second = Campaign.of(Networks.any()).tries(50).seed(2).run();

        assertThat(first.statistics()).isNotEqualTo(second.statistics());
        assertThatThrownBy(() -> first.merge(second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "merge: found a shard of 1 of cases 0 to 49 of seed 2 of networks, wanted one of 1 of cases 0 to 49 of "
                                + "seed 1 of networks");
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 64})
    void any_number_of_shards_merges_to_the_report_of_one_run_whatever_is_wrong(int shards) {
        Campaign campaign = Campaign.of(
                        Stream.of(Versions.values()).map(Versions::wrong).toArray(SubjectSource[]::new))
                .tries(600)
                .seed(5);

        CampaignReport merged = campaign.shard(shards, shards).run();
        for (int shard = 1; shard < shards; shard++) {
            merged = merged.merge(campaign.shard(shard, shards).run());
        }

        assertThat(merged).hasToString(campaign.run().toString());
    }

    @Test
    void a_shard_is_merged_once_and_those_that_are_missing_are_known() {
        Campaign campaign = Campaign.of(Networks.any()).tries(40);
        CampaignReport first = campaign.shard(1, 3).run();
        CampaignReport both = first.merge(campaign.shard(3, 3).run());

        assertThat(first.missingShards()).containsExactly(2, 3);
        assertThat(first.toString()).contains("14 cases of seed 1, shard 1 of 3: ");
        assertThat(both.missingShards()).containsExactly(2);
        assertThat(both.toString()).contains("27 cases of seed 1, shards 1, 3 of 3: ");
        assertThatThrownBy(() -> both.merge(first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("merge: found shard 1 of 3 a second time, wanted each once");
        assertThatThrownBy(() -> first.merge(campaign.shard(2, 4).run()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("merge: found a shard of 4 of ");
        assertThat(both.merge(campaign.shard(2, 3).run()).missingShards()).isEmpty();
    }

    @Test
    void a_campaign_that_checked_nothing_fails() {
        CampaignReport report = Campaign.of(Networks.any()).tries(0).run();

        assertThat(report.failures()).containsExactly("no case was checked");
    }

    @Test
    void a_campaign_that_saw_nothing_fails() {
        CampaignReport report = Campaign.of(constant()).tries(10).run();

        assertThat(report.failures())
                .containsExactly(
                        "something could be seen in only 0 of 10 cases, wanted 10% or more: in the others every gradient is zero, or lost in rounding; draw other values or larger sizes, or see leastSeen");
        assertThat(Campaign.of(constant()).tries(10).leastSeen(0).run().failures())
                .isEmpty();
    }

    private static SubjectSource constant() {
        return new TensorSource("constant") {
            @Override
            protected Map<String, Variable> variables(Sizes sizes) {
                return Map.of("x", new Variable(Values.normal(), sizes.width()));
            }

            @Override
            protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
                return Subject.of(
                        "constant",
                        values,
                        at -> Tensor.scalar(1),
                        (at, u) -> Map.of("x", Tensor.zeros(sizes.width())));
            }
        };
    }

    /** Right, and zero for most switches: those from 1 to a number. */
    private static SubjectSource flatFor(int most) {
        return FunctionSource.of(
                        "switched",
                        (sizes, input) -> Subject.scalar(
                                "switched",
                                x -> input.get("switch").get() > 0 ? 0 : x * x,
                                x -> input.get("switch").get() > 0 ? 0 : 2 * x,
                                input.get("x").get()))
                .input("x", sizes -> new int[] {})
                .input("switch", sizes -> Values.integers(0, most), sizes -> new int[] {});
    }

    @Test
    void a_function_that_is_right_and_flat_in_most_cases_passes_and_in_nearly_all_it_does_not() {
        CampaignReport most = Campaign.of(flatFor(4)).tries(400).run();
        assertThat(most.telling()).isBetween(40L, 200L);
        assertThat(most.failures()).isEmpty();

        assertThat(Campaign.of(flatFor(100)).tries(400).run().failures())
                .singleElement()
                .asString()
                .startsWith("something could be seen in only ")
                .contains(" of 400 cases, wanted 10% or more");
    }

    @Test
    void a_subject_that_throws_is_a_finding_and_stops_nothing() {
        SubjectSource throwing = Networks.any()
                .checkedIn(
                        "throwing",
                        network -> {
                            if (network.batch().size() == 3) {
                                throw new UnsupportedOperationException("three examples");
                            }
                            return network.subject();
                        },
                        "throwing(%s)");

        CampaignReport report = Campaign.of(throwing).tries(100).run();

        assertThat(report.cases()).isEqualTo(100);
        assertThat(report.findings()).singleElement().satisfies(group -> {
            assertThat(group.signature())
                    .startsWith("throws UnsupportedOperationException at " + CampaignTest.class.getName());
            assertThat(group.count()).isGreaterThan(5);
            assertThat(group.text()).contains("three examples");
        });
    }

    @Test
    void sources_take_turns() {
        CampaignReport report = Campaign.of(ScaleLayer.rightSource(), constant())
                .tries(100)
                .leastSeen(0)
                .run();

        assertThat(report.statistics()).containsPattern("source +scale +50 ").containsPattern("source +constant +50 ");
    }

    @Test
    void sources_have_different_names() {
        assertThatThrownBy(() -> Campaign.of(Networks.any(), Networks.any()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sources: found the names [networks, networks], wanted each only once, or of a class of its own");
    }

    private abstract static class Named implements SubjectSource {

        private final SubjectSource source;

        private Named(SubjectSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return "LayerTest";
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return source.draw(random, sizes);
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return source.restore(data);
        }
    }

    private static final class Right extends Named {
        private Right() {
            super(Networks.any());
        }
    }

    private static final class Wrong extends Named {
        private Wrong() {
            super(WRONG);
        }
    }

    @Test
    void sources_of_one_name_are_told_apart_by_their_classes(@TempDir Path corpus) {
        Campaign campaign = Campaign.of(new Right(), new Wrong()).tries(100).corpus(corpus);

        assertThat(campaign.run().findings())
                .isNotEmpty()
                .allSatisfy(group -> assertThat(group.source()).isEqualTo(Wrong.class.getName()));
        assertThat(campaign.replay()).isNotEmpty().allMatch(one -> one.state() == Replayed.State.FAILS);
        assertThat(Campaign.of(new Wrong()).tries(100).run().findings())
                .allSatisfy(group -> assertThat(group.source()).isEqualTo("LayerTest"));
    }

    @Test
    void a_limit_of_time_ends_a_campaign() {
        CampaignReport report = Campaign.of(Networks.any().activations(Activation.TANH))
                .time(Duration.ofMillis(200))
                .run();

        assertThat(report.cases()).isPositive();
        assertThat(report.interrupted()).isFalse();
        assertThat(Campaign.of(Networks.any()).time(Duration.ZERO).run().cases())
                .isZero();
    }

    @Test
    void an_interrupted_campaign_reports_what_it_has() {
        Thread caller = Thread.currentThread();
        CampaignReport report = Campaign.of(WRONG)
                .tries(Long.MAX_VALUE)
                .progress(done -> {
                    if (done == 100) {
                        caller.interrupt();
                    }
                })
                .run();

        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        assertThat(report.interrupted()).isTrue();
        assertThat(report.cases()).isGreaterThanOrEqualTo(100);
        assertThat(report.findings()).isNotEmpty();
        assertThat(report).asString().contains("(stopped early)");
    }

    @Test
    void progress_counts_every_case() {
        AtomicLong calls = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Campaign.of(Networks.any())
                .tries(77)
                .progress(done -> {
                    calls.incrementAndGet();
                    most.accumulateAndGet(done, Math::max);
                })
                .run();

        assertThat(calls).hasValue(77);
        assertThat(most).hasValue(77);
    }

    @Test
    void the_callers_class_loader_is_that_of_the_threads() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        SubjectSource asking = Networks.any()
                .checkedIn(
                        "asking",
                        network -> {
                            assertThat(Thread.currentThread().getContextClassLoader())
                                    .isSameAs(loader);
                            return network.subject();
                        },
                        "%s");

        assertThat(Campaign.of(asking).tries(20).run().failures()).isEmpty();
    }
}
