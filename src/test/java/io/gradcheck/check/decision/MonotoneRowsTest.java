package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

/** Points nearby keep the order of rows that have one. */
class MonotoneRowsTest {

    private static double[] kept(Tensor x, double... moved) {
        Tensor there = Tensor.of(x.shape(), moved);
        MonotoneRows.keepOrder(x, there);
        return there.values();
    }

    @Test
    void entries_that_ascend_move_by_a_third_of_the_way_to_the_next_at_most() {
        double[] kept = kept(Tensor.vector(-0.003, 0, 1), 0.007, -0.01, 1.01);

        assertThat(kept[0]).isCloseTo(-0.002, within(1e-15));
        assertThat(kept[1]).isCloseTo(-0.001, within(1e-15));
        assertThat(kept[2]).isEqualTo(1.01);
    }

    @Test
    void so_do_entries_that_descend() {
        double[] kept = kept(Tensor.vector(1, 0.1, 0.04), 0.5, 0.2, -3);

        assertThat(kept[0]).isCloseTo(0.7, within(1e-15));
        assertThat(kept[1]).isCloseTo(0.12, within(1e-15));
        assertThat(kept[2]).isCloseTo(0.02, within(1e-15));
    }

    @Test
    void each_row_is_one_of_its_own() {
        Tensor x = Tensor.of(new int[] {2, 3}, 0, 0.03, 0.06, 5, 1, 2);

        double[] kept = kept(x, 0.5, 0.03, 0.06, 6, 7, 8);

        assertThat(kept[0]).isCloseTo(0.01, within(1e-15));
        assertThat(kept).endsWith(0.03, 0.06, 6, 7, 8);
    }

    @Test
    void rows_without_an_order_with_ties_or_of_two_entries_move_as_they_are_told() {
        assertThat(kept(Tensor.vector(0, 1, 0.5), 9, 8, 7)).containsExactly(9, 8, 7);
        assertThat(kept(Tensor.vector(0, 0, 1), 9, 8, 7)).containsExactly(9, 8, 7);
        assertThat(kept(Tensor.vector(0, 1, 1), 9, 8, 7)).containsExactly(9, 8, 7);
        assertThat(kept(Tensor.vector(0, 1), 9, 8)).containsExactly(9, 8);
        assertThat(kept(Tensor.scalar(0), 9)).containsExactly(9);
        assertThat(kept(Tensor.vector(0, Double.NaN, 1), 9, 8, 7)).containsExactly(9, 8, 7);
    }

    @Test
    void entries_that_are_nearly_tied_leave_the_tie_behind() {
        assertThat(kept(Tensor.vector(0.5, 0.50004, 0.7), 9, 8, 7)).containsExactly(9, 8, 7);
        assertThat(kept(Tensor.vector(0.5, 0.5002, 0.7), 9, 8, 7)[1]).isLessThan(0.5003);
        // A ten-thousandth of the largest, whatever its size.
        assertThat(kept(Tensor.vector(500, 500.04, 700), 9, 8, 7)).containsExactly(9, 8, 7);
        assertThat(kept(Tensor.vector(-700, -500.2, -500), 900, 800, 700)[2]).isLessThan(-499.9);
    }

    @Test
    void the_variable_itself_stays_as_it_is() {
        Tensor x = Tensor.vector(0, 0.1, 0.2);

        kept(x, 1, 1, 1);

        assertThat(x.values()).containsExactly(0, 0.1, 0.2);
    }
}
