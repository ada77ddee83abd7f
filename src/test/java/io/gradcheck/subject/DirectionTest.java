package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** How a variable moves: all of it, or one entry alone. */
class DirectionTest {

    private static final Direction ALL = Direction.of(Tensor.of(new int[] {2, 2}, 1, -2, 0, 0.5));
    private static final Direction ONE = Direction.ofEntry(2, -3, 2, 2);

    @Test
    void every_entry_has_its_weight() {
        assertThat(ALL.weight(1)).isEqualTo(-2);
        assertThat(ALL.absoluteSum()).isEqualTo(3.5);
        assertThat(ALL.size()).isEqualTo(4);
        assertThat(ALL.shape()).containsExactly(2, 2);
    }

    @Test
    void where_one_entry_moves_all_others_stand_still() {
        assertThat(ONE.weight(2)).isEqualTo(-3);
        assertThat(ONE.weight(0)).isZero();
        assertThat(ONE.absoluteSum()).isEqualTo(3);
        assertThat(ONE.size()).isEqualTo(4);
        assertThat(ONE.shape()).containsExactly(2, 2);
        assertThat(ONE.tensor().values()).containsExactly(0, 0, -3, 0);
        assertThat(ONE.tensor().shape()).containsExactly(2, 2);
    }

    @Test
    void weights_are_counted_in_other_units() {
        assertThat(ALL.times(i -> i + 1).tensor().values()).containsExactly(1, -4, 0, 2);
        assertThat(ONE.times(i -> i + 1).tensor().values()).containsExactly(0, 0, -9, 0);
        assertThat(ALL.weight(1)).as("the direction itself").isEqualTo(-2);
    }

    @Test
    void the_shape_is_copied() {
        int[] shape = {3};
        Direction direction = Direction.ofEntry(1, 1, shape);

        shape[0] = 7;
        direction.shape()[0] = 8;

        assertThat(direction.shape()).containsExactly(3);
    }

    @Test
    void an_entry_that_moves_is_one_of_the_shape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Direction.ofEntry(4, 1, 2, 2))
                .withMessage("entry: found 4, wanted one of the 4 entries of shape [2, 2]");
        assertThatIllegalArgumentException().isThrownBy(() -> Direction.ofEntry(-1, 1, 2, 2));
    }
}
