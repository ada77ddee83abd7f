package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose JVM is made to end before it has come to its own end, in a JVM of its own. */
class EarlyEndTest {

    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    /** {@code y = x x}, with a gradient that is half as large again. */
    public static final class WrongSquares extends Delegating {
        public WrongSquares() {
            super("wrong", () -> {});
        }
    }

    /** The same, right, which ends the JVM as if all were well where its input is five wide. */
    public static final class Exiting extends Delegating {
        public Exiting() {
            super("exiting", () -> System.exit(0));
        }
    }

    /** The same, which never comes back then. */
    public static final class Waiting extends Delegating {
        public Waiting() {
            super("waiting", () -> {
                System.err.println("waits");
                while (true) {
                    LockSupport.park();
                }
            });
        }
    }

    private abstract static class Delegating implements SubjectSource {

        private final LayerSource source;

        private Delegating(String name, Runnable atFive) {
            double factor = name.equals("wrong") ? 3 : 2;
            this.source = LayerSource.of(name, s -> new Squares(factor, atFive), s -> new int[] {s.width()});
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return source.draw(random, sizes);
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return source.restore(data);
        }
    }

    private static final class Squares implements Layer {

        private final double factor;
        private final Runnable atFive;
        private Tensor input = Tensor.scalar(0);

        private Squares(double factor, Runnable atFive) {
            this.factor = factor;
            this.atFive = atFive;
        }

        @Override
        public Tensor forward(Tensor x) {
            if (x.size() == 5) {
                atFive.run();
            }
            input = x.copy();
            return times(x, 1);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return times(outputGradient, factor);
        }

        private Tensor times(Tensor by, double number) {
            Tensor product = by.copy();
            for (int i = 0; i < by.size(); i++) {
                product.values()[i] *= number * input.values()[i];
            }
            return product;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private Process fuzz(Class<?>... sources) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "fuzz",
                "--tries",
                "60",
                "--threads",
                "1",
                "--corpus",
                directory.resolve("corpus").toString(),
                "--report",
                directory.resolve("report.txt").toString()));
        for (Class<?> source : sources) {
            command.addAll(List.of("--source", source.getName()));
        }
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
    }

    private String report() throws IOException {
        return Files.readString(directory.resolve("report.txt"));
    }

    @Tag("thorough")
    @Test
    void a_layer_that_ends_the_jvm_is_a_finding_and_what_was_found_before_is_kept() throws Exception {
        Process process = fuzz(WrongSquares.class, Exiting.class);
        process.getErrorStream().readAllBytes();

        assertThat(process.waitFor()).as("in spite of exit(0)").isEqualTo(Main.FINDINGS);
        assertThat(report())
                .contains("wrong: gradient of input is WRONG")
                .contains("exiting: ends the JVM at io.gradcheck.cli.EarlyEndTest")
                .contains("called System.exit, which ends the JVM")
                .contains("60 cases of seed 1: ")
                .doesNotContain("stopped early")
                .contains("EarlyEndTest$Squares.forward");
        assertThat(directory.resolve("corpus").toFile().list())
                .hasSize(2)
                .anyMatch(file -> file.startsWith("wrong-"))
                .anyMatch(file -> file.startsWith("exiting-ends-the-jvm"));
    }

    @Tag("thorough")
    @Test
    void a_signal_leaves_a_report_of_what_there_is() throws Exception {
        Process process = fuzz(WrongSquares.class, Waiting.class);
        try (BufferedReader errors =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(errors.lines().anyMatch(line -> line.endsWith("waits"))).isTrue();
            process.toHandle().destroy();
            errors.lines().forEach(rest -> {});
        }

        assertThat(process.waitFor()).isEqualTo(SIGTERM);
        assertThat(report())
                .contains("wrong: gradient of input is WRONG")
                .contains("(stopped early)")
                .containsPattern("case \\d+ \\(waiting .*\\) was given up after .* s, when the campaign was to stop");
        assertThat(directory.resolve("corpus").toFile().list()).anyMatch(file -> file.startsWith("wrong-"));
    }

    @Test
    void a_run_that_comes_to_its_end_ends_as_ever() throws Exception {
        Process process = fuzz(WrongSquares.class);
        process.getErrorStream().readAllBytes();

        assertThat(process.waitFor()).isEqualTo(Main.FINDINGS);
        assertThat(report()).contains("60 cases of seed 1: ").doesNotContain("stopped early");
    }
}
