package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.boosting.BoostingData;
import io.gradcheck.subject.boosting.BoostingObjective;
import io.gradcheck.subject.vector.CommonsMath;
import io.gradcheck.subject.vector.Hessians;
import io.gradcheck.subject.vector.Objectives;
import io.gradcheck.subject.vector.SparseJacobians;
import io.gradcheck.subject.vector.SparsityPattern;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.MultivariateMatrixFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.OptimizationData;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.junit.jupiter.api.Test;

/** What the guide shows of optimisers' functions, Jacobians, Hessians and boosting. */
class GuidedVectorsTest {

    record Evaluated(double value, double[] gradient) {}

    static Evaluated rosenbrock(double[] x) {
        double a = 1 - x[0];
        double b = x[1] - x[0] * x[0];
        return new Evaluated(a * a + 100 * b * b, new double[] {-2 * a - 400 * x[0] * b, 200 * b});
    }

    static double evaluate(double[] x, double[] gradient) {
        gradient[0] += 2 * x[0]; // should be =
        return x[0] * x[0];
    }

    static double loss(double[] p, BoostingData data) {
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            loss += data.weights()[i] * (Math.log1p(Math.exp(p[i])) - data.labels()[i] * p[i]);
        }
        return loss;
    }

    static List<double[]> gradientHessian(double[] p, BoostingData data) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            double s = 1 / (1 + Math.exp(-p[i]));
            g[i] = data.weights()[i] * (s - data.labels()[i]);
            h[i] = s * (1 - s); // the weight is forgotten
        }
        return List.of(g, h);
    }

    @Test
    void value_and_gradient_from_one_call() {
        GradientChecker.standard()
                .check(Objectives.valueAndGradient(
                        "rosenbrock", GuidedVectorsTest::rosenbrock, Evaluated::value, Evaluated::gradient, -1.2, 1))
                .throwIfFailed();
    }

    @Test
    void an_array_that_is_not_cleared_is_told() {
        assertThatThrownBy(() -> {
                    GradientChecker.standard()
                            .check(Objectives.filling("square", GuidedVectorsTest::evaluate, 3))
                            .throwIfFailed();
                })
                .hasMessageContaining("gradient added to what the array holds, which is not cleared");
    }

    /** Half of |x|^2, told its parameters first. */
    private static final class Ridge {
        private double[] x = new double[0];

        void setParameters(double[] parameters) {
            x = parameters.clone();
        }

        double getValue() {
            double sum = 0;
            for (double one : x) {
                sum += one * one / 2;
            }
            return sum;
        }

        void getValueGradient(double[] gradient) {
            System.arraycopy(x, 0, gradient, 0, x.length);
        }
    }

    @Test
    void an_objective_that_is_told_its_parameters_first() {
        Ridge ridge = new Ridge();
        double[] parameters = {0.3, -2};
        Subject subject = Objectives.stateful(
                "ridge", ridge::setParameters, ridge::getValue, ridge::getValueGradient, parameters);

        GradientChecker.standard().check(subject).throwIfFailed();
    }

    @Test
    void what_an_optimiser_is_given() {
        OptimizationData[] data = {
            new ObjectiveFunction(x -> rosenbrock(x).value()),
            new ObjectiveFunctionGradient(x -> rosenbrock(x).gradient()),
            new InitialGuess(new double[] {-1.2, 1}),
            GoalType.MINIMIZE,
            MaxEval.unlimited()
        };
        GradientChecker.standard().check(CommonsMath.optimisation(data)).throwIfFailed();
    }

    @Test
    void a_problem_of_least_squares() {
        double[] t = {0, 1, 2};
        double[] measured = {2, 1.3, 0.7};
        double[] weights = {1, 2, 4};
        double[] start = {1.5, 0.4};
        MultivariateVectorFunction model = p -> new double[] {
            p[0] * Math.exp(-p[1] * t[0]), p[0] * Math.exp(-p[1] * t[1]), p[0] * Math.exp(-p[1] * t[2])
        };
        MultivariateMatrixFunction jacobian = p -> {
            double[][] rows = new double[3][];
            for (int i = 0; i < 3; i++) {
                double e = Math.exp(-p[1] * t[i]);
                rows[i] = new double[] {e, -p[0] * t[i] * e};
            }
            return rows;
        };
        LeastSquaresProblem problem = new LeastSquaresBuilder()
                .model(model, jacobian)
                .target(measured)
                .weight(new DiagonalMatrix(weights))
                .start(start)
                .build();
        GradientChecker.standard()
                .check(CommonsMath.leastSquares("decay", problem))
                .throwIfFailed();
    }

    @Test
    void sparse_jacobians() {
        UnaryOperator<double[]> f = x -> new double[] {x[0] * x[0], x[0] * x[1], Math.sin(x[2])};
        SparsityPattern pattern = SparsityPattern.coordinates(3, 3, new int[] {0, 1, 1, 2}, new int[] {0, 0, 1, 2});
        GradientChecker.standard()
                .check(SparseJacobians.values(
                        "f", f, pattern, x -> new double[] {2 * x[0], x[1], x[0], Math.cos(x[2])}, 2, 3, 5))
                .throwIfFailed();
    }

    @Test
    void hessians() {
        UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0]}; // of x0^2 x1
        Function<double[], double[][]> hessian = x -> new double[][] {{2 * x[1], 2 * x[0]}, {2 * x[0], 0}};
        Function<double[], double[][]> skewed = x -> new double[][] {{2 * x[1], 2 * x[0]}, {x[0], 0}};
        Function<double[], double[][]> triangle = x -> new double[][] {{2 * x[1]}, {2 * x[0], 0}};

        Subject right = Hessians.dense("cubic", gradient, hessian, 2, 3); // PASS
        Subject wrong = Hessians.dense("cubic", gradient, skewed, 2, 3); // FAIL
        Subject lower = Hessians.lower("cubic", gradient, triangle, 2, 3); // PASS, the triangle alone
        Subject diagonal = Hessians.diagonal("cubic", gradient, x -> new double[] {2 * x[1], 0}, 2, 3); // PASS

        for (Subject one : List.of(right, lower, diagonal)) {
            assertThat(GradientChecker.standard().check(one).verdict()).isEqualTo(Verdict.PASS);
        }
        assertThat(GradientChecker.standard().check(wrong).toString())
                .contains("not symmetric: H[0][1] and H[1][0] differ");
    }

    @Test
    void objectives_of_boosting() {
        assertThatThrownBy(() -> {
                    BoostingData rows = BoostingData.ofLabels(0, 1, 1, 0).withWeights(1, 2, 0.5, 3);
                    BoostingObjective logistic = BoostingObjective.of(
                            "logistic",
                            rows,
                            GuidedVectorsTest::loss,
                            GuidedVectorsTest::gradientHessian,
                            0.3,
                            -1.2,
                            2.1,
                            -0.4);
                    for (Subject subject : logistic.subjects()) { // "logistic gradient", "logistic hessian"
                        GradientChecker.standard().check(subject).throwIfFailed();
                    }
                })
                .hasMessageContaining("weights not applied to the Hessian");
    }
}
