package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Broyden's tridiagonal function, its Jacobian in sparse form, and what is easily wrong with it. */
class SparseJacobiansTest {

    private static final int SIZE = 200;
    private static final double[] PLACE = place(SIZE);
    private static final SparsityPattern BAND = SparsityPatternTest.band(SIZE, 1);

    private static double[] place(int size) {
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.range(0, size)
                .mapToDouble(i -> random.nextDouble(-1, 1))
                .toArray();
    }

    /** f_i = (3 - 2 x_i) x_i - x_(i-1) - 2 x_(i+1) + 1. */
    private static double[] broyden(double[] x) {
        double[] f = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            f[i] = (3 - 2 * x[i]) * x[i] + 1 - (i == 0 ? 0 : x[i - 1]) - (i == x.length - 1 ? 0 : 2 * x[i + 1]);
        }
        return f;
    }

    private static double[][] jacobian(double[] x) {
        double[][] jacobian = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            jacobian[i][i] = 3 - 4 * x[i];
            if (i > 0) {
                jacobian[i][i - 1] = -1;
            }
            if (i < x.length - 1) {
                jacobian[i][i + 1] = -2;
            }
        }
        return jacobian;
    }

    private static double[] values(double[] x) {
        return BAND.valuesOf("Jacobian", jacobian(x));
    }

    /** The function with more that depends on what the pattern does not have. */
    private static UnaryOperator<double[]> also(int row, int column, double factor) {
        return x -> {
            double[] f = broyden(x);
            f[row] += factor * Math.sin(x[column]);
            return f;
        };
    }

    @Test
    void right_values_pass_at_a_cost_that_the_size_does_not_change() {
        GradientReport report = check(sparse(SparseJacobiansTest::broyden));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("x").vacuous()).isFalse();
        assertThat(report.finding("x").evaluations()).isLessThan(30);
    }

    @Test
    void a_right_matrix_passes() {
        assertThat(check(SparseJacobians.matrix(
                                "broyden", SparseJacobiansTest::broyden, BAND, SparseJacobiansTest::jacobian, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_wrong_value_is_named_by_row_and_column_and_nothing_outside_is_suspected() {
        GradientReport report = check(SparseJacobians.values(
                "broyden",
                SparseJacobiansTest::broyden,
                BAND,
                x -> {
                    double[] values = values(x);
                    values[3 * 70 - 1 + 2] = 2; // row 70: columns 69, 70, 71
                    return values;
                },
                PLACE));

        assertThat(cells(report)).containsExactly("d out[70] / d x[71]");
        assertThat(report.toString()).doesNotContain("outside");
    }

    @Test
    void an_entry_outside_the_pattern_is_named() {
        GradientReport report = check(sparse(also(3, 150, 1e-3)));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(cells(report)).containsExactly("d out[3] / d x[150]");
        assertThat(mistakes(report)).contains("entry (3, 150) is outside the declared pattern and is not zero");
        assertThat(report.finding("x").wrong().jacobian().worst().get(0).analytic())
                .isZero();
    }

    @Test
    void the_report_has_the_entry_outside_first_and_its_numbers_last() {
        UnaryOperator<double[]> value = x -> new double[] {x[0] * x[0], x[0] * x[1], Math.sin(x[2])};
        SparsityPattern lacks = SparsityPattern.coordinates(3, 3, new int[] {0, 1, 2}, new int[] {0, 1, 2});

        GradientReport report = check(SparseJacobians.values(
                "f", value, lacks, x -> new double[] {2 * x[0], x[0], Math.cos(x[2])}, 2, 3, 5));

        assertThat(report).hasToString("""
                        f: gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                          looks like: entry (1, 0) is outside the declared pattern and is not zero; the reported \
                        gradient is what that mistake makes, within 1e-16 of its largest entry; analytic/numeric = 0.503209
                          at    analytic     numeric      difference  allowed
                          x[0]  2.266246301  4.503591572  2.2e+00     3.4e-12
                          1 of 3 entries differ
                          by output          analytic     numeric      difference  allowed
                          d out[1] / d x[0]  0.000000000  3.000000000  3.0e+00     4.6e-12""");
    }

    @Test
    void an_entry_outside_is_named_wherever_it_is() {
        SplittableRandom random = new SplittableRandom(7);
        for (int k = 0; k < 30; k++) {
            int row = random.nextInt(SIZE);
            int column = random.nextInt(SIZE);
            if (!BAND.has(row, column)) {
                assertThat(new OutsideEntries(also(row, column, 1e-6), BAND, PLACE).text())
                        .isEqualTo(
                                "entry (" + row + ", " + column + ") is outside the declared pattern and is not zero");
            }
        }
    }

    @Test
    void an_entry_outside_that_has_the_colour_of_one_inside_is_named() {
        // Of row 10, columns 9, 10 and 11 are declared; 12 has the colour of 9.
        assertThat(BAND.colours()[0]).contains(9, 12);

        assertThat(mistakes(check(sparse(also(10, 12, -2)))))
                .contains("entry (10, 12) is outside the declared pattern and is not zero");
    }

    @Test
    void several_entries_outside_are_named() {
        UnaryOperator<double[]> two = x -> {
            double[] f = also(3, 150, 1).apply(x);
            f[7] += Math.exp(x[0]);
            return f;
        };
        UnaryOperator<double[]> column = x -> {
            double[] f = broyden(x);
            Arrays.setAll(f, i -> f[i] + x[0] * x[0]);
            return f;
        };

        assertThat(new OutsideEntries(two, BAND, PLACE).text())
                .isEqualTo("entries (3, 150), (7, 0) are outside the declared pattern and are not zero");
        assertThat(new OutsideEntries(column, BAND, PLACE).text())
                .startsWith("entries (2, 0), (3, 0), (4, 0) and ")
                .endsWith(" are outside the declared pattern and are not zero");
    }

    @Test
    void the_search_for_entries_outside_takes_some_evaluations_for_each_colour() {
        AtomicInteger calls = new AtomicInteger();
        UnaryOperator<double[]> counted = x -> {
            calls.incrementAndGet();
            return also(3, 150, 1).apply(x);
        };

        assertThat(new OutsideEntries(counted, BAND, PLACE).text()).isNotEmpty();
        // Two for each binary digit of 67 columns, for each of three colours; to name one, some halvings of each of 7
        // digits.
        assertThat(calls).hasValueLessThan(2 + 3 * 2 * 7 + 7 * (2 * 7 + 8));
    }

    @Test
    void nothing_outside_is_named_where_a_function_is_noisy_or_only_its_rounding_depends_on_others() {
        AtomicInteger calls = new AtomicInteger();
        UnaryOperator<double[]> noisy = x -> {
            double[] f = broyden(x);
            f[3] += 1e-3 * calls.incrementAndGet();
            return f;
        };
        UnaryOperator<double[]> rounded = x -> {
            double sum = Arrays.stream(x).sum();
            double[] f = broyden(x);
            Arrays.setAll(f, i -> f[i] + sum - sum);
            return f;
        };
        UnaryOperator<double[]> flat = x -> {
            double[] f = broyden(x);
            f[3] += (x[150] - PLACE[150]) * (x[150] - PLACE[150]);
            return f;
        };

        assertThat(new OutsideEntries(noisy, BAND, PLACE).text()).isEmpty();
        assertThat(new OutsideEntries(rounded, BAND, PLACE).text()).isEmpty();
        assertThat(new OutsideEntries(flat, BAND, PLACE).text()).isEmpty();
        assertThat(check(sparse(flat)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void single_precision_is_checked_as_declared() {
        GradientReport right = check(sparse(x -> rounded(broyden(rounded(x)))).withPrecision(Precision.FLOAT));
        GradientReport wrong =
                check(sparse(x -> rounded(also(3, 150, 0.5).apply(rounded(x)))).withPrecision(Precision.FLOAT));

        assertThat(right.verdict()).isEqualTo(Verdict.PASS);
        assertThat(mistakes(wrong)).contains("entry (3, 150) is outside the declared pattern and is not zero");
    }

    private static double[] rounded(double[] x) {
        return Arrays.stream(x).map(one -> (float) one).toArray();
    }

    @Test
    void values_of_compressed_columns_for_those_of_compressed_rows_are_told_as_such() {
        double[] place = {0.3, 0.5, -0.7};
        SparsityPattern band = SparsityPatternTest.band(3, 1);
        UnaryOperator<double[]> byColumns = x -> {
            double[][] j = jacobian(x);
            return new double[] {j[0][0], j[1][0], j[0][1], j[1][1], j[2][1], j[1][2], j[2][2]};
        };

        GradientReport report =
                check(SparseJacobians.values("broyden", SparseJacobiansTest::broyden, band, byColumns, place));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(mistakes(report)).contains("values in the order of the columns, which is not that of the pattern");
    }

    @Test
    void a_matrix_that_contradicts_its_pattern_is_refused() {
        Subject subject = SparseJacobians.matrix(
                "broyden",
                also(3, 150, 0.25),
                BAND,
                x -> {
                    double[][] jacobian = jacobian(x);
                    jacobian[3][150] = 0.25;
                    return jacobian;
                },
                PLACE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(subject))
                .withMessage("Jacobian of broyden: entry (3, 150) is outside the declared pattern and is not zero: "
                        + "found 0.25, wanted 0, or that entry in the pattern");
    }

    @Test
    void what_does_not_fit_the_pattern_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseJacobians.values("f", x -> x, BAND, x -> x, 1, 2))
                .withMessage("at: found 2 coordinates, wanted 200, a column of the declared pattern for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(SparseJacobians.values("f", x -> x, BAND, x -> x, PLACE)))
                .withMessage("subject f: found 200 values, wanted 598, one for each entry of the declared pattern");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(
                        SparseJacobians.values("f", x -> new double[3], BAND, SparseJacobiansTest::values, PLACE)))
                .withMessage(
                        "subject f: evaluate returned 3 outputs, wanted 200, a row of the declared pattern for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(
                        SparseJacobians.matrix("f", SparseJacobiansTest::broyden, BAND, x -> new double[3][2], PLACE)))
                .withMessage("Jacobian of f: found a matrix of another shape, wanted 200 rows of 200 as the declared "
                        + "pattern");
    }

    @Test
    void each_colour_is_a_variable_with_a_verdict_of_its_own() {
        Subject right = SparseJacobians.byColours(
                "broyden", SparseJacobiansTest::broyden, BAND, SparseJacobiansTest::values, PLACE);
        Subject wrong = SparseJacobians.byColours("broyden", also(3, 151, 1), BAND, SparseJacobiansTest::values, PLACE);

        assertThat(check(right).verdict()).isEqualTo(Verdict.PASS);
        GradientReport report = check(wrong);
        assertThat(report.findings())
                .extracting(Finding::name)
                .containsExactly("x of colour 0", "x of colour 1", "x of colour 2");
        assertThat(report.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.PASS);
        Finding finding = report.finding("x of colour 1");
        assertThat(finding.wrong().jacobian().worst())
                .extracting((JacobianEntry entry) -> entry.text(finding.name()))
                .containsExactly("d out[3] / d x of colour 1[151]");
        assertThat(finding.diagnoses())
                .extracting(Diagnosis::mistake)
                .contains("entry (3, 151) is outside the declared pattern and is not zero");
    }

    @Test
    void a_colour_that_is_too_small_to_be_seen_beside_the_others_is_told_as_vacuous() {
        double[] scale = IntStream.range(0, SIZE)
                .mapToDouble(j -> j % 3 == 2 ? 1e-6 : 1e12)
                .toArray();
        UnaryOperator<double[]> value = x -> {
            double[] scaled = x.clone();
            Arrays.setAll(scaled, j -> scale[j] * x[j]);
            double[] f = new double[x.length];
            Arrays.setAll(f, i -> scaled[i] + (i == 0 ? 0 : scaled[i - 1]) + (i == x.length - 1 ? 0 : scaled[i + 1]));
            return f;
        };
        UnaryOperator<double[]> jacobian = x -> IntStream.range(0, BAND.entries())
                .mapToDouble(k -> scale[BAND.column(k)])
                .toArray();

        GradientReport whole = check(SparseJacobians.values("band", value, BAND, jacobian, PLACE));
        GradientReport byColours = check(SparseJacobians.byColours("band", value, BAND, jacobian, PLACE));

        assertThat(whole.findings()).extracting(Finding::vacuous).containsExactly(false);
        assertThat(byColours.findings()).extracting(Finding::vacuous).containsExactly(false, false, true);
        assertThat(byColours.findings()).extracting(Finding::verdict).containsOnly(Verdict.PASS);
    }

    private static Subject sparse(UnaryOperator<double[]> value) {
        return SparseJacobians.values("broyden", value, BAND, SparseJacobiansTest::values, PLACE);
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    private static Iterable<String> cells(GradientReport report) {
        return report.finding("x").wrong().jacobian().worst().stream()
                .map(entry -> entry.text("x"))
                .toList();
    }

    private static Iterable<String> mistakes(GradientReport report) {
        return report.finding("x").diagnoses().stream().map(Diagnosis::mistake).toList();
    }
}
