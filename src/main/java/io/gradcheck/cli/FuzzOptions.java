package io.gradcheck.cli;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.nn.Activation;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Networks;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which campaign a command line asks for: the options that all commands share that run one, wherever they run it. */
public final class FuzzOptions {

    /** The hidden option of {@code fuzz} that makes a JVM a worker. */
    static final String WORKER = "--worker";

    private static final Duration LONGEST = Duration.ofDays(365);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

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
            names = "--source",
            paramLabel = "CLASS",
            description = "a SubjectSource on the class path to check instead of networks; may be given again")
    private List<String> sources = new ArrayList<>();

    /** Filled by picocli. */
    public FuzzOptions() {}

    /** {@return the seed of the series of cases} */
    public long seed() {
        return seed;
    }

    /** {@return how many cases there are to check; -1 if as many as there is time for} */
    public long tries() {
        return time == null ? tries : -1;
    }

    /** {@return how long to go on; null if until all cases are checked} */
    public @Nullable Duration time() {
        return time == null ? null : duration("--time", time);
    }

    /** {@return how many cases are to be checked at a time; null if it was not said} */
    public @Nullable Integer threads() {
        return threads;
    }

    /**
     * The campaign that the options ask for.
     *
     * @param isChecking whether this JVM runs code under test; if not, sources are looked up and not made, as they could end it
     * @return the campaign
     * @throws ParameterException if an option is not understood
     */
    public Campaign campaign(boolean isChecking) {
        try {
            Campaign campaign = Campaign.of(chosenSources(isChecking)).seed(seed);
            Duration limit = time();
            campaign = limit == null ? campaign.tries(tries) : campaign.time(limit);
            campaign = caseLimit == null ? campaign : campaign.caseLimit(duration("--case-limit", caseLimit));
            return threads == null ? campaign : campaign.threads(threads);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /**
     * A campaign whose cases are checked in JVMs of their own, which are given these options too.
     *
     * @param campaign what {@link #campaign} made, or the same with more
     * @param more further options of {@code fuzz} for these JVMs
     * @return the campaign
     */
    public Campaign inWorkers(Campaign campaign, String... more) {
        List<String> arguments = new ArrayList<>(List.of("fuzz"));
        List<String> own = CommandSpec.forAnnotatedObject(new FuzzOptions()).options().stream()
                .map(option -> option.longestName())
                .toList();
        command.commandLine().getParseResult().matchedOptions().stream()
                .distinct() // one that is given twice is there twice, each time with both values
                .filter(option -> own.contains(option.longestName()))
                .forEach(option -> option.originalStringValues()
                        .forEach(value -> arguments.addAll(List.of(option.longestName(), value))));
        arguments.addAll(List.of(more));
        arguments.add(WORKER);
        return campaign.workers(Main.class, arguments.toArray(String[]::new));
    }

    private SubjectSource[] chosenSources(boolean isChecking) {
        if (sources.isEmpty()) {
            return new SubjectSource[] {networks()};
        }
        if (depth != null || width != null || !activations.isEmpty()) {
            throw new IllegalArgumentException(
                    "--source: found together with --depth, --width or --activations, which are for networks only");
        }
        return sources.stream()
                .map(isChecking ? FuzzOptions::source : FuzzOptions::sourceOfWorkers)
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

    private static Duration duration(String option, String text) {
        try {
            Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (!time.isNegative() && !time.isZero() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (DateTimeParseException | ArithmeticException noTime) {
            // as any other text that is no time
        }
        throw new IllegalArgumentException(
                option + ": found " + text + ", wanted a time such as 30s, 10m or 2h, above zero and up to 8760h");
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
            ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = ofThread == null ? FuzzOptions.class.getClassLoader() : ofThread;
            Class<?> type = Class.forName(name, initialised, loader);
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
}
