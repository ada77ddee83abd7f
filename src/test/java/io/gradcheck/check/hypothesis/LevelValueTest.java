package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Gradients that know nothing of where the value is level, as where it is clamped. */
class LevelValueTest {

    private static final String LEVEL = "the value is level, the gradient is not";

    /** {@code sum (i + 1) f(x_i)} and {@code (i + 1) df(x_i)}. */
    private static Subject sum(DoubleUnaryOperator f, DoubleUnaryOperator df, double... at) {
        return Subject.objective(
                "sum",
                x -> {
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += (i + 1) * f.applyAsDouble(x[i]);
                    }
                    return sum;
                },
                x -> {
                    double[] g = new double[x.length];
                    Arrays.setAll(g, i -> (i + 1) * df.applyAsDouble(x[i]));
                    return g;
                },
                at);
    }

    private static List<String> mistakes(Subject subject) {
        return Separable.diagnoses(subject, "x").stream()
                .map(Diagnosis::mistake)
                .toList();
    }

    @Test
    void a_clamp_that_the_gradient_leaves_out_is_named() {
        assertThat(Separable.diagnoses(sum(x -> Math.max(-1, Math.min(1, x)), x -> 1, 0.5, -3, 2, 0.1), "x"))
                .containsExactly(new Diagnosis(
                        Mistake.LEVEL_VALUE,
                        LEVEL,
                        "the value stays the same, bit for bit, where a wrong entry moves, as if clamped, rounded or not read "
                                + "there"));
    }

    @Test
    void so_it_is_where_only_one_number_is_there() {
        Subject logarithm = Subject.scalar("logarithm", x -> -Math.log(Math.max(1e-10, x)), x -> -1 / x, 1e-12);

        assertThat(Separable.diagnoses(logarithm, "x"))
                .extracting(Diagnosis::toString)
                .containsExactly(
                        LEVEL + "; the value stays the same, bit for bit, where the wrong entry moves, as if clamped, "
                                + "rounded or not read there");
    }

    @Test
    void where_one_of_several_entries_is_clamped_that_comes_first() {
        assertThat(mistakes(sum(x -> -Math.log(Math.max(1e-10, x)), x -> -1 / x, 1e-12, 0.5, 0.7)))
                .containsExactly(LEVEL, "one entry");
    }

    @Test
    void where_all_are_clamped_a_gradient_of_equal_entries_is_an_offset_too() {
        Subject clamped = Subject.objective(
                "clamped",
                x -> Math.min(1, x[0]) + Math.min(1, x[1]) + Math.min(1, x[2]),
                x -> new double[] {1, 1, 1},
                2,
                3,
                5);

        assertThat(mistakes(clamped)).containsExactly(LEVEL, "constant offset");
    }

    @Test
    void a_rectifier_without_its_derivative_in_many_entries_is_named() {
        double[] at = new double[300];
        Arrays.setAll(at, i -> Math.sin(3 + 2.3 * i));

        assertThat(mistakes(sum(x -> Math.max(0, x), x -> 1, at))).containsExactly(LEVEL);
    }

    @Test
    void rounded_values_with_the_gradient_of_plain_ones_are_level() {
        assertThat(mistakes(sum(Math::rint, x -> 1, 0.3, -1.7, 2.2))).containsExactly(LEVEL);
    }

    @Test
    void a_derivative_of_an_activation_that_is_missing_says_more() {
        Subject rectifier = Subject.of(
                "rectifier",
                Map.of("x", Tensor.vector(0.5, -3, 2, -0.1)),
                at -> Tensor.vector(Arrays.stream(at.get("x").values())
                        .map(x -> Math.max(0, x))
                        .toArray()),
                (at, upstream) -> Map.of("x", upstream.copy()));

        assertThat(mistakes(rectifier)).containsExactly("activation derivative missing");
    }

    /** {@code sum w_i max(0, x_i)}, its derivative by {@code x} without the rectifier's. */
    private record Rectified(boolean suspicious) implements Subject {

        @Override
        public String name() {
            return "rectified";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("x", Tensor.vector(0.5, -3, 2, -0.1), "w", Tensor.vector(0.3, 0.7, -1.1, 1.9));
        }

        private static Tensor rectified(Tensor x) {
            return Tensor.vector(
                    Arrays.stream(x.values()).map(one -> Math.max(0, one)).toArray());
        }

        private static Tensor times(double factor, Tensor tensor) {
            return Tensor.vector(
                    Arrays.stream(tensor.values()).map(one -> factor * one).toArray());
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            Tensor h = rectified(at.get("x"));
            double sum = 0;
            for (int i = 0; i < h.size(); i++) {
                sum += at.get("w").get(i) * h.get(i);
            }
            return Tensor.scalar(sum);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return Map.of("x", times(upstream.get(), at.get("w")), "w", times(upstream.get(), rectified(at.get("x"))));
        }

        /** As if {@code w} were wrong by it too, so that it does not explain the whole gradient. */
        @Override
        public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
            Map<String, Tensor> wrong =
                    Map.of("x", times(upstream.get(), at.get("w")), "w", times(upstream.get(), at.get("x")));
            return suspicious ? Map.of("rectifier left out", wrong) : Map.of();
        }
    }

    @Test
    void so_does_what_the_subject_suspects() {
        assertThat(mistakes(new Rectified(true))).containsExactly("rectifier left out");
        assertThat(mistakes(new Rectified(false))).containsExactly(LEVEL);
    }

    @Test
    void a_slope_of_zero_is_not_level_where_the_value_moves() {
        assertThat(mistakes(sum(x -> x * x, x -> 2 * x + (x == 0 ? 1 : 0), 0, 0.7, 0, -0.4)))
                .doesNotContain(LEVEL);
    }

    @Test
    void nothing_is_level_if_another_entry_is_wrong_too() {
        assertThat(mistakes(sum(x -> Math.max(0, x), x -> x < 0 ? 1 : 1.5, 0.5, -3, 2, -0.1)))
                .isEmpty();
    }

    @Test
    void a_slope_that_is_small_is_not_level() {
        assertThat(mistakes(sum(x -> x < 0 ? 1e-6 * x : x, x -> 1, 0.5, -3, 2, -0.1)))
                .doesNotContain(LEVEL);
    }
}
