package io.gradcheck.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks random cases of every {@code SubjectSource} among the module's test classes, contracts of layers among them, and
 * keeps what it finds in the regression corpus.
 *
 * <p>The cases are checked in a JVM of its own with the module's test class path. The build fails if a mistake is found; the
 * message says where it is kept and how to repeat the run.
 */
@Mojo(name = "fuzz", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
@Execute(phase = LifecyclePhase.TEST_COMPILE)
public final class FuzzMojo extends AbstractMojo {

    private static final String MAIN = "io.gradcheck.cli.Main";
    private static final String SOURCE = "io.gradcheck.source.SubjectSource";
    private static final int FINDINGS = 1;
    private static final int WRONG_USAGE = 2;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> pluginArtifacts;

    private final ToolchainManager toolchains;

    /** Whether the goal does nothing. */
    @Parameter(property = "gradcheck.skip", defaultValue = "false")
    private boolean skip;

    /** How many cases are checked, over all sources together. */
    @Parameter(property = "gradcheck.tries", defaultValue = "10000")
    private long tries;

    /** How long cases are checked instead, such as 30s, 10m or 2h. */
    @Parameter(property = "gradcheck.time")
    private @Nullable String time;

    /** The seed of the series of cases. */
    @Parameter(property = "gradcheck.seed", defaultValue = "1")
    private long seed;

    /** How many threads check; one for each processor if it is not said. */
    @Parameter(property = "gradcheck.threads")
    private @Nullable Integer threads;

    /** The regression corpus: its cases are checked first, and what is found is added to it. */
    @Parameter(property = "gradcheck.corpus", defaultValue = "${project.basedir}/src/test/gradcheck")
    private File corpus;

    /** Which sources: patterns of class names with * for any part; all if there is none. */
    @Parameter
    private List<String> includes = new ArrayList<>();

    /** Which sources not: patterns of class names with * for any part. */
    @Parameter
    private List<String> excludes = new ArrayList<>();

    /** Options of the JVM, such as -Xmx2g. */
    @Parameter
    private List<String> jvmArguments = new ArrayList<>();

    /**
     * Made by Maven.
     *
     * @param toolchains knows the JDK that the module is to run on
     */
    @Inject
    public FuzzMojo(ToolchainManager toolchains) {
        this.toolchains = toolchains;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: gradcheck.skip is set.");
            return;
        }
        Path testClasses = Path.of(project.getBuild().getTestOutputDirectory());
        if (!Files.isDirectory(testClasses)) {
            getLog().info("Skipped: the module has no test classes.");
            return;
        }
        List<String> classPath = classPath();
        List<String> sources = Implementations.chosen(
                new Implementations(testClasses, classPath).madeWithoutArguments(SOURCE), includes, excludes);
        if (sources.isEmpty()) {
            getLog().info("Skipped: no test class of the module is a " + SOURCE + ".");
            return;
        }
        getLog().info("Sources: " + String.join(", ", sources));
        Path work = Path.of(project.getBuild().getDirectory(), "gradcheck-fuzz");
        Path report = work.resolve("report.txt");
        Fork fork = new Fork(java(), jvmArguments, classPath, MAIN, arguments(sources, report));
        try {
            Files.deleteIfExists(report);
            int code = fork.run(project.getBasedir().toPath(), work.resolve("java.args"), getLog()::info);
            judge(code, report);
        } catch (IOException notStarted) {
            throw new MojoExecutionException("Cannot run " + fork.java(), notStarted);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Interrupted; what was found until then is in " + corpus, interrupted);
        }
    }

    /** Fails the build unless the JVM that checks has come to a good end, which it has reported. */
    void judge(int code, Path report) throws MojoExecutionException, MojoFailureException {
        if (code == FINDINGS && Files.exists(report)) {
            throw new MojoFailureException("fuzzing failed; the report above is in " + report + " too"
                    + "\n  findings are kept in " + corpus + ", and checked first from now on"
                    + "\n  repeat: mvn gradcheck:fuzz "
                    + (time == null ? "-Dgradcheck.tries=" + tries : "-Dgradcheck.time=" + time)
                    + " -Dgradcheck.seed=" + seed);
        }
        if (code == 0 && !Files.exists(report)) {
            throw new MojoExecutionException(
                    "The JVM that checks ended with exit code 0 and without a report, as code under test ends it"
                            + " that calls Runtime.halt; what was found until then is in " + corpus);
        }
        if (code == WRONG_USAGE) {
            throw new MojoExecutionException("The parameters are not understood; the message is above.");
        }
        if (code != 0) {
            throw new MojoExecutionException("The JVM that checks was " + Fork.crash(code)
                    + "; what it found until then is not known. Its arguments are in "
                    + report.resolveSibling("java.args"));
        }
    }

    private List<String> arguments(List<String> sources, Path report) {
        List<String> arguments = new ArrayList<>(List.of("fuzz", "--seed", String.valueOf(seed)));
        sources.forEach(source -> arguments.addAll(List.of("--source", source)));
        arguments.addAll(
                time == null ? List.of("--tries", String.valueOf(tries)) : List.of("--time", String.valueOf(time)));
        if (threads != null) {
            arguments.addAll(List.of("--threads", String.valueOf(threads)));
        }
        arguments.addAll(List.of("--corpus", corpus.toString(), "--report", report.toString()));
        return arguments;
    }

    /** The test class path; with this plugin's own jars behind it where the module does not depend on them. */
    private List<String> classPath() throws MojoExecutionException {
        try {
            List<String> classPath = new ArrayList<>(project.getTestClasspathElements());
            for (Artifact artifact : pluginArtifacts) {
                boolean there = project.getArtifacts().stream()
                        .anyMatch(own -> own.getGroupId().equals(artifact.getGroupId())
                                && own.getArtifactId().equals(artifact.getArtifactId()));
                if (!there && artifact.getFile() != null) {
                    classPath.add(artifact.getFile().toString());
                }
            }
            return classPath;
        } catch (DependencyResolutionRequiredException notResolved) {
            throw new MojoExecutionException("The test class path is not known", notResolved);
        }
    }

    /** The program that starts the JVM: of the build's JDK toolchain, or of the JVM that runs Maven if there is none. */
    Path java() {
        Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
        String tool = toolchain == null ? null : toolchain.findTool("java");
        return Optional.ofNullable(tool)
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"));
    }
}
