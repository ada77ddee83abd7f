package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.PASS;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.CommonsMath;
import io.gradcheck.subject.vector.Hessians;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.ParametricUnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.function.Acos;
import org.apache.commons.math3.analysis.function.Acosh;
import org.apache.commons.math3.analysis.function.Asin;
import org.apache.commons.math3.analysis.function.Asinh;
import org.apache.commons.math3.analysis.function.Atan;
import org.apache.commons.math3.analysis.function.Atanh;
import org.apache.commons.math3.analysis.function.Cbrt;
import org.apache.commons.math3.analysis.function.Cos;
import org.apache.commons.math3.analysis.function.Cosh;
import org.apache.commons.math3.analysis.function.Exp;
import org.apache.commons.math3.analysis.function.Expm1;
import org.apache.commons.math3.analysis.function.Gaussian;
import org.apache.commons.math3.analysis.function.HarmonicOscillator;
import org.apache.commons.math3.analysis.function.Inverse;
import org.apache.commons.math3.analysis.function.Log;
import org.apache.commons.math3.analysis.function.Log10;
import org.apache.commons.math3.analysis.function.Log1p;
import org.apache.commons.math3.analysis.function.Logistic;
import org.apache.commons.math3.analysis.function.Logit;
import org.apache.commons.math3.analysis.function.Power;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.analysis.function.Sin;
import org.apache.commons.math3.analysis.function.Sinc;
import org.apache.commons.math3.analysis.function.Sinh;
import org.apache.commons.math3.analysis.function.Sqrt;
import org.apache.commons.math3.analysis.function.Tan;
import org.apache.commons.math3.analysis.function.Tanh;
import org.apache.commons.math3.analysis.interpolation.AkimaSplineInterpolator;
import org.apache.commons.math3.analysis.interpolation.BicubicSplineInterpolatingFunction;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.apache.commons.math3.geometry.euclidean.threed.SphericalCoordinates;
import org.apache.commons.math3.geometry.euclidean.threed.Vector3D;

/** Parametric functions by their parameters, functions and splines by their argument. */
final class CommonsMath3 {

    private static final double[] KNOTS = {0, 1, 2.5, 3, 4, 6};
    private static final double[] HEIGHTS = {1, -1, 0.5, 2, 2, 7};

    private CommonsMath3() {}

    static Library library() {
        return Library.of("commons-math3", "3.6.1", CommonsMath3::fill);
    }

