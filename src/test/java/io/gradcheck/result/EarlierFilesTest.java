package io.gradcheck.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that earlier releases wrote, without the fields that came later. */
class EarlierFilesTest {

    private static final String FILE = """
            {"format":2,"run":"a","started":"2026-03-01T12:00:00Z","written":"2026-03-01T12:00:01Z","testClass":"com.acme.ATest",
            "tests":[{"method":"a","engine":"jqwik","id":"i","status":"FAILED","seconds":1,"subjects":[{
            "classUnderTest":"com.acme.A","subject":"a","seed":1,"tries":1,"shrinkingTries":0,"verdicts":{"FAIL":1},"vacuous":0,
            "unasserted":0,"evaluations":9,"seconds":1,"detectionLimit":"NaN","relativeDetectionLimit":"NaN",
            "shown":{"verdict":"FAIL","vacuous":false,"entries":{"all":1,"checked":1,"excluded":0,"undecided":0},"variables":[],
            "laws":[],"mutants":3,"caught":3,"unseen":[],"text":"t","repeat":"r","profiles":[],"differences":[]},
            "mistakes":[{"signature":"zero","count":1,"first":0,"text":"t","code":"c"}]}]}]}
            """;

    @TempDir
    private Path directory;

    private ClassResult read(String text) throws IOException {
        return ClassResult.read(Files.writeString(directory.resolve("file.json"), text));
    }

    @Test
    void what_they_lack_is_empty() throws IOException {
        TestResult test = read(FILE).tests().get(0);

        assertThat(test.notPassed()).isEmpty();
        assertThat(test.furtherNotPassed()).isZero();
        assertThat(test.subjects().get(0).shown().seen()).isEmpty();
        assertThat(test.subjects().get(0).mistakes().get(0).variables()).isEmpty();
    }

    @Test
    void what_they_always_had_must_be_there() {
        assertThatThrownBy(() -> read(FILE.replace("\"unseen\":[],", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shown.unseen: found nothing, wanted a list");
    }
}
