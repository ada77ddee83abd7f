package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.failures;
import static io.gradcheck.junit.Runs.run;
import static io.gradcheck.junit.Runs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Tries and seeds. */
class GradientTestTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);

    static class Tries {
        static final Queue<Long> CHECKER_SEEDS = new ConcurrentLinkedQueue<>();
        static final Queue<Double> NUMBERS = new ConcurrentLinkedQueue<>();

        @GradientTest(tries = 4, seed = 5)
        void tried(GradientChecker checker, Random random) {
            CHECKER_SEEDS.add(checker.check(RIGHT).seed());
            NUMBERS.add(random.nextDouble());
        }
    }

    @Test
    void each_try_has_the_next_seed_and_says_so() {
        Tries.CHECKER_SEEDS.clear();
        Tries.NUMBERS.clear();
        EngineExecutionResults results = run(Tries.class);

        assertThat(succeeded(results)).hasSize(4);
        assertThat(results.testEvents().finished().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("seed 5", "seed 6", "seed 7", "seed 8");
        assertThat(Tries.CHECKER_SEEDS).containsExactly(5L, 6L, 7L, 8L);
        assertThat(Tries.NUMBERS).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void the_same_seeds_give_the_same_numbers() {
        Tries.NUMBERS.clear();
        run(Tries.class);
        List<Double> once = List.copyOf(Tries.NUMBERS);
        Tries.NUMBERS.clear();
        run(Tries.class);

        assertThat(Tries.NUMBERS).containsExactlyElementsOf(once);
    }

    @Test
    void a_parameter_of_the_run_counts_all_seeds_from_another_number() {
        Tries.CHECKER_SEEDS.clear();
        run(Tries.class, Map.of("gradcheck.seed", "100"));

        assertThat(Tries.CHECKER_SEEDS).containsExactly(100L, 101L, 102L, 103L);
    }

    @Test
    void a_parameter_that_is_no_number_is_refused() {
        EngineExecutionResults results = run(Tries.class, Map.of("gradcheck.seed", "many"));

        assertThat(results.containerEvents().failed().stream().map(Runs::thrown))
                .singleElement()
                .satisfies(
                        thrown -> assertThat(thrown).hasMessage("gradcheck.seed: found many, wanted a whole number"));
    }

    static class WrongFromTheThirdTryOn {
        @GradientTest(tries = 4)
        void found(GradientChecker checker, Random random) {
            boolean wrong = checker.check(RIGHT).seed() >= 3;
            checker.check(wrong ? WRONG : RIGHT);
        }
    }

    static class Repeated {
        @GradientTest(tries = 4)
        @GradientSeed(3)
        void found(GradientChecker checker) {
            assertThat(checker.check(RIGHT).seed()).isEqualTo(3);
        }
    }

    @GradientSeed(-9_000_000_000L)
    static class RepeatedClass {
        @GradientTest
        void found(GradientChecker checker) {
            checker.check(WRONG);
        }

        @org.junit.jupiter.api.Nested
        class Inner {
            @GradientTest(tries = 2)
            void found_within(GradientChecker checker) {
                checker.check(WRONG);
            }
        }
    }

    @Test
    void the_tries_with_the_mistake_fail_and_say_which_seed_repeats_them() {
        EngineExecutionResults results = run(WrongFromTheThirdTryOn.class);

        assertThat(succeeded(results)).hasSize(2);
        assertThat(failures(results).get("found"))
                .contains("\nrepeat this test: @GradientSeed(3)\n---\n")
                .endsWith("\nrepeat this test: @GradientSeed(4)");
    }

    @Test
    void a_given_seed_repeats_one_try() {
        assertThat(succeeded(run(Repeated.class))).containsExactly("found");
    }

    @Test
    void a_seed_on_the_class_repeats_all_its_tests_those_of_nested_classes_too() {
        Map<String, String> failures = failures(run(RepeatedClass.class));

        assertThat(failures).containsOnlyKeys("found", "found_within");
        assertThat(failures.values())
                .allSatisfy(text -> assertThat(text)
                        .endsWith("\nrepeat this test: @GradientSeed(-9000000000L)")
                        .doesNotContain("---"));
    }

    static class NoTry {
        @GradientTest(tries = 0)
        void never(GradientChecker checker) {
            checker.check(RIGHT);
        }
    }

    @Test
    void no_try_at_all_is_refused() {
        assertThat(run(NoTry.class).containerEvents().failed().stream().map(Runs::thrown))
                .singleElement()
                .satisfies(thrown -> assertThat(thrown)
                        .hasMessageContaining(
                                "NoTry.never(io.gradcheck.check.GradientChecker): found tries = 0, wanted at least 1"));
    }

    static class NothingChecked {
        @GradientTest
        void takes_nothing() {
            assertThat(RIGHT.name()).isEqualTo("sin");
        }

        @GradientTest
        void takes_no_checker_but_checks() {
            GradientChecker.standard().check(RIGHT);
        }
    }

    @Test
    void a_gradient_test_has_to_check_something() {
        EngineExecutionResults results = run(NothingChecked.class);

        assertThat(succeeded(results)).containsExactly("takes_no_checker_but_checks");
        assertThat(failures(results))
                .containsExactly(Map.entry(
                        "takes_nothing",
                        "nothing was checked: takes_nothing made no check; call check(...) of its GradientChecker, or "
                                + "make it a @Test that takes none"));
    }

    static class BeforeEachTest {
        private long seen;

        @BeforeEach
        void draw(GradientChecker checker, Random random) {
            seen = checker.check(RIGHT).seed();
            assertThat(random.nextDouble()).isBetween(0.0, 1.0);
        }

        @GradientTest(tries = 2, seed = 7)
        void same_seed(GradientChecker checker) {
            assertThat(checker.check(RIGHT).seed()).isEqualTo(seen);
        }
    }

    @Test
    void methods_before_a_test_have_its_seed() {
        assertThat(succeeded(run(BeforeEachTest.class))).hasSize(2);
    }
}
