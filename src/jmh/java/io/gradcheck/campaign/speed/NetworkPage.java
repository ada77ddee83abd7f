package io.gradcheck.campaign.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Measures the calls and the checks of networks, prints a table of their times and one of what they allocate, and writes both to
 * {@code target/networks.md}. Takes the options of JMH, such as {@code -f 3} for three JVMs one after the other.
 */
public final class NetworkPage {

    /** What each benchmark of {@link NetworkBenchmark} is called, in the order of the rows. */
    private static final List<Map.Entry<String, String>> ROWS = List.of(
            Map.entry("evaluation", "one evaluation"),
            Map.entry("gradient", "one gradient"),
            Map.entry("check", "check of all variables and laws"),
            Map.entry("checkOnTwoThreads", "the same on two threads"),
            Map.entry("opaqueCheck", "check as an opaque function"));

    private NetworkPage() {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException, IOException {
        MeasuredPage page = MeasuredPage.begin();
        BenchmarkResults results = BenchmarkResults.of(args, NetworkBenchmark.class, GCProfiler.class);
        page.write(
                "networks.md",
                MeasuredPage.command(NetworkPage.class),
                table("time", results, NetworkPage::time),
                table("allocated", results, NetworkPage::allocated));
    }

    private static MarkdownTable table(String what, BenchmarkResults results, Function<RunResult, String> cell) {
        List<String> columns = new ArrayList<>(List.of(what));
        for (MeasuredNetwork network : MeasuredNetwork.values()) {
            long parameters = network.on(NetworkBenchmark.EXAMPLES).network().parameterCount();
            columns.add(network + " (" + Figures.count(parameters) + ")");
        }
        MarkdownTable table = new MarkdownTable(columns);
        for (Map.Entry<String, String> row : ROWS) {
            table.row(
                    row.getValue(),
                    Arrays.stream(MeasuredNetwork.values())
                            .map(network -> cell.apply(results.of(row.getKey(), Map.of("network", network.name()))))
                            .toList());
        }
        return table;
    }

    private static String time(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        return Figures.time(1e-3 * time.getScore()) + Figures.error(time.getScoreError(), time.getScore());
    }

    private static String allocated(RunResult result) {
        return Figures.bytes(
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
}
