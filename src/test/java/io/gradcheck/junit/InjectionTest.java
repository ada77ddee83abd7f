package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.failures;
import static io.gradcheck.junit.Runs.run;
import static io.gradcheck.junit.Runs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.Subject;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Where a checker can be taken: constructors, tests of every kind, nested and inherited ones. */
class InjectionTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);

    @ExtendWith(GradientExtension.class)
    abstract static class Inherited {
        abstract Subject subject();

        @Test
        void inherited(GradientChecker checker) {
            checker.check(subject());
        }

        @RepeatedTest(3)
        void repeated(GradientChecker checker, Random random) {
            long seed = checker.check(subject()).seed();
            assertThat(seed).isBetween(1L, 3L);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.5, 1.5})
        void parameterized(double x, GradientChecker checker, RandomGenerator random) {
            checker.check(subject());
            assertThat(x).isPositive();
        }

        @GradientTest(tries = 2)
        void tried(GradientChecker checker) {
            checker.check(subject());
        }
    }

    static class RightHeir extends Inherited {
        @Override
        Subject subject() {
            return RIGHT;
        }
    }

    static class WrongHeir extends Inherited {
        @Override
        Subject subject() {
            return WRONG;
        }

        @Nested
        class Within {
            @Test
            void nested(GradientChecker checker) {
                checker.check(subject());
            }
        }
    }

    @Test
    void tests_of_every_kind_take_a_checker() {
        assertThat(succeeded(run(RightHeir.class)))
                .containsExactlyInAnyOrder(
                        "inherited",
                        "repeated",
                        "repeated",
                        "repeated",
                        "parameterized",
                        "parameterized",
                        "tried",
                        "tried");
    }

    @Test
    void all_of_them_fail_on_a_wrong_gradient_with_their_own_seed() {
        EngineExecutionResults results = run(WrongHeir.class);

        assertThat(succeeded(results)).isEmpty();
        Map<String, String> failures = failures(results);
        assertThat(failures).containsOnlyKeys("inherited", "repeated", "parameterized", "tried", "nested");
        assertThat(failures.get("repeated").lines().filter(line -> line.startsWith("repeat this test")))
                .containsExactly(
                        "repeat this test: @GradientSeed(1)",
                        "repeat this test: @GradientSeed(2)",
                        "repeat this test: @GradientSeed(3)");
        assertThat(failures.get("parameterized")).endsWith("@GradientSeed(2)");
        assertThat(failures.get("nested")).endsWith("@GradientSeed(1)");
    }

    @ExtendWith(GradientExtension.class)
    static class ByConstructor {
        private final GradientChecker checker;

        ByConstructor(GradientChecker checker, Random random) {
            this.checker = checker;
            assertThat(random).isNotNull();
        }

        @Test
        void right() {
            checker.check(RIGHT);
        }

        @Test
        void wrong() {
            checker.check(WRONG);
        }

        @Test
        void something_else() {
            assertThat(checker).isNotNull();
        }

        @RepeatedTest(2)
        void repeated() {
            checker.check(WRONG);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ByConstructorForAll extends ByConstructor {
        ByConstructorForAll(GradientChecker checker, Random random) {
            super(checker, random);
        }
    }

    @Test
    void a_constructor_takes_a_checker_for_each_test() {
        EngineExecutionResults results = run(ByConstructor.class);

        assertThat(succeeded(results)).containsExactlyInAnyOrder("right", "something_else");
        Map<String, String> failures = failures(results);
        assertThat(failures).containsOnlyKeys("wrong", "repeated");
        assertThat(failures.get("repeated")).endsWith("@GradientSeed(2)");
        assertThat(results.containerEvents().failed().stream()).isEmpty();
    }

    @Test
    void an_object_for_all_tests_takes_one_checker_and_each_test_is_judged_by_its_own_checks() {
        EngineExecutionResults results = run(ByConstructorForAll.class);

        assertThat(succeeded(results)).containsExactlyInAnyOrder("right", "something_else");
        assertThat(failures(results)).containsOnlyKeys("wrong", "repeated");
        assertThat(results.containerEvents().failed().stream()).isEmpty();
    }

    @ExtendWith(GradientExtension.class)
    static class ConstructorForNothing {
        ConstructorForNothing(GradientChecker checker) {
            assertThat(checker).isNotNull();
        }

        @Test
        void something_else() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }

        @Test
        void another_thing() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }
    }

    @Test
    void a_class_whose_constructor_takes_a_checker_for_nothing_fails() {
        EngineExecutionResults results = run(ConstructorForNothing.class);

        assertThat(succeeded(results)).hasSize(2);
        assertThat(results.containerEvents().failed().stream().map(Runs::thrown))
                .singleElement()
                .satisfies(thrown -> assertThat(thrown)
                        .hasMessage("nothing was checked: the constructor of "
                                + "io.gradcheck.junit.InjectionTest$ConstructorForNothing takes a GradientChecker, and "
                                + "no test of the class made a check"));
    }

    @ExtendWith(GradientExtension.class)
    static class OnlyNestedTestsCheck {
        final GradientChecker checker;

        OnlyNestedTestsCheck(GradientChecker checker) {
            this.checker = checker;
        }

        @Nested
        class Within {
            @Test
            void nested() {
                checker.check(RIGHT);
            }
        }
    }

    @Test
    void checks_of_nested_classes_count_for_the_outer_one() {
        EngineExecutionResults results = run(OnlyNestedTestsCheck.class);

        assertThat(succeeded(results)).containsExactly("nested");
        assertThat(results.containerEvents().failed().stream()).isEmpty();
    }

    @ExtendWith(GradientExtension.class)
    static class CheckedBeforeAll {
        @BeforeAll
        static void before(GradientChecker checker) {
            checker.check(WRONG);
        }

        @Test
        void a_test() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }

        @AfterAll
        static void after(GradientChecker checker) {
            checker.check(RIGHT);
        }
    }

    @Test
    void what_is_checked_before_all_tests_is_judged_after_them() {
        EngineExecutionResults results = run(CheckedBeforeAll.class);

        assertThat(succeeded(results)).containsExactly("a_test");
        assertThat(results.containerEvents().failed().stream().map(Runs::thrown))
                .singleElement()
                .satisfies(thrown -> assertThat(thrown)
                        .hasMessageStartingWith("sin: gradient of x is WRONG")
                        .hasMessageEndingWith("@GradientSeed(1)"));
    }

    @ExtendWith(GradientExtension.class)
    static class InParallel {
        @RepeatedTest(100)
        void right(GradientChecker checker) {
            checker.check(RIGHT);
        }

        @RepeatedTest(100)
        void wrong(GradientChecker checker) {
            checker.check(WRONG);
        }

        @RepeatedTest(100)
        void nothing(GradientChecker checker) {
            assertThat(checker).isNotNull();
        }
    }

    @Test
    void tests_that_run_in_parallel_are_judged_by_their_own_checks() {
        EngineExecutionResults results = run(InParallel.class, Runs.IN_PARALLEL);

        assertThat(succeeded(results)).hasSize(100).containsOnly("right");
        assertThat(failures(results)).containsOnlyKeys("wrong", "nothing");
        assertThat(results.testEvents().failed().count()).isEqualTo(200);
    }
}
