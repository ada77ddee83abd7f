package io.gradcheck.maven;

import io.gradcheck.report.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Writes one report of all modules of a build: {@code mvn verify gradcheck:aggregate}.
 *
 * <p>It shows the last run of each test class in each module, and judges nothing.
 */
@Mojo(name = "aggregate", aggregator = true, threadSafe = true)
public final class AggregateMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${reactorProjects}", readonly = true, required = true)
    private List<MavenProject> modules;

    /** Whether the goal does nothing. */
    @Parameter(property = "gradcheck.skip", defaultValue = "false")
    private boolean skip;

    /** Where the results of a module are, below its build directory. */
    @Parameter(property = "gradcheck.resultsName", defaultValue = "gradcheck")
    private String resultsName;

    /** Where the report is written. */
    @Parameter(property = "gradcheck.report", defaultValue = "${project.build.directory}/gradcheck-report")
    private File reportDirectory;

    /** Made by Maven. */
    public AggregateMojo() {}

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("Skipped: gradcheck.skip is set.");
            return;
        }
        List<Path> directories = modules.stream()
                .map(module -> Path.of(module.getBuild().getDirectory(), resultsName))
                .filter(Files::isDirectory)
                .toList();
        if (directories.isEmpty()) {
            getLog().info("Skipped: no test of any module has left results.");
            return;
        }
        try {
            Report report = Report.readLast(directories, project.getName());
            report.results().damaged().forEach(one -> getLog().warn("Left out: " + one.file() + ": " + one.problem()));
            getLog().info("Report of " + directories.size() + (directories.size() == 1 ? " module: " : " modules: ")
                    + report.writeTo(reportDirectory.toPath()));
        } catch (IOException noReport) {
            throw new MojoExecutionException(
                    "Cannot write a report on " + directories + " to " + reportDirectory, noReport);
        }
    }
}
