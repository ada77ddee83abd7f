package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FunctionSourceTest {

    private static final int CASES = 60;

    /** y = w sum(m x), of an input x, a mask m and a parameter w. */
    private static final class MaskedSum implements Operation {

        private final Tensor w = Tensor.scalar(1);
        private final Parameter parameter = new Parameter("w", w);
        private Map<String, Tensor> last = Map.of();

        @Override
        public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
            last = inputs;
            return Map.of("y", Tensor.scalar(w.get() * sum()));
        }

        private double sum() {
            double sum = 0;
            for (int i = 0; i < last.get("x").size(); i++) {
                sum += last.get("x").values()[i] * last.get("m").values()[i];
            }
            return sum;
        }

        @Override
        public Map<String, Tensor> backward(Map<String, Tensor> d) {
            Tensor dx = last.get("m").copy();
            for (int i = 0; i < dx.size(); i++) {
                dx.values()[i] *= w.get() * d.get("y").get();
            }
            parameter.gradient().set(sum() * d.get("y").get());
            return Map.of("x", dx);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }
    }

    private static FunctionSource masked() {
        return FunctionSource.ofOperation("masked sum", s -> new MaskedSum())
                .input("x", s -> new int[] {s.width()})
                .input("m", s -> Values.mask(), s -> new int[] {s.width()})
                .parameter("w", s -> Values.positive());
    }

    @Test
    void inputs_and_parameters_have_their_kinds_and_constant_ones_are_no_variables() {
        for (int index = 0; index < CASES; index++) {
            SubjectCase drawn = masked().at(3, index);
            Map<String, Tensor> point = drawn.subject().point();

            assertThat(point).containsOnlyKeys("x", "w");
            assertThat(point.get("w").get()).isPositive();
            assertThat(Arrays.stream(((TensorCase) drawn).values().get("m").values())
                            .boxed())
                    .isSubsetOf(0.0, 1.0);
            assertThat(GradientChecker.standard()
                            .allowVacuous()
                            .check(drawn.subject())
                            .verdict())
                    .isLessThan(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void simpler_and_restored_cases_keep_the_kinds() {
        for (int index = 0; index < CASES; index++) {
            SubjectCase drawn = masked().at(4, index);
            assertThat(masked().restore(drawn.data()).data()).isEqualTo(drawn.data());
            for (Supplier<? extends SubjectCase> step : drawn.simpler()) {
                TensorCase simpler = (TensorCase) step.get();
                assertThat(Arrays.stream(simpler.values().get("m").values()).boxed())
                        .isSubsetOf(0.0, 1.0);
                assertThat(simpler.subject().point().get("w").get()).isPositive();
            }
        }
    }

    private static FunctionSource product(Function<Sizes, Values> values) {
        return FunctionSource.of(
                        "product",
                        (s, all) -> Subject.of(
                                "product",
                                all,
                                at -> Tensor.scalar(
                                        at.get("a").get() * at.get("b").get()),
                                (at, u) -> Map.of(
                                        "a", Tensor.scalar(u.get() * at.get("b").get()))))
                .input("a", s -> new int[0])
                .input("b", values, s -> new int[0]);
    }

    @Test
    void constants_are_held_in_any_subject_and_only_there() {
        SubjectCase held = product(s -> Values.integers(1, 3)).at(5, 1);
        assertThat(held.subject().point()).containsOnlyKeys("a");
        assertThat(GradientChecker.standard().check(held.subject()).verdict()).isEqualTo(Verdict.PASS);

        Subject moved = product(s -> Values.integers(1, 3).variable()).at(5, 1).subject();
        assertThat(moved.point()).containsOnlyKeys("a", "b");
        assertThatThrownBy(() -> GradientChecker.standard().check(moved))
                .hasMessageContaining("gradient returned [a], wanted one tensor for each of the variables [a, b]");
    }

    @Test
    void infinite_constants_are_written_down_and_read_again() {
        FunctionSource source = product(s -> Values.between(1, 2))
                .input("mask", s -> Values.addedMask(Double.NEGATIVE_INFINITY), s -> new int[] {4});
        for (int index = 0; index < CASES; index++) {
            Map<String, Object> data = source.at(6, index).data();
            assertThat(source.restore(data).data()).isEqualTo(data);
        }
    }

    @Test
    void a_precision_is_that_of_every_case() {
        assertThat(masked().withPrecision(Precision.FLOAT).at(1, 0).subject().precision())
                .isEqualTo(Precision.FLOAT);
        assertThat(masked().withPrecision(Precision.FLOAT)
                        .only(Values.Kind.ZEROS)
                        .inSmallSizes()
                        .at(1, 0)
                        .subject()
                        .precision())
                .isEqualTo(Precision.FLOAT);
        assertThat(masked().at(1, 0).subject().precision()).isEqualTo(Precision.DOUBLE);
    }

    @Test
    void sources_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> FunctionSource.of(
                                "none",
                                (s, v) -> product(t -> Values.any()).at(1, 1).subject())
                        .at(1, 1))
                .hasMessage("none: found no input, wanted at least one: say input(...)");
        assertThatThrownBy(() -> masked().input("w", s -> new int[0]).at(1, 1))
                .hasMessage("masked sum: found two inputs or parameters named w, wanted each name only once");
        assertThatThrownBy(() -> product(s -> Values.any()).parameter("w", s -> Values.any()))
                .hasMessage("product: found no operation, so no parameters, wanted inputs only: say input(...)");
    }

    @Test
    void a_size_that_is_asked_for_when_the_case_is_made_is_refused() {
        FunctionSource late = FunctionSource.of(
                        "late",
                        (s, v) -> Subject.of(
                                "late",
                                v,
                                at -> Tensor.scalar(s.width()
                                        * s.between("power", 1, 3)
                                        * at.get("x").values()[0]),
                                (at, u) -> Map.of("x", u)))
                .input("x", s -> new int[] {s.width()});

        Subject subject = late.at(1, 1).subject();

        assertThatThrownBy(() -> subject.evaluate(subject.point()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "size power: found that it is asked for the first time when its case is made already, wanted"
                                + " this where the source says its shapes or makes its layer or subject, so that the size is"
                                + " drawn, shrunk and written down with the case; sizes so far [width]");
    }

    /** In the shape, in the kind of values, where the subject is made, and in all of them. */
    @Test
    void a_size_has_the_same_effect_wherever_it_is_asked_for() {
        List<Function<Sizes, Integer>> first = List.of(s -> s.between("n", 1, 9), s -> 1);
        for (Function<Sizes, Integer> shape : first) {
            for (Function<Sizes, Integer> values : first) {
                FunctionSource source = FunctionSource.of("any place", (s, v) -> {
                            int n = s.between("n", 1, 9);
                            return Subject.of(
                                    "any place",
                                    v,
                                    at -> Tensor.scalar(n * at.get("x").values()[0]),
                                    (at, u) -> Map.of("x", Tensor.vector(n * u.get())));
                        })
                        .input("x", s -> Values.between(0, values.apply(s)), s -> {
                            assertThat(shape.apply(s)).isPositive();
                            return new int[] {1};
                        });
                for (int index = 0; index < CASES; index++) {
                    TensorCase drawn = (TensorCase) source.at(8, index);
                    TensorCase direct = (TensorCase) FunctionSource.of(
                                    "any place",
                                    (s, v) -> Subject.of("direct", v, at -> at.get("x"), (at, u) -> Map.of("x", u)))
                            .input("x", s -> new int[] {s.between("n", 1, 9)})
                            .at(8, index);
                    assertThat(drawn.sizes()).isEqualTo(direct.sizes());
                }
            }
        }
    }
}
