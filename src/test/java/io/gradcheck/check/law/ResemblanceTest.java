package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tensor that is not the sum of its examples looks like instead. */
class ResemblanceTest {

    private static final List<Tensor> EXAMPLES =
            List.of(Tensor.vector(1, 2), Tensor.vector(3, -1), Tensor.vector(0.5, 9));

    // ---- What examples share

    @Test
    void one_example_that_alone_counts_is_recognised() {
        assertThat(shared(1, 2)).isEqualTo("; it is that of the first example alone");
        assertThat(shared(3, -1)).isEqualTo("; it is that of example 1 alone");
        assertThat(shared(0.5, 9)).isEqualTo("; it is that of the last example alone");
    }

    @Test
    void a_multiple_of_the_sum_is_recognised() {
        assertThat(shared(9, 20)).isEqualTo("; every entry is 2.00000 times what the 3 examples give");
        assertThat(shared(-1.125, -2.5)).isEqualTo("; every entry is -0.250000 times what the 3 examples give");
    }

    @Test
    void up_to_a_billionth_of_the_largest_entry_it_is_the_same() {
        assertThat(shared(1 + 1.9e-9, 2)).isEqualTo("; it is that of the first example alone");
        assertThat(shared(1 + 2.1e-9, 2)).isEmpty();
        assertThat(shared(1, 2 - 2.1e-9)).isEmpty();
    }

    @Test
    void one_number_is_a_multiple_of_every_other_which_says_nothing() {
        List<Tensor> numbers = List.of(Tensor.scalar(1), Tensor.scalar(3));
        assertThat(text(Tensor.scalar(5), numbers)).isEmpty();
        assertThat(text(Tensor.scalar(3), numbers)).isEqualTo("; it is that of the last example alone");
    }

    @Test
    void what_looks_like_nothing_known_has_no_words() {
        assertThat(shared(1, 1)).isEmpty();
        assertThat(shared(0, 0)).isEmpty();
        assertThat(shared(Double.NaN, 2)).isEmpty();
    }

    @Test
    void zeros_are_not_an_example_that_is_zero() {
        assertThat(text(Tensor.vector(0, 0), List.of(Tensor.vector(0, 0), Tensor.vector(1, 2))))
                .isEmpty();
    }

    // ---- Rows

    @Test
    void the_worst_row_is_named() {
        assertThat(rows(1, 2, 3, 4)).isEqualTo("; the worst example is 2");
        assertThat(rows(1, 9, 2, 7)).isEqualTo("; the worst example is 1");
        assertThat(rows(9, 4, 3, 4)).isEqualTo("; the worst example is 0");
    }

    @Test
    void a_multiple_of_all_rows_is_recognised_beside_the_worst() {
        assertThat(rows(0.5, 1, 1, 3.5))
                .isEqualTo("; every entry is 0.500000 times what the 3 examples give; the worst example is 2");
    }

    private static String shared(double... whole) {
        return text(Tensor.vector(whole), EXAMPLES);
    }

    private static String rows(double... whole) {
        return text(Tensor.vector(whole), List.of(Tensor.vector(1), Tensor.vector(2), Tensor.vector(2, 7)));
    }

    private static String text(Tensor whole, List<Tensor> examples) {
        return new Resemblance(new Parts.Beside(whole, Layout.of(whole, examples), examples)).text();
    }
}
