package io.gradcheck.cli;

import io.gradcheck.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the report on what tests have recorded. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes the report on what tests have recorded: a page, the same as JSON, a summary in Markdown.",
            "Files that cannot be read are named in it and left out.",
            "Exit code: 0 if it is written, 2 for wrong usage."
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            defaultValue = "target/gradcheck",
            description = "where tests have left results (default: ${DEFAULT-VALUE})")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = "target/gradcheck-report",
            description = "where the report is written (default: ${DEFAULT-VALUE})")
    private Path to = Path.of("");

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "gradcheck",
            description = "what the report is about (default: ${DEFAULT-VALUE})")
    private String title = "";

    @Override
    public Integer call() throws IOException {
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new ParameterException(
                        spec.commandLine(), "DIR: found " + directory + ", wanted a directory with results of tests");
            }
        }
        PathOptions.requireDirectory(spec, "--to", to);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Report: " + Report.read(directories, title).writeTo(to));
        out.flush();
        return 0;
    }
}
