package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import com.opengamma.strata.basics.value.ValueDerivatives;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrFormulaData;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganNormalVolatilityFormula;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider;
import com.opengamma.strata.pricer.impl.volatility.smile.SsviFormulaData;
import com.opengamma.strata.pricer.impl.volatility.smile.SsviVolatilityFunction;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Objectives;
import io.gradcheck.subject.vector.VectorFunctions;
import org.apache.commons.math3.dfp.Dfp;

/** Volatilities of smiles by all that they depend on. */
final class StrataSabr {

    private static final String[] SABR = {"forward", "strike", "alpha", "beta", "rho", "nu"};

    private StrataSabr() {}

    static void fill(Checks checks) {
        hagan(checks, "", 1.1, 1.05, 0.2, 0.5, -0.3, 0.4);
        hagan(checks, ", far strike", 1, 3, 0.2, 0.5, -0.3, 0.4);
        hagan(checks, ", rates", 0.03, 0.035, 0.04, 0.7, -0.3, 0.4);
        firstOfSecond(checks, PASS, ", at the money", 1, 1, 0.2, 0.5, -0.3, 0.4);
        firstOfSecond(checks, PASS, ", beta 1", 1.1, 1.05, 0.2, 1, -0.3, 0.4);
        firstOfSecond(checks, PASS, ", nu 0", 1.1, 1.05, 0.2, 0.5, -0.3, 0);
        firstOfSecond(checks, INCONCLUSIVE, ", beta 0", 1.1, 1.05, 0.2, 0, -0.3, 0.4);
        firstOfSecond(checks, KINK, ", nearly at the money", 1, 1 + 1e-7, 0.2, 0.5, -0.3, 0.4);
        wrongSecond(checks, ", nu 0", "accurate to about 4 digits only", 1.1, 1.05, 0.2, 0.5, -0.3, 0);
        wrongSecond(checks, ", beta 0", "accurate to about 3 digits only", 1.1, 1.05, 0.2, 0, -0.3, 0.4);
        wrongSecond(checks, "", "accurate to about 4 digits only", 1.1, 1.05, 0.2, 0.5, -0.3, 0.4);
        wrongSecond(checks, ", far strike", "", 1, 3, 0.2, 0.5, -0.3, 0.4);
        wrongSecond(checks, ", rates", "accurate to about 5 digits only", 0.03, 0.035, 0.04, 0.7, -0.3, 0.4);
        double[] beta1 = {1.1, 1.05, 0.2, 1, -0.3, 0.4};
        checks.pass(
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint2, beta 1, second derivatives",
                () -> second("volatility", beta1));
        first(checks, PASS, "", 1.1, 1.05, 0.2, 0.5, -0.3, 0.4);
        first(checks, PASS, ", at the money", 1, 1, 0.2, 0.5, -0.3, 0.4);
        first(checks, KINK, ", nearly at the money", 1, 1 + 1e-7, 0.2, 0.5, -0.3, 0.4);
        first(checks, PASS, ", far strike", 1, 3, 0.2, 0.5, -0.3, 0.4);
        first(checks, PASS, ", beta 1", beta1);
        first(checks, PASS, ", nu 0", 1.1, 1.05, 0.2, 0.5, -0.3, 0);
        first(checks, PASS, ", rates", 0.03, 0.035, 0.04, 0.7, -0.3, 0.4);
        hagan(checks, PASS, ", beta 0", 1.1, 1.05, 0.2, 0, -0.3, 0.4);
        // The normal formula has five derivatives there, and six elsewhere.
        double[] limit = {1.1, 1.05, 0.2, 0.5, 0.99999, 0.4};
        checks.inconclusive(
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint, rho where the formula changes",
                () -> Objectives.valueAndGradient(
                                "volatility",
                                StrataSabr::first,
                                ValueDerivatives::getValue,
                                v -> v.getDerivatives().toArray(),
                                limit)
                        .named(SABR));
        double[] beyond = {1.1, 1.05, 0.2, 0.5, 0.999999, 0.4};
        checks.fail(
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint, rho beyond it",
                () -> Objectives.valueAndGradient(
                                "volatility",
                                StrataSabr::first,
                                ValueDerivatives::getValue,
                                v -> v.getDerivatives().toArray(),
                                beyond)
                        .named(SABR),
                "x[rho]",
                "one entry",
                Evidence.digits60(x -> new Dfp[] {Hagan.volatilityWithLimit(x)}),
                "derivative by rho where the value takes it as 1");
        Strata.valueDerivatives(
                checks,
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint, rho just below it",
                StrataSabr::first,
                SABR,
                1.1,
                1.05,
                0.2,
                0.5,
                0.9999,
                0.4);
        Strata.valueDerivatives(
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
    }

    private static void first(Checks checks, Verdict verdict, String where, double... at) {
        hagan(checks, verdict, where, at);
        Strata.valueDerivatives(
                checks,
                verdict,
                "SabrHaganNormalVolatilityFormula.volatilityAdjoint" + where,
                StrataSabr::normal,
                SABR,
                at);
    }

    private static void hagan(Checks checks, Verdict verdict, String where, double... at) {
        Strata.valueDerivatives(
                checks,
                verdict,
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint" + where,
                StrataSabr::first,
                SABR,
                at);
    }

    private static void hagan(Checks checks, String where, double... at) {
        checks.fail(
                "SabrHaganVolatilityFunctionProvider.volatilityAdjoint2" + where,
                () -> firstOfSecond(at),
                "x[beta]",
                "one entry",
                Evidence.digits60(x -> new Dfp[] {Hagan.volatility(x)}),
                "derivative by beta");
    }

    private static void firstOfSecond(Checks checks, Verdict verdict, String where, double... at) {
        checks.expect(
                verdict, "SabrHaganVolatilityFunctionProvider.volatilityAdjoint2" + where, () -> firstOfSecond(at));
    }

    /** At and near the money the formula has another branch, so that the report is about points nearby. */
    private static void wrongSecond(Checks checks, String where, String looksLike, double... at) {
        String name = "SabrHaganVolatilityFunctionProvider.volatilityAdjoint2" + where + ", second derivatives";
        checks.fail(
                name,
                () -> second(name, at),
                "x[forward], x[strike]",
                looksLike,
                Evidence.digits60(x -> Hagan.slopes(x, at)),
                "second derivatives by forward and strike");
    }

    private static Subject firstOfSecond(double... at) {
        return Objectives.filling("volatility", (x, g) -> adjoint2(x, g, new double[2][2]), at)
                .named(SABR);
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

    private static ValueDerivatives normal(double[] x) {
        return SabrHaganNormalVolatilityFormula.DEFAULT.volatilityAdjoint(x[0], x[1], 2, x[2], x[3], x[4], x[5]);
    }

    private static double adjoint2(double[] x, double[] g, double[][] second) {
        return SabrHaganVolatilityFunctionProvider.DEFAULT.volatilityAdjoint2(
                x[0], x[1], 2, SabrFormulaData.of(x[2], x[3], x[4], x[5]), g, second);
    }
}
