package wild;

import io.gradcheck.subject.vector.CommonsMath;
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
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;

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
        univariate(checks, "Acos", new Acos(), -0.9, 0, 0.9999);
        univariate(checks, "Acosh", new Acosh(), 1.0001, 2, 1e6);
        univariate(checks, "Asin", new Asin(), -0.9, 0, 0.9999);
        univariate(checks, "Asinh", new Asinh(), -1e6, 0, 2);
        univariate(checks, "Atan", new Atan(), -1e6, 0, 2);
        univariate(checks, "Atanh", new Atanh(), -0.9, 0, 0.9999);
        univariate(checks, "Cbrt", new Cbrt(), -2, 0.001, 1e6);
        univariate(checks, "Cos", new Cos(), 0, 2, 1e3);
        univariate(checks, "Cosh", new Cosh(), -20, 0, 2);
        univariate(checks, "Exp", new Exp(), -20, 0, 2);
        univariate(checks, "Expm1", new Expm1(), -20, 0, 2);
        univariate(checks, "Gaussian", new Gaussian(1, 0.5), -3, 1, 2);
        univariate(checks, "HarmonicOscillator", new HarmonicOscillator(2, 3, 1), -3, 0, 2);
        univariate(checks, "Inverse", new Inverse(), -3, 1e-3, 1e3);
        univariate(checks, "Log", new Log(), 1e-3, 1, 1e3);
        univariate(checks, "Log10", new Log10(), 1e-3, 1, 1e3);
        univariate(checks, "Log1p", new Log1p(), -0.99, 0, 1e3);
        univariate(checks, "Logistic", new Logistic(5, 1, 0.7, 1.5, 0.2, 0.9), -3, 1, 20);
        univariate(checks, "Logit", new Logit(-2, 3), -1.9999, 0, 2.9);
        univariate(checks, "Power", new Power(2.5), 1e-3, 1, 1e3);
        univariate(checks, "Sigmoid", new Sigmoid(-2, 3), -20, 0, 20);
        univariate(checks, "Sin", new Sin(), 0, 2, 1e3);
        univariate(checks, "Sinc", new Sinc(), 0, 1e-3, 2);
        univariate(checks, "Sinc, normalised", new Sinc(true), 0, 1, 2.5);
        univariate(checks, "Sinh", new Sinh(), -20, 0, 2);
        univariate(checks, "Sqrt", new Sqrt(), 1e-3, 1, 1e6);
        univariate(checks, "Tan", new Tan(), -1.5, 0, 2);
        univariate(checks, "Tanh", new Tanh(), -20, 0, 0.5);
        univariate(checks, "PolynomialFunction", new PolynomialFunction(new double[] {1, -2, 0, 3}), -2, 0, 1e3);
        univariate(checks, "SplineInterpolator", new SplineInterpolator().interpolate(KNOTS, HEIGHTS), 0.5, 2.5, 5);
        univariate(
                checks,
                "AkimaSplineInterpolator",
                new AkimaSplineInterpolator().interpolate(KNOTS, HEIGHTS),
                0.5,
                2.5,
                5);
        univariate(checks, "LinearInterpolator", new LinearInterpolator().interpolate(KNOTS, HEIGHTS), 0.5, 2.7, 5);
        checks.kink(
                "LinearInterpolator, at a knot",
                () -> CommonsMath.univariate(new LinearInterpolator().interpolate(KNOTS, HEIGHTS), 2.5));
    }

    private static void parametric(
            Checks checks, String name, ParametricUnivariateFunction f, double x, double... parameters) {
        checks.pass(name, () -> CommonsMath.parametric(f, x, parameters));
    }

    private static void univariate(Checks checks, String name, UnivariateDifferentiableFunction f, double... at) {
        checks.pass(name, () -> CommonsMath.univariate(f, at));
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
