package io.gradcheck.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job by a name of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "What is done without a command: trains a network on 1,797 handwritten digits and certifies every gradient "
                    + "before, during and after training; then checks the gradients of random networks.",
            "Exit code: 0 if nothing was found, 1 with findings, 2 for wrong usage."
        })
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Override
    public Integer call() {
        return options.run();
    }
}
