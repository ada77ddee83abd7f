package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.GradientDescent;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.layers.Dense;
import io.gradcheck.running.RunningChecks;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Tensor;
import java.util.Random;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.util.Pair;
import org.junit.jupiter.api.Test;

/** The code of the guide's section on running code. */
class RunningCodeTest {

    @Test
    void a_conjugate_gradient_optimiser() {
        assertThat(minimum(new ObjectiveFunctionGradient(RunningCodeTest::gradient)))
                .containsExactly(new double[] {1, 1}, within(1e-2));
    }

    @Test
    void a_wrong_gradient_in_an_optimiser() {
        ObjectiveFunctionGradient wrong =
                new ObjectiveFunctionGradient(x -> new double[] {gradient(x)[0] + 2, gradient(x)[1]});

        assertThatThrownBy(() -> minimum(wrong)).hasMessageContaining("rosenbrock: gradient of x is WRONG, in ");
    }

    static double[] minimum(ObjectiveFunctionGradient gradient) {
        ObjectiveFunction function = new ObjectiveFunction(RunningCodeTest::rosenbrock);
        try (RunningChecks checks = RunningChecks.every(10)) {
            return new NonLinearConjugateGradientOptimizer(
                            NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                            new SimpleValueChecker(1e-9, 1e-9))
                    .optimize(
                            new MaxEval(10_000),
                            function,
                            checks.objectiveGradient("rosenbrock", function, gradient),
                            GoalType.MINIMIZE,
                            new InitialGuess(new double[] {-1.2, 1}))
                    .getPoint();
        }
    }

    static double rosenbrock(double[] x) {
        return Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2);
    }

    static double[] gradient(double[] x) {
        double residual = x[1] - x[0] * x[0];
        return new double[] {-2 * (1 - x[0]) - 400 * x[0] * residual, 200 * residual};
    }

    @Test
    void a_least_squares_fit() {
        double[] fitted = fit(RunningCodeTest::decay);

        assertThat(fitted).containsExactly(new double[] {3, 0.5}, within(0.1));
    }

    static double[] fit(MultivariateJacobianFunction model) {
        try (RunningChecks checks = RunningChecks.every(2)) {
            return new LevenbergMarquardtOptimizer()
                    .optimize(new LeastSquaresBuilder()
                            .model(checks.leastSquares("decay", model))
                            .target(new double[] {3, 1.8, 1.1, 0.7})
                            .start(new double[] {1, 1})
                            .maxEvaluations(100)
                            .maxIterations(100)
                            .build())
                    .getPoint()
                    .toArray();
        }
    }

    private static Pair<RealVector, RealMatrix> decay(RealVector point) {
        double[] y = new double[4];
        double[][] jacobian = new double[4][];
        for (int t = 0; t < 4; t++) {
            double e = Math.exp(-point.getEntry(1) * t);
            y[t] = point.getEntry(0) * e;
            jacobian[t] = new double[] {e, -t * y[t]};
        }
        return new Pair<>(new ArrayRealVector(y), new Array2DRowRealMatrix(jacobian));
    }

    @Test
    void training() {
        Network start = Network.inputs(2)
                .hidden(3, Activation.TANH)
                .output(1, Loss.SQUARED_ERROR)
                .initialise(Initialiser.GLOROT, 7);

        assertThat(trained(start, products()).layers()).isEqualTo(2);
    }

    static Network trained(Network network, Batch examples) {
        try (RunningChecks checks = RunningChecks.every(20)) {
            return GradientDescent.withLearningRate(0.05)
                    .batchSize(5)
                    .epochs(10)
                    .every(1, checks.points("products", step -> step.network().on(step.batch())))
                    .train(network, examples);
        }
    }

    private static Batch products() {
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
    void a_layer_of_your_own() {
        RunningChecks checks = RunningChecks.every(100).share(0.02);
        Layer dense = checks.layer("dense", new Dense(Tensor.of(new int[] {1, 2}, 1, -2), Tensor.vector(0.5)));
        for (int n = 0; n < 200; n++) {
            dense.backward(dense.forward(Tensor.of(new int[] {1, 2}, n, 1)));
        }
        checks.report().throwIfFailed();

        assertThat(checks.report().checks()).isPositive();
    }
}
