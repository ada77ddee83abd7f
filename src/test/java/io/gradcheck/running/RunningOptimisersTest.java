package io.gradcheck.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.GradientDescent;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.TrainingStep;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresFactory;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.util.Pair;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What runs in practice: optimisers of commons-math3 and the engine's training. */
class RunningOptimisersTest {

    private static final ObjectiveFunction ROSENBROCK =
            new ObjectiveFunction(x -> Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2));

    private static RunningChecks everyNewPoint() {
        AtomicLong clock = new AtomicLong();
        return RunningChecks.every(1).share(1).clock(() -> clock.addAndGet(1_000_000));
    }

    private static ObjectiveFunctionGradient gradient(double factor) {
        return new ObjectiveFunctionGradient(x ->
                new double[] {-2 * (1 - x[0]) - factor * 400 * x[0] * (x[1] - x[0] * x[0]), 200 * (x[1] - x[0] * x[0])
                });
    }

    private static PointValuePair minimum(ObjectiveFunctionGradient gradient) {
        return new NonLinearConjugateGradientOptimizer(
                        NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE, new SimpleValueChecker(1e-12, 1e-12))
                .optimize(new MaxEval(10_000), ROSENBROCK, gradient, GoalType.MINIMIZE, new InitialGuess(new double[] {
                    -1.2, 1
                }));
    }

    @Test
    void a_conjugate_gradient_optimiser_finds_the_same_minimum_and_its_gradient_is_right() {
        RunningChecks checks = everyNewPoint();

        PointValuePair found = minimum(checks.objectiveGradient("rosenbrock", ROSENBROCK, gradient(1)));

        assertThat(found.getPoint()).containsExactly(minimum(gradient(1)).getPoint());
        assertThat(found.getValue()).isCloseTo(0, within(1e-6));
        assertThat(checks.report().checks()).isEqualTo(checks.report().points()).isGreaterThan(3);
        checks.report().throwIfFailed();
    }

    @Test
    void a_gradient_wrong_by_a_hundredth_is_found_though_the_optimiser_goes_on() {
        RunningChecks checks = RunningChecks.every(10);

        PointValuePair found = minimum(checks.objectiveGradient("rosenbrock", ROSENBROCK, gradient(1.01)));

        assertThat(found.getPoint()).containsExactly(minimum(gradient(1.01)).getPoint());
        assertThatThrownBy(() -> checks.report().throwIfFailed())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("rosenbrock: gradient of x is WRONG");
    }

    private static final double[] TIMES = {0, 1, 2, 3, 4};

    private static MultivariateJacobianFunction decay(double sign) {
        return new Decay(sign);
    }

    /** {@code a exp(-b t)}. */
    private record Decay(double sign) implements MultivariateJacobianFunction {
        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            double[] y = new double[TIMES.length];
            double[][] jacobian = new double[TIMES.length][];
            for (int i = 0; i < y.length; i++) {
                double e = Math.exp(-point.getEntry(1) * TIMES[i]);
                y[i] = point.getEntry(0) * e;
                jacobian[i] = new double[] {e, -sign * TIMES[i] * point.getEntry(0) * e};
            }
            return new Pair<>(new ArrayRealVector(y), new Array2DRowRealMatrix(jacobian));
        }
    }

    private static double[] fitted(MultivariateJacobianFunction model) {
        LeastSquaresProblem problem = new LeastSquaresBuilder()
                .model(model)
                .target(new double[] {3, 1.8, 1.1, 0.7, 0.4})
                .start(new double[] {1, 1})
                .maxEvaluations(100)
                .maxIterations(100)
                .build();
        return new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();
    }

    @Test
    void a_least_squares_fit_comes_to_the_same_and_its_jacobian_is_right() {
        RunningChecks checks = everyNewPoint();

        assertThat(fitted(checks.leastSquares("decay", decay(1)))).containsExactly(fitted(decay(1)));

        assertThat(checks.report().checks()).isEqualTo(checks.report().points()).isGreaterThan(3);
        checks.report().throwIfFailed();
    }

    @Test
    void a_wrong_sign_in_its_jacobian_is_found() {
        RunningChecks checks = RunningChecks.every(1);

        checks.leastSquares("decay", decay(-1)).value(new ArrayRealVector(new double[] {1, 1}));

        assertThat(checks.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.headline()).isEqualTo("decay: gradient of x is WRONG, in 1 check");
            assertThat(finding.text()).contains("x[1]");
        });
    }

    @Test
    void a_model_that_can_be_evaluated_lazily_still_can() {
        RunningChecks checks = everyNewPoint();
        MultivariateJacobianFunction lazy = LeastSquaresFactory.model(
                x -> decay(1).value(new ArrayRealVector(x)).getFirst().toArray(),
                x -> decay(1).value(new ArrayRealVector(x)).getSecond().getData());
        MultivariateJacobianFunction wrapped = checks.leastSquares("decay", lazy);

        LeastSquaresProblem problem = new LeastSquaresBuilder()
                .model(wrapped)
                .lazyEvaluation(true)
                .target(new double[] {3, 1.8, 1.1, 0.7, 0.4})
                .start(new double[] {1, 1})
                .maxEvaluations(100)
                .maxIterations(100)
                .build();
        double[] found =
                new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();

        assertThat(found).containsExactly(fitted(decay(1)));
        assertThat(checks.report().checks()).isEqualTo(checks.report().points()).isGreaterThan(3);
        checks.report().throwIfFailed();
    }

    private static final Network NETWORK = Network.inputs(2)
            .hidden(3, Activation.TANH)
            .output(1, Loss.SQUARED_ERROR)
            .initialise(Initialiser.GLOROT, 7);

    private static Batch examples() {
        Random random = new Random(1);
        Tensor inputs = Tensor.zeros(20, 2);
        Tensor targets = Tensor.zeros(20, 1);
        for (int n = 0; n < 20; n++) {
            inputs.set(random.nextGaussian(), n, 0);
            inputs.set(random.nextGaussian(), n, 1);
            targets.set(inputs.get(n, 0) * inputs.get(n, 1), n, 0);
        }
        return new Batch(inputs, targets);
    }

    @Test
    void training_by_gradient_descent_is_checked_and_comes_to_the_same_network() {
        RunningChecks checks = everyNewPoint();
        GradientDescent descent =
                GradientDescent.withLearningRate(0.05).batchSize(5).epochs(10).seed(3);

        Network trained = descent.every(
                        1, checks.points("digits", step -> step.network().on(step.batch())))
                .train(NETWORK, examples());

        assertThat(trained.weights(1).values())
                .containsExactly(descent.train(NETWORK, examples()).weights(1).values());
        assertThat(checks.report().checks()).isEqualTo(40);
        checks.report().throwIfFailed();
    }

    /** The network's gradient, with that of the first biases forgotten. */
    private static Subject withoutBiases(TrainingStep step) {
        Subject right = step.network().on(step.batch());
        return Subject.of(right.name(), new LinkedHashMap<>(right.point()), right::evaluate, (at, upstream) -> {
            Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
            gradient.put("b1", Tensor.zeros(3));
            return gradient;
        });
    }

    @Test
    void a_mistake_in_the_gradients_of_training_is_found() {
        RunningChecks checks = RunningChecks.every(10);

        GradientDescent.withLearningRate(0.05)
                .batchSize(5)
                .epochs(10)
                .seed(3)
                .every(1, checks.points("digits", RunningOptimisersTest::withoutBiases))
                .train(NETWORK, examples());

        assertThat(checks.report().findings())
                .extracting(RunningFinding::headline)
                .singleElement()
                .asString()
                .startsWith("digits: gradient of b# is WRONG, in ");
    }
}
