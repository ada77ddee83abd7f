package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Hessians of sum x_i^2 x_(i+1) + sin(x_0) as matrices, triangles, sparse matrices and diagonals. */
class HessiansTest {

    private static final double[] PLACE = {0.4, -0.7, 1.3, 0.9};
    private static final SparsityPattern LOWER =
            SparsityPattern.coordinates(4, 4, new int[] {0, 1, 1, 2, 2, 3}, new int[] {0, 0, 1, 1, 2, 2});

    private static double[] gradient(double[] x) {
        double[] g = new double[x.length];
        g[0] = Math.cos(x[0]);
        for (int i = 0; i + 1 < x.length; i++) {
            g[i] += 2 * x[i] * x[i + 1];
            g[i + 1] += x[i] * x[i];
        }
        return g;
    }

    private static double[][] hessian(double[] x) {
        double[][] h = new double[x.length][x.length];
        h[0][0] = -Math.sin(x[0]);
        for (int i = 0; i + 1 < x.length; i++) {
            h[i][i] += 2 * x[i + 1];
            h[i][i + 1] = 2 * x[i];
            h[i + 1][i] = 2 * x[i];
        }
        return h;
    }

    private static double[] diagonal(double[] x) {
        double[][] h = hessian(x);
        double[] diagonal = new double[x.length];
        Arrays.setAll(diagonal, i -> h[i][i]);
        return diagonal;
    }

    private static Function<double[], double[][]> changed(Consumer<double[][]> change) {
        return x -> {
            double[][] h = hessian(x);
            change.accept(h);
            return h;
        };
    }

    private static Subject dense(Function<double[], double[][]> hessian) {
        return Hessians.dense("chain", HessiansTest::gradient, hessian, PLACE);
    }

