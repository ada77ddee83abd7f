package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.OrgJsonNode;
import io.gradcheck.campaign.Campaign;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.RunLog;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a run of tests leaves behind. */
class ResultListenerTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sine", Math::sin, Math::sin, 0.3);
    private static final Subject UNDECIDED = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);

    static class Sample {
        @BeforeAll
        static void before() {
            GradientChecker.standard().seed(9).check(RIGHT.about(Math.class));
        }

        @Test
        void several_subjects() {
            GradientChecker.standard().check(RIGHT.about(Math.class));
            GradientChecker.standard().seed(4).check(RIGHT.about(Math.class));
            assertThat(GradientChecker.standard()
                            .check(WRONG.about(String.class))
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        }

        @GradientTest(tries = 5)
        void tries(GradientChecker checker, Random random) {
            double x = random.nextDouble();
            checker.check(Subject.scalar("sin at " + x, Math::sin, Math::cos, x).about(Math.class));
        }

        @GradientTest
        void undecided(GradientChecker checker) {
            checker.check(UNDECIDED);
        }

        @GradientTest
        void wrong(GradientChecker checker) {
            checker.check(WRONG);
        }

        @GradientTest
        void wrong_as_it_says(GradientChecker checker) {
            assertThat(checker.check(WRONG).verdict()).isEqualTo(Verdict.FAIL);
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return IntStream.range(0, 3)
                    .mapToObj(k -> DynamicTest.dynamicTest(
                            "part " + k,
                            () -> GradientChecker.standard().check(RIGHT).throwIfFailed()));
        }

        @Test
        void campaign() {
            Campaign.of(Networks.any().depth(0, 1).width(1, 2)).tries(10).run().throwIfFailed();
        }

        @Test
        void checks_on_another_thread() throws InterruptedException {
            Thread thread = new Thread(() -> GradientChecker.standard().check(RIGHT));
            thread.start();
            thread.join();
        }

        @Test
        void nothing() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }

        @Nested
        class Within {
            @Test
            void nested() {
                GradientChecker.standard().check(RIGHT);
            }
        }
    }

    @TempDir
    private Path directory;

    @Test
    void every_test_that_checked_something_is_recorded_with_its_status() throws IOException {
        Map<String, TestResult> tests = recorded(Sample.class);

        assertThat(tests)
                .containsOnlyKeys(
                        "(class)",
                        "several_subjects",
                        "tries",
                        "undecided",
                        "wrong",
                        "wrong_as_it_says",
                        "dynamic",
                        "campaign",
                        "(threads of several tests)", // the sample's and this one
                        "nested");
        assertThat(tests.get("(threads of several tests)").subjects()).hasSize(1);
        assertThat(tests.get("several_subjects").status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(tests.get("undecided").status()).isEqualTo(Status.ABORTED);
        assertThat(tests.get("wrong").status()).isEqualTo(Status.FAILED);
        assertThat(tests.get("wrong").subjects().get(0).unasserted()).isEqualTo(1);
        assertThat(tests.get("wrong_as_it_says").status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(tests.get("wrong_as_it_says").subjects().get(0).verdicts()).containsEntry(Verdict.FAIL, 1L);
        assertThat(tests.get("wrong_as_it_says").subjects().get(0).unasserted()).isZero();
        assertThat(tests.get("wrong").engine()).isEqualTo("junit-jupiter");
    }

    @Test
    void what_did_not_pass_is_told_with_its_reason() throws IOException {
        Map<String, TestResult> tests = recorded(Sample.class);

        assertThat(tests.get("several_subjects").notPassed()).isEmpty();
        assertThat(tests.get("wrong").notPassed()).singleElement().satisfies(part -> {
            assertThat(part.status()).isEqualTo(Status.FAILED);
            assertThat(part.reason()).startsWith("sine: gradient of x is WRONG");
        });
        assertThat(tests.get("undecided").notPassed()).singleElement().satisfies(part -> {
            assertThat(part.status()).isEqualTo(Status.ABORTED);
            assertThat(part.reason()).startsWith("sqrt: ").doesNotContain("\n");
        });
    }

    @Test
    void subjects_are_told_apart_by_name_and_their_checks_are_added_up() throws IOException {
        List<SubjectResult> subjects =
                recorded(Sample.class).get("several_subjects").subjects();

        assertThat(subjects).hasSize(2);
        SubjectResult right = subjects.get(0);
        assertThat(right.classUnderTest()).isEqualTo("java.lang.Math");
        assertThat(right.subject()).isEqualTo("sin");
        assertThat(right.seed()).as("of the first of equal checks").isEqualTo(1);
        assertThat(right.tries()).isEqualTo(2);
        assertThat(right.verdicts()).containsExactly(Map.entry(Verdict.PASS, 2L));
        assertThat(right.evaluations())
                .isEqualTo(2L * GradientChecker.standard().check(RIGHT).evaluations());
        assertThat(right.relativeDetectionLimit()).isBetween(0.0, 1e-8);
        assertThat(right.shown().variables().get(0).name()).isEqualTo("x");
        assertThat(right.shown().mutants()).isPositive();
        SubjectResult wrong = subjects.get(1);
        assertThat(wrong.classUnderTest()).isEqualTo("java.lang.String");
        assertThat(recorded(Sample.class).get("nested").subjects().get(0).classUnderTest())
                .as("a function that is a lambda")
                .isEqualTo("io.gradcheck.junit.ResultListenerTest");
        assertThat(wrong.verdicts()).containsExactly(Map.entry(Verdict.FAIL, 1L));
        assertThat(wrong.shown().text())
                .isEqualTo(GradientChecker.standard().check(WRONG).toString());
        assertThat(wrong.shown().variables().get(0).wrongEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.index()).containsExactly(0));
    }

    @Test
    void tries_parts_and_campaigns_are_one_test_each() throws IOException {
        Map<String, TestResult> tests = recorded(Sample.class);

        assertThat(tests.get("tries").subjects())
                .singleElement()
                .satisfies(subject -> assertThat(subject.tries()).isEqualTo(5));
        assertThat(tests.get("dynamic").subjects())
                .singleElement()
                .satisfies(subject -> assertThat(subject.tries()).isEqualTo(3));
        assertThat(tests.get("campaign").subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.tries()).isEqualTo(10);
            assertThat(subject.subject()).isEqualTo(Networks.any().name());
            assertThat(subject.classUnderTest()).isEqualTo("io.gradcheck.nn.Backpropagation");
            assertThat(subject.shown()).isNull();
            assertThat(subject.mistakes()).isEmpty();
        });
        assertThat(tests.get("nested").subjects()).hasSize(1);
    }

    @Test
    void files_keep_to_the_schema_in_the_documentation() throws IOException {
        recorded(Sample.class);
        String schema = Files.readString(Path.of("src/site/resources/schema/result-2.json"));
        var validators = new ValidatorFactory().withJsonNodeFactory(new OrgJsonNode.Factory());

        for (Path file : files()) {
            assertThat(validators.validate(schema, Files.readString(file)).getErrors())
                    .as(file.toString())
                    .extracting(error -> error.getInstanceLocation() + ": " + error.getError())
                    .isEmpty();
        }
        String damaged = Files.readString(files().get(0)).replaceFirst("\"tries\":", "\"trials\":");
        assertThat(validators.validate(schema, damaged).isValid())
                .as("of another field")
                .isFalse();
    }

    @Test
    void tests_in_parallel_are_recorded_each_for_itself() throws IOException {
        Map<String, TestResult> tests = recorded(
                Sample.class,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "6"));

        assertThat(tests.get("several_subjects").subjects())
                .extracting(SubjectResult::tries)
                .containsExactly(2L, 1L);
        assertThat(tests.get("tries").subjects())
                .extracting(SubjectResult::tries)
                .containsExactly(5L);
        assertThat(tests.get("dynamic").subjects())
                .extracting(SubjectResult::tries)
                .containsExactly(3L);
        assertThat(tests.get("wrong").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void a_run_that_checks_nothing_leaves_no_results_and_a_log_that_it_was_there() throws IOException {
        recorded(Empty.class);

        assertThat(files()).isEmpty();
        assertThat(RunLog.files(results())).singleElement().satisfies(file -> {
            RunLog log = RunLog.read(file);
            assertThat(log.planned()).containsExactly(Map.entry(Empty.class.getName(), 1L));
            assertThat(log.hasEnded()).isTrue();
        });
    }

    static class Empty {
        @Test
        void nothing() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }
    }

    private Map<String, TestResult> recorded(Class<?> testClass) throws IOException {
        return recorded(testClass, Map.of());
    }

    /** The results by method. */
    private Map<String, TestResult> recorded(Class<?> testClass, Map<String, String> parameters) throws IOException {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(testClass))
                .configurationParameter("gradcheck.results", results().toString())
                .configurationParameters(parameters)
                .build();
        LauncherFactory.create().execute(request);
        Map<String, TestResult> tests = new TreeMap<>();
        for (Path file : files()) {
            ClassResult.read(file).tests().forEach(test -> tests.put(test.method(), test));
        }
        return tests;
    }

    private Path results() {
        return directory.resolve("results");
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(results())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