    private static void fill(Checks checks) {
        parametric(checks, "Gaussian.Parametric", new Gaussian.Parametric(), 0.4, 2, -1, 0.7);
        parametric(checks, "Gaussian.Parametric, at its top", new Gaussian.Parametric(), 0.4, 2, 0.4, 0.7);
        parametric(checks, "Gaussian.Parametric, 30 deviations off", new Gaussian.Parametric(), 22, 2, 1, 0.7);
        parametric(checks, "HarmonicOscillator.Parametric", new HarmonicOscillator.Parametric(), 0.4, 2, -1, 0.7);
        parametric(checks, "HarmonicOscillator.Parametric, at 0", new HarmonicOscillator.Parametric(), 0, 2, -1, 0.7);
        parametric(checks, "Logistic.Parametric", new Logistic.Parametric(), 0.4, 5, -1, 0.7, 1.5, 0.2, 0.9);
        parametric(
                checks, "Logistic.Parametric, at its middle", new Logistic.Parametric(), -1, 5, -1, 0.7, 1.5, 0.2, 0.9);
        parametric(checks, "Sigmoid.Parametric", new Sigmoid.Parametric(), 0.4, -2, 3);
        parametric(checks, "Sigmoid.Parametric, saturated", new Sigmoid.Parametric(), 50, -2, 3);
        parametric(checks, "PolynomialFunction.Parametric", new PolynomialFunction.Parametric(), 0.4, 1, -2, 0, 3);
        parametric(checks, "PolynomialFunction.Parametric, at 0", new PolynomialFunction.Parametric(), 0, 1, -2, 0, 3);
        for (double x : new double[] {0.4, -1.9, 2.9999}) {
            checks.fail(
                    "Logit.Parametric, at " + x,
                    () -> CommonsMath.parametric(new Logit.Parametric(), x, -2, 3),
                    "parameters[1]",
                    "sign flipped",
                    logit(x),
                    "sign of the derivative by the upper bound");
        }
        univariate(checks, PASS, "Sinc, near 0", new Sinc(), 1e-9, -1e-5, 2e-3);
        univariate(checks, PASS, "Atan, huge", new Atan(), 1e8);
        univariate(checks, INCONCLUSIVE, "Tanh, saturated", new Tanh(), 400, -400);
        univariate(checks, INCONCLUSIVE, "Sigmoid, saturated", new Sigmoid(-2, 3), -400, 800);
        univariate(checks, PASS, "Exp, saturated", new Exp(), -700, 700);
        univariate(checks, PASS, "Logit, near its lower end", new Logit(), 1e-12);
        univariate(checks, PASS, "Sqrt, near 0", new Sqrt(), 1e-12);
        univariate(checks, PASS, "Cbrt, near 0", new Cbrt(), 1e-12, -1e-9);
        univariate(checks, INCONCLUSIVE, "Pow of 0", new Power(0), 2);
        univariate(checks, PASS, "Acos", new Acos(), -0.9, 0, 0.9999);
        univariate(checks, PASS, "Acosh", new Acosh(), 1.0001, 2, 1e6);
        univariate(checks, PASS, "Asin", new Asin(), -0.9, 0, 0.9999);
        univariate(checks, PASS, "Asinh", new Asinh(), -1e6, 0, 2);
        univariate(checks, PASS, "Atan", new Atan(), -1e6, 0, 2);
        univariate(checks, PASS, "Atanh", new Atanh(), -0.9, 0, 0.9999);
        univariate(checks, PASS, "Cbrt", new Cbrt(), -2, 0.001, 1e6);
        univariate(checks, PASS, "Cos", new Cos(), 0, 2, 1e3);
        univariate(checks, PASS, "Cosh", new Cosh(), -20, 0, 2);
        univariate(checks, PASS, "Exp", new Exp(), -20, 0, 2);
        univariate(checks, PASS, "Expm1", new Expm1(), -20, 0, 2);
        univariate(checks, PASS, "Gaussian", new Gaussian(1, 0.5), -3, 1, 2);
        univariate(checks, PASS, "HarmonicOscillator", new HarmonicOscillator(2, 3, 1), -3, 0, 2);
        univariate(checks, PASS, "Inverse", new Inverse(), -3, 1e-3, 1e3);
        univariate(checks, PASS, "Log", new Log(), 1e-3, 1, 1e3);
        univariate(checks, PASS, "Log10", new Log10(), 1e-3, 1, 1e3);
        univariate(checks, PASS, "Log1p", new Log1p(), -0.99, 0, 1e3);
        univariate(checks, PASS, "Logistic", new Logistic(5, 1, 0.7, 1.5, 0.2, 0.9), -3, 1, 20);
        univariate(checks, PASS, "Logit", new Logit(-2, 3), -1.9999, 0, 2.9);
        univariate(checks, PASS, "Power", new Power(2.5), 1e-3, 1, 1e3);
        univariate(checks, PASS, "Sigmoid", new Sigmoid(-2, 3), -20, 0, 20);
        univariate(checks, PASS, "Sin", new Sin(), 0, 2, 1e3);
        univariate(checks, PASS, "Sinc", new Sinc(), 0, 1e-3, 2);
        univariate(checks, PASS, "Sinc, normalised", new Sinc(true), 0, 1, 2.5);
        univariate(checks, PASS, "Sinh", new Sinh(), -20, 0, 2);
        univariate(checks, PASS, "Sqrt", new Sqrt(), 1e-3, 1, 1e6);
        univariate(checks, PASS, "Tan", new Tan(), -1.5, 0, 2);
        univariate(checks, PASS, "Tanh", new Tanh(), -20, 0, 0.5);
        univariate(checks, PASS, "PolynomialFunction", new PolynomialFunction(new double[] {1, -2, 0, 3}), -2, 0, 1e3);
        univariate(
                checks, PASS, "SplineInterpolator", new SplineInterpolator().interpolate(KNOTS, HEIGHTS), 0.5, 2.5, 5);
        univariate(
                checks,
                PASS,
                "AkimaSplineInterpolator",
                new AkimaSplineInterpolator().interpolate(KNOTS, HEIGHTS),
                0.5,
                2.5,
                5);
        univariate(
                checks, PASS, "LinearInterpolator", new LinearInterpolator().interpolate(KNOTS, HEIGHTS), 0.5, 2.7, 5);
        checks.kink(
                "LinearInterpolator, at a knot",
                () -> CommonsMath.univariate(new LinearInterpolator().interpolate(KNOTS, HEIGHTS), 2.5));
        CommonsDistributions.fill(checks);
        spherical(checks, "", 1, 2, -0.5);
        spherical(checks, ", near the axis", 1e-3, -2e-3, 1);
        spherical(checks, ", far out", 1e3, -2e3, 1);
        BicubicSplineInterpolatingFunction surface = surface();
        UnaryOperator<double[]> slopes =
                x -> new double[] {surface.partialDerivativeX(x[0], x[1]), surface.partialDerivativeY(x[0], x[1])};
        checks.pass("BicubicSplineInterpolatingFunction, cell of size 1", () -> surface(surface, slopes, 1.3, 0.8));
        checks.fail(
                "BicubicSplineInterpolatingFunction, cell of height 1.5",
                () -> surface(surface, slopes, 1.3, 2.2),
                "x[1]",
                "one entry",
                Evidence.sevenPoints(x -> new double[] {surface.value(x[0], x[1])}, 0.05),
                "not divided by the size of the cell");
    }

