package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private Path directory;

    @Test
    void wrong_usage_ends_with_2() {
        assertThat(Main.run("--no-such-option")).isEqualTo(2);
        assertThat(Main.run("--tries", "many")).isEqualTo(2);
        assertThat(Main.run("--tries", "-1")).isEqualTo(2);
    }

    @Test
    void help_ends_with_0() {
        assertThat(Main.run("--help")).isZero();
    }

    @Test
    void the_main_job_learns_and_finds_nothing() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        boolean clean = new MainJob(1, 20, 0.96, directory, new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(clean).isTrue();
        assertThat(text)
                .contains("gradcheck: seed 1   (repeat: --seed 1)")
                .containsPattern("before training +1 +8 +8 +0 +0 +0 +0 ")
                .containsPattern("while training +10 +80 +80 +0 +0 +0 +0 ")
                .containsPattern("after training +1 +8 +8 +0 +0 +0 +0 ")
                .containsPattern("random networks +20 ")
                .containsPattern("The network reads 9[6-9]\\.\\d% of the digits it has not seen \\(wanted 96%\\)\\.")
                .contains("Report: " + directory.resolve("index.html") + "\n")
                .endsWith("No gradient is wrong.\n");
        assertThat(directory.resolve("index.html"))
                .content()
                .contains("before training", "while training", "after training", "random networks");
    }

    @Test
    void a_report_that_cannot_be_written_is_said_and_does_no_further_harm() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        boolean clean = new MainJob(
                        1, 0, 0.96, file.resolve("below"), new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .run();

        assertThat(clean).isTrue();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("Report: none, as it cannot be written to " + file.resolve("below") + ": ");
    }

    @Test
    void the_report_command_writes_what_tests_have_recorded() {
        Path to = directory.resolve("report");

        assertThat(Main.run("report", directory.toString(), "--to", to.toString(), "--title", "of nothing"))
                .isZero();
        assertThat(to.resolve("index.html")).content().contains("of nothing");
        assertThat(Main.run("report", directory.resolve("missing").toString())).isEqualTo(2);
    }

    @Test
    void a_network_that_has_not_learnt_enough_is_a_finding() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        boolean clean = new MainJob(1, 0, 0.999, directory, new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();

        assertThat(clean).isFalse();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("(wanted 100%)")
                .endsWith("There are findings.\n");
    }

    @Test
    void the_main_job_without_findings_ends_with_0() {
        assertThat(Main.run("--tries", "5", "--report", directory.toString())).isZero();
    }
}
