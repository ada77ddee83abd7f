package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines of a subject along which one entry moves alone, against those that move every entry by its weight. */
class LinesTest {

    private static final double[] PLACES = {0, 0.5, -0.5, -0.0, 1e-300, Double.NaN, Double.POSITIVE_INFINITY, 2};

    /** Keeps a copy of all that it was evaluated at. */
    private static final class Recorder implements Subject {

        private final Map<String, Tensor> point = new LinkedHashMap<>();
        private final List<List<Double>> seen = new ArrayList<>();
        private final double threshold;

        Recorder(double threshold) {
            this.threshold = threshold;
            point.put("a", Tensor.vector(1, -0.0, 0.3, -0.0));
            point.put("b", Tensor.vector(-0.0, 5));
        }

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public Map<String, Tensor> point() {
            return point;
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            List<Double> all = new ArrayList<>();
            at.values().forEach(tensor -> {
                for (double x : tensor.values()) {
                    all.add(x);
                }
            });
            seen.add(all);
            if (at.get("a").values()[0] > threshold) {
                throw new ArithmeticException("outside");
            }
            return at.get("b");
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return Map.of();
        }
    }

    @Test
    void lines_that_evaluate_begin_with_the_value_and_of_others_nothing_is_known() {
        Subject square = Subject.scalar("square", x -> x * x, x -> 2 * x, 3);
        Subject ownLines = new ForwardingSubject(square) {
            @Override
            public Line along(String variable, Tensor direction) {
                return (t, output) ->
                        output.values()[0] = Math.pow(3 + t * direction.values()[0], 2);
            }
        };

        for (Subject evaluating : List.of(square, square.scaledBy(3), square.times(3))) {
            assertThat(first(evaluating).beginsWithValue()).isTrue();
            assertThat(evaluating.along("x", Tensor.vector(1)).beginsWithValue())
                    .isTrue();
        }
        for (Subject own : List.of(ownLines, ownLines.scaledBy(3), ownLines.times(3))) {
            assertThat(first(own).beginsWithValue()).isFalse();
            assertThat(own.along("x", Tensor.vector(1)).beginsWithValue()).isFalse();
        }
    }

    private static Line first(Subject subject) {
        return subject.lines().along("x", Direction.ofEntry(0, 1, 1));
    }

    /** {@link List#equals} of numbers tells negative zero from zero. */
    @Test
    void one_entry_alone_is_evaluated_at_the_very_points_of_a_line_that_moves_all() {
        Recorder shared = new Recorder(Double.POSITIVE_INFINITY);
        Recorder own = new Recorder(Double.POSITIVE_INFINITY);
        Lines lines = shared.lines();
        for (double weight : new double[] {1, -0.75}) {
            for (int k = 0; k < 6; k++) {
                String variable = k < 4 ? "a" : "b";
                Direction direction = Direction.ofEntry(k % 4, weight, k < 4 ? 4 : 2);
                Line one = lines.along(variable, direction);
                Line all = own.along(variable, direction.tensor());
                for (double t : PLACES) {
                    assertThat(at(one, t))
                            .as("%s[%d] at %s", variable, k % 4, t)
                            .containsExactly(at(all, t));
                }
            }
        }

        assertThat(shared.seen).isEqualTo(own.seen);
    }

    @Test
    void lines_can_be_used_in_turn() {
        Recorder subject = new Recorder(Double.POSITIVE_INFINITY);
        Lines lines = subject.lines();
        Line first = lines.along("b", Direction.ofEntry(0, 1, 2));
        Line second = lines.along("b", Direction.ofEntry(1, 1, 2));

        assertThat(at(first, 2)).containsExactly(2, 5);
        assertThat(at(second, 2)).containsExactly(0, 7);
        assertThat(at(first, -1)).containsExactly(-1, 5);
        assertThat(subject.point().get("b").values()).as("the subject's own").containsExactly(-0.0, 5);
    }

    @Test
    void what_throws_leaves_no_entry_moved() {
        Recorder subject = new Recorder(2);
        Lines lines = subject.lines();
        Line outside = lines.along("a", Direction.ofEntry(0, 1, 4));

        assertThat(at(outside, 9)).isEmpty();
        at(lines.along("a", Direction.ofEntry(2, 1, 4)), 0.5);

        assertThat(subject.seen.get(1)).containsExactly(1.0, 0.0, 0.8, 0.0, -0.0, 5.0);
    }

    @Test
    void a_line_needs_a_variable_of_the_subject_and_a_direction_in_its_shape() {
        Lines lines = new Recorder(0).lines();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lines.along("c", Direction.ofEntry(0, 1, 4)))
                .withMessage("variable: found c, wanted one of [a, b] of subject recorder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lines.along("a", Direction.ofEntry(0, 1, 2, 2)))
                .withMessage("direction: found shape [2, 2], wanted [4] as variable a of subject recorder");
    }

    @Test
    void a_subject_with_lines_of_its_own_is_asked_for_each() {
        List<Double> asked = new ArrayList<>();
        Subject own = new ForwardingSubject(new Recorder(9)) {
            @Override
            public Line along(String variable, Tensor direction) {
                asked.add(direction.values()[1]);
                return (t, output) -> output.values()[0] = t;
            }
        };
        Lines lines = own.lines();

        lines.along("a", Direction.ofEntry(1, 3, 4));
        lines.along("a", Direction.of(Tensor.vector(0, 1, 0, 0)));
        lines.along("a", Direction.ofEntry(1, 4, 4));

        assertThat(asked).containsExactly(3.0, 1.0, 4.0);
    }

    @Test
    void a_multiple_has_the_lines_of_the_subject() {
        Lines lines = new Recorder(9).about(String.class).scaledBy(3).lines();

        assertThat(at(lines.along("b", Direction.ofEntry(1, 1, 2)), 1)).containsExactly(0, 18);
    }

    /** The output, of two numbers; none where the subject throws. */
    private static double[] at(Line line, double t) {
        Tensor output = Tensor.zeros(2);
        try {
            line.at(t, output);
            return output.values();
        } catch (ArithmeticException outside) {
            return new double[0];
        }
    }
}
