package wild;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Hessians;
import java.util.function.Supplier;
import org.ojalgo.function.multiary.AffineFunction;
import org.ojalgo.function.multiary.LinearFunction;
import org.ojalgo.function.multiary.MultiaryFunction;
import org.ojalgo.function.multiary.PureQuadraticFunction;
import org.ojalgo.function.multiary.QuadraticFunction;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.random.Cauchy;
import org.ojalgo.random.ChiSquareDistribution;
import org.ojalgo.random.ContinuousDistribution;
import org.ojalgo.random.Exponential;
import org.ojalgo.random.LogNormal;
import org.ojalgo.random.Normal;
import org.ojalgo.random.TDistribution;
import org.ojalgo.random.Uniform;

/** Distributions by their argument, quadratic functions by theirs. */
final class OjAlgo {

    private OjAlgo() {}

    static Library library() {
        return Library.of("ojalgo", "57.1.0", OjAlgo::fill);
    }

    private static void fill(Checks checks) {
        distribution(checks, "Normal", new Normal(0.3, 2), -2, 0.5, 4);
        distribution(checks, "LogNormal", new LogNormal(0.3, 2), 0.2, 2, 4);
        distribution(checks, "Exponential", new Exponential(2), 0.2, 2, 4);
        distribution(checks, "Cauchy", new Cauchy(0.3, 2), -2, 0.5, 4);
        distribution(checks, "Uniform", new Uniform(0, 4), 0.2, 2, 3);
        inexact(checks, 7, "x[1]", "one entry");
        inexact(checks, 30, "x[0], x[1]", "");
        for (int n : new int[] {1, 2, 3, 4, 5}) {
            distribution(checks, "TDistribution, " + n, TDistribution.of(n), -2, 0.5, 4);
        }
        for (int n : new int[] {1, 2, 3, 4, 5, 7, 30}) {
            distribution(checks, "ChiSquareDistribution, " + n, ChiSquareDistribution.of(n), 0.2, 2, 9);
        }
        R064Store square = R064Store.FACTORY.rows(new double[][] {{2, 0.3, -1}, {0.3, 1, 0.7}, {-1, 0.7, -3}});
        R064Store skewed = R064Store.FACTORY.rows(new double[][] {{2, 0.3, -1}, {0.9, 1, 0.7}, {-4, 0.2, -3}});
        R064Store column = R064Store.FACTORY.column(1, -2, 3);
        multiary(checks, "LinearFunction", LinearFunction.wrap(column));
        multiary(checks, "AffineFunction", AffineFunction.wrap(column));
        multiary(checks, "PureQuadraticFunction", PureQuadraticFunction.wrap(square));
        multiary(checks, "PureQuadraticFunction, not symmetric", PureQuadraticFunction.wrap(skewed));
        multiary(checks, "QuadraticFunction", QuadraticFunction.wrap(square, column));
        multiary(checks, "QuadraticFunction, not symmetric", QuadraticFunction.wrap(skewed, column));
    }

    private static void distribution(Checks checks, String name, ContinuousDistribution f, double... at) {
        checks.pass(name, () -> Subject.scalar(name, f::getDistribution, f::getDensity, at));
    }

    private static void inexact(Checks checks, int n, String wrong, String looksLike) {
        TDistribution f = TDistribution.of(n);
        checks.fail(
                "TDistribution, " + n,
                () -> Subject.scalar("TDistribution", f::getDistribution, f::getDensity, -2, 0.5, 4),
                wrong,
                looksLike,
                Evidence.inexactValue(
                        new org.apache.commons.math3.distribution.TDistribution(n)::cumulativeProbability),
                "CDF; the density is right");
    }

    private static void multiary(Checks checks, String name, MultiaryFunction.TwiceDifferentiable<Double> f) {
        double[] at = {0.4, -0.7, 1.3};
        checks.pass(
                name,
                () -> Subject.objective(name, x -> f.invoke(R064Store.FACTORY.column(x)), x -> gradient(f, x), at));
        Supplier<Subject> hessian = () -> Hessians.dense(
                name,
                x -> gradient(f, x),
                x -> f.getHessian(R064Store.FACTORY.column(x)).toRawCopy2D(),
                at);
        if (name.contains("Quadratic")) {
            checks.pass(name + ", Hessian", hessian);
        } else {
            checks.inconclusive(name + ", Hessian", hessian);
        }
    }

    private static double[] gradient(MultiaryFunction.TwiceDifferentiable<Double> f, double[] x) {
        return f.getGradient(R064Store.FACTORY.column(x)).toRawCopy1D();
    }
}
