package io.gradcheck.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: trains a network on real digits with every gradient certified, then checks random networks. */
@Command(
        name = "gradcheck",
        mixinStandardHelpOptions = true,
        subcommands = {FuzzCommand.class, MergeCommand.class, ReportCommand.class},
        versionProvider = Version.class,
        description = {
            "Trains a network on 1,797 handwritten digits and certifies every gradient before, during and after "
                    + "training; then checks the gradients of random networks.",
            "Exit code: 0 if nothing was found, 1 with findings, 2 for wrong usage."
        })
public final class Main implements Callable<Integer> {

    /** The exit code where something was found. */
    static final int FINDINGS = 1;

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

    private Main() {}

    /**
     * Runs the command line and ends the JVM with its exit code.
     *
     * @param args options; {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs the command line; gives its exit code. */
    static int run(String... args) {
        return new CommandLine(new Main()).execute(args);
    }

    @Override
    public Integer call() {
        if (tries < 0) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--tries: found " + tries + ", wanted 0 or more");
        }
        boolean clean = new MainJob(seed, tries, MainJob.ACCURACY_WANTED, report, System.out).run();
        return clean ? 0 : FINDINGS;
    }
}
