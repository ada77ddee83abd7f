package io.gradcheck.campaign.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.campaign.SuspectSubject;
import io.gradcheck.campaign.repeat.PlantedLayer.Mistake;
import io.gradcheck.campaign.repeat.RepeatedCodes.Found;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.RelativeError;
import io.gradcheck.finding.Law;
import io.gradcheck.junit.LayerContract;
import io.gradcheck.recording.Recording;
import io.gradcheck.result.TestName;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.network.Layers;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The code that any finding tells compiles, and repeats it. */
class RepeatedFindingsTest {

    private static final List<GradientChecker> CHECKERS = List.of(
            GradientChecker.standard(),
            GradientChecker.standard().maxEvaluations(1000),
            GradientChecker.standard().exhaustive(),
            GradientChecker.standard().allowVacuous(),
            GradientChecker.standard().strictAtKinks(),
            GradientChecker.standard().accepting(RelativeError.of(1e-6)),
            GradientChecker.standard().accepting(RelativeError.of(0.1)),
            GradientChecker.standard().excluding("b"),
            GradientChecker.standard().excluding("b", "input"),
            GradientChecker.standard().without(Law.BATCH_IS_SUM),
            GradientChecker.standard().without(Law.values()),
            GradientChecker.standard()
                    .exhaustive()
                    .allowVacuous()
                    .strictAtKinks()
                    .accepting(RelativeError.of(Double.MIN_VALUE))
                    .excluding("b")
                    .without(Law.DETERMINISTIC, Law.SHAPES));

    @TempDir
    private Path directory;

    private final RepeatedCodes codes = new RepeatedCodes();

    private void run(String way, Campaign campaign, @Nullable Object source) {
        List<FindingGroup> groups = campaign.run().findings();
        assertThat(groups).as(way).isNotEmpty();
        for (FindingGroup group : groups) {
            Map<String, String> told = RepeatedCodes.codes(group.toString());
            assertThat(told).as("%s", group).hasSize(1);
            told.keySet().forEach(code -> codes.add(new Found(way, group.text(), code, source)));
        }
    }

    private void run(String way, TensorSource source) {
        run(way + ": " + source.name(), Campaign.of(source).tries(6).leastSeen(0), source);
    }

    private void networks() {
        for (String mistake : List.of(
                "bias not summed over the batch",
                "only the first example",
                "only the last example",
                "regulariser missing")) {
            SubjectSource wrong = SuspectSubject.source(Networks.any(), mistake);
            run("networks: " + mistake, Campaign.of(wrong).tries(6), null);
        }
        run(
                "deep networks",
                Campaign.of(SuspectSubject.source(Networks.any().depth(11, 13).width(1, 2), "only the first example"))
                        .tries(2),
                null);
        Function<NetworkCase, Subject> engine =
                network -> new SuspectSubject(network.subject(), "only the last example");
        Networks small = Networks.any().depth(0, 1).width(1, 3).ordinary();
        run(
                "networks in an engine of its package",
                Campaign.of(small.checkedIn(
                                "mine",
                                engine,
                                "RepeatedFindingsTest.wrong(%s)",
                                getClass().getPackageName()))
                        .tries(4),
                null);
        run(
                "networks in an unknown engine",
                Campaign.of(small.checkedIn("mine", engine, "")).tries(4),
                engine);
    }

    /** A network in a wrong engine. */
    static Subject wrong(NetworkCase network) {
        return new SuspectSubject(network.subject(), "only the last example");
    }

    private void layers() {
        for (LayerSource layer : Layers.all()) {
            run("layers", PlantedSources.doubled(layer.name()));
        }
    }

    private void sources() {
        PlantedSources.names().forEach(name -> run("source", PlantedSources.named(name)));
        TensorSource large = PlantedSources.large();
        run("large", Campaign.of(new Unshrunk(large)).tries(1), large);
        for (Mistake mistake : Mistake.values()) {
            run(
                    "source without code",
                    PlantedSources.source(
                            mistake + " \\user \"unwritten\" */\n",
                            mistake,
                            s -> List.of(PlantedSources.zeros("w", s.width()))));
        }
        for (String name : List.of("dense", "attention", "lstm")) {
            run("altered later", Layers.named(name).altered(PlantedSources.Doubled::new));
        }
        PlantedTensors.all().forEach(source -> run("own class", source));
    }

