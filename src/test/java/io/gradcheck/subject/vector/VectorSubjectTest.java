package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Jacobians, vector-Jacobian products, Jacobian-vector products, their adjoint test, Hessian-vector products. */
class VectorSubjectTest {

    private static final double[] PLACE = {1.4, 0.6};

    /** Polar coordinates: a square Jacobian that is not symmetric. */
    private static final UnaryOperator<double[]> POLAR =
            x -> new double[] {x[0] * Math.cos(x[1]), x[0] * Math.sin(x[1])};

    private static double[][] polarJacobian(double[] x) {
        return new double[][] {
            {Math.cos(x[1]), -x[0] * Math.sin(x[1])},
            {Math.sin(x[1]), x[0] * Math.cos(x[1])}
        };
    }

    private static double[] polarJvp(double[] x, double[] v) {
        return times(polarJacobian(x), v);
    }

    private static double[] polarVjp(double[] x, double[] u) {
        return times(transposed(polarJacobian(x)), u);
    }

    /** The gradient of x0^2 x1 + sin(x1). */
    private static double[] cubicGradient(double[] x) {
        return new double[] {2 * x[0] * x[1], x[0] * x[0] + Math.cos(x[1])};
    }

    private static double[] cubicHessianVector(double[] x, double[] v) {
        return new double[] {2 * x[1] * v[0] + 2 * x[0] * v[1], 2 * x[0] * v[0] - Math.sin(x[1]) * v[1]};
    }

    @Test
    void a_right_jacobian_passes() {
        assertPasses(VectorFunctions.jacobian("polar", POLAR, VectorSubjectTest::polarJacobian, PLACE));
    }

    @Test
    void a_right_jacobian_with_more_outputs_than_inputs_passes() {
        assertPasses(VectorFunctions.jacobian(
                "powers",
                x -> new double[] {x[0], x[0] * x[0], x[0] * x[0] * x[0]},
                x -> new double[][] {{1}, {2 * x[0]}, {3 * x[0] * x[0]}},
                0.7));
    }

    @Test
    void the_product_takes_the_rows_as_outputs() {
        Subject subject = VectorFunctions.jacobian(
                "plane", x -> new double[2], x -> new double[][] {{1, 2, 3}, {4, 5, 6}}, 0, 0, 0);

        assertThat(subject.gradient(subject.point(), Tensor.vector(1, 10))
                        .get("x")
                        .values())
                .containsExactly(41, 52, 63);
    }

    @Test
    void a_transposed_square_jacobian_fails() {
        assertFailsIn(VectorFunctions.jacobian("polar", POLAR, x -> transposed(polarJacobian(x)), PLACE), "[0]", "[1]");
    }

    @Test
    void a_wrong_sign_in_one_entry_is_named_by_its_column() {
        Subject subject = VectorFunctions.jacobian(
                "polar",
                POLAR,
                x -> {
                    double[][] j = polarJacobian(x);
                    j[0][1] = -j[0][1];
                    return j;
                },
                PLACE);

        assertFailsIn(subject, "[1]");
    }

    @Test
    void a_transposed_jacobian_of_another_shape_is_refused() {
        Subject subject = VectorFunctions.jacobian("plane", x -> new double[2], x -> new double[3][2], 1, 2, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(subject))
                .withMessage("Jacobian of plane: found 3 rows of 2, wanted 2 rows of 3: one for each output, with the "
                        + "derivative by each coordinate; this one looks transposed");
    }

    @Test
    void a_ragged_jacobian_is_refused() {
        Subject subject =
                VectorFunctions.jacobian("plane", x -> new double[2], x -> new double[][] {{1, 2, 3}, {4, 5}}, 1, 2, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(subject))
                .withMessage("Jacobian of plane: found 2 rows of [3, 2], wanted 2 rows of 3: one for each output, with "
                        + "the derivative by each coordinate");
    }

    @Test
    void a_jacobian_without_rows_is_refused() {
        Subject subject = VectorFunctions.jacobian("line", x -> new double[1], x -> new double[0][], 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(subject))
                .withMessage("Jacobian of line: found no row, wanted 1 row of 2: one for each output, with the "
                        + "derivative by each coordinate");
    }

    @Test
    void a_right_vjp_passes() {
        assertPasses(VectorFunctions.vjp("polar", POLAR, VectorSubjectTest::polarVjp, PLACE));
    }

    @Test
    void a_vjp_that_forgets_the_transpose_fails() {
        assertFailsIn(VectorFunctions.vjp("polar", POLAR, VectorSubjectTest::polarJvp, PLACE), "[0]", "[1]");
    }

    @Test
    void a_vjp_that_lacks_a_factor_fails_in_that_coordinate() {
        BinaryOperator<double[]> vjp = (x, u) -> {
            double[] g = polarVjp(x, u);
            g[1] /= x[0];
            return g;
        };

        assertFailsIn(VectorFunctions.vjp("polar", POLAR, vjp, PLACE), "[1]");
    }

