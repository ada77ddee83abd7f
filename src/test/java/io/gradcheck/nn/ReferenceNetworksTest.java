package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against PyTorch; {@code -Dgradcheck.reference=DIR} reads other files of the same format. */
class ReferenceNetworksTest {

    private static final double TOLERANCE = 1e-11;
    private static final Path DIRECTORY = Path.of(System.getProperty("gradcheck.reference", "test-fixtures/reference"));

    static List<Path> files() {
        return filesIn(DIRECTORY);
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalStateException(
                        "gradcheck.reference: found no .json file in " + directory + ", wanted at least one network");
            }
            return files;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "gradcheck.reference: found no directory " + directory + ", wanted one with networks", e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void agrees_with_the_reference(Path file) {
        ReferenceNetwork reference = ReferenceNetwork.read(file);
        Gradients gradients = Backpropagation.gradients(reference.network(), reference.batch());

        assertThat(gradients.loss())
                .as("loss")
                .isCloseTo(reference.loss(), within(TOLERANCE * Math.abs(reference.loss())));
        assertAgrees("output", gradients.output(), reference.output());
        assertThat(reference.preActivations()).hasSize(reference.network().layers());
        for (int k = 1; k <= reference.network().layers(); k++) {
            assertAgrees(
                    "pre-activation a" + k,
                    gradients.preActivation(k),
                    reference.preActivations().get(k - 1));
        }
        assertThat(gradients.variables())
                .containsExactlyInAnyOrderElementsOf(reference.gradients().keySet());
        ReferenceNetwork exact = reference.withExactSixth();
        ReferenceNetwork nearer = worst(gradients, exact) < worst(gradients, reference) ? exact : reference;
        nearer.gradients()
                .forEach((variable, wanted) -> assertAgrees("gradient of " + variable, gradients.of(variable), wanted));
    }

    private static double worst(Gradients gradients, ReferenceNetwork reference) {
        return reference.gradients().entrySet().stream()
                .mapToDouble(wanted -> RelativeDistance.between(gradients.of(wanted.getKey()), wanted.getValue()))
                .max()
                .orElseThrow();
    }

    private static void assertAgrees(String what, Tensor found, Tensor wanted) {
        assertThat(RelativeDistance.between(found, wanted)).as(what).isLessThanOrEqualTo(TOLERANCE);
    }

    @Test
    void names_a_directory_that_is_missing(@TempDir Path directory) {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> filesIn(missing))
                .hasMessage("gradcheck.reference: found no directory " + missing + ", wanted one with networks");
    }

    @Test
    void names_a_directory_without_networks(@TempDir Path directory) {
        assertThatThrownBy(() -> filesIn(directory))
                .hasMessage(
                        "gradcheck.reference: found no .json file in " + directory + ", wanted at least one network");
    }

    @Test
    void names_a_malformed_file(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("broken.json"), "{\"name\": \"broken\"}");
        assertThatThrownBy(() -> ReferenceNetwork.read(file))
                .hasMessage(file + ": found a file that is no reference network (no expected), wanted one as described"
                        + " in test-fixtures/reference/README.md");
    }

    @Test
    void names_a_file_that_is_not_json(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("text.json"), "no json");
        assertThatThrownBy(() -> ReferenceNetwork.read(file)).hasMessageStartingWith(file + ": found a file");
    }
}
