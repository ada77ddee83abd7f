package io.gradcheck.campaign.speed;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Measures a campaign beside a hand-written property, prints a table of both and writes it to {@code target/speed.md}.
 * Takes the options of JMH, such as {@code -f 3} for three JVMs one after the other.
 */
public final class SpeedPage {

    private static final List<Double> ERRORS = List.of(1e-3, 1e-6);
    private static final int LOOKED_AT = 2_000;
    private static final long SEED = 1;

    private SpeedPage() {}

    /** How fast one of the two was. */
    private record Speed(double seconds, double error, double processorSeconds) {

        static Speed of(BenchmarkResults results, String benchmark) {
            RunResult result = results.of(benchmark, Map.of());
            Result<?> time = result.getPrimaryResult();
            Result<?> processor = result.getSecondaryResults().get("processorSeconds");
            return new Speed(
                    time.getScore(),
                    time.getScoreError(),
                    processor.getScore()
                            / result.getAggregatedResult().getIterationResults().size());
        }

        String networksPerSecond() {
            return Figures.count(SpeedBenchmark.NETWORKS / seconds) + Figures.error(error, seconds);
        }

        String networksPerProcessorSecond() {
            return Figures.count(SpeedBenchmark.NETWORKS / processorSeconds);
        }
    }

    /** One of the two: its speed and what it finds. */
    private record Column(Speed speed, Sightings sightings) {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException, IOException {
        MeasuredPage page = MeasuredPage.begin();
        BenchmarkResults results = BenchmarkResults.of(args, SpeedBenchmark.class);
        Column campaign = new Column(
                Speed.of(results, "campaign"), Sightings.of(Sightings::byGradcheck, SEED, LOOKED_AT, ERRORS));
        Column byHand = new Column(
                Speed.of(results, "handWrittenProperty"),
                Sightings.of(Sightings::byFiniteDifferences, SEED, LOOKED_AT, ERRORS));
        page.write("speed.md", table(List.of(campaign, byHand)));
    }

    private static MarkdownTable table(List<Column> columns) {
        MarkdownTable table = new MarkdownTable(List.of("what", "campaign", "hand-written property"));
        row(table, "networks a second and core", columns, c -> c.speed.networksPerSecond());
        row(
                table,
                "networks a second of processor time, JIT and garbage collection included",
                columns,
                c -> c.speed.networksPerProcessorSecond());
        row(table, "evaluations a network", columns, c -> Figures.count(c.sightings.evaluationsPerNetwork()));
        row(table, "right gradients called wrong", columns, c -> share(c.sightings.alarms(), c.sightings.networks()));
        for (int k = 0; k < ERRORS.size(); k++) {
            int error = k;
            row(
                    table,
                    String.format(Locale.ROOT, "one entry wrong by %.0e: seen", ERRORS.get(k)),
                    columns,
                    c -> share(c.sightings.seen(error), c.sightings.planted()));
        }
        return table;
    }

    private static void row(MarkdownTable table, String name, List<Column> columns, Function<Column, String> cell) {
        table.row(name, columns.stream().map(cell).toList());
    }

    private static String share(int some, int all) {
        return String.format(Locale.ROOT, "%,d of %,d (%.1f%%)", some, all, 100.0 * some / all);
    }
}
