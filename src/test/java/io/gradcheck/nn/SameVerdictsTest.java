package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.speed.MeasuredNetwork;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.recording.ResultWriter;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.TestResult;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts are the same, whatever multiplies. */
class SameVerdictsTest {

    private static final String RIGHT = "right";
    private static final String ONE_ENTRY = "one entry wrong by 1e-3";
    private static final String SOME = "activation derivative missing in layer 1";

    @TempDir
    private Path directory;

    @Test
    void they_do_not_depend_on_the_products() throws IOException {
        agree("some", 4);
    }

    @Tag("thorough")
    @Test
    void they_do_not_for_any_mistake_of_backpropagation_and_the_largest_network() throws IOException {
        agree("all", 21);
    }

    private void agree(String which, int wrong) throws IOException {
        Path library = OpenBlas.orSkip();
        Path ofNative = directory.resolve("native");
        Path ofJava = directory.resolve("java");

        String found =
                ProductJvm.withProducts("native").library(library).run(Verdicts.class, which, ofNative.toString());
        String wanted = ProductJvm.withProducts("java").run(Verdicts.class, which, ofJava.toString());

        assertThat(found).isEqualTo(wanted);
        assertThat(wanted.lines().filter(line -> line.contains(RIGHT)))
                .isNotEmpty()
                .allMatch(line -> line.contains(": PASS"));
        assertThat(wanted.lines().filter(line -> !line.contains(RIGHT)))
                .hasSize(wrong)
                .allMatch(line -> line.contains(": FAIL"));
        assertThat(products(ofNative)).isEqualTo("native, " + library);
        assertThat(products(ofJava)).isEqualTo("null");
    }

    /** What the recorded results say of products. */
    private static String products(Path results) throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            Path file = files.filter(one -> one.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            return String.valueOf(ClassResult.read(file).products());
        }
    }

    /** Prints the verdicts and diagnoses of right and wrong gradients, and records that it ran. */
    static final class Verdicts {
        public static void main(String[] arguments) {
            boolean all = arguments[0].equals("all");
            for (MeasuredNetwork network : List.of(MeasuredNetwork.DIGITS, MeasuredNetwork.SIGMOID)) {
                NetworkSubject right = network.on(8);
                print(network + ", " + RIGHT, right);
                print(network + ", " + ONE_ENTRY, new OneEntry(right));
                right.suspects(right.point(), Tensor.scalar(1)).keySet().stream()
                        .filter(mistake -> all || mistake.equals(SOME))
                        .forEach(mistake -> print(network + ", " + mistake, new Mistaken(right, mistake)));
            }
            if (all) {
                print(MeasuredNetwork.LARGE + ", " + RIGHT, MeasuredNetwork.LARGE.on(8));
            }
            record(Path.of(arguments[1]));
        }

        private static void print(String what, Subject subject) {
            GradientReport report = GradientChecker.standard().seed(1).unheard().check(subject);
            System.out.println(what + ": " + report.verdict() + " "
                    + report.findings().stream()
                            .map(one -> one.name() + " " + one.verdict() + " "
                                    + one.diagnoses().stream()
                                            .map(diagnosis -> diagnosis.kind() + " " + diagnosis.mistake())
                                            .toList())
                            .collect(Collectors.joining(", "))
                    + " "
                    + report.laws().stream()
                            .map(law -> law.law() + " " + law.verdict())
                            .toList());
        }

        private static void record(Path results) {
            ResultWriter writer = ResultWriter.to(results, results);
            writer.add(
                    "com.acme.ATest",
                    new TestResult("a", "engine", "a", Status.SUCCESSFUL, 1, List.of(), 0, List.of()));
            writer.write("com.acme.ATest");
        }
    }

    /** Values and lines are those of the network. */
    private abstract static class Wrong extends ForwardingSubject {
        private Wrong(Subject right) {
            super(right);
        }

        @Override
        public Line along(String variable, Tensor direction) {
            return subject().along(variable, direction);
        }
    }

    /** One that returns what a mistake makes of its gradient. */
    private static final class Mistaken extends Wrong {
        private final String mistake;

        private Mistaken(Subject right, String mistake) {
            super(right);
            this.mistake = mistake;
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            Map<String, Tensor> wrong = suspects(at, upstream).get(mistake);
            return wrong == null ? super.gradient(at, upstream) : wrong;
        }
    }

    /** One whose first weight gradient has its largest entry wrong by a thousandth. */
    private static final class OneEntry extends Wrong {
        private OneEntry(Subject right) {
            super(right);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            Map<String, Tensor> gradient = new LinkedHashMap<>(super.gradient(at, upstream));
            Tensor weights = gradient.get("W1").copy();
            double[] values = weights.values();
            int largest = 0;
            for (int i = 0; i < values.length; i++) {
                largest = Math.abs(values[i]) > Math.abs(values[largest]) ? i : largest;
            }
            values[largest] *= 1.001;
            gradient.put("W1", weights);
            return gradient;
        }
    }
}
