package wild;

import com.opengamma.strata.basics.value.ValueDerivatives;
import com.opengamma.strata.collect.array.DoubleArray;
import com.opengamma.strata.market.curve.interpolator.BoundCurveInterpolator;
import com.opengamma.strata.market.curve.interpolator.CurveInterpolator;
import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository;
import com.opengamma.strata.pricer.impl.option.NormalFormulaRepository;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrFormulaData;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganNormalVolatilityFormula;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider;
import com.opengamma.strata.pricer.impl.volatility.smile.SsviFormulaData;
import com.opengamma.strata.pricer.impl.volatility.smile.SsviVolatilityFunction;
import com.opengamma.strata.product.common.PutCall;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Objectives;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.math3.dfp.Dfp;

/** Option prices, volatilities of smiles and interpolators, by all that they depend on. */
final class Strata {

    private static final String[] SABR = {"forward", "strike", "alpha", "beta", "rho", "nu"};
    private static final double[] T = {0.5, 1, 2, 3.5, 5};
    private static final double[] Y = {0.9, 1.1, 1.05, 0.8, 0.7};

    private Strata() {}

    static Library library() {
        return Library.of("strata-pricer", "2.12.48", Strata::fill);
    }

    private static void fill(Checks checks) {
        black(checks, "", 1.1, 1.05, 2, 0.25);
        black(checks, ", at the money", 1, 1, 0.5, 0.3);
        black(checks, ", deep in the money", 3, 1, 0.5, 0.3);
        black(checks, ", far out", 1, 3, 0.5, 0.3);
        black(checks, ", a week", 1.01, 1, 0.02, 0.2);
        black(checks, ", in basis points", 110, 105, 2, 0.25);
        for (PutCall kind : PutCall.values()) {
            valueDerivatives(
                    checks,
                    "NormalFormulaRepository.priceAdjoint, " + kind,
                    x -> NormalFormulaRepository.priceAdjoint(x[0], x[2], 2, x[1], 0.9, kind),
                    new String[] {"forward", "volatility", "strike"},
                    1.1,
                    0.25,
                    1.05);
        }
        valueDerivatives(
                checks,
                "NormalFormulaRepository.impliedVolatilityFromBlackApproximatedAdjoint",
                x -> NormalFormulaRepository.impliedVolatilityFromBlackApproximatedAdjoint(1.1, 1.05, 2, x[0]),
                new String[] {"volatility"},
                0.25);
        valueDerivatives(
                checks,
                "BlackFormulaRepository.impliedVolatilityFromNormalApproximatedAdjoint",
                x -> BlackFormulaRepository.impliedVolatilityFromNormalApproximatedAdjoint(1.1, 1.05, 2, x[0]),
                new String[] {"volatility"},
                0.25);
        valueDerivatives(
                checks,
                "BlackFormulaRepository.impliedVolatilityAdjoint",
                x -> BlackFormulaRepository.impliedVolatilityAdjoint(x[0], 1.1, 1.05, 2, true),
                new String[] {"price"},
                0.2);
        sabr(checks, "", "", 1.1, 1.05, 0.2, 0.5, -0.3, 0.4);
        sabr(checks, ", at the money", "", 1, 1, 0.2, 0.5, -0.3, 0.4);
        sabr(checks, ", far strike", "", 1, 3, 0.2, 0.5, -0.3, 0.4);
        sabr(checks, ", beta 1", "", 1.1, 1.05, 0.2, 1, -0.3, 0.4);
        sabr(checks, ", rates", "accurate to about 5 digits only", 0.03, 0.035, 0.04, 0.7, -0.3, 0.4);
        double[] limit = {1.1, 1.05, 0.2, 0.5, 0.99999, 0.4};
        checks.inconclusive(
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint, rho where the formula changes",
                () -> Objectives.valueAndGradient(
                                "volatility",
                                Strata::first,
                                ValueDerivatives::getValue,
                                v -> v.getDerivatives().toArray(),
                                limit)
                        .named(SABR));
        double[] beyond = {1.1, 1.05, 0.2, 0.5, 0.999999, 0.4};
        checks.fail(
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint, rho beyond it",
                () -> Objectives.valueAndGradient(
                                "volatility",
                                Strata::first,
                                ValueDerivatives::getValue,
                                v -> v.getDerivatives().toArray(),
                                beyond)
                        .named(SABR),
                "x[rho]",
                "one entry",
                Evidence.digits60(x -> new Dfp[] {Hagan.volatilityWithLimit(x)}),
                "derivative by rho where the value takes it as 1");
        valueDerivatives(
                checks,
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint, rho just below it",
                Strata::first,
                SABR,
                1.1,
                1.05,
                0.2,
                0.5,
                0.9999,
                0.4);
        valueDerivatives(
                checks,
                "SsviVolatilityFunction.volatilityAdjoint",
                x -> SsviVolatilityFunction.DEFAULT.volatilityAdjoint(
                        x[0], x[1], x[2], SsviFormulaData.of(x[3], x[4], x[5])),
                new String[] {"forward", "strike", "time", "sigma", "rho", "eta"},
                1.1,
                1.05,
                2,
                0.25,
                -0.3,
                0.4);
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
        for (CurveInterpolator interpolator :
                CurveInterpolator.extendedEnum().lookupAllNormalized().values()) {
            String name = interpolator.getName() + " interpolator";
            Supplier<Subject> slope = () -> {
                BoundCurveInterpolator bound = interpolator.bind(DoubleArray.ofUnsafe(T), DoubleArray.ofUnsafe(Y));
                return Subject.scalar(name, bound::interpolate, bound::firstDerivative, 0.7, 1.9, 2.2, 4.5);
            };
            if (interpolator.getName().startsWith("Step")) {
                checks.inconclusive(name + ", slope", slope);
            } else {
                checks.pass(name + ", slope", slope);
            }
            checks.pass(
                    name + ", sensitivity to its heights",
                    () -> Subject.objective(
                            name,
                            y -> interpolator
                                    .bind(DoubleArray.ofUnsafe(T), DoubleArray.copyOf(y))
                                    .interpolate(2.2),
                            y -> interpolator
                                    .bind(DoubleArray.ofUnsafe(T), DoubleArray.copyOf(y))
                                    .parameterSensitivity(2.2)
                                    .toArray(),
                            Y));
        }
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static void black(Checks checks, String where, double... at) {
        for (boolean call : new boolean[] {true, false}) {
            valueDerivatives(
                    checks,
                    "BlackFormulaRepository.priceAdjoint, " + (call ? "call" : "put") + where,
                    x -> BlackFormulaRepository.priceAdjoint(x[0], x[1], x[2], x[3], call),
                    new String[] {"forward", "strike", "time", "volatility"},
                    at);
        }
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

    private static void sabr(Checks checks, String where, String looksLike, double... at) {
        valueDerivatives(
                checks, "SabrHaganVolatilityFunctionProvider.volatilityAdjoint" + where, Strata::first, SABR, at);
        String name = "SabrHaganVolatilityFunctionProvider.volatilityAdjoint2" + where;
        Supplier<Subject> second = () -> Objectives.filling(name, (x, g) -> adjoint2(x, g, new double[2][2]), at)
                .named(SABR);
        if (at[0] == at[1] || at[3] == 1) {
            checks.pass(name, second);
        } else {
            checks.fail(
                    name,
                    second,
                    "x[beta]",
                    "one entry",
                    Evidence.digits60(x -> new Dfp[] {Hagan.volatility(x)}),
                    "derivative by beta");
        }
        if (at[3] == 1) {
            checks.pass(name + ", second derivatives", () -> second(name, at));
        } else if (at[0] != at[1]) {
            // At the money the formula has another branch, so that the report is about points nearby.
            checks.fail(
                    name + ", second derivatives",
                    () -> second(name, at),
                    "x[forward], x[strike]",
                    looksLike,
                    Evidence.digits60(x -> Hagan.slopes(x, at)),
                    "second derivatives by forward and strike");
        }
        valueDerivatives(
                checks,
                "SabrHaganNormalVolatilityFormula.volatilityAdjoint" + where,
                x -> SabrHaganNormalVolatilityFormula.DEFAULT.volatilityAdjoint(x[0], x[1], 2, x[2], x[3], x[4], x[5]),
                SABR,
                at);
    }

    private static Subject second(String name, double... at) {
        return VectorFunctions.jacobian(
                        name,
                        x -> new double[] {
                            first(with(at, x)).getDerivative(0),
                            first(with(at, x)).getDerivative(1)
                        },
                        x -> {
                            double[][] second = new double[2][2];
                            adjoint2(with(at, x), new double[6], second);
                            return second;
                        },
                        at[0],
                        at[1])
                .named("forward", "strike");
    }

    private static double[] with(double[] at, double[] forwardAndStrike) {
        double[] x = at.clone();
        System.arraycopy(forwardAndStrike, 0, x, 0, 2);
        return x;
    }

    private static ValueDerivatives first(double[] x) {
        return SabrHaganVolatilityFunctionProvider.DEFAULT.volatilityAdjoint(x[0], x[1], 2, x[2], x[3], x[4], x[5]);
    }

    private static double adjoint2(double[] x, double[] g, double[][] second) {
        return SabrHaganVolatilityFunctionProvider.DEFAULT.volatilityAdjoint2(
                x[0], x[1], 2, SabrFormulaData.of(x[2], x[3], x[4], x[5]), g, second);
    }

    private static void valueDerivatives(
            Checks checks, String name, Function<double[], ValueDerivatives> f, String[] names, double... at) {
        checks.pass(
                name,
                () -> Objectives.valueAndGradient(
                                name,
                                f,
                                ValueDerivatives::getValue,
                                v -> v.getDerivatives().toArray(),
                                at)
                        .named(names));
    }

    private static void greek(
            Checks checks, String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at) {
        checks.pass(name, () -> Subject.scalar(name, f, derivative, at));
    }
}
