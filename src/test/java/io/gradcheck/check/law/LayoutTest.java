package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How tensors of the parts of a batch make up the tensor of the whole. */
class LayoutTest {

    private static final Tensor WHOLE = matrix(3, 1, 2, 3, 4, 5, 6);

    // ---- Added up

    @Test
    void parts_in_the_shape_of_the_whole_are_added_up() {
        List<Tensor> parts = List.of(matrix(3, 1, 0, 0, 0, 0, 9), matrix(3, 2, 5, 0, 0, 0, -9));
        Layout layout = Layout.of(WHOLE, parts);

        assertThat(layout.isShared()).isTrue();
        assertThat(layout.part(WHOLE, 1)).isSameAs(WHOLE);
        assertThat(layout.join(WHOLE, parts).values()).containsExactly(3, 5, 0, 0, 0, 0);
        assertThat(layout.join(WHOLE, parts).hasShapeOf(WHOLE)).isTrue();
    }

    @Test
    void terms_that_cancel_are_as_large_as_before_they_did() {
        List<Tensor> parts = List.of(matrix(3, 1, 0, 0, 0, 0, 9), matrix(3, 2, -5, 0, 0, 0, -9));

        assertThat(compared(WHOLE, parts).magnitude()).isEqualTo(18);
    }

    @Test
    void numbers_are_added_up() {
        List<Tensor> parts = List.of(Tensor.scalar(2), Tensor.scalar(-5));
        Layout layout = Layout.of(Tensor.scalar(7), parts);

        assertThat(layout.isShared()).isTrue();
        assertThat(layout.join(Tensor.scalar(7), parts).get()).isEqualTo(-3);
        assertThat(compared(Tensor.scalar(7), parts)).isEqualTo(new Layout.Compared(new Difference("g", 7, -3), 7));
        assertThat(compared(Tensor.scalar(-3), parts)).isEqualTo(new Layout.Compared(null, 7));
    }

    // ---- Put below each other

    @Test
    void parts_with_some_of_the_rows_are_put_below_each_other() {
        List<Tensor> parts = List.of(matrix(1, 9, 8), matrix(2, 7, 6, 5, -11));
        Layout layout = Layout.of(WHOLE, parts);

        assertThat(layout.isShared()).isFalse();
        assertThat(layout.firstRows()).containsExactly(0, 1, 3);
        assertThat(layout.part(WHOLE, 0).values()).containsExactly(1, 2);
        assertThat(layout.part(WHOLE, 1).values()).containsExactly(3, 4, 5, 6);
        assertThat(layout.join(WHOLE, parts).values()).containsExactly(9, 8, 7, 6, 5, -11);
        assertThat(compared(WHOLE, parts)).isEqualTo(new Layout.Compared(new Difference("g[2,1]", 6, -11), 11));
        assertThat(compared(matrix(3, 9, 8, 7, 6, 5, -11), parts)).isEqualTo(new Layout.Compared(null, 11));
    }

    @Test
    void a_part_without_rows_is_one_of_them() {
        List<Tensor> parts = List.of(matrix(0), WHOLE);

        assertThat(Layout.of(WHOLE, parts).firstRows()).containsExactly(0, 0, 3);
    }

    @Test
    void one_part_that_is_the_whole_beside_another_is_neither() {
        assertThat(Layout.of(WHOLE, List.of(WHOLE, matrix(1, 0, 0)))).isNull();
    }

    @Test
    void rows_of_vectors_are_their_entries() {
        List<Tensor> parts = List.of(Tensor.vector(1), Tensor.vector(2, 3));

        assertThat(Layout.of(Tensor.vector(0, 0, 0), parts)
                        .join(Tensor.vector(0, 0, 0), parts)
                        .values())
                .containsExactly(1, 2, 3);
    }

    // ---- Neither

    @Test
    void too_few_or_too_many_rows_make_up_nothing() {
        assertThat(Layout.of(WHOLE, List.of(matrix(1, 0, 0), matrix(1, 0, 0)))).isNull();
        assertThat(Layout.of(WHOLE, List.of(matrix(2, 0, 0, 0, 0), matrix(2, 0, 0, 0, 0))))
                .isNull();
    }

    @Test
    void rows_of_another_length_make_up_nothing() {
        Tensor wide = Tensor.of(new int[] {1, 3}, 0, 0, 0);
        Tensor deep = Tensor.of(new int[] {2, 2, 1}, 0, 0, 0, 0);

        assertThat(Layout.of(WHOLE, List.of(wide, matrix(2, 0, 0, 0, 0)))).isNull();
        assertThat(Layout.of(WHOLE, List.of(matrix(1, 0, 0), deep))).isNull();
        assertThat(Layout.of(Tensor.zeros(3, 2, 5), List.of(Tensor.zeros(1, 2, 5), Tensor.zeros(2, 2, 4))))
                .isNull();
    }

    @Test
    void numbers_make_up_no_rows() {
        assertThat(Layout.of(Tensor.vector(1, 2), List.of(Tensor.scalar(1), Tensor.scalar(2))))
                .isNull();
        assertThat(Layout.of(Tensor.scalar(1), List.of(Tensor.scalar(1), Tensor.vector(2))))
                .isNull();
    }

    // ---- Compared

    @Test
    void a_difference_is_found_in_every_stretch_and_the_largest_terms_too() {
        for (int place : new int[] {0, 1023, 1024, 2999}) {
            Tensor whole = Tensor.zeros(3000);
            Tensor part = Tensor.zeros(3000);
            part.values()[place] = 2;
            part.values()[2998] = Double.NaN;

            assertThat(compared(whole, List.of(Tensor.zeros(3000), part)).difference())
                    .isEqualTo(new Difference("g[2998]", 0, Double.NaN));
            part.values()[2998] = 0;
            whole.values()[(place + 1) % 3000] = -0.5;
            assertThat(compared(whole, List.of(part, part)))
                    .isEqualTo(new Layout.Compared(new Difference("g[" + place + "]", 0, 4), 4));
        }
    }

    @Test
    void the_whole_counts_among_the_terms() {
        assertThat(compared(Tensor.vector(1, -9), List.of(Tensor.vector(1, 2), Tensor.vector(0, 1)))
                        .magnitude())
                .isEqualTo(9);
    }

    private static Layout.Compared compared(Tensor whole, List<Tensor> parts) {
        return Layout.of(whole, parts).compare("g", List.of(), whole, parts);
    }

    private static Tensor matrix(int rows, double... values) {
        return Tensor.of(new int[] {rows, 2}, values);
    }
}
