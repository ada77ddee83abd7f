package io.gradcheck.maven;

import io.gradcheck.report.Report;
import io.gradcheck.verification.GitHubActions;
import io.gradcheck.verification.Rules;
import io.gradcheck.verification.Verification;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build unless the gradients of the module have been checked as the rules demand.
 *
 * <p>It reads what the module's tests have recorded, writes the report, and then compares the results with the rules. Results
 * count if they are of the classes that are built now, in this build or an earlier one: {@code mvn test} and {@code mvn
 * gradcheck:verify} may be two calls. Results that are lost or damaged fail it, with the file and the reason.
 *
 * <p>In GitHub Actions, wrong gradients are annotations at their tests, and violated rules annotations of the job.
 */
@Mojo(
        name = "verify",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class VerifyMojo extends AbstractMojo {

    private static final String FAIL_ON_LOST = "gradcheck.failOnLostResults";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    /** Whether the goal does nothing. */
    @Parameter(property = "gradcheck.skip", defaultValue = "false")
    private boolean skip;

    /** Whether tests are skipped; then the goal does nothing either. */
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skipTests;

    /** Whether tests are neither compiled nor run; then the goal does nothing either. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private boolean skipTestClasses;

    /** Where the tests have left their results. */
    @Parameter(property = "gradcheck.results", defaultValue = "${project.build.directory}/gradcheck")
    private File resultsDirectory;

    /** Where the report is written; if it is not said, beside the results: {@code target/gradcheck-report}. */
    @Parameter(property = "gradcheck.report")
    private @Nullable File reportDirectory;

    /**
     * Whether the goal fails where results are lost: files that are missing, damaged, cut off, of another version or of other
     * classes than those that are built, runs that did not end, tests that left no log. Otherwise it warns, and judges the
     * rest.
     */
    @Parameter(property = FAIL_ON_LOST, defaultValue = "true")
    private boolean failOnLostResults;

    /**
     * Whether the report's summary is added to that of the job in GitHub Actions, the file that the environment variable {@code
     * GITHUB_STEP_SUMMARY} names. Where it cannot be, the goal warns.
     */
    @Parameter(property = "gradcheck.jobSummary", defaultValue = "false")
    private boolean jobSummary;

    /**
     * What must hold: {@code maxFailures} (0), {@code maxInconclusive}, {@code maxVacuous}, {@code minTries} (1, for each
     * class), {@code maxDetectionLimit} (relative), {@code minMutantScore} (from 0 to 1), and {@code types} with {@code
     * includes} and {@code excludes}: every class of the module that extends or implements one of the types must have been
     * checked.
     */
    @Parameter
    private Rules rules = new Rules();

    private Map<String, String> environment = System.getenv();

    /** Not {@code System.out}, whose lines Maven 4 puts into its log: a workflow command begins its line. */
    private PrintStream commands =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** Made by Maven. */
    public VerifyMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Configured.requireKnown(project, plugin);
        Path classes = Path.of(project.getBuild().getOutputDirectory());
        Optional<String> reason = new Skip(skip, skipTests, skipTestClasses)
                .reason(
                        project.getPackaging(),
                        classes,
                        Path.of(project.getBuild().getTestOutputDirectory()));
        if (reason.isPresent()) {
            getLog().info("Skipped: " + reason.get() + ".");
            return;
        }
        Verification.Module module = module(classes);
        Verification verification = read(module);
        verification.warnings().forEach(getLog()::warn);
        List<String> wanted = wanted(classes);
        List<String> lost = verification.lost();
        if (verification.isEmpty() && wanted.isEmpty() && lost.isEmpty()) {
            getLog().info("Nothing to verify: no test has checked a gradient, and no class has to be checked.");
            return;
        }
        Report report = verification.report();
        Path page = write(report);
        List<String> violations = new ArrayList<>(verification.violations(rules, wanted));
        if (failOnLostResults && !lost.isEmpty()) {
            violations.add(verification.lossAsViolation("-D" + FAIL_ON_LOST + "=false"));
        } else {
            lost.forEach(getLog()::warn);
        }
        GitHubActions actions = new GitHubActions(environment);
        List<Path> roots =
                project.getTestCompileSourceRoots().stream().map(Path::of).toList();
        actions.annotations(module, roots, report, violations).forEach(commands::println);
        if (jobSummary) {
            actions.addToJobSummary(report).ifPresent(getLog()::warn);
        }
        if (!violations.isEmpty()) {
            throw new MojoFailureException(verification.failure(violations, page));
        }
        getLog().info(verification.success(page));
        if (!rules.nameTypes()) {
            getLog().info(
                            "Not asked for: that every class of a kind is checked; <types> among the <rules> would say which.");
        }
    }

    private Verification.Module module(Path classes) {
        return new Verification.Module(
                project.getArtifactId(),
                project.getName(),
                project.getBasedir().toPath(),
                Path.of(project.getBuild().getDirectory()),
                classes,
                Path.of(project.getBuild().getTestOutputDirectory()),
                resultsDirectory.toPath());
    }

    private Verification read(Verification.Module module) throws MojoExecutionException {
        boolean tested =
                project.getArtifacts().stream().anyMatch(this::isThisLibrary); // else nothing could be recorded
        try {
            return Verification.of(module, tested, session.getStartTime().toInstant());
        } catch (IOException unreadable) {
            throw new MojoExecutionException(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private boolean isThisLibrary(Artifact artifact) {
        return artifact.getGroupId().equals(plugin.getGroupId())
                && artifact.getArtifactId().equals(plugin.getArtifactId());
    }

    private List<String> wanted(Path classes) throws MojoExecutionException {
        try {
            return Verification.wanted(rules, classes, project.getTestClasspathElements());
        } catch (DependencyResolutionRequiredException | IllegalArgumentException wrong) {
            throw new MojoExecutionException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Path write(Report report) throws MojoExecutionException {
        Path directory =
                reportDirectory == null ? Report.directoryBeside(resultsDirectory.toPath()) : reportDirectory.toPath();
        try {
            return report.writeTo(directory);
        } catch (IOException unwritable) {
            throw new MojoExecutionException("Cannot write the report to " + directory, unwritable);
        }
    }
}
