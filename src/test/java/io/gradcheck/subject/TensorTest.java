package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class TensorTest {

    private final Tensor matrix = Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);

    @Test
    void entries_are_in_row_major_order() {
        assertThat(matrix.get(0, 0)).isEqualTo(1);
        assertThat(matrix.get(0, 2)).isEqualTo(3);
        assertThat(matrix.get(1, 0)).isEqualTo(4);
        assertThat(matrix.get(1, 2)).isEqualTo(6);
    }

    @Test
    void three_axes_are_in_row_major_order() {
        Tensor cube = Tensor.zeros(2, 3, 4);

        cube.set(7, 1, 2, 3);
        cube.set(5, 1, 0, 2);

        assertThat(cube.values()[23]).isEqualTo(7);
        assertThat(cube.values()[14]).isEqualTo(5);
    }

    @Test
    void adds_to_one_entry() {
        matrix.add(0.5, 1, 2);
        matrix.add(0.25, 1, 2);

        assertThat(matrix.values()).containsExactly(1, 2, 3, 4, 5, 6.75);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.add(1, 2, 0))
                .withMessage("index 2 of axis 0 is outside 0..1");
    }

    @Test
    void an_offset_and_its_index_belong_together() {
        Tensor cube = Tensor.zeros(2, 3, 4);

        assertThat(cube.indexOf(0)).containsExactly(0, 0, 0);
        assertThat(cube.indexOf(14)).containsExactly(1, 0, 2);
        assertThat(cube.indexOf(23)).containsExactly(1, 2, 3);
        assertThat(Tensor.scalar(3).indexOf(0)).isEmpty();
    }

    @Test
    void is_made_of_rows_and_gives_them_as_copies() {
        double[][] rows = {{1, 2, 3}, {4, 5, 6}};
        Tensor made = Tensor.ofRows(rows);
        double[][] given = made.toRows();
        rows[0][0] = 7;
        made.set(8, 1, 2);

        assertThat(made.shape()).containsExactly(2, 3);
        assertThat(made.values()).containsExactly(1, 2, 3, 4, 5, 8);
        assertThat(given).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(Tensor.ofRows().shape()).containsExactly(0, 0);
    }

    @Test
    void rows_of_different_lengths_and_rows_of_what_is_no_matrix_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.ofRows(new double[] {1, 2}, new double[] {3}))
                .withMessage("rows: found 1 entries in row 1, wanted 2 as in row 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> Tensor.vector(1, 2).toRows())
                .withMessage("toRows: found a tensor of shape [2], wanted two axes");
    }

    @Test
    void knows_its_shape() {
        assertThat(matrix.shape()).containsExactly(2, 3);
        assertThat(matrix.rank()).isEqualTo(2);
        assertThat(matrix.size()).isEqualTo(6);
        assertThat(matrix.length(0)).isEqualTo(2);
        assertThat(matrix.length(1)).isEqualTo(3);
        assertThat(matrix.shapeText()).isEqualTo("[2, 3]");
    }

    @Test
    void a_vector_has_one_axis_and_a_scalar_none() {
        assertThat(Tensor.vector(4, 5).shape()).containsExactly(2);
        assertThat(Tensor.vector(4, 5).get(1)).isEqualTo(5);
        assertThat(Tensor.scalar(4).shape()).isEmpty();
        assertThat(Tensor.scalar(4).get()).isEqualTo(4);
    }

    @Test
    void an_axis_may_be_empty() {
        assertThat(Tensor.zeros(3, 0).size()).isZero();
        assertThat(Tensor.vector().shape()).containsExactly(0);
    }

    @Test
    void wraps_its_values() {
        double[] values = {1, 2};
        Tensor vector = Tensor.vector(values);

        vector.set(9, 1);
        values[0] = 8;

        assertThat(values).containsExactly(8, 9);
        assertThat(vector.values()).isSameAs(values);
    }

    @Test
    void keeps_its_shape_to_itself() {
        int[] shape = {1, 2};
        Tensor tensor = Tensor.of(shape, 3, 4);

        shape[0] = 7;
        tensor.shape()[1] = 7;

        assertThat(tensor.shape()).containsExactly(1, 2);
    }

    @Test
    void a_copy_shares_no_values() {
        Tensor copy = matrix.copy();

        copy.set(0, 1, 2);

        assertThat(matrix.get(1, 2)).isEqualTo(6);
        assertThat(copy.hasShapeOf(matrix)).isTrue();
    }

    @Test
    void shapes_differ_when_an_axis_or_their_order_differs() {
        assertThat(matrix.hasShapeOf(Tensor.zeros(2, 3))).isTrue();
        assertThat(matrix.hasShapeOf(Tensor.zeros(3, 2))).isFalse();
        assertThat(matrix.hasShapeOf(Tensor.zeros(6))).isFalse();
        assertThat(Tensor.scalar(1).hasShapeOf(Tensor.vector(1))).isFalse();
    }

    @Test
    void is_finite_unless_one_entry_is_not() {
        assertThat(Tensor.vector(1, -0.0, Double.MAX_VALUE).isFinite()).isTrue();
        assertThat(Tensor.vector(1, Double.NaN).isFinite()).isFalse();
        assertThat(Tensor.vector(Double.NEGATIVE_INFINITY, 1).isFinite()).isFalse();
    }

    @Test
    void prints_its_shape_and_its_first_eight_entries() {
        assertThat(Tensor.scalar(3)).hasToString("[] [3.0]");
        assertThat(Tensor.vector(1, 2, 3, 4, 5, 6, 7, 8)).hasToString("[8] [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]");
        assertThat(Tensor.zeros(3, 3)).hasToString("[3, 3] [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ...]");
    }

    @Test
    void refuses_values_that_do_not_fill_the_shape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new int[] {2, 3}, 1, 2))
                .withMessage("values: found 2 values, wanted 6 for shape [2, 3]");
    }

    @Test
    void refuses_a_negative_length() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(2, -1))
                .withMessage("shape: found [2, -1], wanted lengths of at least 0");
    }

    @Test
    void refuses_more_entries_than_an_array_holds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(65536, 32768))
                .withMessage("shape: found [65536, 32768], which has more than 2147483647 entries");
    }

    @Test
    void refuses_an_axis_it_does_not_have() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.length(2))
                .withMessage("axis: found 2, wanted one of the 2 axes of [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.length(-1))
                .withMessage("axis: found -1, wanted one of the 2 axes of [2, 3]");
    }

    @Test
    void refuses_an_index_outside_its_axis_even_where_the_array_has_an_entry() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.get(0, 3))
                .withMessage("index 3 of axis 1 is outside 0..2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.set(1, 1, -1))
                .withMessage("index -1 of axis 1 is outside 0..2");
    }

    @Test
    void refuses_an_index_for_another_number_of_axes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.get(1))
                .withMessage("index: found [1], wanted one index for each axis of [2, 3]");
    }

    @Test
    void refuses_an_offset_outside_its_values() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.indexOf(6))
                .withMessage("offset: found 6, wanted 0..5 for shape [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.indexOf(-1))
                .withMessage("offset: found -1, wanted 0..5 for shape [2, 3]");
    }

    @Test
    void refuses_a_vector_without_an_array() {
        assertThatNullPointerException()
                .isThrownBy(() -> Tensor.vector((double[]) null))
                .withMessage("values");
    }

    @Test
    void rows_are_slices_along_the_first_axis() {
        Tensor tensor = Tensor.of(new int[] {3, 1, 2}, 1, 2, 3, 4, 5, 6);

        Tensor rows = tensor.rows(1, 3);
        rows.set(9, 0, 0, 0);

        assertThat(rows.shape()).containsExactly(2, 1, 2);
        assertThat(rows.values()).containsExactly(9, 4, 5, 6);
        assertThat(tensor.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tensor.rows(0, 3).values()).containsExactly(tensor.values());
        assertThat(tensor.rows(2, 2).shape()).containsExactly(0, 1, 2);
        assertThat(Tensor.zeros(0, 2).rows(0, 0).shape()).containsExactly(0, 2);
    }

    @Test
    void refuses_rows_that_are_not_there() {
        Tensor tensor = Tensor.zeros(3, 2);
        for (int[] rows : new int[][] {{-1, 2}, {2, 1}, {0, 4}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tensor.rows(rows[0], rows[1]))
                    .withMessage(
                            "rows: found " + rows[0] + " to " + rows[1] + ", wanted a part of 0 to 3 for shape [3, 2]");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.scalar(1).rows(0, 1))
                .withMessage("axis: found 0, wanted one of the 0 axes of []");
    }

    @Test
    void takes_and_gives_shapes_of_long() {
        Tensor tensor = Tensor.of(new long[] {2, 1}, 3, 4);

        assertThat(tensor.shape()).containsExactly(2, 1);
        assertThat(tensor.longShape()).containsExactly(2L, 1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new long[] {1L << 32}, 3))
                .withMessage("shape: found [4294967296], wanted no length above 2147483647");
    }

    @Test
    void a_multiple_is_a_tensor_of_its_own() {
        Tensor tensor = Tensor.of(new int[] {1, 2}, 3, 4);

        Tensor twice = tensor.times(2);

        assertThat(twice.values()).containsExactly(6, 8);
        assertThat(twice.shape()).containsExactly(1, 2);
        assertThat(tensor.values()).containsExactly(3, 4);
    }
}
