package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What is written of the tests of a contract, and of dynamic tests. */
class RecordedContractTest {

    @TempDir
    private Path directory;

    private Map<String, TestResult> recorded(Class<?> testClass) throws IOException {
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new ResultListener())
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(testClass))
                        .configurationParameter("gradcheck.results", directory.toString())
                        .configurationParameter("gradcheck.page", "false")
                        .build());
        try (Stream<Path> files = Files.list(directory)) {
            Path file = files.filter(one -> one.getFileName().toString().startsWith(testClass.getName()))
                    .findFirst()
                    .orElseThrow();
            return ClassResult.read(file).tests().stream().collect(Collectors.toMap(TestResult::method, test -> test));
        }
    }

    @Test
    void each_test_of_a_contract_is_a_campaign_over_the_class_under_test() throws IOException {
        Map<String, TestResult> tests = recorded(Contracts.WrongAtTies.class);

        assertThat(tests.values()).hasSize(8).allSatisfy(test -> {
            SubjectResult subject = only(test);
            assertThat(subject.classUnderTest())
                    .isEqualTo(new Contracts.WrongAtTies().classUnderTest().getName());
            assertThat(subject.subject()).isEqualTo("Contracts.WrongAtTies");
            assertThat(subject.tries()).isEqualTo(100);
        });
        TestResult repeated = tests.get("gradients_are_right_at_repeated_values");
        assertThat(repeated.status()).isEqualTo(Status.FAILED);
        assertThat(only(repeated).verdicts().get(Verdict.FAIL)).isPositive();
        assertThat(only(repeated).mistakes())
                .extracting(MistakeResult::signature)
                .containsExactly("undiagnosed in input");
        assertThat(tests.get("gradients_are_right_at_ordinary_values").status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(only(tests.get("laws_hold")).mistakes()).isEmpty();
    }

    @Test
    void the_class_is_named_where_no_case_can_be_made() throws IOException {
        Map<String, TestResult> tests = recorded(Contracts.TwoOfOneName.class);

        SubjectResult subject = only(tests.get("gradients_are_right_at_ordinary_values"));
        assertThat(subject.classUnderTest()).isEqualTo(ScaleLayer.class.getName());
        assertThat(subject.mistakes())
                .extracting(MistakeResult::signature)
                .containsExactly(
                        "throws IllegalArgumentException: layer Contracts.TwoOfOneName: found two variables named c, "
                                + "wanted parameters with different names, none of them \"input\"");
    }

    static class Dynamic {
        @TestFactory
        Stream<DynamicNode> contracts() {
            return GradientTests.of(
                    new Contracts.Right().at(1, 0).subject(),
                    new Contracts.WrongSign().at(1, 0).subject());
        }
    }

    @Test
    void the_subjects_of_dynamic_tests_are_recorded_once_each_with_their_factory() throws IOException {
        TestResult test = recorded(Dynamic.class).get("contracts");

        assertThat(test.status()).isEqualTo(Status.FAILED);
        assertThat(test.subjects())
                .extracting(SubjectResult::subject)
                .containsExactly("Contracts.Right", "Contracts.WrongSign");
        assertThat(test.subjects()).extracting(SubjectResult::tries).containsOnly(1L);
    }

    @Test
    void laws_that_could_not_be_judged_are_named_with_the_reason() throws IOException {
        Map<String, TestResult> tests = recorded(Contracts.WrongSign.class);

        assertThat(tests.get("laws_hold").status()).isEqualTo(Status.ABORTED);
        assertThat(tests.get("laws_hold").notPassed()).singleElement().satisfies(part -> {
            assertThat(part.name()).isEqualTo("law GRADIENT_ALONE: " + Law.GRADIENT_ALONE.requirement());
            assertThat(part.status()).isEqualTo(Status.ABORTED);
            assertThat(part.reason()).startsWith("Contracts.WrongSign: law GRADIENT_ALONE cannot be judged, as 99 ");
        });
        assertThat(tests.get("gradients_are_right_at_ordinary_values").notPassed())
                .singleElement()
                .satisfies(part -> assertThat(part.name()).isEmpty());
    }

    @Test
    void a_contract_of_which_nothing_can_be_seen_has_passed_nowhere() throws IOException {
        recorded(Contracts.Constant.class);
        Path page = Report.readLast(List.of(directory), "acme").writeTo(directory.resolve("report"));

        assertThat(page)
                .content()
                .contains("No wrong gradient was found; nothing can be said of 8 of 8 subjects.")
                .contains(
                        "<li>something could be seen in only 0 of 100 cases, wanted 10% or more: in the others every gradient is zero, or lost in rounding; draw other values or larger sizes, or see leastSeen</li>");
        assertThat(page.resolveSibling("summary.md"))
                .content()
                .contains("| 0 | 8 | 0 | 0 |")
                .contains("something could be seen in only 0 of 100 cases");
    }

    static class DynamicWithin {
        @TestFactory
        Stream<DynamicNode> layers() {
            return Stream.of(DynamicContainer.dynamicContainer(
                    "deep", GradientTests.of(new Contracts.WrongSign().at(1, 0).subject())));
        }
    }

    @Test
    void parts_are_named_by_all_that_is_displayed_around_them() throws IOException {
        TestResult test = recorded(DynamicWithin.class).get("layers");

        assertThat(test.notPassed())
                .extracting(PartResult::name)
                .contains("deep > Contracts.WrongSign > gradient of c")
                .allMatch(name -> name.startsWith("deep > Contracts.WrongSign > "));
    }

    @Test
    void surefire_calls_the_tests_of_laws_by_what_they_display() {
        List<TestIdentifier> laws = new ArrayList<>();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new TestExecutionListener() {
                            @Override
                            public void executionStarted(TestIdentifier test) {
                                if (test.getUniqueId().contains("[dynamic-test:")) {
                                    laws.add(test);
                                }
                            }
                        })
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectMethod(Contracts.Right.class, "laws_hold"))
                        .build());

        // It goes by the source: of what comes from a method it takes the method and a number.
        assertThat(laws)
                .hasSizeGreaterThan(5)
                .noneMatch(law -> law.getSource().orElseThrow() instanceof MethodSource)
                .allMatch(law -> law.getDisplayName().startsWith("law "));
    }

    private static SubjectResult only(TestResult test) {
        List<SubjectResult> subjects = test.subjects();
        assertThat(subjects).hasSize(1);
        return subjects.get(0);
    }
}