    @Test
    void a_right_matrix_passes() {
        GradientReport report = check(dense(HessiansTest::hessian));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("x").vacuous()).isFalse();
    }

    @Test
    void one_wrong_triangle_is_told_as_an_asymmetry_with_its_entries() {
        GradientReport report = check(dense(changed(h -> h[1][2] = 0.5)));

        assertThat(cells(report)).containsExactly("d out[2] / d x[1]");
        assertThat(mistakes(report)).contains("not symmetric: H[1][2] and H[2][1] differ");
    }

    @Test
    void the_report_has_the_asymmetry_first_and_the_wrong_row_and_column_last() {
        UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0]};

        assertThat(check(Hessians.dense(
                        "cubic", gradient, x -> new double[][] {{2 * x[1], 2 * x[0]}, {x[0], 0}}, 2, 3)))
                .hasToString("""
                        cubic: gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                          looks like: not symmetric: H[0][1] and H[1][0] differ; the reported gradient is what that \
                        mistake makes, within 1e-16 of its largest entry; analytic/numeric = 0.5
                          at    analytic     numeric      difference  allowed
                          x[1]  1.133123150  2.266246301  1.1e+00     2.8e-12
                          1 of 2 entries differ
                          by output          analytic     numeric      difference  allowed
                          d out[0] / d x[1]  2.000000000  4.000000000  2.0e+00     4.9e-12""");
    }

    @Test
    void an_entry_that_is_wrong_in_both_triangles_is_no_asymmetry() {
        GradientReport report = check(dense(changed(h -> {
            h[1][2] = 0.5;
            h[2][1] = 0.5;
        })));

        assertThat(cells(report)).containsExactlyInAnyOrder("d out[2] / d x[1]", "d out[1] / d x[2]");
        assertThat(report.toString()).doesNotContain("symmetric");
    }

    @Test
    void an_asymmetry_of_rounding_passes() {
        assertThat(check(dense(changed(h -> h[1][2] = Math.nextUp(h[1][2])))).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void the_jacobian_of_what_is_no_gradient_fails_as_not_symmetric() {
        UnaryOperator<double[]> rotation = x -> new double[] {-x[1] * x[1], x[0]};
        Function<double[], double[][]> jacobian = x -> new double[][] {{0, -2 * x[1]}, {1, 0}};

        GradientReport report = check(Hessians.dense("rotation", rotation, jacobian, 0.3, 0.8));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(mistakes(report)).contains("not symmetric: H[0][1] and H[1][0] differ");
    }

    @Test
    void a_matrix_of_which_one_triangle_is_filled_is_told_where_it_belongs() {
        assertThat(mistakes(check(dense(changed(HessiansTest::clearAbove)))))
                .contains("only the lower triangle is filled; Hessians.lower takes it");
        assertThat(mistakes(check(dense(changed(HessiansTest::clearBelow)))))
                .contains("only the upper triangle is filled; Hessians.upper takes it");
    }

    private static void clearAbove(double[][] h) {
        for (int i = 0; i < h.length; i++) {
            Arrays.fill(h[i], i + 1, h.length, 0);
        }
    }

    private static void clearBelow(double[][] h) {
        for (int i = 0; i < h.length; i++) {
            Arrays.fill(h[i], 0, i, 0);
        }
    }

    @Test
    void one_triangle_passes_whatever_is_in_the_other() {
        Function<double[], double[][]> below = changed(h -> h[0][3] = Double.NaN);
        Function<double[], double[][]> above = changed(h -> h[3][0] = Double.NaN);

        assertThat(check(Hessians.lower("chain", HessiansTest::gradient, below, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(Hessians.upper("chain", HessiansTest::gradient, above, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(Hessians.lower("chain", HessiansTest::gradient, above, PLACE))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(check(Hessians.upper("chain", HessiansTest::gradient, below, PLACE))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void the_rows_of_a_triangle_may_stop_at_the_diagonal() {
        Function<double[], double[][]> lower = x -> ragged(hessian(x), true);
        Function<double[], double[][]> upper = x -> ragged(hessian(x), false);

        assertThat(check(Hessians.lower("chain", HessiansTest::gradient, lower, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(Hessians.upper("chain", HessiansTest::gradient, upper, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static double[][] ragged(double[][] h, boolean lower) {
        for (int i = 0; i < h.length; i++) {
            h[i] = lower ? Arrays.copyOf(h[i], i + 1) : Arrays.copyOfRange(h[i], i, h.length);
        }
        return h;
    }

    @Test
    void a_wrong_entry_of_a_triangle_is_wrong_on_both_sides() {
        GradientReport report =
                check(Hessians.lower("chain", HessiansTest::gradient, changed(h -> h[2][1] = 0.5), PLACE));

        assertThat(cells(report)).containsExactlyInAnyOrder("d out[2] / d x[1]", "d out[1] / d x[2]");
    }

    @Test
    void a_matrix_of_another_shape_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(dense(x -> new double[3][4])))
                .withMessage("Hessian of chain: found 3 rows, wanted 4 rows, one for each coordinate, and rows of as "
                        + "many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(dense(x -> ragged(hessian(x), true))))
                .withMessage("Hessian of chain: found row 0 of 1, wanted 4 rows, one for each coordinate, and rows of "
                        + "as many");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        check(Hessians.upper("chain", HessiansTest::gradient, x -> ragged(hessian(x), true), PLACE)))
                .withMessage("Hessian of chain: found row 0 of 1, wanted 4 rows, one for each coordinate, and rows of "
                        + "as many, or from the diagonal on");
    }

    @Test
    void a_sparse_triangle_passes_and_a_wrong_value_in_it_fails() {
        Subject right = Hessians.sparse("chain", HessiansTest::gradient, LOWER, HessiansTest::triangle, PLACE);
        Subject wrong = Hessians.sparse(
                "chain",
                HessiansTest::gradient,
                LOWER,
                x -> {
                    double[] values = triangle(x);
                    values[3] = -values[3];
                    return values;
                },
                PLACE);

        assertThat(check(right).verdict()).isEqualTo(Verdict.PASS);
        assertThat(cells(check(wrong))).containsExactlyInAnyOrder("d out[2] / d x[1]", "d out[1] / d x[2]");
    }

    private static double[] triangle(double[] x) {
        double[][] h = hessian(x);
        return new double[] {h[0][0], h[1][0], h[1][1], h[2][1], h[2][2], h[3][2]};
    }

    @Test
    void a_sparse_triangle_that_lacks_an_entry_fails_with_its_name() {
        SparsityPattern lacks = SparsityPattern.coordinates(4, 4, new int[] {0, 1, 2, 2, 3}, new int[] {0, 1, 1, 2, 2});

        GradientReport report = check(Hessians.sparse(
                "chain",
                HessiansTest::gradient,
                lacks,
                x -> {
                    double[] all = triangle(x);
                    return new double[] {all[0], all[2], all[3], all[4], all[5]};
                },
                PLACE));

        assertThat(mistakes(report))
                .contains("entries (0, 1), (1, 0) are outside the declared pattern and are not zero");
    }

    @Test
    void a_pattern_that_is_no_triangle_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Hessians.sparse("chain", HessiansTest::gradient, SparsityPattern.blocks(2, 2), x -> x, PLACE))
                .withMessage("pattern: found entries on both sides of the diagonal, (1, 0) and (0, 1), wanted those of "
                        + "one triangle; both are checked by SparseJacobians.values, as the Jacobian of the gradient");
        SparsityPattern wide = SparsityPattern.of(new boolean[3][4]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hessians.sparse("chain", HessiansTest::gradient, wide, x -> x, PLACE))
                .withMessage("pattern: found 3 rows and 4 columns, wanted as many of both for a Hessian");
    }

    @Test
    void a_right_diagonal_passes_though_other_entries_are_not_zero() {
        GradientReport report =
                check(Hessians.diagonal("chain", HessiansTest::gradient, HessiansTest::diagonal, PLACE));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("x").vacuous()).isFalse();
    }

    @Test
    void a_wrong_entry_of_a_diagonal_is_named() {
        UnaryOperator<double[]> wrong = x -> {
            double[] diagonal = diagonal(x);
            diagonal[2] *= 1.001;
            return diagonal;
        };

        assertFailsIn(check(Hessians.diagonal("chain", HessiansTest::gradient, wrong, PLACE)), "[2]");
        assertFailsIn(check(Hessians.sparseDiagonal("chain", HessiansTest::gradient, LOWER, wrong, PLACE)), "[2]");
    }

    @Test
    void the_sums_of_rows_for_a_diagonal_fail() {
        UnaryOperator<double[]> sums = x -> Arrays.stream(hessian(x))
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();

        assertThat(check(Hessians.diagonal("chain", HessiansTest::gradient, sums, PLACE))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_diagonal_with_a_declared_pattern_takes_a_gradient_for_each_colour() {
        AtomicInteger calls = new AtomicInteger();
        UnaryOperator<double[]> counted = x -> {
            calls.incrementAndGet();
            return gradient(x);
        };
        double[] elsewhere = {1, 2, 3, 4};
        DiagonalDerivative full =
                new DiagonalDerivative("chain", counted, HessiansTest::diagonal, SparsityPattern.blocks(4), PLACE);
        DiagonalDerivative band =
                new DiagonalDerivative("chain", counted, HessiansTest::diagonal, LOWER.mirrored(), PLACE);

        double[] expected = full.value(elsewhere);
        assertThat(calls).hasValue(4);
        assertThat(band.value(elsewhere)).containsExactly(expected);
        assertThat(calls).hasValue(4 + 3);
        assertThat(band.value(PLACE)).containsExactly(gradient(PLACE));
        assertThat(calls).hasValue(4 + 3 + 1);
        assertThat(check(Hessians.sparseDiagonal("chain", HessiansTest::gradient, LOWER, HessiansTest::diagonal, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_diagonal_with_a_pattern_that_lacks_an_entry_of_its_colours_fails_with_its_name() {
        UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0]};
        UnaryOperator<double[]> diagonal = x -> new double[] {2 * x[1], 0};

        GradientReport report =
                check(Hessians.sparseDiagonal("cubic", gradient, SparsityPattern.blocks(1, 1), diagonal, 0.4, -0.7));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(mistakes(report))
                .contains("entries (0, 1), (1, 0) are outside the declared pattern and are not zero");
    }

    @Test
    void a_pattern_that_lacks_an_entry_between_colours_changes_nothing_for_the_diagonal() {
        SparsityPattern lacks = SparsityPattern.blocks(2, 2);

        assertThat(check(Hessians.sparseDiagonal("chain", HessiansTest::gradient, lacks, HessiansTest::diagonal, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_separable_objective_takes_one_gradient() {
        UnaryOperator<double[]> cubes =
                x -> Arrays.stream(x).map(one -> 3 * one * one).toArray();
        UnaryOperator<double[]> right =
                x -> Arrays.stream(x).map(one -> 6 * one).toArray();
        UnaryOperator<double[]> wrong =
                x -> Arrays.stream(x).map(one -> 3 * one).toArray();
        SparsityPattern alone = SparsityPattern.blocks(1, 1, 1, 1);

        assertThat(check(Hessians.sparseDiagonal("cubes", cubes, alone, right, PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertFailsIn(check(Hessians.sparseDiagonal("cubes", cubes, alone, wrong, PLACE)), "[0]", "[1]", "[2]", "[3]");
    }

    @Test
    void single_precision_is_checked_as_declared() {
        UnaryOperator<double[]> floats = x -> rounded(gradient(rounded(x)));
        UnaryOperator<double[]> right = x -> rounded(diagonal(rounded(x)));
        UnaryOperator<double[]> wrong = x -> {
            double[] diagonal = right.apply(x);
            diagonal[0] += 0.1;
            return diagonal;
        };

        assertThat(check(Hessians.diagonal("chain", floats, right, PLACE).withPrecision(Precision.FLOAT))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertFailsIn(check(Hessians.diagonal("chain", floats, wrong, PLACE).withPrecision(Precision.FLOAT)), "[0]");
    }

    private static double[] rounded(double[] x) {
        return Arrays.stream(x).map(one -> (float) one).toArray();
    }

    @Test
    void what_does_not_fit_a_diagonal_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hessians.diagonal("chain", HessiansTest::gradient, HessiansTest::diagonal))
                .withMessage("at: found no coordinate, wanted a place at which to check chain");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Hessians.sparseDiagonal("chain", HessiansTest::gradient, LOWER, HessiansTest::diagonal, 1))
                .withMessage("at: found 1 coordinates, wanted 4, a column of the declared pattern for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(Hessians.diagonal("chain", HessiansTest::gradient, x -> new double[3], PLACE)))
                .withMessage("subject chain: found 3 numbers for the diagonal, wanted 4, one for each coordinate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(Hessians.diagonal("chain", x -> new double[5], HessiansTest::diagonal, PLACE)))
                .withMessage("subject chain: found 5 numbers for the gradient, wanted 4, one for each coordinate");
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    private static void assertFailsIn(GradientReport report, String... indices) {
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder(indices);
    }

    private static Iterable<String> cells(GradientReport report) {
        return report.finding("x").wrong().jacobian().worst().stream()
                .map((JacobianEntry entry) -> entry.text("x"))
                .toList();
    }

    private static Iterable<String> mistakes(GradientReport report) {
        return report.finding("x").diagnoses().stream().map(Diagnosis::mistake).toList();
    }
}
