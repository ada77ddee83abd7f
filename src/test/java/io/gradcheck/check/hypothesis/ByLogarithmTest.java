package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Gradients multiplied or divided by the variable's own value. */
class ByLogarithmTest {

    @Test
    void a_derivative_by_the_logarithm_is_named() {
        assertThat(diagnoses((g, v) -> g * v, 5)).singleElement().satisfies(named -> {
            assertThat(named.kind()).isEqualTo(Mistake.LOGARITHM);
            assertThat(named.toString())
                    .startsWith("derivative by the logarithm of theta; analytic/numeric is the value of the entry; "
                            + "ratio analytic/numeric varies from ");
        });
    }

    @Test
    void so_is_the_other_way_round() {
        assertThat(diagnoses((g, v) -> g / v, 2, 3))
                .extracting(Diagnosis::toString)
                .singleElement()
                .asString()
                .startsWith(
                        "divided by the value of theta; analytic/numeric is the inverse of the value of the entry; ");
    }

    @Test
    void one_entry_is_enough_to_tell() {
        assertThat(diagnoses((g, v) -> g * v))
                .extracting(Diagnosis::mistake)
                .containsExactly("derivative by the logarithm of theta");
    }

    @Test
    void one_entry_that_is_near_one_is_enough_too() {
        Subject sine = Subject.scalar("sine", Math::sin, x -> Math.cos(x) / x, 0.98);

        assertThat(Separable.diagnoses(sine, "x"))
                .extracting(Diagnosis::mistake)
                .containsExactly("divided by the value of x");
    }

    @Test
    void a_gradient_that_is_right_at_one_and_stays_the_same_nearby_is_not_divided_by_the_value() {
        Subject square = Subject.scalar("square", x -> x * x, x -> 2, 1);
        Subject squares = Subject.objective(
                "squares", x -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2], x -> new double[] {2, 2, 2}, 1, 1, 1);

        assertThat(Separable.diagnoses(square, "x")).isEmpty();
        assertThat(Separable.diagnoses(squares, "x")).isEmpty();
    }

    @Test
    void other_functions_of_the_value_have_no_name() {
        assertThat(diagnoses((g, v) -> g * v * v, 5)).isEmpty();
        assertThat(diagnoses((g, v) -> g * (v + 0.001), 5)).isEmpty();
    }

    @Test
    void a_value_of_zero_has_no_logarithm() {
        Subject sine = Subject.objective(
                "sine",
                x -> Math.sin(x[0]) + 2 * Math.sin(x[1]) + 3 * Math.sin(x[2]),
                x -> new double[] {x[0] * Math.cos(x[0]), x[1] * 2 * Math.cos(x[1]), x[2] * 3 * Math.cos(x[2])},
                0,
                0.5,
                0.7);

        assertThat(Separable.diagnoses(sine, "x")).isEmpty();
    }

    @Test
    void a_value_of_two_everywhere_is_a_factor() {
        Subject sine = Subject.objective(
                "sine",
                x -> Math.sin(x[0]) + 2 * Math.sin(x[1]),
                x -> new double[] {2 * Math.cos(x[0]), 4 * Math.cos(x[1])},
                2,
                2);

        assertThat(Separable.diagnoses(sine, "x"))
                .extracting(Diagnosis::mistake)
                .containsExactly("constant factor 2");
    }

    private static List<Diagnosis> diagnoses(DoubleBinaryOperator mistake, int... shape) {
        Separable subject = Separable.of("theta", shape);
        double[] x = subject.x("theta");
        return subject.wrong("theta", g -> {
                    Tensor wrong = g.copy();
                    Arrays.setAll(wrong.values(), i -> mistake.applyAsDouble(g.values()[i], x[i]));
                    return wrong;
                })
                .diagnoses("theta");
    }
}
