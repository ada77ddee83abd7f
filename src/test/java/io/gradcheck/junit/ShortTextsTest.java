package io.gradcheck.junit;

import static io.gradcheck.assertj.GradientAssertions.assertThatGradients;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.report.Report;
import io.gradcheck.result.MergedResults;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Where a page has the whole, failures are told in short, and each mistake once in a class. */
class ShortTextsTest {

    private static final String WHOLE = "  at    analytic";

    private static double[] square(double[] x, double factor) {
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gradient[i] = factor * x[i];
        }
        return gradient;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double one : x) {
            sum += one * one;
        }
        return sum;
    }

    private static Subject wrong(String name, double factor, double... x) {
        return Subject.objective(name, ShortTextsTest::sum, at -> square(at, factor), x);
    }

    static class Tries {
        @GradientTest(tries = 3)
        void wrong_each_time(GradientChecker checker, Random random) {
            checker.check(wrong("sum", 4, random.nextDouble(1, 2), random.nextDouble(1, 2)))
                    .throwIfFailed();
        }
    }

    @ExtendWith(GradientExtension.class)
    static class Several {
        @Test
        void nobody_looks(GradientChecker checker) {
            checker.check(wrong("sum", 4, 1.5, 2.5));
        }

        @Test
        void the_same_asserted(GradientChecker checker) {
            assertThatGradients(checker.check(wrong("sum", 4, 0.5, 0.25))).areCorrect();
        }

        @Test
        void another_mistake_in_it(GradientChecker checker) {
            checker.check(wrong("sum", -2, 1.5, 2.5)).throwIfFailed();
        }

        @Test
        void the_same_mistake_in_another(GradientChecker checker) {
            checker.check(wrong("another", 4, 1.5, 2.5)).throwIfFailed();
        }

        @Nested
        class Inside {
            @Test
            void the_same(GradientChecker checker) {
                checker.check(wrong("sum", 4, 1.5, 2.5));
            }
        }

        @TestFactory
        Stream<DynamicNode> dynamic() {
            return GradientTests.of(wrong("dynamic", 4, 1.5, 2.5));
        }
    }

    @TempDir
    private Path directory;

    /** What the tests of a class fail with, by their names. */
    private Map<String, String> failures(Class<?> testClass, boolean page) {
        Map<String, String> messages = new LinkedHashMap<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(testClass))
                                .configurationParameter("basedir", directory.toString())
                                .configurationParameter(
                                        "gradcheck.results",
                                        directory.resolve("gradcheck").toString())
                                .configurationParameter("gradcheck.page", String.valueOf(page))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable()
                                        .ifPresent(thrown -> messages.put(
                                                test.getDisplayName().replaceFirst("\\(.*", ""), thrown.getMessage()));
                            }
                        });
        return messages;
    }

    private String report() {
        return "report: "
                + directory
                        .resolve("gradcheck-report")
                        .resolve("index.html")
                        .toString()
                        .replace('\\', '/');
    }

    @Test
    void of_several_tries_the_first_tells_the_mistake_and_the_others_name_it() {
        List<String> texts = new ArrayList<>(failures(Tries.class, true).values());

        assertThat(texts).hasSize(3);
        assertThat(texts.get(0).lines())
                .hasSize(5)
                .startsWith("sum: gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))")
                .anySatisfy(line -> assertThat(line).startsWith("  at x[").endsWith("; 2 of 2 entries differ"))
                .anySatisfy(line -> assertThat(line).startsWith("  looks like: constant factor 2"))
                .endsWith("repeat this test: @GradientSeed(1)", report());
        for (int seed = 2; seed <= 3; seed++) {
            assertThat(texts.get(seed - 1).lines())
                    .containsExactly(
                            "sum: gradient of x is WRONG   seed " + seed
                                    + "   (repeat: GradientChecker.standard().seed(" + seed + "))",
                            "  the mistake of wrong_each_time, seed 1",
                            "repeat this test: @GradientSeed(" + seed + ")",
                            report());
        }
    }

    @Test
    void tests_of_a_class_name_the_one_that_told_the_same_of_the_same_subject_and_no_other() {
        Map<String, String> texts = failures(Several.class, true);
        String same = "\n  the mistake of ";

        assertThat(List.of(texts.get("nobody_looks"), texts.get("the_same_asserted")))
                .filteredOn(text -> text.contains(same))
                .as("one of the two, whose order is Jupiter's")
                .hasSize(1);
        assertThat(texts.get("the_same_asserted"))
                .startsWith("Expecting the gradients of sum to be correct, but found wrong: x\nsum: gradient of x");
        assertThat(List.of("another_mistake_in_it", "the_same_mistake_in_another", "the_same", "gradient of x"))
                .allSatisfy(test ->
                        assertThat(texts.get(test)).contains("  looks like: ").doesNotContain(same));
        assertThat(texts.values())
                .hasSize(6)
                .allSatisfy(text -> assertThat(text).doesNotContain(WHOLE).endsWith("\n" + report()));
    }

    @Test
    void the_whole_is_in_the_results_and_on_the_page() throws IOException {
        failures(Several.class, true);

        Path written = directory.resolve("gradcheck-report");
        assertThat(written.resolve("index.html")).content().contains(WHOLE);
        assertThat(MergedResults.read(written.resolve(Report.DATA)).json()).contains(WHOLE);
    }

    @Test
    void where_no_page_is_written_the_failure_tells_the_whole() {
        assertThat(failures(Several.class, false).values())
                .hasSize(6)
                .allSatisfy(text -> assertThat(text).contains(WHOLE).doesNotContain("the mistake of "));
        assertThat(failures(Tries.class, false).values())
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).contains(WHOLE));
    }
}
