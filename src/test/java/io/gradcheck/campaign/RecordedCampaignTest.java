package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Profile;
import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.Recording;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.NetworkResult;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestName;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of a campaign. */
class RecordedCampaignTest {

    @Test
    void a_mistake_is_recorded_with_its_smallest_network_and_the_check_of_it() {
        SubjectResult recorded =
                recorded(SuspectSubject.source(Networks.any().depth(1, 2), "activation derivative missing in layer 1"));

        MistakeResult mistake = recorded.mistakes().get(0);
        CheckResult shown = mistake.shown();
        NetworkResult network = mistake.network();
        assertThat(recorded.subject()).isEqualTo("wrong engine");
        assertThat(recorded.tries()).isEqualTo(50);
        assertThat(shown.text()).isEqualTo(mistake.text());
        assertThat(shown.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(shown.profiles()).extracting(Profile::variable).containsExactly("b1", "a1");
        assertThat(network.inputs()).isEqualTo(1);
        assertThat(network.layers()).hasSize(2);
        assertThat(network.layers().get(0).weights())
                .hasSize(network.layers().get(0).width());
        assertThat(network.layers().get(0).biases())
                .hasSize(network.layers().get(0).width());
        assertThat(network.layers().get(0).activation()).isNotEmpty();
        assertThat(network.layers().get(1).activation()).isEmpty();
    }

    @Test
    void a_right_source_has_no_mistakes() {
        SubjectResult recorded = recorded(Networks.any().depth(1, 2));

        assertThat(recorded.mistakes()).isEmpty();
        assertThat(recorded.verdicts()).doesNotContainKey(Verdict.FAIL);
    }

    @Test
    void a_mistake_of_a_layer_has_no_network() {
        MistakeResult mistake = recorded(ScaleLayer.wrongSource()).mistakes().get(0);

        assertThat(mistake.shown()).isNotNull();
        assertThat(mistake.network()).isNull();
    }

    @Test
    void a_case_of_the_corpus_that_fails_is_recorded_for_its_source_and_one_that_passes_is_not(
            @TempDir Path directory) {
        List<SubjectSource> sources = List.of(Networks.any(), ScaleLayer.wrongSource());
        Campaign.of(sources.toArray(SubjectSource[]::new))
                .tries(20)
                .corpus(directory)
                .run();

        assertThat(replayed(sources, directory).get(0).mistakes()).isEmpty();
        assertThat(replayed(sources, directory).get(1).mistakes()).isNotEmpty().allSatisfy(mistake -> {
            assertThat(mistake.signature()).startsWith("corpus: scale-").endsWith(".json fails");
            assertThat(mistake.text()).contains("scale: gradient of ", "  repeat:\n");
        });
        assertThat(replayed(List.of(ScaleLayer.rightSource()), directory).get(0).mistakes())
                .isEmpty();
    }

    @Test
    void a_damaged_file_of_the_corpus_is_recorded(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.json"), "{");

        assertThat(replayed(List.of(ScaleLayer.rightSource()), directory).get(0).mistakes())
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.signature()).isEqualTo("corpus: a.json is damaged");
                    assertThat(mistake.text()).contains("mend the file or delete it");
                });
    }

    /** What is recorded of the corpus alone. */
    private static List<SubjectResult> replayed(List<SubjectSource> sources, Path corpus) {
        Recording recording = Recording.beside(new TestName("c", "m", "e", "1"));
        recording.enter();
        try {
            Campaign.of(sources.toArray(SubjectSource[]::new))
                    .tries(0)
                    .corpus(corpus)
                    .run();
        } finally {
            recording.leave();
        }
        return recording.close().subjects();
    }

    @Test
    void what_is_wrong_counts_as_unasserted_unless_the_test_asks_for_it() {
        SubjectResult printed =
                recorded(ScaleLayer.wrongSource(), report -> assertThat(report).isNotNull());
        SubjectResult asked = recorded(
                ScaleLayer.wrongSource(), report -> assertThat(report.failed()).isTrue());

        assertThat(printed.unasserted())
                .isEqualTo(printed.verdicts().get(Verdict.FAIL))
                .isPositive();
        assertThat(asked.unasserted()).isZero();
        assertThat(asked.verdicts()).isEqualTo(printed.verdicts());
    }

    @Test
    void a_campaign_that_is_only_written_has_asserted_nothing(@TempDir Path directory) {
        SubjectResult written = recorded(ScaleLayer.wrongSource(), report -> {
            try {
                report.write(directory.resolve("campaign.json"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        assertThat(written.unasserted())
                .isEqualTo(written.verdicts().get(Verdict.FAIL))
                .isPositive();
    }

    private static SubjectResult recorded(SubjectSource source) {
        return recorded(source, report -> {});
    }

    private static SubjectResult recorded(SubjectSource source, Consumer<CampaignReport> assertions) {
        Recording recording = Recording.open(new TestName("com.acme.ATest", "campaign", "junit-jupiter", "id"));
        recording.enter();
        try {
            assertions.accept(Campaign.of(source).tries(50).run());
        } finally {
            recording.leave();
        }
        List<SubjectResult> subjects = recording.close().subjects();
        assertThat(subjects).hasSize(1);
        return subjects.get(0);
    }
}
