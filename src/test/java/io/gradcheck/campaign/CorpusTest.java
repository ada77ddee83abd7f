package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.LayerSource;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a campaign finds is kept, and checked first by the next one. */
class CorpusTest {

    /** Away from zeros, so that there is but one way in which it shows. */
    private static final LayerSource WRONG = ScaleLayer.wrongSource().inputs(s -> Values.between(1, 2));

    @TempDir
    private Path directory;

    private Path corpus;

    @BeforeEach
    void in_a_folder_that_is_not_there_yet() {
        corpus = directory.resolve("src/test/gradcheck");
    }

    private CampaignReport run(SubjectSource source, long tries) {
        return Campaign.of(source).tries(tries).corpus(corpus).run();
    }

    @Test
    void nothing_is_written_where_nothing_is_found() {
        assertThat(run(ScaleLayer.rightSource(), 50).failures()).isEmpty();
        assertThat(corpus).doesNotExist();
    }

    @Test
    void a_finding_is_kept_and_replayed_until_it_is_mended() throws IOException {
        FindingGroup found = run(WRONG, 10).findings().get(0);
        String name = corpus.toFile().list()[0];
        assertThat(Files.readString(corpus.resolve(name)))
                .contains("\"format\":1")
                .contains("\"source\":\"scale\"")
                .contains("\"signature\":\"" + found.signature() + "\"");

        CampaignReport again = run(WRONG, 0);
        assertThat(again.replayed()).singleElement().satisfies(replayed -> {
            assertThat(replayed.state()).isEqualTo(Replayed.State.FAILS);
            assertThat(replayed.text())
                    .isEqualTo(found.text() + "\n  repeat:\n"
                            + found.code().indent(4).stripTrailing());
        });
        assertThat(again.failures()).contains("corpus: " + name + " fails");

        CampaignReport mended = run(ScaleLayer.rightSource(), 50);
        assertThat(mended.replayed()).containsExactly(new Replayed(name, Replayed.State.PASSES, ""));
        assertThat(mended.failures()).isEmpty();
    }

    @Test
    void the_same_finding_is_kept_once() {
        run(WRONG, 10);
        run(WRONG, 10);

        assertThat(corpus.toFile().list()).hasSize(1);
    }

    @Test
    void a_damaged_file_is_named_and_does_not_stop_the_others() throws IOException {
        run(WRONG, 10);
        Files.writeString(corpus.resolve("a-damaged.json"), "{\"format\": 1, \"sou");
        Files.writeString(corpus.resolve("a-newer.json"), "{\"format\": 2}");
        Files.writeString(corpus.resolve("an-empty.json"), "{}");
        Files.writeString(corpus.resolve("notes.txt"), "no case");

        CampaignReport report = run(ScaleLayer.rightSource(), 50);

        assertThat(report.replayed())
                .extracting(Replayed::state)
                .containsExactly(
                        Replayed.State.DAMAGED, Replayed.State.DAMAGED, Replayed.State.DAMAGED, Replayed.State.PASSES);
        assertThat(report.replayed().get(1).text())
                .isEqualTo(
                        "cannot be read: a-newer.json: found format 2, wanted 1; use the release that wrote it; mend "
                                + "the file or delete it");
        assertThat(report.replayed().get(2).text())
                .contains("an-empty.json: found nothing in field \"format\", wanted a whole number");
        assertThat(report.failures())
                .containsExactly(
                        "corpus: a-damaged.json is damaged",
                        "corpus: a-newer.json is damaged",
                        "corpus: an-empty.json is damaged");
        assertThat(report.cases()).isEqualTo(50);
    }

    @Test
    void a_case_whose_shape_no_longer_fits_is_damaged() throws IOException {
        run(WRONG, 10);
        Path file = corpus.resolve(corpus.toFile().list()[0]);
        Files.writeString(file, Files.readString(file).replace("\"width\":1", "\"width\":2"));

        assertThat(run(WRONG, 1).replayed()).singleElement().satisfies(replayed -> {
            assertThat(replayed.state()).isEqualTo(Replayed.State.DAMAGED);
            assertThat(replayed.text()).contains("wanted [");
        });
    }

    @Test
    void a_case_of_another_source_is_left_alone() {
        run(WRONG, 10);

        CampaignReport report = run(Networks.any(), 5);

        assertThat(report.replayed()).singleElement().satisfies(replayed -> {
            assertThat(replayed.state()).isEqualTo(Replayed.State.NO_SOURCE);
            assertThat(replayed.text()).isEqualTo("its source scale is not in this campaign");
        });
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void no_draft_is_left_behind() {
        run(WRONG, 10);

        assertThat(corpus.toFile().list()).allMatch(name -> name.endsWith(".json"));
    }
}
