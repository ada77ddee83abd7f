package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.ignite.ml.math.functions.IgniteDifferentiableDoubleToDoubleFunction;
import org.apache.ignite.ml.math.functions.IgniteDifferentiableVectorToDoubleFunction;
import org.apache.ignite.ml.math.functions.IgniteFunction;
import org.apache.ignite.ml.math.primitives.matrix.Matrix;
import org.apache.ignite.ml.math.primitives.matrix.impl.DenseMatrix;
import org.apache.ignite.ml.math.primitives.vector.Vector;
import org.apache.ignite.ml.math.primitives.vector.impl.DenseVector;
import org.apache.ignite.ml.nn.Activators;
import org.apache.ignite.ml.nn.MultilayerPerceptron;
import org.apache.ignite.ml.nn.architecture.MLPArchitecture;
import org.apache.ignite.ml.optimization.LossFunctions;

/** Losses by the prediction, activators by their argument. */
final class IgniteMl {

    private static final double[] TRUTH = {0.9, 0.2, 0.6};
    private static final double[] PREDICTION = {0.4, 0.7, 0.3};

    private IgniteMl() {}

    static Library library() {
        return Library.of("ignite-ml", "2.15.0", IgniteMl::fill);
    }

    private static void fill(Checks checks) {
        activator(checks, KINK, "Activators.RELU, at 0", Activators.RELU, 0);
        activator(checks, INCONCLUSIVE, "Activators.SIGMOID, saturated", Activators.SIGMOID, -800, 800);
        activator(checks, PASS, "Activators.SIGMOID", Activators.SIGMOID, -20, 0, 0.5);
        activator(checks, PASS, "Activators.RELU", Activators.RELU, -2, 0.1, 0.5);
        activator(checks, PASS, "Activators.LINEAR", Activators.LINEAR, -2, 0, 0.5);
        checks.pass("LossFunctions.MSE", () -> subject("LossFunctions.MSE", LossFunctions.MSE));
        checks.pass("MultilayerPerceptron, MSE", () -> network(LossFunctions.MSE, Activators.SIGMOID));
        checks.pass("MultilayerPerceptron, MSE, linear", () -> network(LossFunctions.MSE, Activators.LINEAR));
        checks.fail(
                "MultilayerPerceptron, L1",
                () -> network(LossFunctions.L1, Activators.SIGMOID),
                IntStream.range(0, 21).mapToObj(j -> "x[" + j + "]").collect(Collectors.joining(", ")),
                "",
                new Evidence("its own network with the derivative of that loss", null, IgniteMl::absolute),
                "the derivative of the loss is that of MSE");
        wrong(checks, "LossFunctions.LOG", LossFunctions.LOG, "", (t, p) -> 1 / (1 - p));
        wrong(checks, "LossFunctions.L2", LossFunctions.L2, "constant factor 1/3", (t, p) -> 2 * (p - t));
        wrong(checks, "LossFunctions.L1", LossFunctions.L1, "", (t, p) -> Math.signum(p - t));
        wrong(checks, "LossFunctions.HINGE", LossFunctions.HINGE, "", (t, p) -> -t);
    }

    private static void wrong(
            Checks checks,
            String name,
            IgniteFunction<Vector, IgniteDifferentiableVectorToDoubleFunction> loss,
            String looksLike,
            DoubleBinaryOperator right) {
        checks.fail(
                name,
                () -> subject(name, loss),
                "x[0], x[1], x[2]",
                looksLike,
                Evidence.closedForm(p -> {
                    double[] gradient = new double[p.length];
                    Arrays.setAll(gradient, j -> right.applyAsDouble(TRUTH[j], p[j]));
                    return gradient;
                }),
                "the derivative is that of MSE");
    }

    private static void activator(
            Checks checks, Verdict verdict, String name, IgniteDifferentiableDoubleToDoubleFunction f, double... at) {
        checks.expect(verdict, name, () -> Subject.scalar(name, f::apply, f::differential, at));
    }

    /** Two numbers, three hidden neurons and three outputs, by all weights and biases. */
    private static Subject network(
            IgniteFunction<Vector, IgniteDifferentiableVectorToDoubleFunction> loss,
            IgniteDifferentiableDoubleToDoubleFunction activator) {
        MLPArchitecture layers =
                new MLPArchitecture(2).withAddedLayer(3, true, activator).withAddedLayer(3, true, Activators.SIGMOID);
        MultilayerPerceptron network = new MultilayerPerceptron(layers);
        Matrix input = new DenseMatrix(new double[][] {{0.3, -0.7}});
        Matrix truth = new DenseMatrix(new double[][] {TRUTH});
        double[] at = new double[layers.parametersCount()];
        Arrays.setAll(at, j -> Math.sin(1 + 2 * j));
        return Subject.objective(
                "network",
                p -> loss.apply(new DenseVector(TRUTH))
                        .apply(network.setParameters(new DenseVector(p))
                                .predict(input)
                                .getRow(0)),
                p -> network.setParameters(new DenseVector(p))
                        .differentiateByParameters(loss, input.transpose(), truth.transpose())
                        .asArray(),
                at);
    }

    private static double[][] absolute(double[] p) {
        IgniteDifferentiableVectorToDoubleFunction right = new IgniteDifferentiableVectorToDoubleFunction() {
            @Override
            public Double apply(Vector y) {
                return LossFunctions.L1.apply(new DenseVector(TRUTH)).apply(y);
            }

            @Override
            public Vector differential(Vector y) {
                return y.minus(new DenseVector(TRUTH)).map(Math::signum);
            }
        };
        Subject network = network(truth -> right, Activators.SIGMOID);
        return new double[][] {
            network.gradient(Map.of("x", Tensor.vector(p)), Tensor.scalar(1))
                    .get("x")
                    .values()
        };
    }

    private static Subject subject(
            String name, IgniteFunction<Vector, IgniteDifferentiableVectorToDoubleFunction> loss) {
        IgniteDifferentiableVectorToDoubleFunction f = loss.apply(new DenseVector(TRUTH));
        return Subject.objective(
                name,
                p -> f.apply(new DenseVector(p)),
                p -> f.differential(new DenseVector(p)).asArray(),
                PREDICTION);
    }
}
