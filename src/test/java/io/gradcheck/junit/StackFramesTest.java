package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The stacks of failures lead to the code of the user, also where that is no longer running. */
class StackFramesTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
    private static final Subject UNDECIDED = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);
    private static final Subject THROWING = Subject.scalar("throwing", StackFramesTest::value, x -> 1, 0.3);
    private static final Subject EMPTY = new ForwardingSubject(RIGHT) {
        @Override
        public Map<String, Tensor> point() {
            return Map.of();
        }
    };

    private static double value(double x) {
        throw new IllegalStateException("no value at " + x);
    }

    static class Tests {
        @GradientTest
        void nobody_looks(GradientChecker checker) {
            checker.check(WRONG);
        }

        @GradientTest
        void thrown(GradientChecker checker) {
            checker.check(WRONG).throwIfFailed();
        }

        @GradientTest
        void undecided(GradientChecker checker) {
            checker.check(UNDECIDED);
        }

        @GradientTest
        void undecided_and_thrown(GradientChecker checker) {
            checker.check(UNDECIDED).throwIfFailed();
        }

        @GradientTest
        void campaign() {
            Campaign.of(new Contracts.WrongSign().source()).tries(2).run();
        }

        @GradientTest
        void on_another_thread(GradientChecker checker) throws InterruptedException {
            Thread thread = new Thread(() -> checker.check(WRONG));
            thread.start();
            thread.join();
        }

        @GradientTest
        void on_a_thread_without_its_code(GradientChecker checker) throws Exception {
            ExecutorService threads = Executors.newSingleThreadExecutor();
            try {
                Function<Subject, GradientReport> check = checker::check;
                CompletableFuture.completedFuture(WRONG)
                        .thenApplyAsync(check, threads)
                        .get();
            } finally {
                threads.shutdown();
            }
        }

        @GradientTest
        void nothing_checked() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }
    }

    @ExtendWith(GradientExtension.class)
    static class BeforeAllTests {
        @BeforeAll
        static void before_all(GradientChecker checker) {
            checker.check(WRONG);
        }

        @Test
        void right() {
            GradientChecker.standard().check(RIGHT);
        }
    }

    @ExtendWith(GradientExtension.class)
    static class NothingChecked {
        NothingChecked(GradientChecker checker) {
            assertThat(checker).isNotNull();
        }

        @Test
        void nothing() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }
    }

    static class Dynamic {
        @TestFactory
        Stream<DynamicNode> factory() {
            return GradientTests.of(WRONG, EMPTY, THROWING);
        }
    }

    static class Contract extends Contracts.WrongSign {}

    static class BrokenLaw extends Contracts.MixesExamples {}

    static class ThrowingContract extends Contracts.Right {
        @Override
        protected GradientChecker checker() {
            throw new IllegalStateException("no checker");
        }
    }

    private static Map<String, Throwable> thrown(EngineExecutionResults results) {
        Map<String, Throwable> thrown = new LinkedHashMap<>();
        Stream.of(results.testEvents(), results.containerEvents())
                .flatMap(events -> Stream.concat(events.failed().stream(), events.aborted().stream()))
                .forEach(event -> thrown.put(event.getTestDescriptor().getLegacyReportingName(), Runs.thrown(event)));
        return thrown;
    }

    private static List<String> frames(Throwable thrown, Class<?> type) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().equals(type.getName()))
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    private static StackTraceElement first(Throwable thrown) {
        return thrown.getStackTrace()[0];
    }

    @Test
    void a_test_that_fails_after_its_end_has_the_stack_of_the_check() {
        Map<String, Throwable> thrown = thrown(Runs.run(Tests.class));

        for (String test : List.of("nobody_looks", "undecided")) {
            Throwable one = thrown.get(test + "(GradientChecker)[1]");
            assertThat(first(one).getClassName()).isEqualTo(GradientChecker.class.getName());
            assertThat(one.getStackTrace()[1].getMethodName()).isEqualTo(test);
            assertThat(one.getStackTrace()[1].getLineNumber()).isPositive();
            assertThat(frames(one, Tests.class)).containsExactly(test);
        }
        Throwable campaign = thrown.get("campaign()[1]");
        assertThat(first(campaign).getClassName()).isEqualTo("io.gradcheck.campaign.Campaign");
        assertThat(campaign.getStackTrace()[1].getMethodName()).isEqualTo("campaign");
    }

    @Test
    void a_test_that_throws_keeps_its_stack() {
        Map<String, Throwable> thrown = thrown(Runs.run(Tests.class));

        for (String test : List.of("thrown", "undecided_and_thrown")) {
            Throwable one = thrown.get(test + "(GradientChecker)[1]");
            assertThat(first(one).getMethodName()).isEqualTo("throwIfFailed");
            assertThat(frames(one, Tests.class)).containsExactly(test);
        }
    }

    @Test
    void a_check_on_another_thread_has_the_stack_of_that_thread() {
        Throwable thrown = thrown(Runs.run(Tests.class)).get("on_another_thread(GradientChecker)[1]");

        assertThat(first(thrown).getMethodName()).isEqualTo("check");
        assertThat(frames(thrown, Tests.class))
                .singleElement()
                .satisfies(method -> assertThat(method).startsWith("lambda$on_another_thread$"));
        assertThat(frames(thrown, Thread.class)).contains("run");
    }

    @Test
    void where_that_stack_does_not_lead_to_the_test_a_frame_names_it() {
        Throwable thrown = thrown(Runs.run(Tests.class)).get("on_a_thread_without_its_code(GradientChecker)[1]");

        assertThat(first(thrown).getMethodName()).isEqualTo("check");
        assertThat(thrown.getStackTrace()[1].toString())
                .endsWith("StackFramesTest$Tests.on_a_thread_without_its_code(Unknown Source)");
        assertThat(frames(thrown, Thread.class)).contains("run");
    }

    @Test
    void where_nothing_was_checked_a_frame_names_the_test() {
        Throwable ofTest = thrown(Runs.run(Tests.class)).get("nothing_checked()[1]");
        Throwable ofClass =
                thrown(Runs.run(NothingChecked.class)).values().iterator().next();

        assertThat(frames(ofTest, Tests.class)).containsExactly("nothing_checked");
        assertThat(ofClass).hasMessageStartingWith("nothing was checked: the constructor of ");
        assertThat(frames(ofClass, NothingChecked.class)).containsExactly("<init>");
    }

    @Test
    void a_check_before_all_tests_has_its_stack() {
        Map<String, Throwable> thrown = thrown(Runs.run(BeforeAllTests.class));

        assertThat(thrown.values())
                .singleElement()
                .satisfies(one -> assertThat(frames(one, BeforeAllTests.class)).containsExactly("before_all"));
    }

    @Test
    void a_dynamic_test_leads_to_the_factory_that_asked_for_it() {
        Map<String, Throwable> thrown = thrown(Runs.run(Dynamic.class));

        assertThat(thrown)
                .hasSizeGreaterThan(10)
                .allSatisfy((test, one) ->
                        assertThat(frames(one, Dynamic.class)).as(test).containsExactly("factory"));
        assertThat(thrown.values()).anySatisfy(one -> {
            assertThat(first(one).getMethodName()).isEqualTo("judge");
            assertThat(one).hasMessageStartingWith("sin: gradient of x is WRONG");
        });
    }

    @Test
    void what_the_users_code_has_thrown_is_the_cause_with_its_own_stack() {
        assertThat(thrown(Runs.run(Dynamic.class)).values())
                .filteredOn(one -> one.getMessage().startsWith("subject throwing: found that it throws"))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.getCause())
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessage("no value at 0.3");
                    assertThat(first(one.getCause()).getMethodName()).isEqualTo("value");
                    assertThat(frames(one.getCause(), Dynamic.class)).isEmpty();
                });
    }

    @Test
    void each_test_of_a_contract_has_a_frame_of_the_contract() {
        for (Class<?> contract : List.of(Contract.class, BrokenLaw.class)) {
            assertThat(Runs.run(contract).testEvents().failed().stream())
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        Throwable one = Runs.thrown(event);
                        assertThat(frames(one, contract)).containsExactly(Runs.name(event));
                        StackTraceElement frame = Arrays.stream(one.getStackTrace())
                                .filter(any -> any.getClassName().equals(contract.getName()))
                                .findFirst()
                                .orElseThrow();
                        assertThat(frame.getFileName()).isEqualTo("StackFramesTest.java");
                        assertThat(frame.getLineNumber()).as("of the class").isPositive();
                    });
        }
    }

    @Test
    void what_a_contract_throws_itself_keeps_its_stack() {
        assertThat(Runs.run(ThrowingContract.class).testEvents().failed().stream())
                .isNotEmpty()
                .allSatisfy(event -> {
                    Throwable one = Runs.thrown(event);
                    assertThat(one).hasMessage("no checker");
                    assertThat(frames(one, ThrowingContract.class)).containsExactly("checker");
                });
    }
}
