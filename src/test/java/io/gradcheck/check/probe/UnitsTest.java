package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.decision.NeighbourPoints;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnitsTest {

    private final Units units = Units.ofAbout(Map.of("x", new double[] {3e-12, 1, 7e6}));
    private static final Tensor X = Tensor.vector(2.9e-12, -0.1, 6.9e6);

    @Test
    void lengths_are_powers_of_two_so_that_nothing_is_rounded() {
        Tensor counted = units.dividedBy("x", X);

        assertThat(units.length("x", 0)).isEqualTo(0x1p-39);
        assertThat(units.length("x", 2)).isEqualTo(0x1p22);
        assertThat(units.times("x", counted).values()).containsExactly(X.values());
        assertThat(counted.values()[0]).isBetween(0.5, 2.0);
    }

    @Test
    void other_variables_and_tensors_of_another_size_stay_as_they_are() {
        assertThat(units.times("y", X)).isSameAs(X);
        Tensor two = Tensor.vector(1, 2);
        assertThat(units.dividedBy("x", two)).isSameAs(two);
        Direction direction = Direction.of(two);
        assertThat(units.times("x", direction)).isSameAs(direction);
        assertThat(units.length("y", 0)).isEqualTo(1);
        assertThat(Units.OF_SUBJECT.areOfSubject()).isTrue();
        assertThat(units.areOfSubject()).isFalse();
    }

    @Test
    void a_place_in_other_units_has_the_same_function_and_comes_back_the_same() {
        Subject subject = Subject.objective(
                "product",
                x -> x[0] * x[1] * x[2],
                x -> new double[] {x[1] * x[2], x[0] * x[2], x[0] * x[1]},
                X.values());
        EvaluationPoint place = AtPoint.of(subject);
        EvaluationPoint counted = place.in(units);
        Direction direction = Direction.of(Tensor.vector(1, 1, 1));
        Direction inSubjects = units.times("x", direction);

        assertThat(counted.f().along("x", direction, new Evaluations(9)).applyAsDouble(0.25))
                .isEqualTo(place.f().along("x", inSubjects, new Evaluations(9)).applyAsDouble(0.25));
        assertThat(counted.gradient("x").values()[2])
                .isEqualTo(place.gradient("x").values()[2] * units.length("x", 2));
        assertThat(counted.ofSubject()).isSameAs(place);
        assertThat(place.ofSubject()).isSameAs(place);
    }

    @Test
    void a_place_nearby_in_other_units_is_the_same_place_of_the_subject() {
        Subject subject = Subject.objective("first", x -> x[0] * x[0], x -> new double[] {2 * x[0], 0, 0}, X.values());
        EvaluationPoint counted = AtPoint.of(subject).in(units);
        EvaluationPoint nearby = new NeighbourPoints(counted, new SplittableRandom(1)).next(new Evaluations(9));

        EvaluationPoint own = nearby.ofSubject();

        assertThat(own.gradient("x").values()[0]).isEqualTo(2 * own.value("x").values()[0]);
        assertThat(own.value("x").values()[0]).isBetween(2.8e-12, 3.0e-12);
        assertThat(own.f()
                        .along("x", Direction.ofEntry(0, 1, 3), new Evaluations(9))
                        .applyAsDouble(0))
                .isEqualTo(nearby.f()
                        .along("x", Direction.ofEntry(0, 1, 3), new Evaluations(9))
                        .applyAsDouble(0));
    }
}
