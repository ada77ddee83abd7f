package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How large outputs are elsewhere: what those are made of that cancel at the point. */
class OutputSizesTest {

    private static final Evaluations UNLIMITED = new Evaluations(Integer.MAX_VALUE);

    private static Subject of(UnaryOperator<double[]> f, double... at) {
        return Subject.of(
                "outputs",
                Map.of("x", Tensor.vector(at)),
                point -> Tensor.vector(f.apply(point.get("x").values())),
                (point, u) -> Map.of("x", Tensor.zeros(at.length)));
    }

    private static OutputSizes sizes(Subject subject) {
        return new OutputSizes(subject, NamedTensors.copyOf(subject.point()));
    }

    private static double[] largest(UnaryOperator<double[]> f, double... at) {
        Subject subject = of(f, at);
        return sizes(subject).largest(AtPoint.output(subject).values(), UNLIMITED);
    }

    @Test
    void terms_that_cancel_at_the_point_are_seen_where_they_add_up() {
        double[] largest =
                largest(x -> new double[] {Math.sqrt(1 + x[0] * x[0]) - x[0], 1 + Math.tanh(-x[0]), -5 * x[0]}, 30);

        // Mirrored, mirrored, and at the point, where the size counts and not the sign.
        assertThat(largest).containsExactly(Math.sqrt(901) + 30, 2, 150);
    }

    @Test
    void all_variables_are_mirrored_or_nearer_to_zero_together() {
        double[] shares = {-1, 0.5, 0.2, 0.05, 0.01};
        double[] largest = largest(
                x -> {
                    double[] y = new double[6];
                    for (int k = 0; k < shares.length; k++) {
                        y[k] = x[0] == 8 * shares[k] && x[1] == -4 * shares[k] ? -100 : 1;
                    }
                    y[5] = x[0] == 8 && x[1] == -4 ? 1 : Math.abs(x[0]) <= 8 && Math.abs(x[1]) <= 4 ? 0.5 : 100;
                    return y;
                },
                8,
                -4);

        assertThat(largest).containsExactly(100, 100, 100, 100, 100, 1);
    }

    @Test
    void places_outside_the_domain_and_values_that_are_not_finite_say_nothing() {
        double[] largest = largest(
                x -> {
                    if (x[0] < 0) {
                        throw new IllegalArgumentException("below zero");
                    }
                    return new double[] {
                        x[0] == 8 ? 3 : x[0] == 4 ? Double.POSITIVE_INFINITY : 7,
                        x[0] == 8 ? Double.NaN : 2,
                        x[0] == 8 ? 3 : Double.NaN
                    };
                },
                8);

        assertThat(largest).containsExactly(7, 2, 3);
    }

    @Test
    void outputs_of_another_number_elsewhere_say_nothing() {
        assertThat(largest(
                        x -> x[0] < 0 ? new double[] {9} : x[0] < 8 ? new double[] {9, 9, 9} : new double[] {1, 2}, 8))
                .containsExactly(1, 2);
    }

    @Test
    void elsewhere_is_looked_at_once_and_what_is_known_cannot_be_overwritten() {
        Subject subject = of(x -> new double[] {x[0], 1}, 8);
        OutputSizes sizes = sizes(subject);
        Evaluations evaluations = new Evaluations(5);
        double[] here = {8, 1};

        double[] largest = sizes.largest(here, evaluations);
        assertThat(evaluations.spent()).isEqualTo(5);
        largest[0] = 0;

        assertThat(sizes.largest(here, evaluations)).containsExactly(8, 1);
        assertThat(here).containsExactly(8, 1);
        assertThatExceptionOfType(Evaluations.Exhausted.class)
                .isThrownBy(() -> sizes(subject).largest(here, new Evaluations(4)));
    }

    @Test
    void the_point_stays_as_it_is() {
        Subject subject = of(x -> new double[] {x[0]}, 8);
        NamedTensors point = NamedTensors.copyOf(subject.point());

        new OutputSizes(subject, point).largest(new double[] {8}, UNLIMITED);

        assertThat(point.get("x").values()).containsExactly(8);
    }
}
