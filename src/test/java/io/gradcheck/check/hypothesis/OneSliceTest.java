package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Where a gradient is wrong: one row, one column, one entry; and when that is not said. */
class OneSliceTest {

    /** The gradient with some entries changed. */
    private static Tensor changed(Tensor g, IntPredicate wrong, double factor) {
        Tensor changed = g.copy();
        for (int i = 0; i < g.size(); i++) {
            changed.values()[i] *= wrong.test(i) ? factor : 1;
        }
        return changed;
    }

    private static List<Diagnosis> diagnoses(IntPredicate wrong, double factor, int... shape) {
        return Separable.of("W", shape)
                .wrong("W", g -> changed(g, wrong, factor))
                .diagnoses("W");
    }

    @Test
    void one_wrong_entry_is_named_with_its_ratio() {
        assertThat(diagnoses(i -> i == 4, 1.5, 3, 4))
                .containsExactly(new Diagnosis(
                        Mistake.ONE_ENTRY, "one entry", "all other entries agree; analytic/numeric = 1.5"));
    }

    @Test
    void one_entry_with_the_wrong_sign_is_said_to_have_that() {
        assertThat(diagnoses(i -> i == 4, -1, 3, 4))
                .containsExactly(
                        new Diagnosis(Mistake.ONE_ENTRY, "one entry", "all other entries agree; with the other sign"));
    }

    @Test
    void one_missing_entry_is_named() {
        assertThat(diagnoses(i -> i == 4, 0, 3, 4))
                .containsExactly(
                        new Diagnosis(Mistake.ONE_ENTRY, "one entry", "all other entries agree; reported as 0"));
    }

    @Test
    void one_wrong_entry_of_a_large_variable_is_named() {
        assertThat(diagnoses(i -> i == 4321, 1.5, 100, 100))
                .containsExactly(new Diagnosis(
                        Mistake.ONE_ENTRY, "one entry", "all other entries agree; analytic/numeric = 1.5"));
    }

    @Test
    void the_only_entry_of_a_variable_is_not_one_of_several() {
        assertThat(diagnoses(i -> true, 1.234, 1)).isEmpty();
    }

    @Test
    void one_row_is_named() {
        List<Diagnosis> diagnoses = diagnoses(i -> i / 4 == 2, -1.5, 3, 4);

        assertThat(diagnoses).hasSize(1);
        assertThat(diagnoses.get(0).toString())
                .startsWith("one row; 4 entries found wrong, all with index 2 on axis 0, while others agree; "
                        + "analytic/numeric = -1.5 at 4 entries, spread ");
    }

    @Test
    void one_missing_column_is_named() {
        assertThat(diagnoses(i -> i % 4 == 0, 0, 3, 4))
                .containsExactly(new Diagnosis(
                        Mistake.ONE_SLICE,
                        "one column",
                        "3 entries found wrong, all with index 0 on axis 1, while others agree; reported as 0"));
    }

    @Test
    void one_index_of_a_later_axis_is_named() {
        assertThat(diagnoses(i -> i % 3 == 1, 0, 2, 2, 3))
                .containsExactly(new Diagnosis(
                        Mistake.ONE_SLICE,
                        "one index of axis 2",
                        "4 entries found wrong, all with index 1 on axis 2, while others agree; reported as 0"));
    }

    @Test
    void one_row_of_a_sampled_variable_is_named_if_the_sample_is_telling() {
        // Of 3 x 20 entries a row is a third: too much to bisect in some samples, so seen among 32 of 60.
        assertThat(diagnoses(i -> i / 20 == 1, 0, 3, 20))
                .extracting(Diagnosis::mistake)
                .containsExactly("one row");
    }

    @Test
    void two_entries_of_a_row_of_four_are_not_the_row() {
        assertThat(diagnoses(i -> i == 4 || i == 6, 1.5, 3, 4)).isEmpty();
    }

    @Test
    void entries_in_two_rows_and_two_columns_are_not_confined() {
        assertThat(diagnoses(i -> i == 0 || i == 5, 1.5, 3, 4)).isEmpty();
    }

    @Test
    void a_row_says_nothing_if_all_others_are_zero() {
        Tensor rightOfOthers = Tensor.zeros(3, 4);
        Separable layer = Separable.of("W", 3, 4);
        // cos(pi / 2) is 6e-17: as good as zero, and wrong by whatever factor.
        java.util.Arrays.fill(layer.x("W"), 4, 12, Math.PI / 2);

        assertThat(layer.wrong("W", g -> changed(g, i -> i < 4, 1 + rightOfOthers.size() / 7.0))
                        .diagnoses("W"))
                .extracting(Diagnosis::mistake)
                .containsExactly("constant factor 2.714");
    }

    @Test
    void an_entry_says_nothing_if_all_others_are_zero() {
        Separable layer = Separable.of("W", 3, 4);
        java.util.Arrays.fill(layer.x("W"), 1, 12, Math.PI / 2);

        assertThat(layer.wrong("W", g -> changed(g, i -> i == 0, 2.714)).diagnoses("W"))
                .isEmpty();
    }
}
