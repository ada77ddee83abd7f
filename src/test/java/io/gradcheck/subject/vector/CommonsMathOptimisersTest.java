package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.apache.commons.math3.analysis.MultivariateMatrixFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.ValueAndJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.OptimizationData;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.vector.ModelFunction;
import org.apache.commons.math3.optim.nonlinear.vector.ModelFunctionJacobian;
import org.apache.commons.math3.optim.nonlinear.vector.Target;
import org.apache.commons.math3.optim.nonlinear.vector.Weight;
import org.apache.commons.math3.util.Pair;
import org.junit.jupiter.api.Test;

/** What commons-math3's optimisers are given, as it is. */
@SuppressWarnings("deprecation") // the optimisers that take models
class CommonsMathOptimisersTest {

    private static final double[] TIMES = {0.5, 1, 2};
    private static final double[] WEIGHTS = {1, 4, 9};
    private static final double[] MEASURED = {1.4, 1, 0.5};
    private static final double[] PLACE = {2, 0.7};

    private static double[] decay(double[] x) {
        double[] y = new double[TIMES.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[0] * Math.exp(-x[1] * TIMES[i]);
        }
        return y;
    }

    private static double[][] decayJacobian(double[] x) {
        double[][] jacobian = new double[TIMES.length][];
        for (int i = 0; i < TIMES.length; i++) {
            double e = Math.exp(-x[1] * TIMES[i]);
            jacobian[i] = new double[] {e, -TIMES[i] * x[0] * e};
        }
        return jacobian;
    }

    private static double[][] wrongJacobian(double[] x) {
        double[][] jacobian = decayJacobian(x);
        jacobian[2][1] /= x[0];
        return jacobian;
    }

    private static LeastSquaresProblem problem(MultivariateVectorFunction model, MultivariateMatrixFunction jacobian) {
        return new LeastSquaresBuilder()
                .model(model, jacobian)
                .target(MEASURED)
                .weight(new DiagonalMatrix(WEIGHTS))
                .start(PLACE)
                .maxEvaluations(100)
                .maxIterations(100)
                .build();
    }

