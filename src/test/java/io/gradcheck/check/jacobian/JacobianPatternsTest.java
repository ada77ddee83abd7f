package io.gradcheck.check.jacobian;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in single outputs planted in Jacobians, and mistakes that only resemble them. */
class JacobianPatternsTest {

    private static final Set<Mistake> PATTERNS = Set.of(
            Mistake.TRANSPOSED,
            Mistake.OUTPUT_SIGN,
            Mistake.OUTPUT_IGNORED,
            Mistake.OUTPUTS_EXCHANGED,
            Mistake.INPUT_IGNORED);

    /** The map {@code f_i = sum_j a_ij (x_j + x_j^2 / 2)} with a mistake made in its Jacobian. */
    private static Finding finding(int outputs, int inputs, UnaryOperator<double[][]> mistake) {
        SplittableRandom random = new SplittableRandom(31L * outputs + inputs);
        double[][] a = new double[outputs][];
        for (int i = 0; i < outputs; i++) {
            a[i] = random.doubles(inputs, 0.5, 2).toArray();
        }
        return finding(a, mistake);
    }

    private static Finding finding(double[][] a, UnaryOperator<double[][]> mistake) {
        double[] at = new SplittableRandom(7).doubles(a[0].length, 0.1, 1).toArray();
        Subject subject = VectorFunctions.jacobian("linear", x -> value(a, x), x -> mistake.apply(slopes(a, x)), at);
        return GradientChecker.standard().seed(1).check(subject).finding("x");
    }