    @Test
    void a_vjp_of_another_length_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(VectorFunctions.vjp("polar", POLAR, (x, u) -> new double[3], PLACE)))
                .withMessage("subject polar: the vjp returned 3 numbers, wanted one for each of the 2 coordinates");
    }

    @Test
    void a_hessian_vector_product_of_another_length_is_called_so() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(VectorFunctions.hessian("cubic", x -> x, (x, v) -> new double[1], PLACE)))
                .withMessage("subject cubic: the Hessian-vector product returned 1 number, wanted one for each of the 2"
                        + " coordinates");
    }

    @Test
    void a_right_jvp_passes_by_place_and_by_step() {
        GradientReport report = check(VectorFunctions.jvp("polar", POLAR, VectorSubjectTest::polarJvp, PLACE));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).noneMatch(finding -> finding.vacuous());
        assertThat(report.finding("x").entries()).isEqualTo(2);
        assertThat(report.finding("t").entries()).isEqualTo(1);
    }

    @Test
    void a_right_jvp_passes_at_the_edge_of_a_domain_and_at_zeros() {
        assertPasses(VectorFunctions.jvp(
                "logarithm",
                x -> new double[] {Math.log(x[0]) + x[1]},
                (x, v) -> new double[] {v[0] / x[0] + v[1]},
                1e-3,
                0));
    }

    @Test
    void a_jvp_that_transposes_fails_in_every_coordinate() {
        GradientReport report = check(VectorFunctions.jvp("polar", POLAR, VectorSubjectTest::polarVjp, PLACE));

        assertThat(report.finding("x").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder("[0]", "[1]");
    }

    @Test
    void a_jvp_without_one_term_fails_in_that_coordinate_and_along_the_step() {
        GradientReport report = check(VectorFunctions.jvp(
                "product", x -> new double[] {x[0] * x[1]}, (x, v) -> new double[] {v[0] * x[1]}, PLACE));

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1]");
        assertThat(report.finding("t").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_jvp_that_is_right_for_unit_vectors_but_not_linear_fails_along_the_step() {
        BinaryOperator<double[]> squaring = (x, v) -> polarJvp(x, new double[] {v[0] * v[0], v[1] * v[1]});

        GradientReport report = check(VectorFunctions.jvp("polar", POLAR, squaring, PLACE));

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("t").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_jvp_of_another_length_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(VectorFunctions.jvp("polar", POLAR, (x, v) -> new double[3], PLACE)))
                .withMessage("jvp of polar: found 3 numbers, wanted 2 as the function has outputs");
    }

    @Test
    void products_that_are_adjoint_pass() {
        assertPasses(VectorFunctions.adjoint("polar", VectorSubjectTest::polarJvp, VectorSubjectTest::polarVjp, PLACE));
    }

    @Test
    void a_wrong_jvp_beside_a_right_vjp_fails_the_adjoint_test() {
        BinaryOperator<double[]> jvp = (x, v) -> new double[] {polarJvp(x, v)[0], x[0] * Math.cos(x[1]) * v[1]};

        assertPasses(VectorFunctions.vjp("polar", POLAR, VectorSubjectTest::polarVjp, PLACE));
        GradientReport report = check(VectorFunctions.adjoint("polar", jvp, VectorSubjectTest::polarVjp, PLACE));

        assertThat(report.finding("v").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[0]");
    }

    @Test
    void products_that_are_wrong_alike_pass_the_adjoint_test_but_not_their_own() {
        BinaryOperator<double[]> jvp = (x, v) -> times(doubled(polarJacobian(x)), v);
        BinaryOperator<double[]> vjp = (x, u) -> times(transposed(doubled(polarJacobian(x))), u);

        assertPasses(VectorFunctions.adjoint("polar", jvp, vjp, PLACE));
        assertFailsIn(VectorFunctions.vjp("polar", POLAR, vjp, PLACE), "[0]", "[1]");
    }

    @Test
    void a_convolution_and_its_transpose_are_adjoint_whatever_the_place() {
        double[] kernel = {0.5, -2, 1};

        assertPasses(VectorFunctions.adjoint(
                "convolution", (x, v) -> correlated(v, kernel), (x, u) -> spread(u, kernel), new double[6]));
        assertThat(check(VectorFunctions.adjoint(
                                "convolution",
                                (x, v) -> correlated(v, kernel),
                                (x, u) -> spread(u, new double[] {1, -2, 0.5}),
                                new double[6]))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void the_place_of_an_adjoint_test_is_not_shared() {
        double[] at = PLACE.clone();
        Subject subject = VectorFunctions.adjoint(
                "clearing",
                (x, v) -> {
                    double y = x[0] * v[0] + x[1] * v[1];
                    x[0] = 0;
                    return new double[] {y};
                },
                (x, u) -> new double[] {x[0] * u[0], x[1] * u[0]},
                at);
        at[1] = 0;

        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
        assertThat(subject.gradient(subject.point(), Tensor.vector(10)).get("v").values())
                .containsExactly(14, 6);
    }

    @Test
    void a_right_hessian_product_passes() {
        assertPasses(VectorFunctions.hessian(
                "cubic", VectorSubjectTest::cubicGradient, VectorSubjectTest::cubicHessianVector, PLACE));
    }

    @Test
    void an_asymmetric_hessian_product_fails_where_a_term_is_missing() {
        BinaryOperator<double[]> asymmetric =
                (x, v) -> new double[] {2 * x[1] * v[0], 2 * x[0] * v[0] - Math.sin(x[1]) * v[1]};

        assertFailsIn(VectorFunctions.hessian("cubic", VectorSubjectTest::cubicGradient, asymmetric, PLACE), "[0]");
    }

    @Test
    void a_gauss_newton_product_for_a_hessian_fails() {
        BinaryOperator<double[]> withoutSecondDerivative =
                (x, v) -> new double[] {2 * x[1] * v[0] + 2 * x[0] * v[1], 2 * x[0] * v[0]};

        assertFailsIn(
                VectorFunctions.hessian("cubic", VectorSubjectTest::cubicGradient, withoutSecondDerivative, PLACE),
                "[1]");
    }

    @Test
    void a_field_that_is_no_gradient_fails_even_with_its_own_jacobian() {
        UnaryOperator<double[]> rotation = x -> new double[] {-x[1], x[0]};

        assertFailsIn(
                VectorFunctions.hessian("rotation", rotation, (x, v) -> new double[] {-v[1], v[0]}, PLACE),
                "[0]",
                "[1]");
    }

    @Test
    void the_places_are_copied_and_results_are_fresh() {
        double[] at = {1, 2};
        double[] kept = {3, 4};
        Subject vjp = VectorFunctions.vjp("kept", x -> kept, (x, u) -> kept, at);
        Subject jvp = VectorFunctions.jvp("kept", x -> kept, (x, v) -> kept, at);

        Tensor output = vjp.evaluate(vjp.point());
        Map<String, Tensor> gradient = vjp.gradient(vjp.point(), output);
        at[0] = 9;
        kept[0] = 9;

        assertThat(vjp.point().get("x").values()).containsExactly(1, 2);
        assertThat(jvp.point().get("x").values()).containsExactly(1, 2);
        assertThat(output.values()).containsExactly(3, 4);
        assertThat(gradient.get("x").values()).containsExactly(3, 4);
        assertThat(jvp.evaluate(jvp.point()).values()).isNotSameAs(kept);
    }

    @Test
    void the_value_function_is_the_class_under_test() {
        BinaryOperator<double[]> jvp = VectorSubjectTest::polarJvp;

        assertThat(VectorFunctions.vjp("polar", POLAR, VectorSubjectTest::polarVjp, PLACE)
                        .classUnderTest())
                .isEqualTo(POLAR.getClass());
        assertThat(VectorFunctions.jvp("polar", POLAR, jvp, PLACE).classUnderTest())
                .isEqualTo(POLAR.getClass());
        assertThat(VectorFunctions.adjoint("polar", jvp, VectorSubjectTest::polarVjp, PLACE)
                        .classUnderTest())
                .isEqualTo(jvp.getClass());
    }

    @Test
    void refuses_to_check_nowhere() {
        String message = "at: found no coordinate, wanted a place at which to check polar";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorFunctions.vjp("polar", POLAR, VectorSubjectTest::polarVjp))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorFunctions.jvp("polar", POLAR, VectorSubjectTest::polarJvp))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        VectorFunctions.adjoint("polar", VectorSubjectTest::polarJvp, VectorSubjectTest::polarVjp))
                .withMessage(message);
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    private static void assertPasses(Subject subject) {
        GradientReport report = check(subject);

        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).noneMatch(finding -> finding.vacuous());
    }

    private static void assertFailsIn(Subject subject, String... entries) {
        GradientReport report = check(subject);

        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder(entries);
    }

    private static double[][] transposed(double[][] matrix) {
        return new double[][] {{matrix[0][0], matrix[1][0]}, {matrix[0][1], matrix[1][1]}};
    }

    private static double[][] doubled(double[][] matrix) {
        return new double[][] {times(2, matrix[0]), times(2, matrix[1])};
    }

    private static double[] times(double factor, double[] row) {
        return new double[] {factor * row[0], factor * row[1]};
    }

    private static double[] times(double[][] matrix, double[] v) {
        return new double[] {matrix[0][0] * v[0] + matrix[0][1] * v[1], matrix[1][0] * v[0] + matrix[1][1] * v[1]};
    }

    /** y_i = sum_k w_k x_(i+k). */
    private static double[] correlated(double[] x, double[] kernel) {
        double[] y = new double[x.length - kernel.length + 1];
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < kernel.length; k++) {
                y[i] += kernel[k] * x[i + k];
            }
        }
        return y;
    }

    /** The transpose of correlated: x_(i+k) += w_k u_i. */
    private static double[] spread(double[] u, double[] kernel) {
        double[] x = new double[u.length + kernel.length - 1];
        for (int i = 0; i < u.length; i++) {
            for (int k = 0; k < kernel.length; k++) {
                x[i + k] += kernel[k] * u[i];
            }
        }
        return x;
    }
}
