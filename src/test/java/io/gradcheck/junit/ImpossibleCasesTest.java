package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.aborted;
import static io.gradcheck.junit.Runs.failures;
import static io.gradcheck.junit.Runs.run;
import static io.gradcheck.junit.Runs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.Case;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What contracts and tests make of cases that are impossible. */
class ImpossibleCasesTest {

    private static final int TESTS_OF_GRADIENTS = 7;

    /** The sum of windows of a width, which refuses an input that is shorter. */
    private record Windows(int width, boolean isBatched) implements Layer {
        @Override
        public Tensor forward(Tensor input) {
            int count = input.length(1) - width + 1;
            if (count < 1) {
                throw new IllegalArgumentException("a window of " + width + " in " + input.length(1));
            }
            Tensor y = Tensor.zeros(input.length(0), count);
            for (int i = 0; i < y.length(0); i++) {
                for (int j = 0; j < count; j++) {
                    for (int k = 0; k < width; k++) {
                        y.set(y.get(i, j) + input.get(i, j + k), i, j);
                    }
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor dx = Tensor.zeros(outputGradient.length(0), outputGradient.length(1) + width - 1);
            for (int i = 0; i < dx.length(0); i++) {
                for (int j = 0; j < outputGradient.length(1); j++) {
                    for (int k = 0; k < width; k++) {
                        dx.set(dx.get(i, j + k) + outputGradient.get(i, j), i, j + k);
                    }
                }
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    static class ByItsOwnWord extends LayerContract {
        boolean isBatched() {
            return false;
        }

        @Override
        protected Layer layer(Sizes s) {
            int width = s.between("window", 1, 4);
            return width > s.length() ? Case.skip("a long window") : new Windows(width, isBatched());
        }

        @Override
        protected int[] inputShape(Sizes s) {
            return new int[] {s.batch(), s.length()};
        }

        @Override
        protected Class<?> classUnderTest() {
            return Windows.class;
        }
    }

    static class Batched extends ByItsOwnWord {
        @Override
        boolean isBatched() {
            return true;
        }
    }

    static class Undeclared extends ByItsOwnWord {
        @Override
        protected Layer layer(Sizes s) {
            return new Windows(s.between("window", 1, 4), isBatched());
        }
    }

    static class Declared extends Undeclared {
        @Override
        protected List<Class<? extends RuntimeException>> skipping() {
            return List.of(IllegalArgumentException.class);
        }
    }

    static class MostlyImpossible extends ByItsOwnWord {
        @Override
        protected Layer layer(Sizes s) {
            return s.between("window", 1, 10) > 1 ? Case.skip("a long window") : super.layer(s);
        }
    }

    static class MayBeMostlyImpossible extends ByItsOwnWord {
        @Override
        protected Layer layer(Sizes s) {
            int width = s.between("rare", 1, 10);
            return width > 1 ? Case.skip("rare") : new Windows(1, false);
        }

        @Override
        protected double mostSkipped() {
            return 0.95;
        }
    }

    static class RefusingOperation extends OperationContract {
        @Override
        protected Operation operation(Sizes s) {
            if (s.width() > 7) {
                throw new IllegalStateException("too wide: " + s.width());
            }
            return Operation.of(in -> Map.of("y", in.get("x")), (in, d) -> Map.of("x", d.get("y")));
        }

        @Override
        protected Map<String, Variable> inputs(Sizes s) {
            return Map.of("x", new Variable(Values.any(), s.width()));
        }

        @Override
        protected Class<?> classUnderTest() {
            return Operation.class;
        }

        @Override
        protected List<Class<? extends RuntimeException>> skipping() {
            return List.of(IllegalStateException.class);
        }
    }

    static class RefusingSource extends SourceContract {
        @Override
        protected TensorSource source() {
            return FunctionSource.of("same", (s, v) -> {
                        if (s.width() > 7) {
                            throw new IllegalStateException("too wide: " + s.width());
                        }
                        return Subject.of("same", v, at -> at.get("x"), (at, u) -> Map.of("x", u));
                    })
                    .input("x", s -> new int[] {s.width()});
        }

        @Override
        protected List<Class<? extends RuntimeException>> skipping() {
            return List.of(IllegalStateException.class);
        }
    }

    @Test
    void where_nothing_is_batched_there_is_no_test_of_batches() {
        EngineExecutionResults results = run(ByItsOwnWord.class);

        assertThat(failures(results)).isEmpty();
        assertThat(aborted(results)).isEmpty();
    }

    @Test
    void what_is_batched_has_one_test_more() {
        EngineExecutionResults results = run(Batched.class);

        assertThat(failures(results)).isEmpty();
        assertThat(aborted(results)).isEmpty();
        assertThat(succeeded(results))
                .hasSize(succeeded(run(ByItsOwnWord.class)).size() + 1);
    }

    @Test
    void exceptions_that_are_declared_mean_impossible_cases_in_every_contract() {
        assertThat(List.of(Declared.class, RefusingOperation.class, RefusingSource.class))
                .allSatisfy(contract -> {
                    EngineExecutionResults results = run(contract);
                    assertThat(failures(results)).isEmpty();
                    assertThat(aborted(results)).isEmpty();
                    assertThat(succeeded(results)).hasSizeGreaterThan(TESTS_OF_GRADIENTS);
                });
    }

    @Test
    void without_the_declaration_they_are_findings() {
        assertThat(failures(run(Undeclared.class)))
                .hasSizeGreaterThanOrEqualTo(TESTS_OF_GRADIENTS)
                .hasEntrySatisfying(
                        "gradients_are_right_in_mixed_cases",
                        text -> assertThat(text).contains("throws IllegalArgumentException"));
    }

    @Test
    void too_many_impossible_cases_fail_with_the_reason_unless_more_are_expected() {
        assertThat(failures(run(MostlyImpossible.class)))
                .hasEntrySatisfying(
                        "gradients_are_right_in_mixed_cases",
                        text -> assertThat(text)
                                .endsWith(
                                        "FAILED: 78 of 100 cases were skipped, wanted 50% at most (a long window 78); see mostSkipped"));
        assertThat(failures(run(MayBeMostlyImpossible.class))).isEmpty();
    }

    static class Tries {
        @GradientTest(tries = 3)
        void all(GradientChecker checker) {
            Case.skip("length " + checker.hashCode() + " is too short");
        }

        @GradientTest
        void only(GradientChecker checker) {
            Case.skip("too short");
        }

        @GradientTest(tries = 3)
        void some(GradientChecker checker) {
            Subject subject = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
            if (checker.check(subject).seed() != 2) {
                Case.skip("not the second");
            }
        }
    }

    @Test
    void a_test_fails_if_all_its_tries_are_impossible() {
        EngineExecutionResults results = run(Tries.class);

        assertThat(failures(results))
                .containsOnly(
                        Map.entry(
                                "all",
                                "nothing was checked: all 3 tries were skipped, wanted a possible case: length # is too short 3"),
                        Map.entry(
                                "only",
                                "nothing was checked: the only try was skipped, wanted a possible case: too short 1"));
        assertThat(aborted(results)).containsOnlyKeys("all", "some");
        assertThat(succeeded(results)).containsExactly("some");
    }

    @Test
    void so_does_one_whose_tries_are_run_beside_each_other() {
        assertThat(failures(run(Tries.class, Runs.IN_PARALLEL))).containsOnlyKeys("all", "only");
    }

    private static void wrapped(Runnable code) {
        try {
            code.run();
        } catch (RuntimeException thrown) {
            throw new IllegalStateException("a library ends with this", new AssertionError(thrown));
        }
    }

    static class Wrapped {
        @GradientTest(tries = 3)
        void all(GradientChecker checker) {
            wrapped(() -> Case.skip("length " + checker.hashCode() + " is too short"));
        }

        @GradientTest(tries = 2)
        void some(GradientChecker checker) {
            Subject subject = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
            if (checker.check(subject).seed() != 2) {
                wrapped(() -> Case.skip("not the second"));
            }
        }

        @Test
        @ExtendWith(GradientExtension.class)
        void test_of_its_own() {
            wrapped(() -> Case.skip("a test"));
        }

        @GradientTest
        void failing(GradientChecker checker) {
            wrapped(() -> {
                throw new IllegalArgumentException("no skip");
            });
        }
    }

    @ExtendWith(GradientExtension.class)
    static class WrappedBefore {
        @BeforeEach
        void skips() {
            wrapped(() -> Case.skip("before each"));
        }

        @Test
        void test() {}
    }

    @Test
    void a_case_is_impossible_where_a_library_has_wrapped_that_too() {
        EngineExecutionResults results = run(Wrapped.class);

        assertThat(failures(results))
                .hasSize(2)
                .containsEntry(
                        "all",
                        "nothing was checked: all 3 tries were skipped, wanted a possible case: length # is too short 3")
                .containsEntry("failing", "a library ends with this");
        assertThat(aborted(results))
                .containsOnlyKeys("all", "some", "test_of_its_own")
                .containsEntry("test_of_its_own", "a test")
                .containsEntry("some", "not the second");
        assertThat(succeeded(results)).containsExactly("some");
        assertThat(aborted(run(WrappedBefore.class))).containsExactly(Map.entry("test", "before each"));
    }
}
