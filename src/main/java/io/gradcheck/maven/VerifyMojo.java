package io.gradcheck.maven;

import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults.DamagedFile;
import java.io.File;
import java.io.IOException;
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
     * What must hold: {@code maxFailures} (0), {@code maxInconclusive}, {@code maxVacuous}, {@code minTries} (1, for each
     * class), {@code maxDetectionLimit} (relative), {@code minMutantScore} (from 0 to 1), and {@code types} with {@code
     * includes} and {@code excludes}: every class of the module that extends or implements one of the types must have been
     * checked.
     */
    @Parameter
    private Rules rules = new Rules();

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
        RecordedRuns runs = runs();
        List<DamagedFile> lost = lost(runs);
        List<ClassResult> results = runs.results();
        List<String> wanted = wanted(classes);
        if (results.isEmpty() && wanted.isEmpty() && lost.isEmpty()) {
            getLog().info("Nothing to verify: no test has checked a gradient, and no class has to be checked.");
            return;
        }
        Report report = Report.of(results, lost, project.getName());
        Path page = write(report);
        Map<String, Checked> checked = Checked.byClass(results);
        List<String> violations = new ArrayList<>(Judge.violations(rules, checked, wanted));
        judgeLost(lost, violations);
        if (!violations.isEmpty()) {
            throw new MojoFailureException(message(results, violations, page));
        }
        long checks = checked.values().stream().mapToLong(Checked::tries).sum();
        getLog().info("All rules hold: " + checks + " checks of " + checked.size() + " classes. Report: " + page);
        if (rules.types().isEmpty()) {
            getLog().info(
                            "Not asked for: that every class of a kind is checked; <types> among the <rules> would say which.");
        }
    }

    private RecordedRuns runs() throws MojoExecutionException {
        try {
            RecordedRuns runs = new RecordedRuns(
                    resultsDirectory.toPath(),
                    project.getBasedir().toPath(),
                    Path.of(project.getBuild().getTestOutputDirectory()),
                    session.getStartTime().toInstant());
            runs.warnings().forEach(getLog()::warn);
            return runs;
        } catch (IOException unreadable) {
            throw new MojoExecutionException("Cannot read results in " + resultsDirectory, unreadable);
        }
    }

    private List<DamagedFile> lost(RecordedRuns runs) throws MojoExecutionException {
        List<DamagedFile> lost = new ArrayList<>(runs.lost());
        boolean tested = project.getArtifacts().stream().anyMatch(this::isThisLibrary);
        if (tested) { // else nothing could be recorded
            try {
                lost.addAll(LaunchedTests.unrecorded(Path.of(project.getBuild().getDirectory()), runs::hasLaunch));
            } catch (IOException unreadable) {
                throw new MojoExecutionException("Cannot read the reports of the tests", unreadable);
            }
        }
        return lost;
    }

    private boolean isThisLibrary(Artifact artifact) {
        return artifact.getGroupId().equals(plugin.getGroupId())
                && artifact.getArtifactId().equals(plugin.getArtifactId());
    }

    private void judgeLost(List<DamagedFile> lost, List<String> violations) {
        if (failOnLostResults && !lost.isEmpty()) {
            StringBuilder text = new StringBuilder("results that were lost: found ")
                    .append(lost.size())
                    .append(", wanted none (mvn clean, and the tests again; to go on without: -D")
                    .append(FAIL_ON_LOST)
                    .append("=false)");
            lost.forEach(
                    one -> text.append("\n    ").append(one.file()).append(": ").append(one.problem()));
            violations.add(text.toString());
        } else {
            lost.forEach(one -> getLog().warn("Lost, and not counted: " + one.file() + ": " + one.problem()));
        }
    }

    private List<String> wanted(Path classes) throws MojoExecutionException {
        if (rules.types().isEmpty()) {
            return List.of();
        }
        try {
            List<String> all = new Implementations(classes, project.getTestClasspathElements()).of(rules.types());
            return Implementations.chosen(all, rules.includes(), rules.excludes());
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

    private String message(List<ClassResult> results, List<String> violations, Path page) {
        StringBuilder text = new StringBuilder("gradients are not verified: ")
                .append(violations.size() == 1 ? "1 rule is" : violations.size() + " rules are")
                .append(" violated in ")
                .append(project.getArtifactId());
        violations.forEach(violation -> text.append("\n  ").append(violation));
        if (results.isEmpty()) {
            text.append("\n  no results of the classes that are built in ").append(resultsDirectory);
        }
        return text.append("\n  report: ").append(page).toString();
    }
}
