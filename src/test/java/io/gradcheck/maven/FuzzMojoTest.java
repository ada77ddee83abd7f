package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.maven.ForkingModule.NoToolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal fuzz: what it asks of the JVM that checks, and what it makes of its end. */
class FuzzMojoTest {

    private static final Optional<Shard> SECOND = Optional.of(new Shard(2, 8));

    @TempDir
    private Path directory;

    private ForkingModule module;
    private FuzzMojo goal;

    @BeforeEach
    void configure() {
        module = new ForkingModule(directory);
        goal = module.with(new FuzzMojo(new NoToolchain()));
        ForkingModule.set(goal, "tries", 200L);
        ForkingModule.set(goal, "seed", 7L);
    }

    private FuzzMojo.Outputs written(Optional<Shard> part) throws IOException {
        FuzzMojo.Outputs outputs = goal.outputs(part);
        for (Path file : outputs.written()) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "Nothing was found.");
        }
        return outputs;
    }

    @Test
    void results_are_written_always_and_each_shard_has_files_of_its_own() {
        Path work = module.target().resolve("gradcheck-fuzz");

        assertThat(goal.outputs(Optional.empty()))
                .isEqualTo(new FuzzMojo.Outputs(
                        work.resolve("java.args"), work.resolve("report.txt"), work.resolve("results.json")));
        assertThat(goal.outputs(SECOND))
                .isEqualTo(new FuzzMojo.Outputs(
                        work.resolve("java-2-of-8.args"),
                        work.resolve("report-2-of-8.txt"),
                        work.resolve("results-2-of-8.json")));

        Path chosen = directory.resolve("mine.json");
        ForkingModule.set(goal, "results", chosen.toFile());
        assertThat(goal.outputs(SECOND).results()).isEqualTo(chosen);
    }

    @Test
    void all_that_it_is_told_reaches_the_command_line() {
        ForkingModule.set(goal, "threads", 3);
        ForkingModule.set(goal, "caseLimit", "90s");
        FuzzMojo.Outputs outputs = goal.outputs(SECOND);

        assertThat(String.join(
                        " ",
                        goal.arguments(List.of("com.acme.ATest", "com.acme.BTest"), SECOND, Optional.empty(), outputs)))
                .isEqualTo("fuzz --seed 7 --source com.acme.ATest --source com.acme.BTest --tries 200 --threads 3"
                        + " --case-limit 90s --shard 2 --shards 8 --corpus " + module.corpus()
                        + " --report " + outputs.report() + " --results " + outputs.results());
    }

    @Test
    void what_it_is_not_told_does_not() {
        ForkingModule.set(goal, "time", "10m");
        FuzzMojo.Outputs outputs = goal.outputs(Optional.empty());

        assertThat(String.join(
                        " ", goal.arguments(List.of("com.acme.ATest"), Optional.empty(), Optional.empty(), outputs)))
                .isEqualTo("fuzz --seed 7 --source com.acme.ATest --time 10m --corpus " + module.corpus() + " --report "
                        + outputs.report() + " --results " + outputs.results());
    }

    @Test
    void on_spark_it_is_told_the_master_and_paths_of_this_machine() throws Exception {
        ForkingModule.set(goal, "caseLimit", "90s");
        FuzzMojo.Outputs outputs = goal.outputs(Optional.empty());
        Optional<OnSpark> spark = OnSpark.chosen("local[2]", 16, 1, Optional.empty());

        assertThat(String.join(" ", goal.arguments(List.of("com.acme.ATest"), Optional.empty(), spark, outputs)))
                .isEqualTo("--master local[2] --partitions 16 --stop-after 1 --seed 7 --source com.acme.ATest"
                        + " --tries 200 --case-limit 90s --corpus file://" + module.corpus() + " --report file://"
                        + outputs.report() + " --results file://" + outputs.results());
    }

    @Test
    void findings_are_told_with_the_call_that_repeats_them() throws IOException {
        FuzzMojo.Outputs outputs = written(Optional.empty());

        assertThatThrownBy(() -> goal.judge(1, Optional.empty(), outputs))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("fuzzing failed; the report above is in " + outputs.report() + " too"
                        + "\n  findings are kept in " + module.corpus() + ", and checked first from now on"
                        + "\n  repeat: mvn gradcheck:fuzz -Dgradcheck.tries=200 -Dgradcheck.seed=7");
        assertThatCode(() -> goal.judge(0, Optional.empty(), outputs)).doesNotThrowAnyException();
    }

    @Test
    void those_of_a_shard_are_repeated_by_this_shard() throws IOException {
        ForkingModule.set(goal, "time", "10m");
        ForkingModule.set(goal, "caseLimit", "90s");
        FuzzMojo.Outputs outputs = written(SECOND);

        assertThatThrownBy(() -> goal.judge(1, SECOND, outputs))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageEndingWith("\n  repeat: mvn gradcheck:fuzz -Dgradcheck.time=10m -Dgradcheck.seed=7"
                        + " -Dgradcheck.caseLimit=90s -Dgradcheck.shard=2 -Dgradcheck.shards=8");
    }

    @Test
    void an_end_without_a_report_or_without_results_is_none() throws IOException {
        FuzzMojo.Outputs outputs = written(Optional.empty());

        for (Path file : outputs.written()) {
            Files.delete(file);
            for (int code : new int[] {0, 1}) {
                assertThatThrownBy(() -> goal.judge(code, Optional.empty(), outputs))
                        .isInstanceOf(MojoExecutionException.class)
                        .hasMessageStartingWith("The JVM that this goal started ended with exit code " + code
                                + ": found no file " + file)
                        .hasMessageEndingWith("\n  what was found until then is in " + module.corpus());
            }
            Files.writeString(file, "Nothing was found.");
        }
    }

    @Test
    void a_shard_that_is_none_is_refused_before_anything_is_done() {
        ForkingModule.set(goal, "shard", 9);
        ForkingModule.set(goal, "shards", 8);

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("found gradcheck.shard=9 and gradcheck.shards=8, wanted gradcheck.shard from 1 to 8");
        assertThat(module.said()).isEmpty();

        ForkingModule.set(goal, "shard", 8);
        assertThatCode(goal::execute).doesNotThrowAnyException();
        assertThat(module.said()).containsExactly("Skipped: the module has no test classes.");
    }
}
