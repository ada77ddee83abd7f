package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.report.Report;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.TestResult;
import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;

/** The report that a run of tests leaves behind, and the failures that name it. */
class ReportedRunTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sine", Math::sin, Math::sin, 0.3);
    private static final Subject UNDECIDED = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);
    private static final Subject CONSTANT = Subject.scalar("one", x -> 1, x -> 0, 0.3);

    @ExtendWith(GradientExtension.class)
    static class Failing {
        @GradientTest
        void nobody_looks(GradientChecker checker) {
            checker.check(WRONG);
        }

        @GradientTest
        void thrown(GradientChecker checker) {
            checker.check(WRONG).throwIfFailed();
        }

        @Test
        void without_a_seed() {
            GradientChecker.standard().check(WRONG).throwIfFailed();
        }

        @GradientTest
        void vacuous(GradientChecker checker) {
            checker.check(CONSTANT).throwIfFailed();
        }

        @GradientTest
        void on_another_thread(GradientChecker checker) throws InterruptedException {
            Thread thread = new Thread(() -> checker.check(WRONG));
            thread.start();
            thread.join();
        }

        @TestFactory
        Stream<DynamicNode> dynamic() {
            return GradientTests.of(WRONG);
        }
    }

    static class Contract extends Contracts.WrongSign {}

    static class BrokenLaw extends Contracts.MixesExamples {}

    static class Unseen extends Contracts.Constant {}

    /** Multiplies the upstream gradient in place, and reads it again. */
    static class Overwriting extends Contracts.OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                public Tensor backward(Tensor dy) {
                    double[] c = parameters().get(0).value().values();
                    for (int i = 0; i < dy.size(); i++) {
                        dy.values()[i] *= c[i % c.length];
                    }
                    Tensor dx = dy.copy();
                    super.backward(dy);
                    return dx;
                }
            };
        }

        @Override
        protected Class<?> classUnderTest() {
            return ScaleLayer.class;
        }
    }

    static class Properties {
        @Property(tries = 5, seed = "5")
        void nobody_looks(@ForAll int n) {
            GradientChecker.standard().check(WRONG);
        }

        @Property(tries = 5, seed = "5")
        void thrown(@ForAll int n) {
            GradientChecker.standard().check(WRONG).throwIfFailed();
        }

        @Property(tries = 5, seed = "5")
        void vacuous(@ForAll int n) {
            GradientChecker.standard().check(CONSTANT);
        }
    }

    static class Unnamed {
        @GradientTest
        void nothing_checked() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }

        @GradientTest
        void undecided(GradientChecker checker) {
            checker.check(UNDECIDED);
        }

        @GradientTest
        void broken(GradientChecker checker) {
            checker.check(RIGHT);
            throw new IllegalStateException("broken");
        }
    }

    static class Passing {
        @GradientTest
        void right(GradientChecker checker) {
            checker.check(RIGHT);
        }
    }

    static class Empty {
        @GradientTest
        void nothing_checked() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }
    }

    static class Nesting {
        @Test
        void runs_others_with_the_same_results() {
            GradientChecker.standard().check(RIGHT);
            String results = System.getProperty("gradcheck.test.nested");
            new Run(Passing.class, Map.of("gradcheck.results", results));
            assertThat(Path.of(results + "-report"))
                    .as("before the outer run has ended")
                    .doesNotExist();
        }
    }

    /** A run as an IDE makes it, and what its tests ended with. */
    private static final class Run implements TestExecutionListener {
        private final Map<String, Throwable> thrown = new LinkedHashMap<>();

        Run(Class<?> testClass, Map<String, String> parameters) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(testClass))
                    .configurationParameter("jqwik.reporting.usejunitplatform", "true") // else it is printed
                    .configurationParameters(parameters)
                    .build();
            LauncherFactory.create().execute(request, this);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(one -> thrown.put(test.getUniqueId(), one));
        }

        List<String> messages() {
            return thrown.values().stream().map(Throwable::getMessage).toList();
        }
    }

    @TempDir
    private Path directory;

    private final Path page = Path.of("gradcheck-report", "index.html");

    private Run run(Class<?> testClass) {
        return new Run(testClass, Map.of("basedir", directory.toString(), "gradcheck.results", results()));
    }

    private String results() {
        return directory.resolve("gradcheck").toString();
    }

    private String line() {
        return "\nreport: " + directory.resolve(page).toString().replace('\\', '/');
    }

    private String inLine() {
        return "; report: " + directory.resolve(page).toString().replace('\\', '/');
    }

    private void everyFailureNamesThePage(Class<?> testClass, int failures) {
        assertThat(run(testClass).messages())
                .hasSize(failures)
                .allSatisfy(text -> assertThat(text).endsWith(line()).doesNotContain(line() + "\n"));
        assertThat(directory.resolve(page)).isRegularFile();
    }

    @Test
    void every_failure_of_a_test_names_the_page() {
        everyFailureNamesThePage(Failing.class, 6);
        assertThat(run(Failing.class).messages())
                .anySatisfy(text -> assertThat(text).endsWith("\nrepeat this test: @GradientSeed(1)" + line()));
    }

    @Test
    void every_failure_of_a_contract_names_the_page() {
        assertThat(run(Contract.class).thrown.values())
                .filteredOn(AssertionFailedError.class::isInstance)
                .hasSize(7)
                .allSatisfy(thrown -> assertThat(thrown.getMessage()).endsWith(inLine()));
        assertThat(run(BrokenLaw.class).messages()).singleElement().asString().endsWith(inLine());
    }

    @Test
    void a_mistake_is_told_once_in_a_run_and_later_tests_of_the_contract_name_the_one_that_told_it() {
        for (int time = 0; time < 2; time++) { // another run tells it again
            List<Throwable> failures = run(Contract.class).thrown.values().stream()
                    .filter(AssertionFailedError.class::isInstance)
                    .toList();

            assertThat(failures)
                    .extracting(Throwable::getMessage)
                    .filteredOn(text -> text.contains("looks like: sign flipped"))
                    .singleElement()
                    .asString()
                    .startsWith("ReportedRunTest.Contract: gradient of c is WRONG, in ")
                    .contains("\n  at c[0]: analytic -", "\n  repeat: case ", " of seed 1; report: ")
                    .satisfies(text -> assertThat(text.lines()).hasSize(3));
            assertThat(failures)
                    .extracting(Throwable::getMessage)
                    .filteredOn(text -> !text.contains("looks like"))
                    .hasSize(6)
                    .allSatisfy(text -> assertThat(text.lines())
                            .singleElement()
                            .asString()
                            .contains(" cases: the mistake of gradients_are_right_"));
            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure.getStackTrace())
                            .singleElement()
                            .satisfies(frame -> assertThat(frame.getClassName()).isEqualTo(Contract.class.getName())));
        }
        assertThat(directory.resolve(page)).content().contains("public class Repeat");
    }

    @Test
    void a_broken_law_is_told_in_short_and_names_the_test_that_told_what_follows_from_it() {
        assertThat(run(BrokenLaw.class).messages())
                .singleElement()
                .asString()
                .startsWith("ReportedRunTest.BrokenLaw: law BATCH_IS_SUM is BROKEN, in ")
                .contains("\n  repeat: case ", " of seed 1; report: ")
                .satisfies(text -> assertThat(text.lines()).hasSize(4));

        List<String> ofOverwriting = run(Overwriting.class).messages();
        assertThat(ofOverwriting)
                .filteredOn(text -> text.contains("looks like: argument overwritten; upstream["))
                .hasSize(1);
        assertThat(ofOverwriting)
                .filteredOn(text -> text.contains("ARGUMENTS_UNTOUCHED"))
                .singleElement()
                .asString()
                .contains("law ARGUMENTS_UNTOUCHED is BROKEN, in ", ": the mistake of gradients_are_right_");
    }

    @Test
    void a_contract_in_which_nothing_could_be_seen_says_so_in_a_line_of_each_test() {
        assertThat(run(Unseen.class).messages())
                .filteredOn(text -> text != null && text.contains("could be seen"))
                .hasSize(7)
                .allSatisfy(text -> assertThat(text)
                        .startsWith("something could be seen in only 0 of 100 cases, wanted ")
                        .endsWith(", or see leastSeen" + inLine())
                        .hasLineCount(1));
    }

    @Test
    void every_failure_of_a_property_names_the_page() {
        everyFailureNamesThePage(Properties.class, 3);
    }

    @Test
    void what_is_no_failure_of_a_check_is_left_alone() {
        assertThat(run(Unnamed.class).messages())
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).doesNotContain("report: "));
    }

    @Test
    void the_page_shows_failures_and_is_what_the_goal_would_write() throws IOException {
        run(Failing.class);

        MergedResults written =
                MergedResults.read(directory.resolve("gradcheck-report").resolve(Report.DATA));
        assertThat(json(written))
                .isEqualTo(json(Report.readLast(List.of(Path.of(results())), "").results()));
        assertThat(written.results())
                .flatExtracting(result -> result.tests())
                .extracting(TestResult::method)
                .contains("nobody_looks", "dynamic");
        assertThat(written.title()).isEqualTo(directory.getFileName().toString());
        assertThat(directory.resolve(page)).content().contains("sine: gradient of x is WRONG");
    }

    private static String json(MergedResults results) {
        return new MergedResults(results.format(), "", Instant.EPOCH, results.results(), results.damaged()).json();
    }

    @Test
    void a_run_that_passes_leaves_a_page_and_one_without_checks_none() {
        assertThat(run(Empty.class).messages())
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).doesNotContain("report: "));
        assertThat(directory.resolve(page)).doesNotExist();

        run(Passing.class);
        assertThat(directory.resolve(page)).content().contains("PASS");
    }

    @Test
    void where_it_is_switched_off_no_page_is_written_or_named() {
        Run run = new Run(Failing.class, Map.of("gradcheck.results", results(), "gradcheck.page", "false"));

        assertThat(run.messages())
                .hasSize(6)
                .allSatisfy(text -> assertThat(text).doesNotContain("report: "));
        assertThat(Path.of(results())).isNotEmptyDirectory();
        assertThat(directory.resolve(page)).doesNotExist();
    }

    @Test
    void it_may_be_elsewhere() {
        Path elsewhere = directory.resolve("a").resolve("b");
        Run run = new Run(
                Failing.class,
                Map.of("basedir", directory.toString(), "gradcheck.results", "gradcheck", "gradcheck.report", "a/b"));

        assertThat(elsewhere.resolve("index.html")).isRegularFile();
        assertThat(run.messages())
                .allSatisfy(text -> assertThat(text)
                        .endsWith("\nreport: "
                                + elsewhere.resolve("index.html").toString().replace('\\', '/')));
    }

    @Test
    void each_module_of_a_build_has_its_own() throws IOException {
        for (String module : List.of("one", "other")) {
            new Run(Passing.class, Map.of("basedir", directory.resolve(module).toString()));
        }

        for (String module : List.of("one", "other")) {
            Path report = directory.resolve(module).resolve("target").resolve("gradcheck-report");
            assertThat(report.resolve("index.html")).isRegularFile();
            assertThat(MergedResults.read(report.resolve(Report.DATA)).title()).isEqualTo(module);
            assertThat(MergedResults.read(report.resolve(Report.DATA)).results())
                    .hasSize(1);
        }
    }

    @Test
    void a_run_within_a_test_adds_to_the_results_of_the_outer_one() throws IOException {
        System.setProperty("gradcheck.test.nested", results());
        Run outer;
        try {
            outer = run(Nesting.class);
        } finally {
            System.clearProperty("gradcheck.test.nested");
        }

        assertThat(outer.messages()).isEmpty();
        assertThat(MergedResults.read(directory.resolve("gradcheck-report").resolve(Report.DATA))
                        .results())
                .flatExtracting(result -> result.tests())
                .extracting(TestResult::method)
                .containsExactlyInAnyOrder("right", "runs_others_with_the_same_results");
    }
}
