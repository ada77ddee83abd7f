package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.maven.ForkingModule.NoToolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.toolchain.Toolchain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JVM a goal forks, and whether it has come to an end. */
class ForkingMojoTest {

    private static final Path OWN = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path directory;

    @Test
    void it_is_that_of_the_toolchain() {
        assertThat(new FuzzMojo(new OneToolchain("/opt/jdk-25/bin/java")).java())
                .isEqualTo(Path.of("/opt/jdk-25/bin/java"));
    }

    @Test
    void it_is_that_of_maven_where_there_is_no_toolchain_or_one_without_it() {
        assertThat(new FuzzMojo(new OneToolchain(null)).java()).isEqualTo(OWN);
        assertThat(new FuzzMojo(new NoToolchain()).java()).isEqualTo(OWN);
    }

    @Test
    void an_end_without_what_was_to_be_written_is_none() throws IOException {
        Path report = directory.resolve("report.txt");
        Path results = Files.writeString(directory.resolve("results.json"), "{}");
        Path arguments = directory.resolve("java.args");

        assertThatThrownBy(() -> ForkingMojo.requireWritten(0, List.of(results, report), arguments, "it is in corpus"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("The JVM that this goal started ended with exit code 0: found no file " + report
                        + ", wanted the report of the run there\n  what it printed is above, and its arguments are in "
                        + arguments + "\n  it is in corpus");

        Files.writeString(report, "Nothing was found.");
        assertThatCode(() -> ForkingMojo.requireWritten(0, List.of(results, report), arguments, "it is in corpus"))
                .doesNotThrowAnyException();
    }

    @Test
    void a_crash_and_wrong_usage_are_no_end() {
        Path arguments = directory.resolve("java.args");

        assertThatThrownBy(() -> ForkingMojo.requireEnd(134, arguments))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("The JVM that this goal started was " + Fork.crash(134)
                        + "; what it found until then is not known. Its arguments are in " + arguments);
        assertThatThrownBy(() -> ForkingMojo.requireEnd(2, arguments))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("The parameters are not understood; the message is above.");
        assertThatCode(() -> ForkingMojo.requireEnd(0, arguments)).doesNotThrowAnyException();
        assertThatCode(() -> ForkingMojo.requireEnd(1, arguments)).doesNotThrowAnyException();
    }

    /** With a JDK whose java is somewhere, or that lacks it. */
    private static final class OneToolchain extends NoToolchain {
        private final String java;

        private OneToolchain(String java) {
            this.java = java;
        }

        @Override
        public Toolchain getToolchainFromBuildContext(String type, MavenSession session) {
            return new Toolchain() {
                @Override
                public String getType() {
                    return "jdk";
                }

                @Override
                public String findTool(String tool) {
                    return "jdk".equals(type) && "java".equals(tool) ? java : null;
                }
            };
        }
    }
}
