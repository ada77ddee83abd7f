package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Gradients of which all but the first or the last index of an axis is missing. */
class OnlyOneIndexTest {

    @Test
    void only_the_last_row_is_named() {
        assertThat(only(i -> i / 3 == 3, 4, 3))
                .containsExactly(new Diagnosis(
                        Mistake.ONLY_ONE_INDEX,
                        "only the last index of axis 0",
                        "0 is reported at every other one, and is wrong at 3 of those that were checked"));
    }

    @Test
    void only_the_first_index_of_another_axis_is_named() {
        assertThat(only(i -> i % 3 == 0, 4, 3))
                .extracting(Diagnosis::mistake)
                .containsExactly("only the first index of axis 1");
    }

    @Test
    void so_is_one_entry_of_a_vector_and_one_row_of_many() {
        assertThat(only(i -> i == 4, 5))
                .extracting(Diagnosis::mistake)
                .containsExactly("only the last index of axis 0");
        assertThat(only(i -> i / 20 == 49, 50, 20))
                .extracting(Diagnosis::mistake)
                .containsExactly("only the last index of axis 0");
    }

    @Test
    void another_index_is_not_named() {
        assertThat(only(i -> i / 3 == 1, 4, 3)).isEmpty();
    }

    @Test
    void of_two_rows_one_is_wrong_and_no_more_is_said() {
        assertThat(only(i -> i / 3 == 1, 2, 3)).extracting(Diagnosis::mistake).containsExactly("one row");
    }

    @Test
    void what_is_wrong_at_that_index_too_is_not_only_missing_elsewhere() {
        assertThat(diagnoses(i -> i / 3 == 3 ? 1.3 + 0.1 * i : 0, 4, 3)).isEmpty();
    }

    @Test
    void a_gradient_that_is_not_zero_elsewhere_is_not_missing_there() {
        assertThat(diagnoses(i -> i / 3 == 3 ? 1 : 1e-3 * (i + 1), 4, 3)).isEmpty();
    }

    @Test
    void a_gradient_of_zeros_has_no_only_index() {
        assertThat(only(i -> false, 4, 3)).extracting(Diagnosis::mistake).containsExactly("zero");
    }

    private static List<Diagnosis> only(IntPredicate reported, int... shape) {
        return diagnoses(i -> reported.test(i) ? 1 : 0, shape);
    }

    /** What is said of a gradient that is multiplied, entry by entry. */
    private static List<Diagnosis> diagnoses(IntToDoubleFunction factor, int... shape) {
        return Separable.of("W", shape)
                .wrong("W", g -> {
                    Tensor wrong = g.copy();
                    Arrays.setAll(wrong.values(), i -> factor.applyAsDouble(i) * g.values()[i]);
                    return wrong;
                })
                .diagnoses("W");
    }
}
