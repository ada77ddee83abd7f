package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points near a given one that keep what makes it special. */
class OtherPointsTest {

    private static final Offset<Double> ROUNDING = within(1e-14);

    private static NamedTensors x(Tensor tensor) {
        return NamedTensors.of(Map.of("x", tensor));
    }

    private static OtherPoints between(Tensor from, Tensor to) {
        return new OtherPoints(x(from), x(to));
    }

    private static OtherPoints between(double[] from, double[] to) {
        return between(Tensor.vector(from), Tensor.vector(to));
    }

    private static double[] numbers(double... numbers) {
        return numbers;
    }

    private static List<String> kept(OtherPoints points) {
        return points.onSurfaces().stream().map(OtherPoints.OnSurface::kept).toList();
    }

    private static double[] onlySurface(OtherPoints points, String kept) {
        List<OtherPoints.OnSurface> surfaces = points.onSurfaces();
        assertThat(surfaces).extracting(OtherPoints.OnSurface::kept).containsExactly(kept);
        return surfaces.get(0).point().get("x").values();
    }

    // ---- Closer

    @Test
    void a_closer_point_lies_on_the_way() {
        OtherPoints points = between(numbers(1, -3), numbers(9, -3.5));

        assertThat(points.closer(4).get("x").values()).containsExactly(3, -3.125);
        assertThat(points.from().get("x").values()).containsExactly(1, -3);
    }

    // ---- Surfaces

    @Test
    void a_unit_vector_is_moved_to_another() {
        double[] moved = onlySurface(between(numbers(0.6, 0.8), numbers(0.6, 0.9)), "norm");

        assertThat(Math.hypot(moved[0], moved[1])).isCloseTo(1, ROUNDING);
        assertThat(moved[0] / moved[1]).isCloseTo(0.6 / 0.9, ROUNDING);
    }

    @Test
    void a_distribution_is_moved_to_another() {
        double[] moved = onlySurface(between(numbers(0.2, 0.5, 0.3), numbers(0.3, 0.55, 0.3)), "sum");

        assertThat(moved[0] + moved[1] + moved[2]).isCloseTo(1, ROUNDING);
        assertThat(moved[1] - moved[0]).isCloseTo(0.25, ROUNDING);
    }

    @Test
    void offsets_from_a_mean_keep_their_sum_of_zero() {
        double[] moved = onlySurface(between(numbers(0.25, -0.7, 0.45), numbers(0.3, -0.7, 0.45)), "sum");

        assertThat(moved[0] + moved[1] + moved[2]).isCloseTo(0, ROUNDING);
    }

    @Test
    void numbers_that_follow_no_rule_lie_on_no_such_surface() {
        assertThat(between(numbers(0.63, 0.81), numbers(0.7, 0.8)).onSurfaces()).isEmpty();
        assertThat(between(numbers(0.5, 0.5 + 1e-8), numbers(0.7, 0.8)).onSurfaces())
                .isEmpty();
    }

    @Test
    void rounding_of_a_large_sum_is_no_matter() {
        assertThat(kept(between(numbers(123456.7, 123456.3 + 1e-5), numbers(1, 2))))
                .containsExactly("sum");
    }

    @Test
    void a_single_number_cannot_move_on_a_surface() {
        assertThat(between(numbers(1), numbers(1.2)).onSurfaces()).isEmpty();
    }

    @Test
    void zeros_have_no_norm_that_a_point_beside_them_could_keep() {
        assertThat(kept(between(numbers(0, 0), numbers(0.1, 0.2)))).containsExactly("sum");
    }

    @Test
    void rows_of_a_matrix_are_moved_each_for_itself() {
        Tensor from = Tensor.ofRows(numbers(0.6, 0.8), numbers(1.2, 1.6));
        Tensor to = Tensor.ofRows(numbers(0.7, 0.8), numbers(1.2, 1.7));

        double[] moved = onlySurface(between(from, to), "norm of each row");

        assertThat(Math.hypot(moved[0], moved[1])).isCloseTo(1, ROUNDING);
        assertThat(Math.hypot(moved[2], moved[3])).isCloseTo(2, ROUNDING);
    }

