package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that were written by shards, read and merged elsewhere. */
class ReportFileTest {

    private static final SubjectSource WRONG =
            SuspectSubject.source(Networks.any(), "activation derivative missing in layer 1");

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private static CampaignReport written;
    private static Path file;

    @BeforeAll
    static void a_campaign_was_run() throws IOException {
        written = Campaign.of(WRONG).tries(40).seed(Long.MAX_VALUE - 7).run();
        file = shared.resolve("report.json");
        written.write(file);
    }

    @Test
    void a_report_that_is_read_again_says_the_same() throws IOException {
        CampaignReport read = CampaignReport.read(file);

        assertThat(written.findings()).isNotEmpty();
        assertThat(read).hasToString(written.toString());
        assertThat(read.statistics()).isEqualTo(written.statistics());
        assertThat(read.seed()).isEqualTo(written.seed());
        assertThat(read.interrupted()).isFalse();
        assertThat(read.tally().subjects()).isEqualTo(40);
        assertThat(read.tally().vacuous()).isEqualTo(written.tally().vacuous());
        for (double share = 0; share <= 1; share += 0.1) {
            assertThat(read.tally().relativeDetectionLimit(share))
                    .isEqualTo(written.tally().relativeDetectionLimit(share));
        }
    }

    @Test
    void a_case_that_is_read_again_can_be_made_again() throws IOException {
        FindingGroup before = written.findings().get(0);
        FindingGroup after = CampaignReport.read(file).findings().get(0);

        assertThat(WRONG.restore(after.data()))
                .hasToString(WRONG.restore(before.data()).toString());
    }

    @Test
    void shards_that_were_written_and_read_merge_to_the_report_of_one_run() throws IOException {
        Campaign campaign = Campaign.of(WRONG).tries(151).seed(4);
        CampaignReport merged = null;
        for (int shard : new int[] {3, 1, 2}) {
            Path each = directory.resolve(shard + ".json");
            campaign.shard(shard, 3).run().write(each);
            CampaignReport one = CampaignReport.read(each);
            merged = merged == null ? one : merged.merge(one);
        }

        CampaignReport whole = campaign.run();

        assertThat(merged).hasToString(whole.toString());
        assertThat(merged.statistics()).isEqualTo(whole.statistics());
    }

    @Test
    void the_same_report_is_written_in_the_same_words() throws IOException {
        Path again = directory.resolve("again.json");

        CampaignReport.read(file).write(again);

        assertThat(again).hasSameTextualContentAs(file);
    }

    @Test
    void a_damaged_file_is_named_with_what_was_found_and_wanted() throws IOException {
        assertThatThrownBy(() -> CampaignReport.read(changed(text -> text.substring(0, text.length() / 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("changed.json: found no JSON (")
                .hasMessageEndingWith("), wanted the report of a campaign");
        assertThatThrownBy(() -> CampaignReport.read(changed(text -> text.replace("\"format\":4,", "\"format\":9,"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed.json: found format 9, wanted 4; use the release that wrote it");
        assertThatThrownBy(() -> CampaignReport.read(changed(text -> text.replace("\"cases\":40", "\"cases\":4.5"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed.json: found 4.5 in field \"cases\", wanted a whole number");
        assertThatThrownBy(
                        () -> CampaignReport.read(changed(text -> text.replace("\"interrupted\"", "\"broken off\""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed.json: found nothing in field \"interrupted\", wanted true or false");
        assertThatThrownBy(() ->
                        CampaignReport.read(changed(text -> text.replace(String.valueOf(written.seed()), "seven"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed.json: found seed \"seven\", wanted a whole number");
    }

    @Test
    void a_number_too_large_for_what_it_counts_is_named_too() throws IOException {
        assertThatThrownBy(() -> CampaignReport.read(
                        changed(text -> text.replace("\"subjects\":40", "\"subjects\":4000000000"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "changed.json, variables: found 4000000000 in field \"subjects\", wanted a whole number up to "
                                + "2147483647");
        assertThatThrownBy(() -> CampaignReport.read(changed(text -> text.replace("\"cases\":40", "\"cases\":4e40"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed.json: found 4.0E40 in field \"cases\", wanted a whole number");
    }

    private Path changed(UnaryOperator<String> change) throws IOException {
        String text = Files.readString(file);
        String changed = change.apply(text);
        assertThat(changed).isNotEqualTo(text);
        return Files.writeString(directory.resolve("changed.json"), changed);
    }
}
