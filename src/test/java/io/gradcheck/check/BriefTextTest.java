package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is told of a check where the whole can be read elsewhere. */
class BriefTextTest {

    private static final GradientChecker CHECKER = GradientChecker.standard().seed(5);

    /** The sum of cubes of some variables of two entries, with gradients that are made of the right ones. */
    private static Subject cubes(List<String> names, UnaryOperator<Map<String, Tensor>> claimed) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        for (String name : names) {
            point.put(name, Tensor.vector(point.size() + 1.5, -point.size() - 2.5));
        }
        return Subject.of(
                "cubes",
                point,
                at -> Tensor.scalar(at.values().stream()
                        .mapToDouble(one -> cube(one.values()[0]) + cube(one.values()[1]))
                        .sum()),
                (at, upstream) -> {
                    Map<String, Tensor> gradients = new LinkedHashMap<>();
                    at.forEach((name, one) -> gradients.put(
                            name,
                            Tensor.vector(
                                    3 * one.values()[0] * one.values()[0] * upstream.values()[0],
                                    3 * one.values()[1] * one.values()[1] * upstream.values()[0])));
                    return claimed.apply(gradients);
                });
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static Tensor times(Tensor tensor, double factor) {
        return Tensor.vector(tensor.values()[0] * factor, tensor.values()[1] * factor);
    }

    private static Subject times(Map<String, Double> factors) {
        return cubes(List.of("a", "b", "c", "d", "e"), gradients -> {
            factors.forEach((name, factor) -> gradients.put(name, times(gradients.get(name), factor)));
            return gradients;
        });
    }

    private static String brief(Subject subject) {
        return CHECKER.check(subject).brief();
    }

    @Test
    void variables_with_the_same_mistake_are_told_together_and_the_call_that_repeats_it_once() {
        String text = brief(times(Map.of("a", -1.0, "c", 3.0, "d", -1.0)));

        assertThat(text.lines())
                .startsWith("cubes: gradient of a, d is WRONG   seed 5   (repeat: GradientChecker.standard().seed(5))")
                .anySatisfy(line -> assertThat(line).startsWith("  at a[").endsWith("; 2 of 2 entries differ"))
                .anySatisfy(line -> assertThat(line).startsWith("  looks like: sign flipped"))
                .contains("cubes: gradient of c is WRONG")
                .anySatisfy(line -> assertThat(line).startsWith("  looks like: constant factor 3"))
                .hasSize(6);
    }

    @Test
    void of_more_than_three_mistakes_the_others_are_counted() {
        String text = brief(times(Map.of("a", -1.0, "b", 2.0, "c", 3.0, "d", 4.0, "e", 0.0)));

        assertThat(text).endsWith("\n  and 2 more, in d; e");
        assertThat(text.lines())
                .hasSize(10)
                .filteredOn(line -> line.contains("WRONG"))
                .hasSize(3);
        assertThat(brief(times(Map.of("a", -1.0, "b", 2.0, "c", 3.0)))).doesNotContain(" more");
    }

    @Test
    void one_variable_is_told_alone() {
        GradientReport report = CHECKER.check(times(Map.of("a", -1.0, "d", -1.0)));

        assertThat(report.brief("d").lines())
                .hasSize(3)
                .startsWith("cubes: gradient of d is WRONG   seed 5   (repeat: GradientChecker.standard().seed(5))");
        assertThat(report.brief("b")).isEqualTo(report.text("b"));
    }

    @Test
    void a_broken_law_is_told_after_wrong_gradients_in_a_line_and_alone_with_what_to_do() {
        double[] added = {0};
        UnaryOperator<Map<String, Tensor>> addingUp = gradients -> {
            gradients.put("a", Tensor.vector(added[0]++, 3));
            return gradients;
        };
        assertThat(brief(cubes(List.of("a", "b"), addingUp))).contains("\n  law DETERMINISTIC is broken too");

        Subject overwriting = Subject.of(
                "overwriting", Map.of("x", Tensor.vector(1, 2)), at -> Tensor.vector(1, 2), (at, upstream) -> {
                    upstream.values()[0] = 7;
                    return Map.of("x", Tensor.vector(0, 0));
                });
        assertThat(brief(overwriting).lines())
                .startsWith("overwriting: law ARGUMENTS_UNTOUCHED is BROKEN   seed 5   (repeat: "
                        + "GradientChecker.standard().seed(5))")
                .anySatisfy(line -> assertThat(line).startsWith("  found    "))
                .anySatisfy(line -> assertThat(line).startsWith("  remedy   "))
                .allSatisfy(line -> assertThat(line).doesNotStartWith("  opt out"));
    }

    @Test
    void what_is_not_wrong_is_told_in_full() {
        GradientReport right = CHECKER.check(times(Map.of()));

        assertThat(right.brief()).isEqualTo(right.toString());
    }

    @Test
    void it_is_no_assertion() {
        GradientReport report = CHECKER.check(times(Map.of("a", -1.0)));

        assertThat(report.brief()).isNotEmpty();
        assertThat(report.isAsserted()).isFalse();
    }
}
