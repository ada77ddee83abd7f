package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.junit.jupiter.api.Test;

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
