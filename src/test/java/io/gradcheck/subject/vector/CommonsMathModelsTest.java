package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateMatrixFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableVectorFunction;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.util.Pair;
import org.junit.jupiter.api.Test;

/** What commons-math3's optimisers and least-squares fits are given. */
class CommonsMathModelsTest {

    private static final double[] TIMES = {0.5, 1, 2};
    private static final double[] PLACE = {2, 0.7};

    @Test
    void a_model_with_its_jacobian_passes() {
        Subject subject = CommonsMath.vector(new Decay(), decayJacobian(-1), PLACE);

        assertThat(subject.name()).isEqualTo("CommonsMathModelsTest.Decay");
        assertThat(subject.classUnderTest()).isEqualTo(Decay.class);
        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_model_with_a_wrong_sign_in_its_jacobian_fails_in_that_column() {
        assertFailsIn(CommonsMath.vector(new Decay(), decayJacobian(1), PLACE), "[1]");
    }

    @Test
    void a_model_with_a_transposed_jacobian_is_refused() {
        MultivariateMatrixFunction transposed = x ->
                new Array2DRowRealMatrix(decayJacobian(-1).value(x)).transpose().getData();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(CommonsMath.vector(new Decay(), transposed, PLACE)))
                .withMessage("Jacobian of CommonsMathModelsTest.Decay: found 2 rows of 3, wanted 3 rows of 2: one for "
                        + "each output, with the derivative by each coordinate; this one looks transposed");
    }

    @Test
    void a_model_that_gives_value_and_jacobian_together_passes() {
        Subject subject = CommonsMath.leastSquares(new DecayWithJacobian(-1), PLACE);

        assertThat(subject.name()).isEqualTo("CommonsMathModelsTest.DecayWithJacobian");
        assertThat(subject.classUnderTest()).isEqualTo(DecayWithJacobian.class);
        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_model_that_gives_a_jacobian_with_a_missing_factor_fails_in_that_column() {
        assertFailsIn(CommonsMath.leastSquares(new DecayWithJacobian(-0.5), PLACE), "[1]");
    }

    @Test
    void an_objective_with_its_gradient_passes() {
        Subject subject = CommonsMath.objective(new Rosenbrock(), rosenbrockGradient(2), PLACE);

        assertThat(subject.name()).isEqualTo("CommonsMathModelsTest.Rosenbrock");
        assertThat(subject.classUnderTest()).isEqualTo(Rosenbrock.class);
        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void an_objective_with_a_missing_factor_in_its_gradient_fails_in_that_entry() {
        assertFailsIn(CommonsMath.objective(new Rosenbrock(), rosenbrockGradient(1), PLACE), "[1]");
    }

    @Test
    void an_objective_is_taken_as_an_optimiser_takes_it() {
        ObjectiveFunction function = new ObjectiveFunction(new Rosenbrock());

        Subject right = CommonsMath.objective(function, new ObjectiveFunctionGradient(rosenbrockGradient(2)), PLACE);
        Subject wrong = CommonsMath.objective(function, new ObjectiveFunctionGradient(rosenbrockGradient(1)), PLACE);

        assertThat(right.classUnderTest()).isEqualTo(Rosenbrock.class);
        assertThat(check(right).verdict()).isEqualTo(Verdict.PASS);
        assertFailsIn(wrong, "[1]");
    }

    @Test
    void a_differentiable_function_with_several_outputs_passes() {
        Subject subject = CommonsMath.multivariate(new ProductAndSum(1), PLACE);

        assertThat(subject.classUnderTest()).isEqualTo(ProductAndSum.class);
        assertThat(subject.gradient(subject.point(), Tensor.vector(1, 10))
                        .get("x")
                        .values())
                .containsExactly(0.7 + 10, 2 + 10 * 2 * 0.7);
        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_differentiable_function_whose_two_values_differ_fails() {
        assertFailsIn(CommonsMath.multivariate(new ProductAndSum(2), PLACE), "[1]");
    }

    @Test
    void a_lambda_is_named_after_the_class_around_it() {
        MultivariateFunction first = x -> x[0];

        assertThat(CommonsMath.objective(first, x -> new double[] {1, 0}, PLACE).name())
                .isEqualTo("lambda of CommonsMathModelsTest");
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    private static void assertFailsIn(Subject subject, String... entries) {
        GradientReport report = check(subject);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder(entries);
    }

    /** d/da = exp(-b t), d/db = sign a t exp(-b t); the right sign is -1. */
    private static MultivariateMatrixFunction decayJacobian(double sign) {
        return x -> {
            double[][] jacobian = new double[TIMES.length][];
            for (int i = 0; i < TIMES.length; i++) {
                double decay = Math.exp(-x[1] * TIMES[i]);
                jacobian[i] = new double[] {decay, sign * x[0] * TIMES[i] * decay};
            }
            return jacobian;
        };
    }

    /** The right factor is 2. */
    private static MultivariateVectorFunction rosenbrockGradient(double factor) {
        return x -> {
            double valley = x[1] - x[0] * x[0];
            return new double[] {-2 * (1 - x[0]) - 400 * x[0] * valley, factor * 100 * valley};
        };
    }

    /** f(a, b) = a exp(-b t) at some times. */
    private static final class Decay implements MultivariateVectorFunction {

        @Override
        public double[] value(double[] x) {
            double[] y = new double[TIMES.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = x[0] * Math.exp(-x[1] * TIMES[i]);
            }
            return y;
        }
    }

    private static final class DecayWithJacobian implements MultivariateJacobianFunction {

        private final double sign;

        DecayWithJacobian(double sign) {
            this.sign = sign;
        }

        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            double[] x = point.toArray();
            return new Pair<>(
                    new ArrayRealVector(new Decay().value(x)),
                    new Array2DRowRealMatrix(decayJacobian(sign).value(x)));
        }
    }

    private static final class Rosenbrock implements MultivariateFunction {

        @Override
        public double value(double[] x) {
            double valley = x[1] - x[0] * x[0];
            return (1 - x[0]) * (1 - x[0]) + 100 * valley * valley;
        }
    }

    /** f(a, b) = (a b, a + b^2); the differentiable version has c b^2, and is right for c = 1. */
    private static final class ProductAndSum implements MultivariateDifferentiableVectorFunction {

        private final int c;

        ProductAndSum(int c) {
            this.c = c;
        }

        @Override
        public double[] value(double[] x) {
            return new double[] {x[0] * x[1], x[0] + x[1] * x[1]};
        }

        @Override
        public DerivativeStructure[] value(DerivativeStructure[] x) {
            return new DerivativeStructure[] {
                x[0].multiply(x[1]), x[0].add(x[1].multiply(x[1]).multiply(c))
            };
        }
    }
}