    @Test
    void a_weighted_problem_passes_at_its_start_and_elsewhere() {
        LeastSquaresProblem problem =
                problem(CommonsMathOptimisersTest::decay, CommonsMathOptimisersTest::decayJacobian);

        Subject atStart = CommonsMath.leastSquares("decay", problem);
        Subject elsewhere = CommonsMath.leastSquares("decay", problem, 3, 0.1);

        assertThat(atStart.point().get("x").values()).containsExactly(PLACE);
        assertThat(elsewhere.point().get("x").values()).containsExactly(3, 0.1);
        assertThat(check(atStart).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(elsewhere).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_weighted_problem_with_a_wrong_jacobian_fails_in_that_column() {
        Subject subject = CommonsMath.leastSquares(
                "decay", problem(CommonsMathOptimisersTest::decay, CommonsMathOptimisersTest::wrongJacobian));

        assertFailsIn(check(subject), "d out[2] / d x[1]");
    }

    @Test
    void a_jacobian_of_the_residuals_for_that_of_the_model_fails() {
        MultivariateMatrixFunction ofResiduals = x ->
                new Array2DRowRealMatrix(decayJacobian(x)).scalarMultiply(-1).getData();

        GradientReport report =
                check(CommonsMath.leastSquares("decay", problem(CommonsMathOptimisersTest::decay, ofResiduals)));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("looks like: sign flipped");
    }

    @Test
    void a_function_with_both_ways_right_passes() {
        assertThat(check(CommonsMath.leastSquares(new Decay(false, false), PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_function_with_one_way_wrong_fails_in_the_outputs_of_that_way() {
        assertFailsIn(check(CommonsMath.leastSquares(new Decay(true, false), PLACE)), "d out[value[2]] / d x[1]");
        assertFailsIn(
                check(CommonsMath.leastSquares(new Decay(false, true), PLACE)), "d out[computeValue[2]] / d x[1]");
    }

    @Test
    void a_place_without_coordinates_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonsMath.leastSquares(new Decay(false, false)))
                .withMessage(
                        "at: found no coordinate, wanted a place at which to check CommonsMathOptimisersTest.Decay");
    }

    @Test
    void data_with_an_objective_pass() {
        Subject subject = CommonsMath.optimisation(
                new ObjectiveFunction(x -> x[0] * x[0] * x[1]),
                new ObjectiveFunctionGradient(x -> new double[] {2 * x[0] * x[1], x[0] * x[0]}),
                new InitialGuess(PLACE),
                GoalType.MAXIMIZE,
                MaxEval.unlimited());

        assertThat(subject.point().get("x").values()).containsExactly(PLACE);
        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void data_with_a_wrong_gradient_fail_in_that_entry() {
        GradientReport report = check(CommonsMath.optimisation(
                new InitialGuess(PLACE),
                new ObjectiveFunction(x -> x[0] * x[0] * x[1]),
                new ObjectiveFunctionGradient(x -> new double[] {x[0] * x[1], x[0] * x[0]})));

        assertThat(report.finding("x").wrongEntries())
                .extracting(entry -> entry.indexText())
                .containsExactly("[0]");
    }

    @Test
    void data_with_a_model_pass_and_those_with_a_wrong_jacobian_fail() {
        OptimizationData[] right = {
            new ModelFunction(CommonsMathOptimisersTest::decay),
            new ModelFunctionJacobian(CommonsMathOptimisersTest::decayJacobian),
            new Target(MEASURED),
            new Weight(WEIGHTS),
            new InitialGuess(PLACE)
        };
        OptimizationData[] wrong = right.clone();
        wrong[1] = new ModelFunctionJacobian(CommonsMathOptimisersTest::wrongJacobian);

        assertThat(check(CommonsMath.optimisation(right)).verdict()).isEqualTo(Verdict.PASS);
        assertFailsIn(check(CommonsMath.optimisation(wrong)), "d out[2] / d x[1]");
    }

    @Test
    void the_last_of_one_kind_counts() {
        Subject subject = CommonsMath.optimisation(
                new InitialGuess(new double[] {1}),
                new ObjectiveFunction(x -> x[0]),
                new ObjectiveFunctionGradient(x -> new double[] {1}),
                new InitialGuess(PLACE));

        assertThat(subject.point().get("x").values()).containsExactly(PLACE);
    }

    @Test
    void data_without_what_is_needed_are_refused() {
        ObjectiveFunction objective = new ObjectiveFunction(x -> x[0]);
        ModelFunction model = new ModelFunction(CommonsMathOptimisersTest::decay);
        InitialGuess guess = new InitialGuess(PLACE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonsMath.optimisation(objective))
                .withMessage("data: found [ObjectiveFunction], wanted InitialGuess too");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonsMath.optimisation(guess))
                .withMessage("data: found [InitialGuess], wanted ObjectiveFunction too");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonsMath.optimisation(guess, objective))
                .withMessage("data: found [InitialGuess, ObjectiveFunction], wanted ObjectiveFunctionGradient too");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonsMath.optimisation(guess, model))
                .withMessage("data: found [InitialGuess, ModelFunction], wanted ModelFunctionJacobian too");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonsMath.optimisation(guess, model, objective))
                .withMessage("data: found an ObjectiveFunction and a ModelFunction, wanted one of them");
    }

    /** A model with both ways, one of them wrong if told so. */
    private record Decay(boolean wrongTogether, boolean wrongAlone) implements ValueAndJacobianFunction {

        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            return new Pair<>(new ArrayRealVector(decay(point.toArray())), jacobian(point.toArray(), wrongTogether));
        }

        @Override
        public RealVector computeValue(double[] params) {
            return new ArrayRealVector(decay(params));
        }

        @Override
        public RealMatrix computeJacobian(double[] params) {
            return jacobian(params, wrongAlone);
        }

        private static RealMatrix jacobian(double[] x, boolean wrong) {
            return new Array2DRowRealMatrix(wrong ? wrongJacobian(x) : decayJacobian(x));
        }
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    private static void assertFailsIn(GradientReport report, String... entries) {
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrong().jacobian().worst())
                .extracting((JacobianEntry entry) -> entry.text("x"))
                .containsExactlyInAnyOrder(entries);
    }
}
