package io.gradcheck.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job that a command line asks for, with the word {@code demo} or without. */
final class DemoOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many random networks to check (default: ${DEFAULT-VALUE})")
    private int tries;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the seed of the checks and of the random networks (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "target/gradcheck-report",
            description = "where the report is written (default: ${DEFAULT-VALUE})")
    private Path report = Path.of("");

    /** Runs the job; gives the exit code. */
    int run() {
        if (tries < 0) {
            throw new ParameterException(command.commandLine(), "--tries: found " + tries + ", wanted 0 or more");
        }
        PathOptions.requireDirectory(command, "--report", report);
        boolean clean = new MainJob(seed, tries, MainJob.ACCURACY_WANTED, report, System.out).run();
        return clean ? 0 : Main.FINDINGS;
    }
}
