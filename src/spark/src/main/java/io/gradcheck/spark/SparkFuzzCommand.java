package io.gradcheck.spark;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.cli.FuzzOptions;
import io.gradcheck.shaded.picocli.CommandLine;
import io.gradcheck.shaded.picocli.CommandLine.Command;
import io.gradcheck.shaded.picocli.CommandLine.Mixin;
import io.gradcheck.shaded.picocli.CommandLine.Model.CommandSpec;
import io.gradcheck.shaded.picocli.CommandLine.Option;
import io.gradcheck.shaded.picocli.CommandLine.ParameterException;
import io.gradcheck.shaded.picocli.CommandLine.Spec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Checks random cases on a Spark cluster. */
@Command(
        name = "gradcheck-spark",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the gradients of random networks, or of the cases of other sources, on a Spark cluster.",
            "Each partition is a shard of the campaign, checked in JVMs of its own beside the executor; the merged report is",
            "that of one machine. Paths may be of any file system that Spark knows, such as hdfs://... or s3a://...",
            "Exit code: 0 if nothing was found, 1 with findings, if nothing could be seen or if a shard is missing,",
            "2 for wrong usage."
        })
final class SparkFuzzCommand implements Callable<Integer> {

    private static final int FINDINGS = 1;
    private static final int PARTITIONS_OF_SLOT = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FuzzOptions options = new FuzzOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "into how many shards the campaign is divided (default: 4 for each core of the cluster; with --time, 1)")
    private @Nullable Integer partitions;

    @Option(
            names = "--stop-after",
            paramLabel = "N",
            description = "ends with what there is when so many mistakes are found; shards left out are named")
    private @Nullable Integer stopAfter;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "the cluster, such as local[2], where spark-submit does not say it")
    private @Nullable String master;

    @Option(
            names = "--corpus",
            paramLabel = "PATH",
            description = "a regression corpus: checked first, and what is found is added")
    private @Nullable String corpus;

    @Option(names = "--report", paramLabel = "PATH", description = "where to write the report and the statistics too")
    private @Nullable String report;

    @Option(names = "--results", paramLabel = "PATH", description = "where to write the report as JSON too")
    private @Nullable String results;

    /** What shards are checked by, for tests in which some fail. */
    private UnaryOperator<Shards> by = UnaryOperator.identity();

    SparkFuzzCommand() {}

    SparkFuzzCommand(UnaryOperator<Shards> by) {
        this.by = by;
    }

    /** A command with options as they are given to an executor. */
    static SparkFuzzCommand parsed(List<String> arguments) {
        SparkFuzzCommand command = new SparkFuzzCommand();
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command;
    }

    FuzzOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        requireUsable();
        PrintWriter out = spec.commandLine().getOut();
        try (JavaSparkContext spark = new JavaSparkContext(configuration())) {
            out.println("gradcheck fuzz: seed " + options.seed() + "   (repeat: fuzz --seed " + options.seed() + ")");
            out.flush();
            HadoopFiles files = new HadoopFiles(spark.hadoopConfiguration());
            Map<String, byte[]> known = corpus == null ? Map.of() : files.corpus(corpus);
            MergedShards merged = run(spark, known);
            out.println(merged.text());
            out.println(merged.figures());
            List<String> problems = written(files, known, merged);
            problems.forEach(out::println);
            out.flush();
            boolean isClean = merged.isWhole()
                    && problems.isEmpty()
                    && merged.report().filter(all -> !all.failed()).isPresent();
            return isClean ? 0 : FINDINGS;
        } catch (IOException cannotRead) {
            out.println("--corpus: cannot read " + corpus + ": " + cannotRead);
            out.flush();
            return FINDINGS;
        }
    }

    /** Fails for options that are not understood before a cluster is asked for anything. */
    private void requireUsable() {
        options.campaign(false);
        requirePositive("--partitions", partitions);
        requirePositive("--stop-after", stopAfter);
        if (configuration().get("spark.master", "").isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "found no master, wanted one by spark-submit, or --master such as local[2]");
        }
    }

    private void requirePositive(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new ParameterException(spec.commandLine(), option + ": found " + value + ", wanted 1 or more");
        }
    }

    private SparkConf configuration() {
        SparkConf configuration = new SparkConf().setIfMissing("spark.app.name", "gradcheck fuzz");
        return master == null
                ? configuration
                : configuration
                        .setMaster(master)
                        .setIfMissing("spark.ui.enabled", "false")
                        .setIfMissing("spark.log.level", "WARN");
    }

    private MergedShards run(JavaSparkContext spark, Map<String, byte[]> known) {
        Duration time = options.time();
        int slots = SparkSettings.slots(spark);
        int of = partitions != null ? partitions : time != null ? slots : PARTITIONS_OF_SLOT * slots;
        Integer threads = options.threads();
        Shards shards = by.apply(new ShardsInWorkers(
                new ArrayList<>(spec.commandLine().getParseResult().originalArgs()),
                threads == null ? SparkSettings.cores(spark) : threads,
                known.isEmpty() ? null : SentCorpus.of(known)));
        try {
            return new ShardedRun(
                            spark, shards, of, Optional.ofNullable(stopAfter).orElse(Integer.MAX_VALUE), time)
                    .run();
        } finally {
            endWorkers();
        }
    }

    /** Ends those of this JVM, of a cluster that is in it. */
    private static void endWorkers() {
        try {
            ExecutorCrews.endSoon();
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is to be written; what cannot be keeps nothing else from being written. */
    private List<String> written(HadoopFiles files, Map<String, byte[]> known, MergedShards merged) {
        List<String> problems = new ArrayList<>();
        Optional<CampaignReport> found = merged.report();
        if (corpus != null && found.isPresent()) {
            problems.addAll(files.addTo(corpus, known, found.get()));
        }
        String text = merged.text();
        write("--report", report, files, out -> out.write(text.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(problems::add);
        if (found.isPresent()) {
            write("--results", results, files, found.get()::write).ifPresent(problems::add);
        } else if (results != null) {
            problems.add("--results: found no report of any shard to write to " + results);
        }
        return problems;
    }

    private static Optional<String> write(
            String option, @Nullable String path, HadoopFiles files, HadoopFiles.Content content) {
        if (path == null) {
            return Optional.empty();
        }
        try {
            files.write(path, content);
            return Optional.empty();
        } catch (IOException | RuntimeException cannotWrite) {
            return Optional.of(option + ": cannot write " + path + ": " + cannotWrite);
        }
    }
}
