package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where two tensors that should be equal differ most. */
class DifferenceTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void equal_tensors_do_not_differ() {
        assertThat(between(Tensor.vector(1, 2), Tensor.vector(1, 2))).isNull();
        assertThat(between(Tensor.vector(), Tensor.vector())).isNull();
    }

    @Test
    void names_take_the_place_of_numbers_on_the_last_axis_where_they_fit_it() {
        List<String> names = List.of("u", "v");
        Tensor first = Tensor.zeros(3, 2);
        Tensor second = Tensor.of(new int[] {3, 2}, 0, 0, 0, 0, 0, 7);

        assertThat(Difference.between("x", names, first, second)).isEqualTo(new Difference("x[2,v]", 0, 7));
        assertThat(Difference.between("x", names, Tensor.vector(1, 2, 3), Tensor.vector(1, 2, 4)))
                .as("of a part, which has another shape")
                .isEqualTo(new Difference("x[2]", 3, 4));
    }

    @Test
    void the_entry_that_is_farthest_off_is_named() {
        assertThat(between(Tensor.vector(1, 5, 3, 4), Tensor.vector(1.5, 3, 4, 4)))
                .isEqualTo(new Difference("x[1]", 5, 3));
        assertThat(between(Tensor.of(new int[] {2, 3}, 0, 0, 0, 0, 0, 7), Tensor.zeros(2, 3)))
                .isEqualTo(new Difference("x[1,2]", 7, 0));
        assertThat(between(Tensor.scalar(1), Tensor.scalar(2))).isEqualTo(new Difference("x", 1, 2));
    }

    @Test
    void of_entries_equally_far_off_the_first_is_named() {
        assertThat(between(Tensor.vector(0, 1, 2), Tensor.vector(0, 3, 4))).isEqualTo(new Difference("x[1]", 1, 3));
    }

    @Test
    void the_last_bit_is_a_difference_but_the_sign_of_zero_is_none() {
        assertThat(between(Tensor.scalar(1), Tensor.scalar(Math.nextUp(1.0)))).isNotNull();
        assertThat(between(Tensor.scalar(0.0), Tensor.scalar(-0.0))).isNull();
    }

    @Test
    void what_is_no_number_differs_infinitely_from_every_number_and_not_from_itself() {
        assertThat(between(Tensor.vector(Double.NaN, 1), Tensor.vector(Double.NaN, 1)))
                .isNull();
        assertThat(between(Tensor.vector(9, 1), Tensor.vector(1, Double.NaN)))
                .isEqualTo(new Difference("x[1]", 1, Double.NaN));
        assertThat(new Difference("x", 1, Double.NaN).distance()).isEqualTo(INFINITE);
        assertThat(new Difference("x", Double.NaN, 1).distance()).isEqualTo(INFINITE);
    }

    @Test
    void infinities_differ_by_sign_alone() {
        assertThat(between(Tensor.scalar(INFINITE), Tensor.scalar(INFINITE))).isNull();
        assertThat(between(Tensor.scalar(INFINITE), Tensor.scalar(-INFINITE)).distance())
                .isEqualTo(INFINITE);
    }

    @Test
    void of_several_variables_the_one_that_is_farthest_off_is_named() {
        NamedTensors first = tensors("a", Tensor.vector(1, 2), "b", Tensor.scalar(5), "c", Tensor.scalar(1));
        NamedTensors second = tensors("a", Tensor.vector(1, 3), "b", Tensor.scalar(9), "c", Tensor.scalar(2));

        assertThat(Difference.between(first, second)).isEqualTo(new Difference("b", 5, 9));
        assertThat(Difference.between(first, first)).isNull();
    }

    @Test
    void of_variables_equally_far_off_the_first_is_named() {
        NamedTensors first = tensors("a", Tensor.scalar(1), "b", Tensor.scalar(1), "c", Tensor.scalar(1));
        NamedTensors second = tensors("a", Tensor.scalar(1), "b", Tensor.scalar(3), "c", Tensor.scalar(3));

        assertThat(Difference.between(first, second)).isEqualTo(new Difference("b", 1, 3));
    }

    @Test
    void a_variable_that_lacks_or_has_another_size_differs_as_a_whole() {
        NamedTensors first = tensors("a", Tensor.scalar(1), "b", Tensor.vector(5, 6), "c", Tensor.scalar(1));

        Difference lacking =
                Difference.between(first, NamedTensors.of(Map.of("a", Tensor.scalar(2), "c", Tensor.scalar(1))));
        assertThat(lacking).isEqualTo(new Difference("b", Double.NaN, Double.NaN));
        assertThat(lacking.distance()).isEqualTo(INFINITE);
        assertThat(Difference.between(
                        first, tensors("a", Tensor.scalar(1), "b", Tensor.scalar(5), "c", Tensor.scalar(1))))
                .isEqualTo(new Difference("b", Double.NaN, Double.NaN));
    }

    @Test
    void a_variable_that_only_the_second_has_is_no_difference() {
        assertThat(Difference.between(
                        NamedTensors.of(Map.of("a", Tensor.scalar(1))),
                        NamedTensors.of(Map.of("a", Tensor.scalar(1), "b", Tensor.scalar(2)))))
                .isNull();
    }

    @Test
    void a_difference_of_tensors_divided_by_a_number_keeps_its_place() {
        assertThat(new Difference("x[1]", 8, -2).dividedBy(-4)).isEqualTo(new Difference("x[1]", -2, 0.5));
    }

    @Test
    void numbers_are_written_with_ten_digits_and_distances_with_two() {
        assertThat(Difference.number(Math.PI * 1e-7)).isEqualTo("3.141592654e-07");
        assertThat(Difference.number(2)).isEqualTo("2.000000000");
        assertThat(new Difference("x", 1, 1.0625).distanceText()).isEqualTo("6.3e-02");
        assertThat(new Difference("x", 1, Double.NaN).distanceText()).isEqualTo("Infinity");
    }

    private static Difference between(Tensor first, Tensor second) {
        return Difference.between("x", first, second);
    }

    private static NamedTensors tensors(String a, Tensor forA, String b, Tensor forB, String c, Tensor forC) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(a, forA);
        tensors.put(b, forB);
        tensors.put(c, forC);
        return NamedTensors.of(tensors);
    }
}
