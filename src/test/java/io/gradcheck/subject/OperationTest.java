package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class OperationTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    /** Two states of two rows: h = tanh(a b), c = size (a + b). */
    private static Operation states(double size, BiConsumer<Map<String, Tensor>, Map<String, Tensor>> mistake) {
        return Operation.of(
                in -> {
                    Tensor h = Tensor.zeros(2, 2);
                    Tensor c = Tensor.zeros(2, 2);
                    for (int i = 0; i < 4; i++) {
                        h.values()[i] =
                                Math.tanh(in.get("a").values()[i] * in.get("b").values()[i]);
                        c.values()[i] =
                                size * (in.get("a").values()[i] + in.get("b").values()[i]);
                    }
                    return ordered("h", h, "c", c);
                },
                (in, outer) -> {
                    Map<String, Tensor> d = new LinkedHashMap<>(outer);
                    Map<String, Tensor> byInput = new LinkedHashMap<>();
                    mistake.accept(d, byInput);
                    for (String input : List.of("a", "b")) {
                        Tensor other = in.get(input.equals("a") ? "b" : "a");
                        Tensor gradient = Tensor.zeros(2, 2);
                        for (int i = 0; i < 4; i++) {
                            double t = Math.tanh(
                                    in.get("a").values()[i] * in.get("b").values()[i]);
                            gradient.values()[i] = d.get("h").values()[i] * (1 - t * t) * other.values()[i]
                                    + size * d.get("c").values()[i];
                        }
                        byInput.put(input, gradient);
                    }
                    return byInput;
                });
    }

    private static Map<String, Tensor> ordered(String a, Tensor first, String b, Tensor second) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        map.put(a, first);
        map.put(b, second);
        return map;
    }

    private static Map<String, Tensor> inputs() {
        return ordered(
                "a",
                Tensor.of(new int[] {2, 2}, 0.3, -0.5, 0.7, 1.1),
                "b",
                Tensor.of(new int[] {2, 2}, 0.9, 0.4, -0.2, 0.8));
    }

    private static void scale(Map<String, Tensor> gradients, String output, double factor) {
        gradients.computeIfPresent(output, (name, tensor) -> {
            Tensor scaled = tensor.copy();
            for (int i = 0; i < scaled.size(); i++) {
                scaled.values()[i] *= factor;
            }
            return scaled;
        });
    }

    @Test
    void two_functions_may_be_made_an_operation_once_and_used_by_subjects_of_two_threads() {
        AtomicReference<Subject> other = new AtomicReference<>();
        Operation square = Operation.of(
                in -> {
                    Subject next = other.getAndSet(null);
                    if (next != null) { // another thread, in the midst of this pass
                        CompletableFuture.supplyAsync(() -> next.gradient(next.point(), Tensor.vector(1)))
                                .join();
                    }
                    return Map.of(
                            "y", Tensor.vector(in.get("x").get(0) * in.get("x").get(0)));
                },
                (in, d) -> Map.of(
                        "x", Tensor.vector(2 * in.get("x").get(0) * d.get("y").get(0))));
        Subject three = Subject.operation("square", square, Map.of("x", Tensor.vector(3)));
        Subject five = Subject.operation("square", square, Map.of("x", Tensor.vector(5)));
        assertThat(three.evaluate(three.point()).values()).containsExactly(9);
        assertThat(five.evaluate(five.point()).values()).containsExactly(25);

        other.set(five);

        assertThat(three.gradient(three.point(), Tensor.vector(1)).get("x").values())
                .containsExactly(6);
    }

    @Test
    void a_right_operation_passes_in_all_inputs() {
        GradientReport report = CHECKER.check(Subject.operation("states", states(1, (d, in) -> {}), inputs()));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).extracting("name").containsExactly("a", "b");
    }

    @Test
    void an_output_that_is_ignored_is_named() {
        GradientReport report =
                CHECKER.check(Subject.operation("states", states(1, (d, in) -> scale(d, "c", 0)), inputs()));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString())
                .contains("looks like: some outputs ignored; out[c[0,0]], out[c[0,1]], out[c[1,0]], out[c[1,1]]")
                .contains("d out[c[1,0]] / d a[1,0]");
    }

    /** 1e12 times as large: its rounding alone is a thousand times the mistake. */
    @Test
    void a_small_output_is_seen_beside_a_huge_one() {
        assertThat(CHECKER.check(Subject.operation("states", states(1e12, (d, in) -> {}), inputs()))
                        .verdict())
                .isEqualTo(Verdict.PASS);

        GradientReport report =
                CHECKER.check(Subject.operation("states", states(1e12, (d, in) -> scale(d, "h", 1.0001)), inputs()));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("d out[h[").doesNotContain("out[c[");
    }

    @Test
    void a_single_output_keeps_its_shape_and_has_no_name() {
        Subject subject = Subject.operation(
                "sum",
                Operation.of(in -> Map.of("sum", in.get("a")), (in, d) -> Map.of("a", d.get("sum"))),
                Map.of("a", Tensor.of(new int[] {1, 3}, 1, 2, 3)));

        assertThat(subject.evaluate(subject.point()).shape()).containsExactly(1, 3);
        assertThat(subject.outputNames()).isEmpty();
        assertThat(CHECKER.check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void constant_inputs_need_no_gradient_and_others_do() {
        Operation masked = Operation.of(
                in -> Map.of("y", times(in.get("x"), in.get("mask"))),
                (in, d) -> Map.of("x", times(d.get("y"), in.get("mask"))));
        Map<String, Tensor> inputs = Map.of("x", Tensor.vector(2, 3), "mask", Tensor.vector(1, 0));
        Subject whole = Subject.operation("masked", masked, inputs);

        GradientReport report = CHECKER.check(whole.holdingConstant("mask"));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).extracting("name").containsExactly("x");
        assertThatThrownBy(() -> CHECKER.check(whole))
                .isInstanceOf(WrongResultException.class)
                .hasMessage(
                        "subject masked: gradient returned [x], wanted one tensor for each of the variables [mask, x]"
                                + "; if mask is no variable, say holdingConstant(\"mask\") of the subject, or in a source Values that are constant, such as labels and masks");
    }

    private static Tensor times(Tensor a, Tensor b) {
        Tensor product = a.copy();
        for (int i = 0; i < product.size(); i++) {
            product.values()[i] *= b.values()[i];
        }
        return product;
    }

    /** y = w x of each example, and its square; w is shared. */
    private static final class Batched implements Operation {

        private final Tensor w = Tensor.scalar(1.5);
        private final Parameter parameter = new Parameter("w", w);
        private final boolean wrong;
        private Map<String, Tensor> last = Map.of();

        private Batched(boolean wrong) {
            this.wrong = wrong;
        }

        @Override
        public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
            last = inputs;
            Tensor x = inputs.get("x");
            Tensor y = x.copy();
            Tensor z = Tensor.zeros(x.length(0), 1);
            for (int i = 0; i < x.size(); i++) {
                y.values()[i] = w.get() * x.values()[i] + (wrong ? 0.1 * x.values()[0] : 0);
                z.values()[i / 2] += x.values()[i] * x.values()[i];
            }
            return ordered("y", y, "z", z);
        }

        @Override
        public Map<String, Tensor> backward(Map<String, Tensor> d) {
            Tensor x = last.get("x");
            Tensor dx = x.copy();
            for (int i = 0; i < x.size(); i++) {
                double dy = d.get("y").values()[i];
                dx.values()[i] = w.get() * dy + 2 * x.values()[i] * d.get("z").values()[i / 2];
                parameter.gradient().add(dy * x.values()[i]);
            }
            if (wrong) {
                for (double dy : d.get("y").values()) {
                    dx.values()[0] += 0.1 * dy;
                }
            }
            return Map.of("x", dx);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public List<String> batchedInputs() {
            return List.of("x");
        }
    }

    @Test
    void examples_of_a_batch_are_held_to_be_independent() {
        Map<String, Tensor> batch = Map.of("x", Tensor.of(new int[] {3, 2}, 1, 2, 3, 4, 5, 6));

        GradientReport right = CHECKER.check(Subject.operation("batched", new Batched(false), batch));
        GradientReport wrong = CHECKER.check(Subject.operation("batched", new Batched(true), batch));

        assertThat(right.verdict()).isEqualTo(Verdict.PASS);
        assertThat(right.laws()).anySatisfy(law -> {
            assertThat(law.law()).isEqualTo(Law.BATCH_IS_SUM);
            assertThat(law.verdict()).isEqualTo(Verdict.PASS);
        });
        assertThat(wrong.laws()).anySatisfy(law -> {
            assertThat(law.law()).isEqualTo(Law.BATCH_IS_SUM);
            assertThat(law.verdict()).isEqualTo(Verdict.FAIL);
        });
    }

    @Test
    void outputs_of_a_batch_are_named_by_example_and_output() {
        Subject subject = Subject.operation(
                "batched", new Batched(false), Map.of("x", Tensor.of(new int[] {3, 2}, 1, 2, 3, 4, 5, 6)));

        assertThat(subject.evaluate(subject.point()).toRows()[1]).containsExactly(4.5, 6, 25);
        assertThat(subject.outputNames()).containsExactly("y[0]", "y[1]", "z[0]");
    }

    @Test
    void outputs_that_change_are_told() {
        Operation fewer = new Operation() {
            private int calls;

            @Override
            public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
                Tensor x = inputs.get("x");
                return calls++ == 0 ? ordered("y", x, "z", x) : Map.of("y", x);
            }

            @Override
            public Map<String, Tensor> backward(Map<String, Tensor> d) {
                return Map.of("x", d.get("y"));
            }
        };
        Subject subject = Subject.operation("fewer", fewer, Map.of("x", Tensor.vector(1)));
        subject.evaluate(subject.point());

        assertThatThrownBy(() -> subject.evaluate(subject.point()))
                .isInstanceOf(WrongResultException.class)
                .hasMessage("subject fewer: forward returned outputs [y], wanted [y, z] as at the point");
    }

    @Test
    void what_is_no_operation_is_refused() {
        Operation none = Operation.of(in -> Map.of(), (in, d) -> Map.of());

        assertThatThrownBy(() -> Subject.operation("none", none, Map.of()))
                .hasMessage("inputs: found none, and no parameter, wanted at least one to differentiate none by");
        assertThatThrownBy(() -> CHECKER.check(Subject.operation("none", none, Map.of("x", Tensor.scalar(1)))))
                .hasMessage("subject none: forward returned no output, wanted at least one named tensor");
        assertThatThrownBy(() -> Subject.operation("batched", new Batched(false), Map.of("w", Tensor.scalar(1))))
                .hasMessage(
                        "operation batched: found two variables named w, wanted parameters and inputs with different"
                                + " names");
        assertThatThrownBy(() -> Subject.operation("batched", new Batched(false), Map.of("x", Tensor.scalar(1))))
                .hasMessage(
                        "operation batched: found batched input x of shape [], wanted inputs whose first axes are of"
                                + " the same length");
    }

    @Test
    void constants_that_are_no_variables_are_refused() {
        Subject square = Subject.objective("square", x -> x[0] * x[0], x -> new double[] {2 * x[0]}, 3);

        assertThatThrownBy(() -> square.holdingConstant("y"))
                .hasMessage("constants: found y, wanted one of [x] of subject square");
        assertThatThrownBy(() -> square.holdingConstant("x"))
                .hasMessage(
                        "constants: found [x], all variables of subject square, wanted one left to differentiate by");
    }
}
