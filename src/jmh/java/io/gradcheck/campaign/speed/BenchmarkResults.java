package io.gradcheck.campaign.speed;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What JMH has measured of the benchmarks of a class. */
final class BenchmarkResults {

    private final Collection<RunResult> results;

    private BenchmarkResults(Collection<RunResult> results) {
        this.results = results;
    }

    /**
     * Runs all benchmarks of a class.
     *
     * @param options those of JMH's command line
     * @param benchmarks the class
     */
    static BenchmarkResults of(String[] options, Class<?> benchmarks)
            throws RunnerException, CommandLineOptionException {
        return run(chosen(options, benchmarks));
    }

    /** Runs all benchmarks of a class, with a profiler whose figures are among the secondary results. */
    static BenchmarkResults of(String[] options, Class<?> benchmarks, Class<? extends Profiler> profiler)
            throws RunnerException, CommandLineOptionException {
        return run(chosen(options, benchmarks).addProfiler(profiler));
    }

    private static ChainedOptionsBuilder chosen(String[] options, Class<?> benchmarks)
            throws CommandLineOptionException {
        return new OptionsBuilder().parent(new CommandLineOptions(options)).include(benchmarks.getName() + "\\.");
    }

    private static BenchmarkResults run(ChainedOptionsBuilder options) throws RunnerException {
        return new BenchmarkResults(
                new Runner(options.jvmArgsAppend(MeasuredPage.products()).build()).run());
    }

    /**
     * The result of a benchmark.
     *
     * @param benchmark the name of its method
     * @param parameters values of its parameters by their names; those that are not here may have any
     */
    RunResult of(String benchmark, Map<String, String> parameters) {
        return results.stream()
                .filter(run -> run.getPrimaryResult().getLabel().equals(benchmark))
                .filter(run -> parameters.entrySet().stream()
                        .allMatch(parameter ->
                                parameter.getValue().equals(run.getParams().getParam(parameter.getKey()))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "benchmark " + benchmark + " " + parameters + ": found no result, wanted one"));
    }
}
