package io.gradcheck.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.source.network.Networks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MergedShardsTest {

    private static final Campaign CAMPAIGN = Campaign.of(Networks.any()).tries(40);

    private final MergedShards merged = new MergedShards(4);

    private static ShardAnswer answer(int shard) throws IOException {
        return ShardAnswer.of(shard, CAMPAIGN.shard(shard, 4).run());
    }

    @Test
    void shards_in_any_order_come_to_the_whole() throws IOException {
        for (int shard : new int[] {3, 1, 4, 2}) {
            assertThat(merged.isWhole()).isFalse();
            merged.add(answer(shard));
        }

        assertThat(merged.isWhole()).isTrue();
        assertThat(merged.text()).isEqualTo(SparkFuzzTest.text(CAMPAIGN.run()));
    }

    @Test
    void a_shard_that_comes_twice_counts_once() throws IOException {
        merged.add(answer(2));
        merged.add(answer(2));

        assertThat(merged.report().map(CampaignReport::cases)).contains(10L);
        assertThat(merged.text()).endsWith("""

                MISSING: shards 1, 3-4 of 4 (the first one checks the corpus, if there is one)
                  shards 1, 3-4: left out, as no executor began it in time; see --time and --partitions
                """);
    }

    @Test
    void a_shard_that_failed_and_then_came_is_there() throws IOException {
        merged.add(ShardAnswer.failed(2, new IllegalStateException("planted")));
        assertThat(merged.text()).contains("shard 2: failed, java.lang.IllegalStateException: planted");

        merged.add(answer(2));
        assertThat(merged.text()).doesNotContain("planted");
    }

    @Test
    void a_report_of_another_campaign_or_a_damaged_one_is_no_report_of_the_shard() throws IOException {
        merged.add(answer(1));
        merged.add(ShardAnswer.of(2, CAMPAIGN.seed(7).shard(2, 4).run()));
        merged.add(new ShardAnswer(3, new byte[] {1, 2, 3}, ""));

        assertThat(merged.text())
                .contains("MISSING: shards 2-4 of 4\n")
                .contains(
                        "shard 2: failed, its report cannot be merged: merge: found a shard of 4 of cases 0 to 39 of seed 7")
                .contains("shard 3: failed, its report cannot be merged: ");
    }

    @Test
    void of_many_failures_some_are_told_and_the_others_counted() {
        MergedShards many = new MergedShards(12);
        for (int shard = 2; shard <= 10; shard++) {
            many.add(ShardAnswer.failed(shard, new IllegalStateException("no " + shard)));
        }
        many.broken("the job failed");

        assertThat(many.text()).isEqualTo("""
                MISSING: shards 1-12 of 12 (the first one checks the corpus, if there is one)
                  shards 1, 11-12: left out, as the job failed
                  shard 2: failed, java.lang.IllegalStateException: no 2
                  shard 3: failed, java.lang.IllegalStateException: no 3
                  shard 4: failed, java.lang.IllegalStateException: no 4
                  shard 5: failed, java.lang.IllegalStateException: no 5
                  shard 6: failed, java.lang.IllegalStateException: no 6
                  4 more failed
                """);
    }

    @Test
    void what_the_driver_holds_does_not_grow_with_the_number_of_cases() throws IOException {
        int few = held(500);
        int many = held(8_000);

        assertThat(few).isPositive();
        assertThat(many).as("bytes of the merged report").isLessThan(few + few / 2);
    }

    /** How large the merged report of 64 shards is. */
    private static int held(long tries) throws IOException {
        MergedShards all = new MergedShards(64);
        Campaign campaign =
                Campaign.of(new Planted.NoFactor(), new Planted.Throws()).tries(tries);
        for (int shard = 1; shard <= 64; shard++) {
            all.add(ShardAnswer.of(shard, campaign.unshrunk().shard(shard, 64).run()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all.report().orElseThrow().write(bytes);
        return bytes.size();
    }

    @Test
    void numbers_are_told_as_ranges() {
        assertThat(Numbers.of("shard", new TreeSet<>(List.of(7)))).isEqualTo("shard 7");
        assertThat(Numbers.of("shard", new TreeSet<>(List.of(1, 2, 3, 5, 8, 9))))
                .isEqualTo("shards 1-3, 5, 8-9");
    }
}
