package wild;

import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository;
import com.opengamma.strata.pricer.impl.option.NormalFormulaRepository;
import com.opengamma.strata.product.common.PutCall;
import io.gradcheck.subject.Subject;
import java.util.function.DoubleUnaryOperator;

/** Option prices and their greeks, by all that they depend on. */
final class StrataGreeks {

    private StrataGreeks() {}

    static void fill(Checks checks) {
        both(checks, "", 1.1, 1.05, 2, 0.25);
        both(checks, ", at the money", 1, 1, 0.5, 0.3);
        both(checks, ", volatility of 5", 1.1, 1, 1, 5);
        both(checks, ", deep in the money", 3, 1, 0.5, 0.3);
        both(checks, ", far out", 1, 3, 0.5, 0.3);
        both(checks, ", a week", 1.01, 1, 0.02, 0.2);
        both(checks, ", in basis points", 110, 105, 2, 0.25);
        black(checks, ", no volatility", 1.1, 1, 1, 0);
        black(checks, ", strike of 0", 1.1, 0, 1, 0.2);
        for (PutCall kind : PutCall.values()) {
            Strata.valueDerivatives(
                    checks,
                    "NormalFormulaRepository.priceAdjoint, " + kind,
                    x -> NormalFormulaRepository.priceAdjoint(x[0], x[2], 2, x[1], 0.9, kind),
                    new String[] {"forward", "volatility", "strike"},
                    1.1,
                    0.25,
                    1.05);
        }
        Strata.valueDerivatives(
                checks,
                "NormalFormulaRepository.impliedVolatilityFromBlackApproximatedAdjoint",
                x -> NormalFormulaRepository.impliedVolatilityFromBlackApproximatedAdjoint(1.1, 1.05, 2, x[0]),
                new String[] {"volatility"},
                0.25);
        Strata.valueDerivatives(
                checks,
                "BlackFormulaRepository.impliedVolatilityFromNormalApproximatedAdjoint",
                x -> BlackFormulaRepository.impliedVolatilityFromNormalApproximatedAdjoint(1.1, 1.05, 2, x[0]),
                new String[] {"volatility"},
                0.25);
        Strata.valueDerivatives(
                checks,
                "BlackFormulaRepository.impliedVolatilityAdjoint",
                x -> BlackFormulaRepository.impliedVolatilityAdjoint(x[0], 1.1, 1.05, 2, true),
                new String[] {"price"},
                0.2);
        greek(
                checks,
                "BlackFormulaRepository.theta, rate 0",
                t -> -BlackFormulaRepository.price(1.1, 1.05, t, 0.25, true),
                t -> BlackFormulaRepository.theta(1.1, 1.05, t, 0.25, true, 0),
                2);
        checks.fail(
                "BlackFormulaRepository.theta, rate 0.03",
                () -> Subject.scalar(
                        "theta",
                        t -> -BlackFormulaRepository.price(1.1, 1.05, t, 0.25, true),
                        t -> BlackFormulaRepository.theta(1.1, 1.05, t, 0.25, true, 0.03),
                        2),
                "x[0]",
                "",
                Evidence.closedForm(t -> new double[] {
                    -1.1
                            * 0.25
                            * density((Math.log(1.1 / 1.05) + 0.03125 * t[0]) / (0.25 * Math.sqrt(t[0])))
                            / (2 * Math.sqrt(t[0]))
                }),
                "no derivative of the price unless the rate is 0");
        greek(
                checks,
                "BlackFormulaRepository.driftlessTheta",
                t -> -BlackFormulaRepository.price(1.1, 1.05, t, 0.25, true),
                t -> BlackFormulaRepository.driftlessTheta(1.1, 1.05, t, 0.25),
                2);
        blackScholes(checks);
    }

