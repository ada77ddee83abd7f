package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.PASS;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.hipparchus.analysis.ParametricUnivariateFunction;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.hipparchus.analysis.differentiation.UnivariateDifferentiableFunction;
import org.hipparchus.analysis.function.Acos;
import org.hipparchus.analysis.function.Acosh;
import org.hipparchus.analysis.function.Asin;
import org.hipparchus.analysis.function.Asinh;
import org.hipparchus.analysis.function.Atan;
import org.hipparchus.analysis.function.Atanh;
import org.hipparchus.analysis.function.Cbrt;
import org.hipparchus.analysis.function.Cos;
import org.hipparchus.analysis.function.Cosh;
import org.hipparchus.analysis.function.Exp;
import org.hipparchus.analysis.function.Expm1;
import org.hipparchus.analysis.function.Gaussian;
import org.hipparchus.analysis.function.HarmonicOscillator;
import org.hipparchus.analysis.function.Inverse;
import org.hipparchus.analysis.function.Log;
import org.hipparchus.analysis.function.Log10;
import org.hipparchus.analysis.function.Log1p;
import org.hipparchus.analysis.function.Logistic;
import org.hipparchus.analysis.function.Logit;
import org.hipparchus.analysis.function.Power;
import org.hipparchus.analysis.function.Sigmoid;
import org.hipparchus.analysis.function.Sin;
import org.hipparchus.analysis.function.Sinc;
import org.hipparchus.analysis.function.Sinh;
import org.hipparchus.analysis.function.Sqrt;
import org.hipparchus.analysis.function.Tan;
import org.hipparchus.analysis.function.Tanh;
import org.hipparchus.analysis.interpolation.AkimaSplineInterpolator;
import org.hipparchus.analysis.interpolation.LinearInterpolator;
import org.hipparchus.analysis.interpolation.SplineInterpolator;
import org.hipparchus.analysis.polynomials.PolynomialFunction;

/** Parametric functions by their parameters, functions and splines by their argument. */
final class HipparchusCore {

    private static final double[] KNOTS = {0, 1, 2.5, 3, 4, 6};
    private static final double[] HEIGHTS = {1, -1, 0.5, 2, 2, 7};

    private HipparchusCore() {}

    static Library library() {
        return Library.of("hipparchus-core", "3.1", HipparchusCore::fill);
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
                    () -> subject("Logit.Parametric", new Logit.Parametric(), x, -2, 3),
                    "x[1]",
                    "one entry",
                    CommonsMath3.logit(x),
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
                () -> subject("LinearInterpolator", new LinearInterpolator().interpolate(KNOTS, HEIGHTS), 2.5));
        HipparchusDistributions.fill(checks);
    }

    private static void parametric(
            Checks checks, String name, ParametricUnivariateFunction f, double x, double... parameters) {
        checks.pass(name, () -> subject(name, f, x, parameters));
    }

    private static void univariate(
            Checks checks, Verdict verdict, String name, UnivariateDifferentiableFunction f, double... at) {
        checks.expect(verdict, name, () -> subject(name, f, at));
    }

    private static Subject subject(String name, ParametricUnivariateFunction f, double x, double... parameters) {
        return Subject.objective(name, p -> f.value(x, p), p -> f.gradient(x, p), parameters);
    }

    private static Subject subject(String name, UnivariateDifferentiableFunction f, double... at) {
        return Subject.scalar(
                name, f::value, x -> f.value(new UnivariateDerivative1(x, 1)).getFirstDerivative(), at);
    }
}
