package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static String output(int exitCode, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertThat(code).as("%s%s", out, err).isEqualTo(exitCode);
        assertThat(exitCode == 2 ? out : err).asString().isEmpty();
        return out.toString() + err;
    }

    @Test
    void help_names_every_command_and_what_its_exit_code_says() {
        String help = output(0, "help");

        assertThat(help)
                .isEqualTo(output(0, "--help"))
                .containsSubsequence("demo ", "fuzz ", "verify ", "report ", "merge ", "help ")
                .contains("Exit code: 0 if nothing was found, 1 with findings, 2 for wrong usage.");
        for (String command : new String[] {"demo", "fuzz", "verify", "report", "merge"}) {
            assertThat(output(0, "help", command))
                    .isEqualTo(output(0, command, "--help"))
                    .contains("gradcheck " + command + " [", "Exit code: 0 if");
        }
        assertThat(output(2, "no-such-command")).contains("no-such-command", "Usage: gradcheck");
    }

    @Test
    void the_version_is_that_of_the_build() throws IOException {
        Matcher version = Pattern.compile("<artifactId>gradcheck</artifactId>\\s*<version>([^<]*)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        for (String[] asked : new String[][] {{"--version"}, {"fuzz", "-V"}, {"verify", "--version"}}) {
            assertThat(output(0, asked).lines())
                    .hasSize(2)
                    .startsWith("gradcheck " + version.group(1))
                    .last()
                    .asString()
                    .startsWith("matrix products: ");
        }
    }

    @Test
    void demo_is_the_main_job() {
        assertThat(Main.run("demo", "--tries", "5", "--report", directory.toString()))
                .isZero();
        assertThat(directory.resolve("index.html")).isRegularFile();
        assertThat(output(2, "demo", "--tries", "-1")).contains("--tries: found -1, wanted 0 or more");
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
