package io.gradcheck.maven;

import io.gradcheck.report.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report of a module: a page that opens without a network, the same as JSON, and a summary in Markdown.
 *
 * <p>It shows the last run of each test class, and judges nothing.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ReportMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** Whether the goal does nothing. */
    @Parameter(property = "gradcheck.skip", defaultValue = "false")
    private boolean skip;

    /** Where the tests have left their results. */
    @Parameter(property = "gradcheck.results", defaultValue = "${project.build.directory}/gradcheck")
    private File resultsDirectory;

    /** Where the report is written; if it is not said, beside the results: {@code target/gradcheck-report}. */
    @Parameter(property = "gradcheck.report")
    private @Nullable File reportDirectory;

    /** Made by Maven. */
    public ReportMojo() {}

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("Skipped: gradcheck.skip is set.");
            return;
        }
        if (!resultsDirectory.isDirectory()) {
            getLog().info("Skipped: no test has left results in " + resultsDirectory + ".");
            return;
        }
        Path results = resultsDirectory.toPath();
        Path directory = reportDirectory == null ? Report.directoryBeside(results) : reportDirectory.toPath();
        try {
            Report report = Report.readLast(List.of(results), project.getName());
            report.results().damaged().forEach(one -> getLog().warn("Left out: " + one.file() + ": " + one.problem()));
            getLog().info("Report: " + report.writeTo(directory));
        } catch (IOException noReport) {
            throw new MojoExecutionException(
                    "Cannot write a report on " + resultsDirectory + " to " + directory, noReport);
        }
    }
}
