package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FuzzCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int fuzz(String... options) {
        return new CommandLine(new FuzzCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(options);
    }

    @Test
    void right_networks_end_with_0_and_a_table_of_what_was_reached() {
        assertThat(fuzz("--tries", "50", "--seed", "3")).isZero();
        assertThat(out.toString())
                .contains("gradcheck fuzz: seed 3   (repeat: fuzz --seed 3)")
                .contains("50 cases of seed 3")
                .contains("Nothing was found.")
                .containsPattern("loss +huber +\\d+");
    }

    @Tag("thorough")
    @Test
    void networks_are_as_the_options_say() {
        assertThat(fuzz("--tries", "30", "--depth", "2", "--width", "3..4", "--activations", "tanh,relu"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("depth +2 +30 ")
                .doesNotContainPattern("width +5 ")
                .doesNotContainPattern("activation +sine");
    }

    @Test
    void a_source_that_is_wrong_ends_with_1_and_is_written_to_the_report_and_the_corpus() throws IOException {
        Path report = directory.resolve("deep/report.txt");
        Path corpus = directory.resolve("corpus");

        assertThat(fuzz(
                        "--tries",
                        "20",
                        "--source",
                        WrongNegation.class.getName(),
                        "--report",
                        report.toString(),
                        "--corpus",
                        corpus.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("negation: sign flipped").contains("public class Repeat");
        assertThat(Files.readString(report)).contains("negation: sign flipped");
        assertThat(corpus.toFile().list()).containsExactly("negation-sign-flipped.json");
    }

    /** A source whose class ends the JVM that loads it. */
    static final class HaltsWhenLoaded implements SubjectSource {
        static {
            Runtime.getRuntime().halt(4);
        }

        @Override
        public String name() {
            return "halts";
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            throw new IllegalStateException("never loaded");
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            throw new IllegalStateException("never loaded");
        }
    }

    @Test
    void a_source_whose_class_ends_its_jvm_fails_and_ends_no_other() {
        assertThat(fuzz("--source", HaltsWhenLoaded.class.getName())).isEqualTo(1);
        assertThat(out.toString()).contains("a worker cannot be started: its JVM ended with exit code 4");
    }

    @Tag("thorough")
    @Test
    void threads_of_one_jvm_give_the_same_report() {
        assertThat(fuzz("--tries", "60", "--seed", "3")).isZero();
        String inWorkers = out.toString();
        out.getBuffer().setLength(0);

        assertThat(fuzz("--tries", "60", "--seed", "3", "--in-process")).isZero();
        assertThat(out.toString()).isEqualTo(inWorkers);
    }

    @Test
    void a_report_that_cannot_be_written_is_told_and_the_rest_is_written() {
        Path results = directory.resolve("results.json");
        // In the way only once the run has begun.
        InTheWay.place = directory.resolve("report.txt");

        assertThat(fuzz(
                        "--in-process",
                        "--tries=3",
                        "--source=" + InTheWay.class.getName(),
                        "--report=" + InTheWay.place,
                        "--results=" + results))
                .isEqualTo(1);
        assertThat(out.toString()).contains("3 cases of seed 1");
        assertThat(err.toString()).contains("--report: cannot write " + InTheWay.place + ": ");
        assertThat(results).exists();
    }

    @Test
    void places_that_cannot_be_written_to_are_refused_before_anything_is_checked() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");

        assertThat(fuzz("--report", directory.toString())).isEqualTo(2);
        assertThat(fuzz("--results", file.resolve("below").toString())).isEqualTo(2);
        assertThat(fuzz("--corpus", file.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("--report: found " + directory + ", a directory, wanted a file")
                .contains("--results: found " + file + ", a file, wanted a directory")
                .contains("--corpus: found " + file + ", a file, wanted a directory");
        assertThat(fuzz(
                        "--tries=3",
                        "--report",
                        directory.resolve("new/place/report.txt").toString()))
                .as("directories that are missing are made")
                .isZero();
        assertThat(directory.resolve("new/place/report.txt")).exists();
    }

    /** A source that makes a directory where a report is to be. */
    public static final class InTheWay implements SubjectSource {
        private static Path place = Path.of("");
        private final SubjectSource wrong = new WrongNegation();

        @Override
        public String name() {
            return wrong.name();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            assertThat(place.toFile().isDirectory() || place.toFile().mkdir()).isTrue();
            return wrong.draw(random, sizes);
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return wrong.restore(data);
        }
    }

    @Test
    void a_limit_of_time_can_be_given() {
        assertThat(fuzz("--in-process", "--time", "1s", "--threads", "1")).isZero();
        assertThat(out.toString()).contains("cases of seed 1");
    }

    @Test
    void nothing_checked_ends_with_1() {
        assertThat(fuzz("--tries", "0")).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED: no case was checked");
    }

    @Test
    void wrong_usage_says_what_was_wanted_and_ends_with_2() {
        assertThat(fuzz("--depth", "two")).isEqualTo(2);
        for (String time : List.of("soon", "0s", "-5s", "9999999h", "99999999999999999999h", "1e9h", "")) {
            assertThat(fuzz("--time=" + time)).isEqualTo(2);
            assertThat(err.toString())
                    .contains("--time: found " + time
                            + ", wanted a time such as 30s, 10m or 2h, above zero and up to 8760h\n");
        }
        assertThat(fuzz("--tries=3", "@10")).isEqualTo(2);
        assertThat(fuzz("--activations", "rely")).isEqualTo(2);
        assertThat(fuzz("--threads", "0")).isEqualTo(2);
        assertThat(fuzz("--source", "no.such.Source")).isEqualTo(2);
        assertThat(fuzz("--source", "java.lang.String")).isEqualTo(2);
        assertThat(fuzz("--source", WrongNegation.class.getName(), "--depth", "2"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--depth: found two, wanted a number or a range such as 1..8")
                .contains("Unmatched argument at index 1: '@10'")
                .contains("rely")
                .contains("threads: found 0, wanted at least 1")
                .contains("--source: found no class no.such.Source on the class path")
                .contains("--source: found java.lang.String, wanted a class that implements")
                .contains("--source: found together with --depth");
    }

    @Tag("thorough")
    @Test
    void it_is_a_command_of_the_program() {
        assertThat(Main.run("fuzz", "--tries", "5")).isZero();
    }

    /** A layer {@code y = -x} whose gradient has the wrong sign. */
    public static final class WrongNegation implements SubjectSource {

        private final SubjectSource layer = LayerSource.of(
                "negation",
                sizes -> new Layer() {
                    @Override
                    public Tensor forward(Tensor input) {
                        Tensor output = input.copy();
                        for (int i = 0; i < output.size(); i++) {
                            output.values()[i] *= -1;
                        }
                        return output;
                    }

                    @Override
                    public Tensor backward(Tensor outputGradient) {
                        return outputGradient.copy();
                    }

                    @Override
                    public List<Parameter> parameters() {
                        return List.of();
                    }
                },
                sizes -> new int[] {sizes.width()});

        /** Made by the command line. */
        public WrongNegation() {}

        @Override
        public String name() {
            return layer.name();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return layer.draw(random, sizes);
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return layer.restore(data);
        }
    }
}
