package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {

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

        boolean clean = new MainJob(1, 20, 0.96, new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(clean).isTrue();
        assertThat(text)
                .contains("gradcheck: seed 1   (repeat: --seed 1)")
                .containsPattern("before training +1 +8 +8 +0 +0 +0 +0 ")
                .containsPattern("while training +10 +80 +80 +0 +0 +0 +0 ")
                .containsPattern("after training +1 +8 +8 +0 +0 +0 +0 ")
                .containsPattern("random networks +20 ")
                .containsPattern("The network reads 9[6-9]\\.\\d% of the digits it has not seen \\(wanted 96%\\)\\.")
                .endsWith("No gradient is wrong.\n");
    }

    @Test
    void a_network_that_has_not_learnt_enough_is_a_finding() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        boolean clean = new MainJob(1, 0, 0.999, new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();

        assertThat(clean).isFalse();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("(wanted 100%)")
                .endsWith("There are findings.\n");
    }

    @Test
    void the_main_job_without_findings_ends_with_0() {
        assertThat(Main.run("--tries", "5")).isZero();
    }
}
