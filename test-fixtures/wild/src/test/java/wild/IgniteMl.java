package wild;

import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.apache.ignite.ml.math.functions.IgniteDifferentiableDoubleToDoubleFunction;
import org.apache.ignite.ml.math.functions.IgniteDifferentiableVectorToDoubleFunction;
import org.apache.ignite.ml.math.functions.IgniteFunction;
import org.apache.ignite.ml.math.primitives.vector.Vector;
import org.apache.ignite.ml.math.primitives.vector.impl.DenseVector;
import org.apache.ignite.ml.nn.Activators;
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
        activator(checks, "Activators.SIGMOID", Activators.SIGMOID, -20, 0, 0.5);
        activator(checks, "Activators.RELU", Activators.RELU, -2, 0.1, 0.5);
        activator(checks, "Activators.LINEAR", Activators.LINEAR, -2, 0, 0.5);
        checks.pass("LossFunctions.MSE", () -> subject("LossFunctions.MSE", LossFunctions.MSE));
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
            Checks checks, String name, IgniteDifferentiableDoubleToDoubleFunction f, double... at) {
        checks.pass(name, () -> Subject.scalar(name, f::apply, f::differential, at));
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
