package io.gradcheck.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** A goal that runs gradcheck's command line in a JVM of its own. */
abstract class ForkingMojo extends AbstractMojo {

    /** The exit code of the command line where something was found. */
    static final int FINDINGS = 1;

    private static final int WRONG_USAGE = 2;
    /** The command line. */
    static final String MAIN = "io.gradcheck.cli.Main";

    private final ToolchainManager toolchains;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> pluginArtifacts;

    /** Whether the goal does nothing. */
    @Parameter(property = "gradcheck.skip", defaultValue = "false")
    private boolean skip;

    /** Options of the JVM, such as -Xmx2g. */
    @Parameter
    private List<String> jvmArguments = new ArrayList<>();

    ForkingMojo(ToolchainManager toolchains) {
        this.toolchains = toolchains;
    }

    final MavenProject project() {
        return project;
    }

    /** Where these goals write unless they are told otherwise. */
    final Path work() {
        return Path.of(project.getBuild().getDirectory(), "gradcheck-fuzz");
    }

    final boolean isSkipped() throws MojoExecutionException {
        Configured.requireKnown(project, plugin);
        if (skip) {
            getLog().info("Skipped: gradcheck.skip is set.");
        }
        return skip;
    }

    /**
     * Runs the command line, and shows what it prints.
     *
     * @param main its class
     * @param classPath the class path of the JVM
     * @param argumentFile where the file of arguments is written
     * @param arguments those of the command line
     * @param written what the command line is to write; what is there of earlier runs is deleted before
     * @param kept where to look if the run is interrupted
     * @return its exit code
     */
    final int run(
            String main,
            List<String> classPath,
            Path argumentFile,
            List<String> arguments,
            List<Path> written,
            String kept)
            throws MojoExecutionException {
        Fork fork = new Fork(java(), jvmArguments, classPath, main, arguments);
        try {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            return fork.run(project.getBasedir().toPath(), argumentFile, getLog()::info);
        } catch (IOException notStarted) {
            throw new MojoExecutionException("Cannot run " + fork.java() + ": " + notStarted, notStarted);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Interrupted; " + kept, interrupted);
        }
    }

    /** Fails the build for an exit code that is neither a good end nor that of findings. */
    static void requireEnd(int code, Path argumentFile) throws MojoExecutionException {
        if (code == WRONG_USAGE) {
            throw new MojoExecutionException("The parameters are not understood; the message is above.");
        }
        if (code != 0 && code != FINDINGS) {
            throw new MojoExecutionException("The JVM that this goal started was " + Fork.crash(code)
                    + "; what it found until then is not known. Its arguments are in " + argumentFile);
        }
    }

    /**
     * Fails the build if the command line came to an end without what it was to write.
     *
     * @param kept where to look else
     */
    static void requireWritten(int code, List<Path> written, Path argumentFile, String kept)
            throws MojoExecutionException {
        for (Path file : written) {
            if (!Files.isRegularFile(file)) {
                throw new MojoExecutionException("The JVM that this goal started ended with exit code " + code
                        + ": found no file " + file + ", wanted the report of the run there"
                        + "\n  what it printed is above, and its arguments are in " + argumentFile + "\n  " + kept);
            }
        }
    }

    /** The test class path; with this plugin's own jars behind it where the module does not depend on them. */
    final List<String> testClassPath() throws MojoExecutionException {
        try {
            List<String> classPath = new ArrayList<>(project.getTestClasspathElements());
            pluginArtifacts.stream()
                    .filter(artifact -> project.getArtifacts().stream()
                            .noneMatch(own -> own.getGroupId().equals(artifact.getGroupId())
                                    && own.getArtifactId().equals(artifact.getArtifactId())))
                    .forEach(artifact -> addTo(classPath, artifact));
            return classPath;
        } catch (DependencyResolutionRequiredException notResolved) {
            throw new MojoExecutionException("The test class path is not known", notResolved);
        }
    }

    /** This plugin's own jars, for what needs no class of the module. */
    final List<String> pluginClassPath() {
        List<String> classPath = new ArrayList<>();
        pluginArtifacts.forEach(artifact -> addTo(classPath, artifact));
        return classPath;
    }

    private static void addTo(List<String> classPath, Artifact artifact) {
        if (artifact.getFile() != null) {
            classPath.add(artifact.getFile().toString());
        }
    }

    /** The program that starts the JVM: of the build's JDK toolchain, or of the JVM that runs Maven if there is none. */
    final Path java() {
        Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
        String tool = toolchain == null ? null : toolchain.findTool("java");
        return Optional.ofNullable(tool)
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"));
    }
}
