package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The standard mistakes applied to small tensors, written out. */
class MutationTest {

    private static final Tensor MATRIX = Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
    private static final Tensor SQUARE = Tensor.of(new int[] {2, 2}, 1, 2, 3, 4);
    private static final Tensor CUBE = Tensor.of(new int[] {2, 1, 3}, 1, 2, 3, 4, 5, 6);

    private static List<double[]> gradients(List<Mutation> mutations) {
        return mutations.stream().map(Mutation::gradient).toList();
    }

    @Test
    void a_matrix_is_rolled_in_both_directions_along_each_axis() {
        List<Mutation> rolled = Mutation.rolled(MATRIX);

        assertThat(rolled)
                .extracting(Mutation::mistake)
                .containsExactly(
                        "rolled by one along axis 0", "rolled by one along axis 1", "rolled by one along axis 1");
        assertThat(gradients(rolled))
                .containsExactly(
                        new double[] {4, 5, 6, 1, 2, 3}, new double[] {3, 1, 2, 6, 4, 5}, new double[] {2, 3, 1, 5, 6, 4
                        });
    }

    @Test
    void an_axis_of_one_index_cannot_be_rolled() {
        assertThat(Mutation.rolled(CUBE))
                .extracting(Mutation::unseenWhere)
                .containsExactly(
                        "the same at every index of axis 0",
                        "the same at every index of axis 2",
                        "the same at every index of axis 2");
        assertThat(Mutation.rolled(Tensor.scalar(1))).isEmpty();
        assertThat(Mutation.rolled(Tensor.vector(1))).isEmpty();
    }

    @Test
    void a_matrix_is_transposed_in_two_ways_and_a_square_in_one() {
        assertThat(gradients(Mutation.transposed(MATRIX)))
                .containsExactly(new double[] {1, 4, 2, 5, 3, 6}, new double[] {1, 3, 5, 2, 4, 6});
        assertThat(gradients(Mutation.transposed(SQUARE))).containsExactly(new double[] {1, 3, 2, 4});
        assertThat(Mutation.transposed(Tensor.of(new int[] {1, 3}, 1, 2, 3))).isEmpty();
        assertThat(Mutation.transposed(Tensor.of(new int[] {3, 1}, 1, 2, 3))).isEmpty();
        assertThat(Mutation.transposed(Tensor.vector(1, 2, 3))).isEmpty();
    }

    @Test
    void two_axes_of_three_are_swapped() {
        Tensor kernel = Tensor.of(new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
        List<Mutation> swapped = Mutation.transposed(kernel);

        assertThat(swapped)
                .extracting(Mutation::mistake)
                .containsExactly("axes 0 and 1 swapped", "axes 0 and 2 swapped", "axes 1 and 2 swapped");
        assertThat(swapped)
                .extracting(Mutation::unseenWhere)
                .containsExactly("symmetric in axes 0 and 1", "symmetric in axes 0 and 2", "symmetric in axes 1 and 2");
        assertThat(gradients(swapped))
                .containsExactly(
                        new double[] {1, 2, 5, 6, 3, 4, 7, 8},
                        new double[] {1, 5, 3, 7, 2, 6, 4, 8},
                        new double[] {1, 3, 2, 4, 5, 7, 6, 8});
    }

    @Test
    void in_the_shape_of_a_variable_only_equal_axes_are_swapped_and_the_last_indices_can_be_missing() {
        assertThat(Mutation.ofShape(MATRIX))
                .extracting(Mutation::mistake)
                .containsExactly(
                        "rolled by one along axis 0",
                        "rolled by one along axis 1",
                        "rolled by one along axis 1",
                        "last index of axis 0 missing",
                        "last index of axis 1 missing");
        assertThat(Mutation.ofShape(SQUARE)).extracting(Mutation::mistake).startsWith("transposed");
        assertThat(Mutation.ofShape(Tensor.of(new int[] {1, 1}, 1))).isEmpty();
        List<double[]> gradients = gradients(Mutation.ofShape(MATRIX));
        assertThat(gradients.get(3)).containsExactly(1, 2, 3, 0, 0, 0);
        assertThat(gradients.get(4)).containsExactly(1, 2, 0, 4, 5, 0);
    }

    @Test
    void scaled_gradients_leave_the_original_as_it_is() {
        assertThat(Mutation.sign(SQUARE).gradient()).containsExactly(-1, -2, -3, -4);
        assertThat(Mutation.scaled(SQUARE, new Factor(0.5)))
                .returns("constant factor 1/2", Mutation::mistake)
                .extracting(Mutation::gradient)
                .isEqualTo(new double[] {0.5, 1, 1.5, 2});
        assertThat(SQUARE.values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_change_of_the_sign_of_zero_is_none() {
        assertThat(Mutation.sign(Tensor.vector(0, 0)).isNoChange(new double[2])).isTrue();
        assertThat(Mutation.sign(Tensor.vector(0, 1)).isNoChange(new double[] {0, 1}))
                .isFalse();
    }
}