    private static void both(Checks checks, String where, double... at) {
        black(checks, where, at);
        greeks(checks, where, at);
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static void black(Checks checks, String where, double... at) {
        for (boolean call : new boolean[] {true, false}) {
            Strata.valueDerivatives(
                    checks,
                    "BlackFormulaRepository.priceAdjoint, " + (call ? "call" : "put") + where,
                    x -> BlackFormulaRepository.priceAdjoint(x[0], x[1], x[2], x[3], call),
                    new String[] {"forward", "strike", "time", "volatility"},
                    at);
        }
    }

    private static void greeks(Checks checks, String where, double... at) {
        double f = at[0], k = at[1], t = at[2], v = at[3];
        greek(
                checks,
                "BlackFormulaRepository.delta" + where,
                x -> BlackFormulaRepository.price(x, k, t, v, true),
                x -> BlackFormulaRepository.delta(x, k, t, v, true),
                f);
        greek(
                checks,
                "BlackFormulaRepository.gamma" + where,
                x -> BlackFormulaRepository.delta(x, k, t, v, true),
                x -> BlackFormulaRepository.gamma(x, k, t, v),
                f);
        greek(
                checks,
                "BlackFormulaRepository.dualDelta" + where,
                x -> BlackFormulaRepository.price(f, x, t, v, false),
                x -> BlackFormulaRepository.dualDelta(f, x, t, v, false),
                k);
        greek(
                checks,
                "BlackFormulaRepository.dualGamma" + where,
                x -> BlackFormulaRepository.dualDelta(f, x, t, v, true),
                x -> BlackFormulaRepository.dualGamma(f, x, t, v),
                k);
        greek(
                checks,
                "BlackFormulaRepository.crossGamma" + where,
                x -> BlackFormulaRepository.delta(f, x, t, v, true),
                x -> BlackFormulaRepository.crossGamma(f, x, t, v),
                k);
        greek(
                checks,
                "BlackFormulaRepository.vega" + where,
                x -> BlackFormulaRepository.price(f, k, t, x, true),
                x -> BlackFormulaRepository.vega(f, k, t, x),
                v);
        greek(
                checks,
                "BlackFormulaRepository.vanna" + where,
                x -> BlackFormulaRepository.delta(f, k, t, x, true),
                x -> BlackFormulaRepository.vanna(f, k, t, x),
                v);
        greek(
                checks,
                "BlackFormulaRepository.dualVanna" + where,
                x -> BlackFormulaRepository.dualDelta(f, k, t, x, true),
                x -> BlackFormulaRepository.dualVanna(f, k, t, x),
                v);
        greek(
                checks,
                "BlackFormulaRepository.volga" + where,
                x -> BlackFormulaRepository.vega(f, k, t, x),
                x -> BlackFormulaRepository.volga(f, k, t, x),
                v);
    }

    private static void blackScholes(Checks checks) {
        double s = 1.1, k = 1.05, t = 2, v = 0.25, r = 0.03, b = 0.01;
        greek(
                checks,
                "BlackScholesFormulaRepository.delta",
                x -> BlackScholesFormulaRepository.price(x, k, t, v, r, b, true),
                x -> BlackScholesFormulaRepository.delta(x, k, t, v, r, b, true),
                s);
        greek(
                checks,
                "BlackScholesFormulaRepository.dualDelta",
                x -> BlackScholesFormulaRepository.price(s, x, t, v, r, b, true),
                x -> BlackScholesFormulaRepository.dualDelta(s, x, t, v, r, b, true),
                k);
        greek(
                checks,
                "BlackScholesFormulaRepository.gamma",
                x -> BlackScholesFormulaRepository.delta(x, k, t, v, r, b, true),
                x -> BlackScholesFormulaRepository.gamma(x, k, t, v, r, b),
                s);
        greek(
                checks,
                "BlackScholesFormulaRepository.dualGamma",
                x -> BlackScholesFormulaRepository.dualDelta(s, x, t, v, r, b, true),
                x -> BlackScholesFormulaRepository.dualGamma(s, x, t, v, r, b),
                k);
        greek(
                checks,
                "BlackScholesFormulaRepository.crossGamma",
                x -> BlackScholesFormulaRepository.delta(s, x, t, v, r, b, true),
                x -> BlackScholesFormulaRepository.crossGamma(s, x, t, v, r, b),
                k);
        greek(
                checks,
                "BlackScholesFormulaRepository.theta",
                x -> -BlackScholesFormulaRepository.price(s, k, x, v, r, b, true),
                x -> BlackScholesFormulaRepository.theta(s, k, x, v, r, b, true),
                t);
        greek(
                checks,
                "BlackScholesFormulaRepository.charm",
                x -> -BlackScholesFormulaRepository.delta(s, k, x, v, r, b, true),
                x -> BlackScholesFormulaRepository.charm(s, k, x, v, r, b, true),
                t);
        greek(
                checks,
                "BlackScholesFormulaRepository.dualCharm",
                x -> -BlackScholesFormulaRepository.dualDelta(s, k, x, v, r, b, true),
                x -> BlackScholesFormulaRepository.dualCharm(s, k, x, v, r, b, true),
                t);
        greek(
                checks,
                "BlackScholesFormulaRepository.vega",
                x -> BlackScholesFormulaRepository.price(s, k, t, x, r, b, true),
                x -> BlackScholesFormulaRepository.vega(s, k, t, x, r, b),
                v);
        greek(
                checks,
                "BlackScholesFormulaRepository.vanna",
                x -> BlackScholesFormulaRepository.delta(s, k, t, x, r, b, true),
                x -> BlackScholesFormulaRepository.vanna(s, k, t, x, r, b),
                v);
        greek(
                checks,
                "BlackScholesFormulaRepository.dualVanna",
                x -> BlackScholesFormulaRepository.dualDelta(s, k, t, x, r, b, true),
                x -> BlackScholesFormulaRepository.dualVanna(s, k, t, x, r, b),
                v);
        greek(
                checks,
                "BlackScholesFormulaRepository.vomma",
                x -> BlackScholesFormulaRepository.vega(s, k, t, x, r, b),
                x -> BlackScholesFormulaRepository.vomma(s, k, t, x, r, b),
                v);
        greek(
                checks,
                "BlackScholesFormulaRepository.vegaBleed",
                x -> -BlackScholesFormulaRepository.vega(s, k, x, v, r, b),
                x -> BlackScholesFormulaRepository.vegaBleed(s, k, x, v, r, b),
                t);
        greek(
                checks,
                "BlackScholesFormulaRepository.rho",
                x -> BlackScholesFormulaRepository.price(s, k, t, v, x, b + x - r, true),
                x -> BlackScholesFormulaRepository.rho(s, k, t, v, x, b + x - r, true),
                r);
        greek(
                checks,
                "BlackScholesFormulaRepository.carryRho",
                x -> BlackScholesFormulaRepository.price(s, k, t, v, r, x, true),
                x -> BlackScholesFormulaRepository.carryRho(s, k, t, v, r, x, true),
                b);
    }

    private static void greek(
            Checks checks, String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at) {
        checks.pass(name, () -> Subject.scalar(name, f, derivative, at));
    }
}
