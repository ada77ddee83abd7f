package io.gradcheck.maven;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** A module with goals that fork, as Maven would set them up; with this test's class path as that of the plugin. */
final class ForkingModule {

    private final Path directory;
    private final List<String> said = new ArrayList<>();

    ForkingModule(Path directory) {
        this.directory = directory;
    }

    /** What its goals have logged. */
    List<String> said() {
        return said;
    }

    <T extends ForkingMojo> T with(T goal) {
        goal.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
                said.add(content.toString());
            }
        });
        set(goal, "project", project());
        set(goal, "plugin", new PluginDescriptor());
        set(goal, "corpus", corpus().toFile());
        set(
                goal,
                "pluginArtifacts",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(ForkingModule::artifact)
                        .toList());
        return goal;
    }

    private static Artifact artifact(String file) {
        Artifact artifact = new DefaultArtifact(
                "com.acme",
                Path.of(file).getFileName().toString(),
                "1",
                "runtime",
                "jar",
                null,
                new DefaultArtifactHandler());
        artifact.setFile(new File(file));
        return artifact;
    }

    Path corpus() {
        return directory.resolve("corpus");
    }

    Path target() {
        return directory.resolve("target");
    }

    private MavenProject project() {
        Model model = new Model();
        model.setArtifactId("acme");
        Build build = new Build();
        build.setDirectory(target().toString());
        build.setOutputDirectory(target().resolve("classes").toString());
        build.setTestOutputDirectory(target().resolve("test-classes").toString());
        model.setBuild(build);
        MavenProject project = new MavenProject(model);
        project.setFile(directory.resolve("pom.xml").toFile());
        project.setArtifacts(Set.of());
        return project;
    }

    static void set(ForkingMojo goal, String name, Object value) {
        for (Class<?> type = goal.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                field.set(goal, value);
                return;
            } catch (NoSuchFieldException above) {
                // of a class above it
            } catch (IllegalAccessException notSet) {
                throw new AssertionError(notSet);
            }
        }
        throw new AssertionError("no parameter " + name + " of " + goal.getClass());
    }

    static class NoToolchain implements ToolchainManager {
        @Override
        public Toolchain getToolchainFromBuildContext(String type, MavenSession session) {
            return null;
        }

        @Override
        public List<Toolchain> getToolchains(MavenSession session, String type, Map<String, String> requirements) {
            return List.of();
        }
    }
}
