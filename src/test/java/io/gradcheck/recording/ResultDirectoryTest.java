package io.gradcheck.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultDirectoryTest {

    private static final String WORKER = "org.gradle.test.worker";

    @TempDir
    private Path project;

    private String directory(Map<String, String> properties) {
        Path directory = ResultDirectory.of(properties::get);
        return directory.toString().replace('\\', '/');
    }

    private boolean isOfGradle() {
        return ResultDirectory.below(project, Map.<String, String>of()::get).endsWith(Path.of("build", "gradcheck"));
    }

    @Test
    void the_directory_is_the_projects_unless_it_is_said_otherwise() {
        assertThat(directory(Map.of())).isEqualTo("target/gradcheck");
        assertThat(directory(Map.of("basedir", "module"))).isEqualTo("module/target/gradcheck");
        assertThat(directory(Map.of("basedir", "module", "gradcheck.results", "out")))
                .isEqualTo("module/out");
        assertThat(directory(Map.of("basedir", "module", "gradcheck.results", "/out")))
                .isEqualTo("/out");
    }

    @Test
    void where_gradle_runs_the_tests_it_is_that_of_its_builds() {
        assertThat(directory(Map.of(WORKER, "1"))).isEqualTo("build/gradcheck");
        assertThat(directory(Map.of(WORKER, "1", "gradcheck.results", "out"))).isEqualTo("out");
        assertThat(directory(Map.of(WORKER, "1", "basedir", "module")))
                .as("Maven")
                .isEqualTo("module/target/gradcheck");
    }

    @ParameterizedTest
    @ValueSource(strings = {"build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"})
    void beside_a_script_of_gradle_alone_it_is_that_too(String script) throws IOException {
        assertThat(isOfGradle()).isFalse();
        Path file = Files.createFile(project.resolve(script));
        assertThat(isOfGradle()).isTrue();
        Path pom = Files.createFile(project.resolve("pom.xml"));
        assertThat(isOfGradle()).as("and a POM").isFalse();
        Files.move(pom, project.resolve("build.sbt"));
        assertThat(isOfGradle()).as("and a build of sbt").isFalse();
        Files.delete(project.resolve("build.sbt"));
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(isOfGradle()).as("a directory of that name").isFalse();
    }
}
