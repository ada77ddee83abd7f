package wild;

import cern.colt.matrix.DoubleFactory1D;
import com.joptimizer.functions.ConvexMultivariateRealFunction;
import com.joptimizer.functions.FunctionsUtils;
import com.joptimizer.functions.LinearMultivariateRealFunction;
import com.joptimizer.functions.LogTransformedPosynomial;
import com.joptimizer.functions.LogarithmicBarrier;
import com.joptimizer.functions.PDQuadraticMultivariateRealFunction;
import com.joptimizer.functions.SDPLogarithmicBarrier;
import com.joptimizer.functions.SOCPLogarithmicBarrier;
import com.joptimizer.functions.TwiceDifferentiableMultivariateRealFunction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Hessians;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Convex functions and barriers, with their Hessians. */
final class JOptimizer {

    private JOptimizer() {}

    static Library library() {
        return Library.of("joptimizer", "5.0.0", JOptimizer::fill);
    }

    private static void fill(Checks checks) {
        pair(
                checks,
                "LinearMultivariateRealFunction",
                new LinearMultivariateRealFunction(new double[] {1, -2}, 3),
                0.4,
                -0.7);
        pair(
                checks,
                "PDQuadraticMultivariateRealFunction",
                new PDQuadraticMultivariateRealFunction(new double[][] {{2, 0.3}, {0.3, 1}}, new double[] {1, -2}, 3),
                0.4,
                -0.7);
        pair(
                checks,
                "LogTransformedPosynomial",
                new LogTransformedPosynomial(new double[][] {{1, -2}, {0.5, 1.5}, {0, 1}}, new double[] {0.3, -1, 0.2}),
                0.4,
                -0.7);
        pair(
                checks,
                "LogTransformedPosynomial, far",
                new LogTransformedPosynomial(new double[][] {{1, -2}, {0.5, 1.5}, {0, 1}}, new double[] {0.3, -1, 0.2}),
                30,
                -20);
        pair(checks, "FunctionsUtils.createCircle", FunctionsUtils.createCircle(2, 2), 0.4, -0.7);
        pair(
                checks,
                "LogTransformedPosynomial, at 0",
                new LogTransformedPosynomial(new double[][] {{1, -2}, {0.5, 1.5}}, new double[] {0.3, -1}),
                0,
                0);
        LogarithmicBarrier barrier = new LogarithmicBarrier(
                new ConvexMultivariateRealFunction[] {
                    new LinearMultivariateRealFunction(new double[] {-1, 0}, 0), FunctionsUtils.createCircle(2, 2)
                },
                2);
        pair(checks, "LogarithmicBarrier", barrier, 0.4, -0.7);
        pair(checks, "LogarithmicBarrier, near the edge", barrier, 0.001, -0.7);
        pair(checks, "SOCPLogarithmicBarrier", cone(), 0.4, -0.7);
        pair(
                checks,
                "SDPLogarithmicBarrier",
                new SDPLogarithmicBarrier(
                        List.of(new double[][] {{1, 0.2}, {0.2, -1}}, new double[][] {{0.3, 1}, {1, 0.4}}),
                        new double[][] {{-3, 0.1}, {0.1, -4}}),
                0.4,
                -0.7);
    }

    private static SOCPLogarithmicBarrier cone() {
        List<SOCPLogarithmicBarrier.SOCPConstraintParameters> constraints = new ArrayList<>();
        SOCPLogarithmicBarrier barrier = new SOCPLogarithmicBarrier(constraints, 2);
        constraints.add(barrier
        .new SOCPConstraintParameters(
                new double[][] {{1, 0.3}, {0, 1}}, new double[] {0.1, -0.2}, new double[] {0.2, 0.1}, 3));
        return barrier;
    }

    private static void pair(Checks checks, String name, TwiceDifferentiableMultivariateRealFunction f, double... at) {
        checks.pass(
                name,
                () -> Subject.objective(
                        name,
                        x -> f.value(DoubleFactory1D.dense.make(x)),
                        x -> f.gradient(DoubleFactory1D.dense.make(x)).toArray(),
                        at));
        Supplier<Subject> hessian = () -> Hessians.dense(
                name, x -> f.gradient(DoubleFactory1D.dense.make(x)).toArray(), x -> hessian(f, x), at);
        if (name.startsWith("Linear") || name.endsWith("far")) {
            checks.inconclusive(name + ", Hessian", hessian);
        } else {
            checks.pass(name + ", Hessian", hessian);
        }
    }

    /** Where the Hessian is zero, the library returns a placeholder instead. */
    private static double[][] hessian(TwiceDifferentiableMultivariateRealFunction f, double[] x) {
        var hessian = f.hessian(DoubleFactory1D.dense.make(x));
        return hessian == FunctionsUtils.ZEROES_MATRIX_PLACEHOLDER ? new double[x.length][x.length] : hessian.toArray();
    }
}
