package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Variables that are symmetric matrices, or stacks of them, and how they move if they stay so. */
class SymmetricMovesTest {

    private static final Tensor ROWS =
            Tensor.ofRows(new double[] {1, 2, 3}, new double[] {2, 4, 5}, new double[] {3, 5, 6});

    private static SymmetricMoves moves(Tensor x) {
        return moves(x, at -> true);
    }

    /** A function that is finite where something holds of its argument, and throws elsewhere. */
    private static SymmetricMoves moves(Tensor x, Predicate<Tensor> holds) {
        Subject subject = Subject.of(
                "matrix",
                Map.of("X", x),
                at -> {
                    if (!holds.test(at.get("X"))) {
                        throw new IllegalArgumentException("another matrix");
                    }
                    return Tensor.scalar(1);
                },
                (at, u) -> Map.of("X", Tensor.zeros(x.shape())));
        return new SymmetricMoves(AtPoint.of(subject), "X");
    }

    private static Tensor with(Tensor x, double value, int... index) {
        Tensor other = x.copy();
        other.set(value, index);
        return other;
    }

    /** Two matrices of three rows, the second of which is the first times ten. */
    private static Tensor stack() {
        Tensor stack = Tensor.zeros(2, 3, 3);
        for (int k = 0; k < 9; k++) {
            stack.values()[k] = ROWS.values()[k];
            stack.values()[9 + k] = 10 * ROWS.values()[k];
        }
        return stack;
    }

    @Test
    void symmetric_matrices_of_two_rows_or_more_can_move_so() {
        assertThat(moves(ROWS).arePossible()).isTrue();
        assertThat(moves(stack()).arePossible()).isTrue();
        assertThat(moves(Tensor.ofRows(new double[] {0, -1}, new double[] {-1, 0}))
                        .arePossible())
                .isTrue();
        assertThat(moves(Tensor.zeros(2, 2)).arePossible()).isTrue();
    }

    @Test
    void what_is_no_matrix_or_has_one_row_or_is_not_square_cannot() {
        assertThat(moves(Tensor.scalar(1)).arePossible()).isFalse();
        assertThat(moves(Tensor.vector(1, 1)).arePossible()).isFalse();
        assertThat(moves(Tensor.zeros(1, 1)).arePossible()).isFalse();
        assertThat(moves(Tensor.zeros(2, 3)).arePossible()).isFalse();
        assertThat(moves(Tensor.zeros(3, 3, 2)).arePossible()).isFalse();
        assertThat(moves(Tensor.zeros(0, 2, 2)).arePossible()).isFalse();
    }

    @Test
    void every_matrix_of_a_stack_has_to_be_symmetric_in_every_entry() {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(moves(with(ROWS, -7, i, j)).arePossible())
                        .as("%d, %d", i, j)
                        .isEqualTo(i == j);
                assertThat(moves(with(stack(), -7, 1, i, j)).arePossible()).isEqualTo(i == j);
            }
        }
        assertThat(moves(with(ROWS, Double.NaN, 0, 1)).arePossible()).isFalse();
    }

    @Test
    void a_rounding_of_the_largest_entry_is_no_asymmetry() {
        assertThat(moves(with(ROWS, 2 + 5e-12, 0, 1)).arePossible())
                .as("of a six")
                .isTrue();
        assertThat(moves(with(ROWS, 2 + 7e-12, 0, 1)).arePossible()).isFalse();
    }

    @Test
    void directions_are_symmetric_and_otherwise_random() {
        SplittableRandom random = new SplittableRandom(1);
        Direction direction = moves(stack()).direction(random);
        Direction another = moves(stack()).direction(random);

        Tensor d = direction.tensor();
        assertThat(d.shape()).containsExactly(2, 3, 3);
        for (int block = 0; block < 2; block++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(d.get(block, i, j)).isEqualTo(d.get(block, j, i)).isNotZero();
                }
            }
        }
        assertThat(Arrays.stream(d.values()).distinct())
                .as("of six in each of two")
                .hasSize(12);
        assertThat(another.tensor().values()).doesNotContain(d.values());
    }

    @Test
    void a_gradient_of_pairs_is_halved_off_the_diagonal_to_be_one_of_single_entries() {
        Tensor gradient = stack();

        Tensor halved = moves(stack()).halvedOffDiagonal(gradient);

        assertThat(halved.shape()).containsExactly(2, 3, 3);
        assertThat(halved.values())
                .containsExactly(1, 1, 1.5, 1, 4, 2.5, 1.5, 2.5, 6, 10, 10, 15, 10, 40, 25, 15, 25, 60);
        assertThat(gradient.values()).isEqualTo(stack().values());
    }

    private static boolean isSymmetric(Tensor x) {
        return Math.abs(x.get(0, 1) - x.get(1, 0)) < 1e-12 && Math.abs(x.get(0, 2) - x.get(2, 0)) < 1e-12;
    }

    private static boolean stays(SymmetricMoves moves, Evaluations evaluations) {
        return moves.stayInDomain(new SplittableRandom(1), evaluations);
    }

    @Test
    void a_function_of_symmetric_matrices_has_a_value_where_they_move_so() {
        Evaluations evaluations = new Evaluations(1);

        assertThat(stays(moves(ROWS, SymmetricMovesTest::isSymmetric), evaluations))
                .isTrue();
        assertThat(evaluations.spent()).isEqualTo(1);
    }

    @Test
    void it_is_looked_at_beside_the_point_and_not_far_away() {
        double[] farthest = {0};
        SymmetricMoves moves = moves(ROWS, at -> {
            for (int k = 0; k < at.size(); k++) {
                farthest[0] = Math.max(farthest[0], Math.abs(at.values()[k] - ROWS.values()[k]));
            }
            return true;
        });

        assertThat(stays(moves, new Evaluations(1))).isTrue();
        assertThat(farthest[0]).isBetween(1e-4, 1.0);
    }

    @Test
    void a_function_that_has_no_value_there_has_none() {
        assertThat(stays(moves(ROWS, at -> Arrays.equals(at.values(), ROWS.values())), new Evaluations(1)))
                .isFalse();
        Subject poles = Subject.of(
                "poles",
                Map.of("X", ROWS),
                at -> Tensor.scalar(Arrays.equals(at.get("X").values(), ROWS.values()) ? 1 : Double.NaN),
                (at, u) -> Map.of("X", ROWS));
        assertThat(stays(new SymmetricMoves(AtPoint.of(poles), "X"), new Evaluations(1)))
                .isFalse();
        assertThatExceptionOfType(Evaluations.Exhausted.class).isThrownBy(() -> stays(moves(ROWS), new Evaluations(0)));
    }

    @Test
    void what_to_say_names_the_variable_and_how_its_entries_move() {
        assertThat(SymmetricMoves.advice("W", "SINGLY"))
                .isEqualTo("if W is to stay symmetric, say Manifolds.on(subject, \"W\", "
                        + "Manifolds.symmetric(SymmetricEntries.SINGLY), GradientKind.AMBIENT), and of random cases "
                        + "Values.on(...) with the same, or with positiveDefinite");
    }
}
