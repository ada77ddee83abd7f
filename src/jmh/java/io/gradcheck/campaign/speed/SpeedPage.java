package io.gradcheck.campaign.speed;

import io.gradcheck.result.AtomicFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures a campaign beside a hand-written property, prints a table of both and writes it to {@code target/speed.md}.
 * Takes the options of JMH, such as {@code -f 3} for three JVMs one after the other.
 */
public final class SpeedPage {

    private static final Path FILE = Path.of("target", "speed.md");
    private static final List<Double> ERRORS = List.of(1e-3, 1e-6);
    private static final int LOOKED_AT = 2_000;
    private static final long SEED = 1;

    private SpeedPage() {}

    /** How fast one of the two was. */
    private record Speed(double seconds, double error, double processorSeconds) {

        static Speed of(Collection<RunResult> results, String benchmark) {
            RunResult result = results.stream()
                    .filter(run -> run.getPrimaryResult().getLabel().equals(benchmark))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException("benchmark " + benchmark + ": found no result, wanted one"));
            Result<?> time = result.getPrimaryResult();
            Result<?> processor = result.getSecondaryResults().get("processorSeconds");
            return new Speed(
                    time.getScore(),
                    time.getScoreError(),
                    processor.getScore()
                            / result.getAggregatedResult().getIterationResults().size());
        }

        String networksPerSecond() {
            return String.format(Locale.ROOT, "%,.0f", SpeedBenchmark.NETWORKS / seconds)
                    + (Double.isNaN(error) ? "" : String.format(Locale.ROOT, " ± %.0f%%", 100 * error / seconds));
        }

        String networksPerProcessorSecond() {
            return String.format(Locale.ROOT, "%,.0f", SpeedBenchmark.NETWORKS / processorSeconds);
        }
    }

    /** One of the two: its speed and what it finds. */
    private record Column(Speed speed, Sightings sightings) {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException, IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include(SpeedBenchmark.class.getName() + "\\.")
                        .build())
                .run();
        Column campaign = new Column(
                Speed.of(results, "campaign"), Sightings.of(Sightings::byGradcheck, SEED, LOOKED_AT, ERRORS));
        Column byHand = new Column(
                Speed.of(results, "handWrittenProperty"),
                Sightings.of(Sightings::byFiniteDifferences, SEED, LOOKED_AT, ERRORS));
        String text = conditions(load) + "\n\n" + table(List.of(campaign, byHand)) + "\n";
        AtomicFile.write(FILE, text);
        System.out.println("\n" + text);
    }

    private static String conditions(double load) {
        return String.format(
                Locale.ROOT,
                "JDK %s, %d processors, load average %.1f before it began.",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                load);
    }

    private static String table(List<Column> columns) {
        List<String> rows = new ArrayList<>();
        rows.add("| what | campaign | hand-written property |");
        rows.add("| --- | --: | --: |");
        rows.add(row("networks a second and core", columns, c -> c.speed.networksPerSecond()));
        rows.add(row(
                "networks a second of processor time, JIT and garbage collection included",
                columns,
                c -> c.speed.networksPerProcessorSecond()));
        rows.add(row(
                "evaluations a network",
                columns,
                c -> String.format(Locale.ROOT, "%.0f", c.sightings.evaluationsPerNetwork())));
        rows.add(
                row("right gradients called wrong", columns, c -> share(c.sightings.alarms(), c.sightings.networks())));
        for (int k = 0; k < ERRORS.size(); k++) {
            int error = k;
            rows.add(row(
                    String.format(Locale.ROOT, "one entry wrong by %.0e: seen", ERRORS.get(k)),
                    columns,
                    c -> share(c.sightings.seen(error), c.sightings.planted())));
        }
        return String.join("\n", rows);
    }

    private static String row(String name, List<Column> columns, Function<Column, String> cell) {
        return "| " + name + " | "
                + String.join(" | ", columns.stream().map(cell).toList()) + " |";
    }

    private static String share(int some, int all) {
        return String.format(Locale.ROOT, "%,d of %,d (%.1f%%)", some, all, 100.0 * some / all);
    }
}
