package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Errors that do not change along an axis, and errors that only seem to. */
class ConstantAlongAxisTest {

    private static final double[] ERRORS = {0.3, -0.2, 0.5, 0.1};

    @Test
    void an_error_that_depends_on_the_row_alone_is_constant_along_the_columns() {
        assertThat(diagnoses(i -> ERRORS[i / 4], 3, 4)).singleElement().satisfies(named -> {
            assertThat(named.kind()).isEqualTo(Mistake.OFFSET_ALONG_AXIS);
            assertThat(named.mistake()).isEqualTo("off by a number that is constant along axis 1");
            assertThat(named.evidence())
                    .startsWith("a mean or a sum over it is missing; analytic - numeric = -0.2 to 0.5, "
                            + "the same along axis 1; ratio analytic/numeric varies");
        });
    }

    @Test
    void one_that_depends_on_the_column_alone_is_constant_along_the_rows() {
        assertThat(diagnoses(i -> ERRORS[i % 4], 3, 4))
                .extracting(Diagnosis::mistake)
                .containsExactly("off by a number that is constant along axis 0");
    }

    @Test
    void all_axes_are_named_along_which_it_does_not_change() {
        assertThat(diagnoses(i -> ERRORS[i / 2 % 3], 4, 3, 2))
                .extracting(Diagnosis::mistake)
                .containsExactly("off by a number that is constant along axes 0 and 2");
    }

    @Test
    void of_a_large_matrix_the_entries_tell_that_share_a_row() {
        assertThat(diagnoses(i -> ERRORS[i / 60] + 1, 4, 60))
                .extracting(Diagnosis::mistake)
                .containsExactly("off by a number that is constant along axis 1");
    }

    @Test
    void an_error_that_changes_along_both_axes_is_not_constant() {
        assertThat(diagnoses(i -> ERRORS[i / 4] * (1 + 0.001 * (i % 4)), 3, 4)).isEmpty();
    }

    @Test
    void an_error_that_changes_nowhere_is_a_constant_offset() {
        assertThat(diagnoses(i -> 0.3, 3, 4)).extracting(Diagnosis::mistake).containsExactly("constant offset");
    }

    @Test
    void an_axis_of_one_index_does_not_count() {
        assertThat(diagnoses(i -> ERRORS[i], 4, 1)).isEmpty();
        assertThat(diagnoses(i -> ERRORS[i], 1, 4)).isEmpty();
        assertThat(diagnoses(i -> ERRORS[i], 4)).isEmpty();
    }

    @Test
    void where_the_gradient_does_not_change_either_every_error_would_be_constant() {
        // sum over rows r of sin(sum of row r): the gradient cos(sum) is the same in each row, and so is its square.
        double[] at = {0.1, 0.4, 0.2, -0.3, 0.5, 0.3};
        Subject squares = Subject.of(
                "rows",
                Map.of("x", Tensor.of(new int[] {2, 3}, at)),
                point -> Tensor.scalar(rows(point.get("x").values())),
                (point, u) -> Map.of(
                        "x",
                        Tensor.of(
                                new int[] {2, 3},
                                Arrays.stream(squared(point.get("x").values()))
                                        .map(g -> g * u.get())
                                        .toArray())));

        assertThat(Separable.diagnoses(squares, "x")).isEmpty();
    }

    private static double rows(double[] x) {
        return Math.sin(x[0] + x[1] + x[2]) + Math.sin(x[3] + x[4] + x[5]);
    }

    private static double[] squared(double[] x) {
        double a = Math.pow(Math.cos(x[0] + x[1] + x[2]), 2);
        double b = Math.pow(Math.cos(x[3] + x[4] + x[5]), 2);
        return new double[] {a, a, a, b, b, b};
    }

    private static List<Diagnosis> diagnoses(IntToDoubleFunction error, int... shape) {
        return Separable.of("W", shape)
                .wrong("W", g -> {
                    Tensor wrong = g.copy();
                    Arrays.setAll(wrong.values(), i -> g.values()[i] + error.applyAsDouble(i));
                    return wrong;
                })
                .diagnoses("W");
    }
}
