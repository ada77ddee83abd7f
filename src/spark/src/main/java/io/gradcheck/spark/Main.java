package io.gradcheck.spark;

import io.gradcheck.shaded.picocli.CommandLine;

/**
 * The command line of a campaign on Spark, for {@code spark-submit --class io.gradcheck.spark.Main}: the options of {@code fuzz}, and
 * how the campaign is divided.
 */
public final class Main {

    private Main() {}

    /**
     * Runs the campaign, and ends the JVM with the exit code of {@code fuzz}: 0 if nothing was found, 1 with findings or if a shard is
     * missing, 2 for wrong usage.
     *
     * @param args options; {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SparkFuzzCommand()).execute(args));
    }
}
