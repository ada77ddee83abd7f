package io.gradcheck.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.nn.RelativeDistance;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers against PyTorch; {@code -Dgradcheck.referenceLayers=DIR} reads other files of the same format. */
class ReferenceLayersTest {

    private static final double TOLERANCE = 1e-11;
    private static final Path DIRECTORY =
            Path.of(System.getProperty("gradcheck.referenceLayers", "test-fixtures/reference-layers"));

    static List<Path> files() {
        return filesIn(DIRECTORY);
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalStateException("gradcheck.referenceLayers: found no .json file in " + directory
                        + ", wanted at least one layer");
            }
            return files;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "gradcheck.referenceLayers: found no directory " + directory + ", wanted one with layers", e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void agrees_with_the_reference(Path file) {
        ReferenceLayer reference = ReferenceLayer.read(file);
        Subject subject = Subject.layer("layer", reference.layer(), reference.input());

        assertAgrees("output", subject.evaluate(subject.point()), reference.output());
        Map<String, Tensor> gradients = subject.gradient(subject.point(), reference.upstream());
        List<String> initialStates = reference.layer().parameters().stream()
                .map(Parameter::name)
                .filter(name -> name.matches("[hc]0"))
                .toList();
        gradients.keySet().removeAll(initialStates); // not in the files
        assertThat(gradients).containsOnlyKeys(reference.gradients().keySet());
        reference
                .gradients()
                .forEach(
                        (variable, wanted) -> assertAgrees("gradient of " + variable, gradients.get(variable), wanted));
    }

    private static void assertAgrees(String what, Tensor found, Tensor wanted) {
        assertThat(RelativeDistance.between(found, wanted)).as(what).isLessThanOrEqualTo(TOLERANCE);
    }

    @Test
    void names_a_directory_that_is_missing(@TempDir Path directory) {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> filesIn(missing))
                .hasMessage("gradcheck.referenceLayers: found no directory " + missing + ", wanted one with layers");
    }

    @Test
    void names_a_directory_without_layers(@TempDir Path directory) {
        assertThatThrownBy(() -> filesIn(directory))
                .hasMessage("gradcheck.referenceLayers: found no .json file in " + directory
                        + ", wanted at least one layer");
    }

    @Test
    void names_a_malformed_file(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("broken.json"), "{\"layer\": \"dense\"}");
        assertThatThrownBy(() -> ReferenceLayer.read(file))
                .hasMessage(file + ": found a file that is no reference layer (no inputs), wanted one as described in"
                        + " test-fixtures/reference-layers/README.md");
    }

    @Test
    void names_a_layer_that_is_not_known(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("other.json"),
                "{\"layer\": \"capsule\", \"config\": {}, \"inputs\": {}, \"parameters\": {}}");
        assertThatThrownBy(() -> ReferenceLayer.read(file))
                .hasMessage(file + ": found a file that is no reference layer (layer capsule), wanted one as described"
                        + " in test-fixtures/reference-layers/README.md");
    }
}
