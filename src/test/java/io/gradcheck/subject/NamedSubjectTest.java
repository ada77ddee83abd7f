package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class NamedSubjectTest {

    private final Map<String, Tensor> point = new LinkedHashMap<>();

    NamedSubjectTest() {
        point.put("W", Tensor.of(new int[] {2, 3}, 0.4, -1.1, 0.7, 1.3, 0.2, -0.6));
        point.put("x", Tensor.vector(0.5, -0.8, 1.2));
        point.put("b", Tensor.vector(0.1, -0.3));
    }

    @Test
    void a_right_gradient_passes_for_every_variable() {
        GradientReport report = GradientChecker.standard().check(affine(NamedSubjectTest::gradient));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).extracting(Finding::name).containsExactly("W", "x", "b");
        assertThat(report.findings()).extracting(Finding::entries).containsExactly(6, 3, 2);
    }

    @Test
    void a_gradient_without_its_upstream_fails_in_that_variable_only() {
        GradientReport report = GradientChecker.standard().check(affine((at, u) -> {
            Map<String, Tensor> gradient = gradient(at, u);
            gradient.put("b", Tensor.vector(1, 1));
            return gradient;
        }));

        assertThat(report.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.FAIL);
        assertThat(report.finding("b").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder("[0]", "[1]");
    }

    @Test
    void an_objective_of_named_tensors_has_no_upstream_gradient() {
        assertThat(GradientChecker.standard().check(product(1)).verdict()).isEqualTo(Verdict.PASS);

        GradientReport wrong = GradientChecker.standard().check(product(2));
        assertThat(wrong.findings()).extracting(Finding::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(wrong.subject()).isEqualTo("product");
    }

    private static Subject product(double factor) {
        Map<String, Tensor> at = new LinkedHashMap<>();
        at.put("a", Tensor.scalar(2));
        at.put("b", Tensor.vector(3, -1));
        return Subject.objective(
                "product",
                at,
                x -> x.get("a").get() * (x.get("b").get(0) - x.get("b").get(1)),
                x -> Map.of(
                        "a", Tensor.scalar(x.get("b").get(0) - x.get("b").get(1)),
                        "b", Tensor.vector(1, -1).times(factor * x.get("a").get())));
    }

    @Test
    void an_objective_without_gradients_says_what_was_wanted() {
        Map<String, Tensor> at = Map.of("a", Tensor.scalar(2));
        Map<String, Tensor> empty = new LinkedHashMap<>();
        empty.put("a", null);
        assertThatExceptionOfType(WrongResultException.class)
                .isThrownBy(() -> Subject.objective("f", at, x -> 1, x -> null).gradient(at, Tensor.scalar(1)))
                .withMessage("subject f: gradient returned null, wanted one tensor for each of the variables [a]");
        assertThatExceptionOfType(WrongResultException.class)
                .isThrownBy(() -> Subject.objective("f", at, x -> 1, x -> empty).gradient(at, Tensor.scalar(1)))
                .withMessage("subject f: gradient returned null, wanted a tensor for variable a");
    }

    @Test
    void one_wrong_entry_is_named() {
        GradientReport report = GradientChecker.standard().check(affine((at, u) -> {
            Map<String, Tensor> gradient = gradient(at, u);
            Tensor dw = gradient.get("W");
            dw.set(1.01 * dw.get(1, 2), 1, 2);
            return gradient;
        }));

        assertThat(report.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.FAIL, Verdict.PASS, Verdict.PASS);
        assertThat(report.finding("W").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1,2]");
    }

    @Test
    void a_linked_or_sorted_point_keeps_its_order() {
        assertThat(affine(NamedSubjectTest::gradient).point().keySet()).containsExactly("W", "x", "b");
        assertThat(sum(new TreeMap<>(point)).point().keySet()).containsExactly("W", "b", "x");
    }

    @Test
    void any_other_point_is_taken_in_the_order_of_the_names() {
        Map<String, Tensor> unordered =
                Map.of("d", Tensor.scalar(1), "b", Tensor.scalar(2), "c", Tensor.scalar(3), "a", Tensor.scalar(4));

        assertThat(sum(unordered).point().keySet()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void the_point_is_copied() {
        Subject subject = affine(NamedSubjectTest::gradient);

        point.get("b").set(9, 0);

        assertThat(subject.point().get("b").values()).containsExactly(0.1, -0.3);
    }

    @Test
    void results_are_copied_so_that_buffers_may_be_used_again() {
        Tensor buffer = Tensor.scalar(0);
        Subject subject = Subject.of(
                "double",
                Map.of("x", Tensor.scalar(3)),
                at -> {
                    buffer.set(2 * at.get("x").get());
                    return buffer;
                },
                (at, u) -> {
                    buffer.set(2 * u.get());
                    return Map.of("x", buffer);
                });

        Tensor output = subject.evaluate(subject.point());
        Map<String, Tensor> gradient = subject.gradient(subject.point(), Tensor.scalar(5));
        buffer.set(0);

        assertThat(output.get()).isEqualTo(6);
        assertThat(gradient.get("x").get()).isEqualTo(10);
        assertThat(GradientChecker.standard().check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void the_value_function_is_the_class_under_test() {
        assertThat(affine(NamedSubjectTest::gradient).classUnderTest().getName())
                .startsWith(NamedSubjectTest.class.getName());
    }

    @Test
    void needs_a_variable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sum(Map.of()))
                .withMessage("point: found no variable, wanted at least one to differentiate sum by");
    }

    @Test
    void a_gradient_that_lacks_a_variable_is_refused() {
        Subject subject = Subject.of("sum", Map.of("x", Tensor.scalar(1)), at -> at.get("x"), (at, u) -> Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientChecker.standard().check(subject))
                .withMessage("subject sum: gradient returned [], wanted one tensor for each of the variables [x]");
    }

    private Subject affine(BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> gradient) {
        return Subject.of("affine", point, NamedSubjectTest::value, gradient);
    }

    private static Subject sum(Map<String, Tensor> point) {
        return Subject.of("sum", point, at -> Tensor.scalar(0), (at, u) -> at);
    }

    /** y = W x + b. */
    private static Tensor value(Map<String, Tensor> at) {
        Tensor y = at.get("b").copy();
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                y.values()[i] += at.get("W").get(i, j) * at.get("x").get(j);
            }
        }
        return y;
    }

    /** dW = u x', dx = W' u, db = u. */
    private static Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor u) {
        Tensor dw = Tensor.zeros(2, 3);
        Tensor dx = Tensor.zeros(3);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                dw.set(u.get(i) * at.get("x").get(j), i, j);
                dx.values()[j] += u.get(i) * at.get("W").get(i, j);
            }
        }
        Map<String, Tensor> gradient = new LinkedHashMap<>();
        gradient.put("W", dw);
        gradient.put("x", dx);
        gradient.put("b", u);
        return gradient;
    }
}
