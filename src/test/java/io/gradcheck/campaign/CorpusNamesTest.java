package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The names of the files of a corpus. */
class CorpusNamesTest {

    @Test
    void a_name_that_can_be_read_back_is_all_there_is() {
        assertThat(Corpus.fileName("scale", "only the last example")).isEqualTo("scale-only-the-last-example");
    }

    @Test
    void of_others_a_hash_is_added() {
        assertThat(Corpus.fileName("ShiftTest", "only the last example"))
                .isEqualTo("shifttest-only-the-last-example-3e2b8de31515");
    }

    @Test
    void names_that_differ_have_files_that_differ_and_every_system_can_have() {
        String longName = "x".repeat(200);
        List<String> sources = List.of(
                "relu",
                "Relu",
                "ReLU",
                "re-lu",
                "re lu",
                "re.lu",
                "relu ",
                "活性化",
                "активация",
                "ä",
                "ö",
                "\uD83D",
                "\uDE00",
                "",
                " ",
                "-",
                longName,
                longName + "y",
                "x".repeat(60),
                "x".repeat(61));

        List<String> names = sources.stream()
                .map(source -> Corpus.fileName(source, "zero in W1, b1"))
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9][a-z0-9-]{1,140}"));
        assertThat(names)
                .isEqualTo(sources.stream()
                        .map(source -> Corpus.fileName(source, "zero in W1, b1"))
                        .toList());
    }

    @Test
    void a_file_begins_with_its_source_by_which_it_is_known() {
        for (String source : List.of("scale", "Scale", "x".repeat(200), "ä")) {
            assertThat(Corpus.fileName(source, "zero")).startsWith(Corpus.slug(source) + "-");
        }
    }
}
