package io.gradcheck.maven;

import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build unless the gradients of the module have been checked as the rules demand.
 *
 * <p>It reads what the module's tests have recorded in this build, writes the report, and then compares the results with the
 * rules. Results of earlier builds are named and do not count.
 */
@Mojo(
        name = "verify",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class VerifyMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

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
        List<ClassResult> stale = new ArrayList<>();
        Report report = read(stale);
        List<ClassResult> results = report.results().results();
        List<String> wanted = wanted(classes);
        if (results.isEmpty() && wanted.isEmpty()) {
            getLog().info("Nothing to verify: no test has checked a gradient, and no class has to be checked.");
            return;
        }
        Path page = write(report);
        Map<String, Checked> checked = Checked.byClass(results);
        List<String> violations = Judge.violations(rules, checked, wanted);
        if (!violations.isEmpty()) {
            throw new MojoFailureException(message(results, violations, page));
        }
        long checks = checked.values().stream().mapToLong(Checked::tries).sum();
        getLog().info("All rules hold: " + checks + " checks of " + checked.size() + " classes. Report: " + page);
    }

    /** The results of this build; those of earlier ones are set aside. */
    private Report read(List<ClassResult> stale) throws MojoExecutionException {
        Instant began = session.getStartTime().toInstant();
        try {
            Report report = Report.read(
                    List.of(resultsDirectory.toPath()),
                    result -> {
                        boolean current = !result.started().isBefore(began);
                        return current || !stale.add(result);
                    },
                    project.getName());
            report.results()
                    .damaged()
                    .forEach(file ->
                            getLog().warn("Skipped a damaged file of results: " + file.file() + ": " + file.problem()));
            if (!stale.isEmpty()) {
                getLog().warn("Not counted, since they are from before this build: the results of "
                        + stale.stream()
                                .map(ClassResult::testClass)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ")));
            }
            return report;
        } catch (IOException unreadable) {
            throw new MojoExecutionException("Cannot read results in " + resultsDirectory, unreadable);
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
            text.append("\n  no results of this build in ").append(resultsDirectory);
        }
        return text.append("\n  report: ").append(page).toString();
    }
}
