package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReachDirectionsTest {

    private static final long SEED = 5;

    private final EvaluationPoint base = AtPoint.of(Subject.of(
            "sum",
            Map.of("small", Tensor.vector(1, 2, 3), "large", Tensor.vector(1, 2, 3), "larger", Tensor.vector(1, 2, 3)),
            x -> Tensor.scalar(sum(x.get("small")) + 10 * sum(x.get("large")) + 100 * sum(x.get("larger"))),
            (x, u) -> Map.of(
                    "small", Tensor.vector(1, 1, 1),
                    "large", Tensor.vector(10, 10, 10),
                    "larger", Tensor.vector(100, 100, 100))));

    private static double sum(Tensor x) {
        return x.get(0) + x.get(1) + x.get(2);
    }

    @Test
    void they_are_along_the_two_variables_by_which_the_function_moves_most() {
        assertThat(ReachDirections.variables(base)).containsExactly("larger", "large");
    }

    @Test
    void one_direction_is_drawn_for_all_who_ask_and_another_once_it_was_taken() {
        ReachDirections directions = new ReachDirections(new SplittableRandom(SEED));

        Entries.Drawn first = directions.of(base, "large");
        assertThat(directions.of(base, "large")).isSameAs(first);
        assertThat(directions.of(base, "larger")).isNotSameAs(first);
        assertThat(directions.take(base, "large")).isSameAs(first);
        assertThat(directions.of(base, "large")).isNotSameAs(first);
    }

    @Test
    void they_are_those_of_the_sequence_in_the_order_in_which_they_are_first_asked_for() {
        SplittableRandom sequence = new SplittableRandom(SEED);
        ReachDirections directions = new ReachDirections(new SplittableRandom(SEED));

        for (String variable : new String[] {"large", "larger"}) {
            double[] wanted =
                    Entries.all(3).direction(sequence, new int[] {3}).tensor().values();
            assertThat(directions.of(base, variable).direction().tensor().values())
                    .containsExactly(wanted);
        }
    }
}
