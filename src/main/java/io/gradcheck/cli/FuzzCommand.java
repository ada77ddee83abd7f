package io.gradcheck.cli;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.nn.Activation;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Networks;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks random cases: networks of the engine, or what other sources on the class path make. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the gradients of random networks, or of the cases of other sources, on all processors.",
            "Findings are grouped by what they look like, shrunk, and printed with Java code that repeats them.",
            "They are checked in JVMs of their own: a case that does not end within a minute, or that exits, halts",
            "or crashes its JVM, is a finding, and the others go on.",
            "Exit code: 0 if nothing was found, 1 with findings or if nothing could be seen, 2 for wrong usage."
        })
final class FuzzCommand implements Callable<Integer> {

    private static final String WORKER = "--worker";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many cases to check (default: ${DEFAULT-VALUE})")
    private long tries;

    @Option(names = "--time", paramLabel = "TIME", description = "how long to go on instead, such as 30s, 10m or 2h")
    private @Nullable String time;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the seed of the series of cases (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--depth",
            paramLabel = "A..B",
            description = "how many hidden layers networks have (default: 0..4)")
    private @Nullable String depth;

    @Option(names = "--width", paramLabel = "A..B", description = "how wide their layers are (default: 1..8)")
    private @Nullable String width;

    @Option(
            names = "--activations",
            paramLabel = "NAME",
            split = ",",
            description = "their activations, such as relu,tanh (default: all)")
    private List<String> activations = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "how many cases are checked at a time (default: one for each processor)")
    private @Nullable Integer threads;

    @Option(
            names = "--case-limit",
            paramLabel = "TIME",
            description = "how long a case may take, unless others take as long (default: 60s)")
    private @Nullable String caseLimit;

    @Option(
            names = "--in-process",
            description =
                    "checks on threads of this JVM, which a case that halts or crashes ends with all that was found")
    private boolean inProcess;

    @Option(names = WORKER, hidden = true, description = "checks cases for another JVM")
    private boolean worker;

    @Option(
            names = "--source",
            paramLabel = "CLASS",
            description = "a SubjectSource on the class path to check instead of networks; may be given again")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "a regression corpus: checked first, and what is found is added")
    private @Nullable Path corpus;

    @Option(names = "--report", paramLabel = "FILE", description = "where to write the report and the statistics too")
    private @Nullable Path report;

    @Option(
            names = "--shard",
            paramLabel = "K",
            description = "only the K-th of N parts of the cases, from 1, for N machines: --shard K --shards N, or "
                    + "--shard K/N; see --results")
    private @Nullable String shard;

    @Option(names = "--shards", paramLabel = "N", description = "how many parts there are")
    private @Nullable Integer shards;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "where to write the report as JSON too, to be merged with those of other shards by: merge FILE...")
    private @Nullable Path results;

    @Override
    public Integer call() {
        if (worker) {
            campaign().serve();
        }
        PrintWriter out = spec.commandLine().getOut();
        try (EarlyEnd early = EarlyEnd.watched()) {
            Campaign campaign = inProcess ? campaign() : campaign().workers(Main.class, workerArguments());
            out.println("gradcheck fuzz: seed " + seed + "   (repeat: fuzz --seed " + seed + ")");
            out.flush();
            CampaignReport found = run(campaign);
            String text = found + "\n\n" + found.statistics() + "\n";
            out.println(text);
            out.flush();
            boolean reportWritten = write("--report", report, file -> AtomicFile.write(file, text));
            boolean resultsWritten = write("--results", results, found::write);
            boolean clean = reportWritten && resultsWritten && !found.failed();
            early.reported();
            return clean ? 0 : Main.FINDINGS;
        }
    }

    /** Those of this command, so that a worker makes the same campaign. */
    private String[] workerArguments() {
        List<String> arguments = new ArrayList<>();
        if (spec.parent() == null) { // as it is in Main
            arguments.add(spec.name());
        }
        arguments.addAll(spec.root().commandLine().getParseResult().originalArgs());
        arguments.add(WORKER);
        return arguments.toArray(String[]::new);
    }

    private Campaign campaign() {
        try {
            Campaign campaign = Campaign.of(chosenSources()).seed(seed);
            campaign = time == null ? campaign.tries(tries) : campaign.time(duration("--time", time));
            campaign = caseLimit == null ? campaign : campaign.caseLimit(duration("--case-limit", caseLimit));
            campaign = shard == null && shards == null ? campaign : part(campaign);
            campaign = threads == null ? campaign : campaign.threads(threads);
            return corpus == null ? campaign : campaign.corpus(corpus);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private SubjectSource[] chosenSources() {
        if (sources.isEmpty()) {
            return new SubjectSource[] {networks()};
        }
        if (depth != null || width != null || !activations.isEmpty()) {
            throw new IllegalArgumentException(
                    "--source: found together with --depth, --width or --activations, which are for networks only");
        }
        return sources.stream()
                .map(inProcess || worker ? FuzzCommand::source : FuzzCommand::sourceOfWorkers)
                .toArray(SubjectSource[]::new);
    }

    private Networks networks() {
        Networks networks = Networks.any();
        if (depth != null) {
            int[] range = range("--depth", depth);
            networks = networks.depth(range[0], range[1]);
        }
        if (width != null) {
            int[] range = range("--width", width);
            networks = networks.width(range[0], range[1]);
        }
        return activations.isEmpty()
                ? networks
                : networks.activations(
                        activations.stream().map(Activation::named).toArray(Activation[]::new));
    }

    /** A range such as {@code 1..8}, or one number. */
    private static int[] range(String option, String text) {
        String[] ends = text.split("\\.\\.", -1);
        try {
            int least = Integer.parseInt(ends[0]);
            int most = ends.length == 1 ? least : Integer.parseInt(ends[1]);
            if (ends.length <= 2) {
                return new int[] {least, most};
            }
        } catch (NumberFormatException noNumber) {
            // as any other text that is no range
        }
        throw new IllegalArgumentException(option + ": found " + text + ", wanted a number or a range such as 1..8");
    }

    private Campaign part(Campaign campaign) {
        String text = shards == null ? String.valueOf(shard) : shard + "/" + shards;
        String[] numbers = text.split("/", -1);
        try {
            int part = Integer.parseInt(numbers[0]);
            int parts = numbers.length == 2 ? Integer.parseInt(numbers[1]) : 0;
            if (part >= 1 && part <= parts) {
                return campaign.shard(part, parts);
            }
        } catch (NumberFormatException noNumber) {
            // as any other text that is no part
        }
        throw new IllegalArgumentException("--shard: found " + text
                + ", wanted one of N parts, from 1/N to N/N, or --shard from 1 to N and --shards N");
    }

    private static Duration duration(String option, String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException noTime) {
            throw new IllegalArgumentException(
                    option + ": found " + text + ", wanted a time such as 30s, 10m or 2h", noTime);
        }
    }

    /** A source that this JVM runs no code of, as it could end it. */
    private record SourceOfWorkers(String name) implements SubjectSource {
        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            throw new IllegalStateException(name + " makes cases in workers only");
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            throw new IllegalStateException(name + " makes cases in workers only");
        }
    }

    private static SubjectSource sourceOfWorkers(String name) {
        return new SourceOfWorkers(constructor(name, false).getDeclaringClass().getName());
    }

    private static SubjectSource source(String name) {
        try {
            return (SubjectSource) constructor(name, true).newInstance();
        } catch (ReflectiveOperationException notMade) {
            throw new IllegalArgumentException("--source: " + name + " cannot be made (" + notMade + ")", notMade);
        }
    }

    private static Constructor<?> constructor(String name, boolean initialised) {
        try {
            Class<?> type =
                    Class.forName(name, initialised, Thread.currentThread().getContextClassLoader());
            if (!SubjectSource.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException("--source: found " + name + ", wanted a class that implements "
                        + SubjectSource.class.getName());
            }
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true); // test classes are package-private more often than not
            return constructor;
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("--source: found no class " + name + " on the class path", missing);
        } catch (NoSuchMethodException missing) {
            throw new IllegalArgumentException(
                    "--source: " + name + " cannot be made (" + missing
                            + "), wanted a class with a constructor without parameters",
                    missing);
        }
    }

    /** Runs with a progress bar; at an interrupt of the program, ends with what there is. */
    private CampaignReport run(Campaign campaign) {
        try (ProgressBar bar = MainJob.bar("cases", time == null ? tries : -1)) {
            return campaign.progress(bar::stepTo).run();
        }
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** Writes a file; one that cannot be written is told, and keeps nothing else from being written. */
    private boolean write(String option, @Nullable Path file, Writing writing) {
        if (file == null) {
            return true;
        }
        try {
            writing.to(file);
            return true;
        } catch (IOException | RuntimeException cannotWrite) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(option + ": cannot write " + file + ": " + cannotWrite);
            err.flush();
            return false;
        }
    }
}
