package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Verdict;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Jacobians that are written to arrays, which hold other numbers before. */
class FilledJacobianTest {

    private static void value(double[] x, double[] y) {
        y[0] = x[0] * Math.cos(x[1]);
        y[1] = x[0] * Math.sin(x[1]);
        y[2] = x[0] * x[0];
    }

    private static void jacobian(double[] x, double[] j) {
        j[0] = Math.cos(x[1]);
        j[1] = -x[0] * Math.sin(x[1]);
        j[2] = Math.sin(x[1]);
        j[3] = x[0] * Math.cos(x[1]);
        j[4] = 2 * x[0];
        j[5] = 0;
    }

    private static GradientReport check(BiConsumer<double[], double[]> jacobian) {
        return GradientChecker.standard()
                .check(VectorFunctions.filling("polar", 3, FilledJacobianTest::value, jacobian, 2, 0.3));
    }

    @Test
    void a_right_jacobian_that_overwrites_its_array_passes() {
        assertThat(check(FilledJacobianTest::jacobian).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_wrong_entry_is_named_by_output() {
        GradientReport report = check((x, j) -> {
            jacobian(x, j);
            j[1] = -j[1];
        });

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("d out[0] / d x[1]").doesNotContain("array");
    }

    @Test
    void an_entry_that_is_not_written_is_named_even_where_it_is_zero() {
        GradientReport report = check((x, j) -> {
            double held = j[5];
            jacobian(x, j);
            j[5] = held;
        });

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").diagnoses())
                .extracting(Diagnosis::mistake)
                .contains("not written to the Jacobian array: d out[2] / d x[1]");
    }

    @Test
    void an_array_that_is_added_to_is_said_to_be() {
        GradientReport report = check((x, j) -> {
            double[] held = j.clone();
            jacobian(x, j);
            for (int k = 0; k < j.length; k++) {
                j[k] += held[k];
            }
        });

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").diagnoses().get(0).mistake())
                .isEqualTo("Jacobian added to what the array holds, which is not cleared");
    }

    @Test
    void no_output_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorFunctions.filling("none", 0, (x, y) -> {}, (x, j) -> {}, 2))
                .withMessage("subject none: 0 outputs, wanted at least one: the length of the array of outputs");
    }
}
