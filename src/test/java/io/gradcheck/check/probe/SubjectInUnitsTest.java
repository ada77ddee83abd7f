package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A subject counted in other units is the same function, with a gradient per unit. */
class SubjectInUnitsTest {

    private static final double LARGE = 0x1p20;

    /** {@code x_0 x_1^2} at a small and a large entry, with half the gradient as a mistake that it suspects. */
    private static final class Product extends ForwardingSubject {

        Product() {
            super(Subject.objective(
                    "product",
                    x -> x[0] * x[1] * x[1],
                    x -> new double[] {x[1] * x[1], 2 * x[0] * x[1]},
                    0.75,
                    3 * LARGE));
        }

        @Override
        public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
            return Map.of(
                    "half",
                    Map.of("x", gradient(at, Tensor.scalar(upstream.get() / 2)).get("x")));
        }
    }

    private final Subject own = new Product();
    private final Subject counted = new SubjectInUnits(own, Units.ofAbout(Map.of("x", new double[] {1, LARGE})));
    private final Tensor one = Tensor.scalar(1);

    @Test
    void the_point_is_counted_in_units_and_the_value_there_is_the_same() {
        assertThat(counted.point().get("x").values()).containsExactly(0.75, 3);
        assertThat(counted.evaluate(counted.point()).get())
                .isEqualTo(own.evaluate(own.point()).get());
    }

    @Test
    void derivatives_are_per_unit() {
        Tensor g = own.gradient(own.point(), one).get("x");

        assertThat(counted.gradient(counted.point(), one).get("x").values())
                .containsExactly(g.get(0), LARGE * g.get(1));
    }

    @Test
    void a_suspected_mistake_is_that_of_the_subject_per_unit() {
        Tensor g = counted.gradient(counted.point(), one).get("x");

        assertThat(counted.suspects(counted.point(), one)).containsOnlyKeys("half");
        assertThat(counted.suspects(counted.point(), one).get("half").get("x").values())
                .containsExactly(g.get(0) / 2, g.get(1) / 2);
    }

    private static double at(Line line, double t) {
        Tensor output = Tensor.scalar(Double.NaN);
        line.at(t, output);
        return output.get();
    }

    @Test
    void a_line_moves_by_units() {
        Tensor weights = Tensor.vector(0, 1);
        Line line = counted.along("x", weights);
        Line another = counted.lines().along("x", Direction.of(weights));
        double moved =
                own.evaluate(Map.of("x", Tensor.vector(0.75, 3.5 * LARGE))).get();

        assertThat(at(line, 0.5)).isEqualTo(moved);
        assertThat(at(another, 0.5)).isEqualTo(moved);
    }
}