    private static Subject surface(
            BicubicSplineInterpolatingFunction surface, UnaryOperator<double[]> slopes, double... at) {
        return Subject.objective("surface", x -> surface.value(x[0], x[1]), slopes, at);
    }

    private static BicubicSplineInterpolatingFunction surface() {
        double[] at = {0, 1, 2, 3.5};
        double[][] f = new double[4][4];
        double[][] byX = new double[4][4];
        double[][] byY = new double[4][4];
        double[][] byXy = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                f[i][j] = Math.sin(i + 2 * j);
                byX[i][j] = Math.cos(i * j);
                byY[i][j] = i - j;
                byXy[i][j] = Math.sin(i * j);
            }
        }
        return new BicubicSplineInterpolatingFunction(at, at, f, byX, byY, byXy, true);
    }

    private static void spherical(Checks checks, String where, double... at) {
        checks.pass(
                "SphericalCoordinates.toCartesianGradient" + where,
                () -> VectorFunctions.vjp(
                        "SphericalCoordinates",
                        x -> {
                            SphericalCoordinates s = spherical(x);
                            return new double[] {s.getR(), s.getTheta(), s.getPhi()};
                        },
                        (x, u) -> spherical(x).toCartesianGradient(u.clone()),
                        at));
        // Of r r + theta phi.
        checks.pass(
                "SphericalCoordinates.toCartesianHessian" + where,
                () -> Hessians.dense(
                        "SphericalCoordinates",
                        x -> {
                            SphericalCoordinates s = spherical(x);
                            return s.toCartesianGradient(new double[] {2 * s.getR(), s.getPhi(), s.getTheta()});
                        },
                        x -> {
                            SphericalCoordinates s = spherical(x);
                            return s.toCartesianHessian(
                                    new double[][] {{2, 0, 0}, {0, 0, 1}, {0, 1, 0}},
                                    new double[] {2 * s.getR(), s.getPhi(), s.getTheta()});
                        },
                        at));
    }

    private static SphericalCoordinates spherical(double[] x) {
        return new SphericalCoordinates(new Vector3D(x));
    }

    private static void parametric(
            Checks checks, String name, ParametricUnivariateFunction f, double x, double... parameters) {
        checks.pass(name, () -> CommonsMath.parametric(f, x, parameters));
    }

    private static void univariate(
            Checks checks, Verdict verdict, String name, UnivariateDifferentiableFunction f, double... at) {
        checks.expect(verdict, name, () -> CommonsMath.univariate(f, at));
    }

    /** Of {@code log((x - lo) / (hi - x))}. */
    static Evidence logit(double x) {
        return Evidence.digits60(p -> new org.apache.commons.math3.dfp.Dfp[] {
            Evidence.dfp(x)
                    .subtract(p[0])
                    .divide(p[1].subtract(Evidence.dfp(x)))
                    .log()
        });
    }
}