    private void campaigns() {
        LayerSource source = PlantedSources.named("SIGN plain");
        for (int k = 0; k < CHECKERS.size(); k++) {
            run("checker " + k, Campaign.of(source).tries(6).checker(CHECKERS.get(k)), source);
            for (Mistake mistake : List.of(Mistake.FACTOR, Mistake.FORGOTTEN, Mistake.LAST_EXAMPLE)) {
                LayerSource other = PlantedSources.named(mistake + " plain");
                run(mistake + ", checker " + k, Campaign.of(other).tries(6).checker(CHECKERS.get(k)), other);
            }
        }
        for (String name : PlantedSources.NASTY.subList(1, PlantedSources.NASTY.size())) { // the first is the wrong one
            LayerSource named = PlantedSources.named("SIGN named badly");
            GradientChecker checker = GradientChecker.standard().excluding(name);
            run("excluding " + name, Campaign.of(named).tries(4).leastSeen(0).checker(checker), named);
        }
        for (Values.Kind kind : Values.Kind.values()) {
            run("only " + kind, source.only(kind));
        }
        run("small sizes", source.inSmallSizes());
        for (long seed : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1}) {
            run("seed " + seed, Campaign.of(source).seed(seed).tries(12), source);
        }
        run(
                "laws only",
                Campaign.of(PlantedSources.named("MIXES_EXAMPLES plain"))
                        .tries(12)
                        .lawsOnly(),
                null);
        run(
                "gradients only",
                Campaign.of(PlantedSources.named("LAST_EXAMPLE plain"))
                        .tries(12)
                        .gradientsOnly(),
                null);
        run(
                "several",
                Campaign.of(source, PlantedSources.named("FACTOR many sizes"), new PlantedTensors.Open())
                        .tries(30),
                null);
    }

    /** The cases of another source with other numbers in one variable. */
    private record Edited(TensorSource source, String variable, double number) implements SubjectSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return restore(source.draw(random, sizes).data());
        }

        @Override
        @SuppressWarnings("unchecked")
        public SubjectCase restore(Map<String, Object> data) {
            Map<String, Object> edited = new LinkedHashMap<>(data);
            Map<String, Object> values = new LinkedHashMap<>((Map<String, Object>) data.get("values"));
            Map<String, Object> tensor = new LinkedHashMap<>((Map<String, Object>) values.get(variable));
            tensor.put(
                    "values",
                    ((List<Double>) tensor.get("values"))
                            .stream().map(any -> number).toList());
            values.put(variable, tensor);
            edited.put("values", values);
            return source.restore(edited);
        }
    }

    /** The cases of another source, which cannot be made simpler. */
    private record Unshrunk(TensorSource source) implements SubjectSource {
        private record Fixed(SubjectCase one) implements SubjectCase {
            @Override
            public Subject subject() {
                return one.subject();
            }

            @Override
            public List<Supplier<SubjectCase>> simpler() {
                return List.of();
            }

            @Override
            public long[] complexity() {
                return one.complexity();
            }

            @Override
            public Map<String, List<String>> traits() {
                return one.traits();
            }

            @Override
            public Map<String, Object> data() {
                return one.data();
            }

            @Override
            public String code() {
                return one.code();
            }

            @Override
            public List<String> imports() {
                return one.imports();
            }

            @Override
            public String codePackage() {
                return one.codePackage();
            }
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return new Fixed(source.draw(random, sizes));
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return new Fixed(source.restore(data));
        }
    }

    private void numbers() {
        for (double number : new double[] {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            -1e-310,
            Double.MIN_NORMAL,
            1e10,
            123456789012.0,
            0.1
        }) {
            TensorSource source = PlantedSources.named("SIGN plain");
            run(
                    "number " + number,
                    Campaign.of(new Edited(source, "b", number)).tries(4).leastSeen(0),
                    null);
        }
    }

    private void corpora() {
        int count = 0;
        for (TensorSource source : List.of(
                PlantedSources.named("SIGN named badly"),
                PlantedSources.named("MIXES_EXAMPLES many sizes"),
                PlantedSources.named("THROWS plain"),
                new PlantedTensors.OfPackage(),
                new PlantedTensors.WithArgument(2))) {
            Campaign campaign = Campaign.of(source).tries(12).corpus(directory.resolve("" + count++));
            campaign.run();
            addTold("corpus of " + source.name(), campaign.tries(0).run().toString(), source);
        }
    }

    private void contracts() {
        for (Class<?> contract : List.of(PlantedContracts.Wrong.class, PlantedContracts.Lawless.class)) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(contract))
                    .execute()
                    .testEvents()
                    .failed()
                    .stream()
                    .map(failed -> failed.getRequiredPayload(TestExecutionResult.class)
                            .getThrowable()
                            .orElseThrow()
                            .getMessage())
                    .forEach(text -> addTold("contract", text, null));
        }
        for (LayerContract contract : PlantedContracts.all()) {
            run("contract as a source", Campaign.of(contract).tries(6), contract.source());
        }
    }

    private void addTold(String way, String text, @Nullable Object source) {
        Map<String, String> told = RepeatedCodes.codes(text);
        assertThat(told).as(text).isNotEmpty();
        told.forEach((code, before) -> codes.add(
                new Found(way, before.replaceFirst("corpus: .*? FAILS: ", "").strip(), code, source)));
    }

    @Test
    @Tag("thorough")
    void every_code_compiles_and_repeats_its_finding() throws IOException {
        networks();
        layers();
        sources();
        campaigns();
        numbers();
        corpora();
        Recording noReport = Recording.beside(new TestName("", "", "", "")); // else texts name that of this build
        noReport.enter();
        try {
            contracts();
        } finally {
            noReport.leave();
        }

        Map<String, String> problems = codes.problems();

        assertThat(problems)
                .as(problems.size() + " of " + codes.size() + "\n"
                        + problems.entrySet().stream()
                                .map(one -> one.getKey() + ": "
                                        + one.getValue().lines().findFirst().orElse(""))
                                .collect(Collectors.joining("\n")))
                .isEmpty();
        assertThat(codes.size()).isGreaterThan(200);
    }

    @Tag("thorough")
    @Test
    void a_code_that_is_wrong_is_noticed() throws IOException {
        LayerSource source = PlantedSources.named("SIGN plain");
        FindingGroup group = Campaign.of(source).tries(6).run().findings().get(0);
        String code = group.code();
        List<String> wrong = List.of(
                code,
                code.replace("\"width\", ", "\"width\" "),
                code.replace("\\u0053", "\\u0073"),
                code.replace("named(", "right("),
                code.replace(".throwIfFailed()", ""),
                code.replace(".standard()", ".standard().excluding(\"w\")"),
                code.replace("main(", "other("));
        wrong.forEach(one -> codes.add(new Found("code", group.text(), one, null)));
        codes.add(new Found("of another variable", "scale: gradient of input is WRONG", code, null));
        codes.add(new Found("of a law", group.text() + "law FINITE is BROKEN", code, null));

        assertThat(codes.problems()).hasSize(8).doesNotContainKey("000 code");
    }
}