    @Test
    void rows_that_add_up_to_one_do_so_at_the_other_point() {
        Tensor from = Tensor.ofRows(numbers(0.25, 0.75), numbers(0.1, 0.9));
        Tensor to = Tensor.ofRows(numbers(0.3, 0.75), numbers(0.1, 0.95));
        List<OtherPoints.OnSurface> surfaces = between(from, to).onSurfaces();

        assertThat(surfaces).extracting(OtherPoints.OnSurface::kept).containsExactly("sum", "sum of each row");
        double[] moved = surfaces.get(1).point().get("x").values();
        assertThat(moved[0] + moved[1]).isCloseTo(1, ROUNDING);
        assertThat(moved[2] + moved[3]).isCloseTo(1, ROUNDING);
    }

    @Test
    void one_row_off_the_surface_leaves_none() {
        Tensor from = Tensor.ofRows(numbers(0.25, 0.75), numbers(0.1, 0.87));

        assertThat(between(from, Tensor.ofRows(numbers(0.3, 0.7), numbers(0.2, 0.9)))
                        .onSurfaces())
                .isEmpty();
    }

    @Test
    void variables_off_a_surface_move_freely_beside_one_that_is_on_it() {
        NamedTensors from = NamedTensors.of(Map.of("p", Tensor.vector(0.2, 0.8), "w", Tensor.vector(0.37, 0.51)));
        NamedTensors to = NamedTensors.of(Map.of("p", Tensor.vector(0.3, 0.8), "w", Tensor.vector(0.4, 0.5)));

        List<OtherPoints.OnSurface> surfaces = new OtherPoints(from, to).onSurfaces();

        assertThat(surfaces).extracting(OtherPoints.OnSurface::kept).containsExactly("sum");
        assertThat(surfaces.get(0).point().get("w").values()).containsExactly(0.4, 0.5);
        assertThat(surfaces.get(0).point().get("p").values()[0]).isCloseTo(0.25, ROUNDING);
    }

    // ---- Special values

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 0.3, -0.3})
    void zeros_ones_and_ties_are_special(double value) {
        assertThat(between(numbers(0.3, value), numbers(0.4, 0.5)).hasSpecialValues())
                .isTrue();
    }

    @Test
    void other_numbers_are_not() {
        assertThat(between(numbers(0.3, 0.7), numbers(0.4, 0.5)).hasSpecialValues())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-17, -1e-12, 1e-7, 1 + 1e-9, -1 + 1e-9, 0.3 + 1e-12})
    void so_are_numbers_as_good_as_that(double value) {
        OtherPoints points = between(numbers(0.3, value), numbers(0.4, 0.5));

        assertThat(points.hasSpecialValues()).isTrue();
        assertThat(points.hasTies()).isEqualTo(Math.abs(value - 0.3) < 0.1);
    }

    @Test
    void ties_move_together_whether_or_not_they_are_zeros_and_ones() {
        OtherPoints points = between(numbers(0, 0, 1, -1, 0.3, -0.3), numbers(0.1, 0.2, 1.1, -1.2, 0.4, -0.2));

        assertThat(points.withTies().get("x").values()).containsExactly(0.1, 0.1, 1.1, -1.1, 0.4, -0.4);
    }

    @Test
    void near_ties_keep_their_distance() {
        double[] moved = between(numbers(0.5, 0.5 + 1e-8), numbers(0.7, 0.8))
                .withTies()
                .get("x")
                .values();

        assertThat(moved[0]).isCloseTo(0.7, ROUNDING);
        assertThat(moved[1]).isCloseTo(0.7 + 1e-8, ROUNDING);
    }

    @Test
    void numbers_as_good_as_zero_have_no_norm_either() {
        assertThat(kept(between(numbers(1e-17, 2e-17), numbers(0.1, 0.2)))).containsExactly("sum");
    }

    @Test
    void zeros_and_ones_stay_and_ties_move_together() {
        OtherPoints points = between(numbers(0, 1, -1, 0.3, -0.3, 0.7), numbers(0.1, 1.1, -1.2, 0.4, -0.2, 0.8));

        NamedTensors moved = Objects.requireNonNull(points.withSpecialValues());

        assertThat(moved.get("x").values()).containsExactly(0, 1, -1, 0.4, -0.4, 0.8);
    }

    @Test
    void where_nothing_but_zeros_and_ones_is_left_there_is_no_other_point() {
        assertThat(between(numbers(0, 1), numbers(0.1, 1.1)).withSpecialValues())
                .isNull();
    }
}
