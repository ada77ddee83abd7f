package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.vector.VectorFunctions;
import org.junit.jupiter.api.Test;

/** What the guide shows of dense Jacobians and products with Jacobians and Hessians. */
class GuidedProductsTest {

    /** From polar coordinates. */
    static double[] point(double[] x) {
        return new double[] {x[0] * Math.cos(x[1]), x[0] * Math.sin(x[1])};
    }

    static double[][] jacobian(double[] x) {
        double cos = Math.cos(x[1]);
        double sin = Math.sin(x[1]);
        return new double[][] {{cos, -x[0] * sin}, {sin, x[0] * cos}};
    }

    static double[] backward(double[] x, double[] u) { // J'u
        double[][] j = jacobian(x);
        return new double[] {j[0][0] * u[0] + j[1][0] * u[1], j[0][1] * u[0] + j[1][1] * u[1]};
    }

    static double[] forward(double[] x, double[] v) { // Jv
        double[][] j = jacobian(x);
        return new double[] {j[0][0] * v[0] + j[0][1] * v[1], j[1][0] * v[0] + j[1][1] * v[1]};
    }

    static double[] gradient(double[] x) { // of x0^3 x1
        return new double[] {3 * x[0] * x[0] * x[1], x[0] * x[0] * x[0]};
    }

    static double[] hessianVector(double[] x, double[] v) {
        double mixed = 3 * x[0] * x[0];
        return new double[] {6 * x[0] * x[1] * v[0] + mixed * v[1], mixed * v[0]};
    }

    @Test
    void a_dense_jacobian() {
        GradientChecker.standard()
                .check(VectorFunctions.jacobian(
                        "polar", GuidedProductsTest::point, GuidedProductsTest::jacobian, 2, 0.7))
                .throwIfFailed();
    }

    @Test
    void products_with_a_jacobian() {
        GradientChecker checker = GradientChecker.standard();

        checker.check(VectorFunctions.vjp("polar", GuidedProductsTest::point, GuidedProductsTest::backward, 2, 0.7))
                .throwIfFailed();
        checker.check(VectorFunctions.jvp("polar", GuidedProductsTest::point, GuidedProductsTest::forward, 2, 0.7))
                .throwIfFailed();
    }

    @Test
    void products_of_which_one_is_not_the_others_transpose() {
        assertThat(GradientChecker.standard()
                        .check(VectorFunctions.vjp(
                                "polar", GuidedProductsTest::point, GuidedProductsTest::forward, 2, 0.7))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(GradientChecker.standard()
                        .check(VectorFunctions.jvp(
                                "polar", GuidedProductsTest::point, GuidedProductsTest::backward, 2, 0.7))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_product_with_a_hessian() {
        GradientChecker.standard()
                .check(VectorFunctions.hessian(
                        "x0^3 x1", GuidedProductsTest::gradient, GuidedProductsTest::hessianVector, 2, 0.7))
                .throwIfFailed();
    }
}
