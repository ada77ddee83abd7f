package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far each entry is to be moved, where one step for all of them would be wrong for some. */
class EntryLengthsTest {

    private static boolean mixed(double... x) {
        return EntryLengths.mixed(Sizes.of(x));
    }

    private static boolean far(double... x) {
        return EntryLengths.far(Sizes.of(x));
    }

    // ---- Sizes

    @Test
    void a_large_entry_beside_a_far_smaller_one_is_a_mixture() {
        assertThat(mixed(1000, 1)).isTrue();
        assertThat(mixed(1, -1000)).isTrue();
        assertThat(mixed(1000, 20)).as("not far smaller").isFalse();
        assertThat(mixed(90, 1e-9)).as("not large").isFalse();
    }

    @Test
    void a_zero_has_no_size_that_could_be_smaller() {
        assertThat(mixed(1000, 0)).isFalse();
        assertThat(mixed(0, 1000, 1)).isTrue();
        assertThat(far(0, 0)).isFalse();
        assertThat(far(0, 1)).isFalse();
    }

    @Test
    void entries_outside_the_region_do_not_count() {
        EvaluationPoint place = sum(1, 1000, 1, 999);

        assertThat(EntryLengths.mixed(place.sizes("x", Entries.all(3).where(i -> i != 1))))
                .isFalse();
        assertThat(EntryLengths.far(place.sizes("x", Entries.all(3).where(i -> i == 1))))
                .isFalse();
        assertThat(EntryLengths.mixed(place.sizes("x", Entries.all(3)))).isTrue();
    }

    @Test
    void a_hundred_and_a_hundredth_are_far_from_one_and_so_are_a_million_from_each_other() {
        assertThat(far(101)).isTrue();
        assertThat(far(-0.009)).isTrue();
        assertThat(far(99)).isFalse();
        assertThat(far(0.011)).isFalse();
        assertThat(far(1, 9e-7)).isTrue();
        assertThat(far(1, 2e-6)).isFalse();
    }

    // ---- Reach

    private static double[] reach(double... x) {
        return IntStream.range(0, x.length)
                .mapToDouble(EntryLengths.reach(sum(1, x), "x"))
                .toArray();
    }

    @Test
    void entries_of_like_size_reach_equally_far() {
        Tensor x = Tensor.vector(0.5, -2, 0);

        assertThat(reach(0.5, -2, 0)).containsOnly(Entries.all(3).scale(x));
    }

    @Test
    void entries_of_a_mixture_reach_as_far_as_they_are_large_and_zeros_by_one_at_most() {
        assertThat(reach(-1000, 2, 0)).containsExactly(1000.0, 2.0, 1.0);
    }

    // ---- Units

    private static EvaluationPoint sum(double slope, double... x) {
        return AtPoint.of(Subject.objective("sum", at -> slope * at[0] + at[1], at -> gradient(slope, at.length), x));
    }

    private static double[] gradient(double slope, int entries) {
        double[] g = new double[entries];
        g[0] = slope;
        g[1] = 1;
        return g;
    }

    private static double length(EvaluationPoint place, int entry, Probe seen) {
        return EntryLengths.units(place, "x", seen).length("x", entry);
    }

    @Test
    void the_unit_of_an_entry_is_about_its_size() {
        EvaluationPoint place = sum(1, 4e6, -3e-5);

        assertThat(length(place, 0, null)).isBetween(2e6, 4e6);
        assertThat(length(place, 1, null)).isBetween(1.5e-5, 3e-5);
        assertThat(EntryLengths.sizes(place, "x").length("x", 0)).isEqualTo(length(place, 0, null));
    }

    @Test
    void a_zero_moves_no_farther_than_moves_the_function_as_the_others_do() {
        // By their own sizes the other entry moves the sum by a half.
        assertThat(length(sum(1000, 0, 0.5), 0, null)).isBetween(0.5e-3 / 2, 0.5e-3);
        assertThat(length(sum(0.1, 0, 0.5), 0, null)).isBetween(0.25, 0.5);
    }

    @Test
    void without_any_size_the_unit_is_one() {
        assertThat(length(sum(1, 0, 0), 1, null)).isEqualTo(1);
    }

    /** A probe along the first entry. */
    private static Probe probe(EvaluationPoint place) {
        return place.probe(
                "x", Entries.all(2), Direction.of(Tensor.vector(1, 0)), 0.1, 0, false, false, new Evaluations(100));
    }

    /** Values that move by 0.01 from the point, whatever is claimed. */
    private static EvaluationPoint saturated(double claimed) {
        return AtPoint.of(Subject.objective(
                "saturated", at -> 0.01 * Math.tanh(100 * (at[0] - 0.4)), at -> new double[] {claimed, 0}, 0.4, 0.4));
    }

    @Test
    void a_claim_by_which_the_function_would_move_farther_than_it_does_shortens_the_step() {
        EvaluationPoint steep = saturated(1e6);
        Probe seen = probe(steep);

        assertThat(EntryLengths.shortens(steep, "x", seen)).isTrue();
        assertThat(length(steep, 0, seen)).isLessThan(1e-6);
        assertThat(length(steep, 1, seen)).isEqualTo(0.25);
    }

    @Test
    void a_claim_that_the_values_can_follow_does_not() {
        EvaluationPoint right = sum(1, 0.4, 0.4);
        Probe seen = probe(right);

        assertThat(EntryLengths.shortens(right, "x", seen)).isFalse();
        assertThat(length(right, 0, seen)).isEqualTo(0.25);
    }

    @Test
    void other_variables_have_units_of_their_own_only_where_their_sizes_are_far_from_one() {
        Subject product = Subject.of(
                "product",
                Map.of("x", Tensor.scalar(0.5), "far", Tensor.scalar(1e6), "usual", Tensor.scalar(0.5)),
                at -> Tensor.scalar(at.get("x").get()
                        * at.get("far").get()
                        * at.get("usual").get()),
                (at, u) -> at);
        Units units = EntryLengths.units(AtPoint.of(product), "x", null);

        assertThat(units.length("far", 0)).isEqualTo(0x1p19);
        assertThat(units.length("x", 0)).isEqualTo(0.5);
        assertThat(units.length("usual", 0)).isEqualTo(1);
    }
}