    private static double[] value(double[][] a, double[] x) {
        double[] y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += a[i][j] * (x[j] + x[j] * x[j] / 2);
            }
        }
        return y;
    }

    private static double[][] slopes(double[][] a, double[] x) {
        double[][] slopes = new double[a.length][x.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < x.length; j++) {
                slopes[i][j] = a[i][j] * (1 + x[j]);
            }
        }
        return slopes;
    }

    private static double[][] transposed(double[][] j) {
        double[][] transposed = new double[j[0].length][j.length];
        for (int row = 0; row < j.length; row++) {
            for (int column = 0; column < j[0].length; column++) {
                transposed[column][row] = j[row][column];
            }
        }
        return transposed;
    }

    private static UnaryOperator<double[][]> rowTimes(double factor, int... rows) {
        return j -> {
            for (int row : rows) {
                for (int column = 0; column < j[row].length; column++) {
                    j[row][column] *= factor;
                }
            }
            return j;
        };
    }

    private static UnaryOperator<double[][]> exchanged(int one, int other) {
        return j -> {
            double[] kept = j[one];
            j[one] = j[other];
            j[other] = kept;
            return j;
        };
    }

    private static UnaryOperator<double[][]> columnZero(int column) {
        return j -> {
            for (double[] row : j) {
                row[column] = 0;
            }
            return j;
        };
    }

    private static List<Diagnosis> patterns(Finding finding) {
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        return finding.diagnoses().stream()
                .filter(diagnosis -> PATTERNS.contains(diagnosis.kind()))
                .toList();
    }

    private static void assertOnly(Finding finding, Mistake kind, String mistake, String evidence) {
        assertThat(patterns(finding)).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.kind()).isEqualTo(kind);
            assertThat(diagnosis.mistake()).isEqualTo(mistake);
            assertThat(diagnosis.evidence()).contains(evidence);
        });
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "8", "20", "64"})
    void a_transposed_jacobian_is_told(int size) {
        assertOnly(
                finding(size, size, JacobianPatternsTest::transposed),
                Mistake.TRANSPOSED,
                "Jacobian transposed",
                "fits when read transposed");
    }

    @Test
    void a_jacobian_that_is_transposed_and_wrong_is_not_said_to_be_transposed() {
        Finding finding = finding(4, 4, j -> {
            double[][] wrong = transposed(j);
            wrong[2][3] += 0.01;
            return wrong;
        });

        assertThat(patterns(finding)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 3", "5, 1", "20, 12", "200, 6"})
    void one_output_with_the_wrong_sign_is_told(int outputs, int inputs) {
        assertOnly(
                finding(outputs, inputs, rowTimes(-1, 1)),
                Mistake.OUTPUT_SIGN,
                "sign of one output flipped",
                "out[1]: every derivative fits with the other sign");
    }

    @Test
    void two_outputs_with_the_wrong_sign_are_told() {
        assertOnly(
                finding(5, 3, rowTimes(-1, 0, 3)),
                Mistake.OUTPUT_SIGN,
                "sign of some outputs flipped",
                "out[0], out[3]");
    }

    @Test
    void a_sign_that_is_wrong_in_every_output_is_one_of_the_gradient() {
        Finding finding = finding(2, 3, rowTimes(-1, 0, 1));

        assertThat(patterns(finding)).isEmpty();
        assertThat(finding.diagnoses().get(0).kind()).isEqualTo(Mistake.SIGN);
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 3", "5, 1", "20, 12", "200, 6"})
    void an_output_that_is_ignored_is_told(int outputs, int inputs) {
        assertOnly(
                finding(outputs, inputs, rowTimes(0, 1)),
                Mistake.OUTPUT_IGNORED,
                "one output ignored",
                "out[1]: every derivative is reported as 0");
    }

    @Test
    void two_outputs_that_are_ignored_are_told() {
        assertOnly(
                finding(5, 3, rowTimes(0, 1, 4)),
                Mistake.OUTPUT_IGNORED,
                "some outputs ignored",
                "out[1], out[4]: every derivative is reported as 0, and other outputs agree");
    }

    @Test
    void where_every_output_is_ignored_no_other_is_said_to_agree() {
        assertThat(patterns(finding(2, 3, rowTimes(0, 0, 1)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.5", "2", "1.001", "-1.001"})
    void an_output_with_another_factor_is_neither_flipped_nor_ignored(double factor) {
        assertThat(patterns(finding(4, 3, rowTimes(factor, 1)))).isEmpty();
    }

    private static List<String> factors(Finding finding) {
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        return finding.diagnoses().stream()
                .filter(diagnosis -> diagnosis.kind() == Mistake.OUTPUT_FACTOR)
                .map(Diagnosis::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "-3, -3",
        "100, 100",
        "0.5, 0.5",
        "-0.25, -0.25",
        "0.3333333333333333, 0.3333",
        "1000, 1000",
        "1200, 1200",
        "123456, 123500"
    })
    void an_output_that_is_multiplied_by_a_whole_number_or_divided_by_one_is_told(double factor, String told) {
        assertThat(factors(finding(4, 3, rowTimes(factor, 1))))
                .containsExactly("one output is wrong by factor " + told
                        + "; out[1]: every derivative fits without it, and other outputs agree");
    }

    @Test
    void several_outputs_with_one_factor_are_told_together() {
        assertThat(factors(finding(5, 4, rowTimes(3, 0, 2))))
                .containsExactly(
                        "some outputs are wrong by factor 3; out[0], out[2]: every derivative fits without it, and "
                                + "other outputs agree");
        assertThat(factors(finding(
                        5, 4, j -> rowTimes(3, 0).apply(rowTimes(2, 2).apply(j)))))
                .as("of two factors")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 0.4, 1.37, 2.001, 2.5})
    void a_factor_that_is_not_round_or_is_a_sign_or_none_is_not_told(double factor) {
        assertThat(factors(finding(4, 3, rowTimes(factor, 1)))).isEmpty();
    }

    @Test
    void a_column_with_a_factor_is_none_of_outputs_where_nothing_else_is_in_its_rows() {
        double[][] a = {{0, 0.9, 0}, {0, 1.4, 0}, {1.1, 0, 0.7}};

        assertThat(factors(finding(a, j -> {
                    j[0][1] *= 2;
                    j[1][1] *= 2;
                    return j;
                })))
                .isEmpty();
        assertThat(factors(finding(a, rowTimes(2, 0))))
                .as("of one output alone")
                .hasSize(1);
    }

    @Test
    void where_the_mistake_is_and_what_it_is_are_told_both() {
        double[][] a = {{0, 0.9, 0}, {1.2, 1.4, 0}, {1.1, 0, 0.7}};

        assertThat(finding(a, rowTimes(2, 0)).diagnoses())
                .extracting(Diagnosis::kind)
                .containsExactly(Mistake.ONE_ENTRY, Mistake.OUTPUT_FACTOR);
    }

    @Test
    void the_output_in_place_of_its_derivative_is_told() {
        double[][] a = {{0.9, 0, 0}, {0, 1.4, 0}, {0, 0, 0.7}};

        assertThat(finding(a, j -> diagonal(1.3, -0.2, 0.4)).diagnoses())
                .as("other numbers")
                .noneMatch(diagnosis -> diagnosis.kind() == Mistake.VALUE_FOR_DERIVATIVE);
        assertThat(products(u -> u).diagnoses())
                .extracting(Diagnosis::toString)
                .containsExactly("the output in place of its derivative; every wrong entry: "
                        + "what is reported is the value of the output");
        assertThat(products(u -> new double[] {u[0], u[1], 0.9 * u[2]}).diagnoses())
                .as("one of them is something else")
                .noneMatch(diagnosis -> diagnosis.kind() == Mistake.VALUE_FOR_DERIVATIVE);
    }

    @Test
    void a_value_that_is_the_same_everywhere_is_not_told_as_one_in_place_of_a_derivative() {
        Subject ones = VectorFunctions.jacobian(
                "ones", w -> new double[] {4 * w[0], 8 * w[1]}, w -> new double[][] {{1, 0}, {0, 1}}, 0.25, 0.125);

        assertThat(GradientChecker.standard().seed(1).check(ones).finding("x").diagnoses())
                .noneMatch(diagnosis -> diagnosis.kind() == Mistake.VALUE_FOR_DERIVATIVE);
    }

    /** The products {@code w_i x_i + b_i} by {@code w}, with what is reported made of their values. */
    private static Finding products(UnaryOperator<double[]> reported) {
        double[] x = {1.5, -0.3, 2.2};
        UnaryOperator<double[]> value = w -> new double[] {w[0] * x[0] + 1, w[1] * x[1] - 2, w[2] * x[2] + 1.5};
        Subject subject = VectorFunctions.jacobian(
                "products", value, w -> diagonal(reported.apply(value.apply(w))), 0.7, 1.2, -0.4);
        return GradientChecker.standard().seed(1).check(subject).finding("x");
    }

    private static double[][] diagonal(double... numbers) {
        double[][] diagonal = new double[numbers.length][numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            diagonal[i][i] = numbers[i];
        }
        return diagonal;
    }

    @Test
    void an_output_that_depends_on_nothing_has_no_factor() {
        double[][] a = {{0, 0, 0}, {0.8, 1.4, 1.2}, {1.1, 0.6, 0.7}};

        assertThat(factors(finding(a, j -> {
                    j[0] = new double[] {1, 2, 3};
                    return j;
                })))
                .isEmpty();
    }

    @Test
    void a_factor_of_all_outputs_or_of_one_entry_is_none_of_an_output() {
        assertThat(factors(finding(3, 3, rowTimes(2, 0, 1, 2)))).isEmpty();
        assertThat(factors(finding(4, 3, j -> {
                    j[1][2] *= 2;
                    return j;
                })))
                .as("other derivatives of the output are right")
                .isEmpty();
        assertThat(factors(finding(4, 3, j -> {
                    j[0][2] *= 2;
                    j[1][2] *= 2;
                    return j;
                })))
                .as("a column")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 3", "20, 12", "200, 6"})
    void two_exchanged_outputs_are_told(int outputs, int inputs) {
        assertOnly(
                finding(outputs, inputs, exchanged(0, 1)),
                Mistake.OUTPUTS_EXCHANGED,
                "two outputs exchanged",
                "out[0], out[1] fit with the derivatives of each other");
    }

    @Test
    void three_outputs_in_a_ring_are_not_two_exchanged() {
        Finding finding =
                finding(4, 3, j -> exchanged(1, 2).apply(exchanged(0, 1).apply(j)));

        assertThat(patterns(finding)).isEmpty();
    }

    @Test
    void a_column_of_zeros_is_told() {
        assertOnly(
                finding(4, 3, columnZero(2)),
                Mistake.INPUT_IGNORED,
                "one column zero",
                "every output's derivative by [2] is reported as 0");
    }

    @Test
    void a_column_of_zeros_is_no_ignored_output_where_nothing_else_is_in_its_rows() {
        double[][] shifts = {{1.5, 0, 0}, {0, 1.25, 0}, {0.75, 0, 0}, {0, 0, 1.75}};

        assertOnly(
                finding(shifts, columnZero(0)),
                Mistake.INPUT_IGNORED,
                "one column zero",
                "every output's derivative by [0] is reported as 0");
    }

    @Test
    void a_column_with_the_wrong_sign_is_no_flipped_output_where_nothing_else_is_in_its_rows() {
        double[][] shifts = {{1.5, 0, 0}, {0, 1.25, 0}, {0.75, 0, 0}, {0, 0, 1.75}};

        Finding finding = finding(shifts, rowTimes(-1, 0, 2));

        assertThat(patterns(finding)).isEmpty();
    }

    @Test
    void one_wrong_entry_among_many_has_no_pattern() {
        Finding finding = finding(4, 3, j -> {
            j[1][2] *= 1.5;
            return j;
        });

        assertThat(patterns(finding)).isEmpty();
    }

    @Test
    void an_entry_with_the_wrong_sign_in_a_row_that_is_right_beside_is_no_flipped_output() {
        Finding finding = finding(4, 3, j -> {
            j[1][2] *= -1;
            return j;
        });

        assertThat(patterns(finding)).isEmpty();
    }

    @Test
    void random_errors_everywhere_have_no_pattern() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] errors = new double[3][];
        for (int i = 0; i < 3; i++) {
            errors[i] = random.doubles(3, -1, 1).toArray();
        }
        Finding finding = finding(3, 3, j -> {
            for (int i = 0; i < 3; i++) {
                for (int k = 0; k < 3; k++) {
                    j[i][k] += errors[i][k];
                }
            }
            return j;
        });

        assertThat(patterns(finding)).isEmpty();
    }
}
