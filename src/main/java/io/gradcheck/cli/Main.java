package io.gradcheck.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** The command line: trains a network on real digits with every gradient certified, then checks random networks. */
@Command(
        name = "gradcheck",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            FuzzCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            MergeCommand.class,
            HelpCommand.class
        },
        versionProvider = Version.class,
        description = {
            "Trains a network on 1,797 handwritten digits and certifies every gradient before, during and after "
                    + "training; then checks the gradients of random networks.",
            "Exit code: 0 if nothing was found, 1 with findings, 2 for wrong usage."
        })
public final class Main implements Callable<Integer> {

    /** The exit code where something was found. */
    static final int FINDINGS = 1;

    @Mixin
    private DemoOptions options = new DemoOptions();

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
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public Integer call() {
        return options.run();
    }
}
