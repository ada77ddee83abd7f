package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JVM checks. */
class FuzzMojoTest {

    private static final Path OWN = Path.of(System.getProperty("java.home"), "bin", "java");

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
    void a_good_end_without_a_report_is_none(@TempDir Path directory) throws IOException {
        FuzzMojo goal = new FuzzMojo(new NoToolchain());
        Path report = directory.resolve("report.txt");

        assertThatThrownBy(() -> goal.judge(0, report))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("The JVM that checks ended with exit code 0 and without a report");

        Files.writeString(report, "Nothing was found.");
        assertThatCode(() -> goal.judge(0, report)).doesNotThrowAnyException();
    }

    private static class NoToolchain implements ToolchainManager {
        @Override
        public Toolchain getToolchainFromBuildContext(String type, MavenSession session) {
            return null;
        }

        @Override
        public List<Toolchain> getToolchains(MavenSession session, String type, Map<String, String> requirements) {
            return List.of();
        }
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
