package wild;

import com.opengamma.strata.basics.value.ValueDerivatives;
import com.opengamma.strata.pricer.impl.option.BlackBarrierPriceFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackOneTouchAssetPriceFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackOneTouchCashPriceFormulaRepository;
import com.opengamma.strata.pricer.impl.option.SabrExtrapolationRightFunction;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrFormulaData;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider;
import com.opengamma.strata.product.common.PutCall;
import com.opengamma.strata.product.option.BarrierType;
import com.opengamma.strata.product.option.KnockType;
import com.opengamma.strata.product.option.SimpleConstantContinuousBarrier;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Objectives;
import java.util.Arrays;
import java.util.function.Function;

/** Prices of options with barriers, and of those beyond a strike from which on the smile is extrapolated. */
final class StrataOptions {

    private static final String[] TOUCH = {"spot", "rate", "carry", "volatility", "time"};
    private static final String[] BARRIER = {"spot", "strike", "rate", "carry", "volatility", "time"};

    private static final double[] SABR = {0.2, 0.5, -0.3, 0.4};

    private StrataOptions() {}

    static void fill(Checks checks) {
        for (BarrierType type : BarrierType.values()) {
            for (KnockType knock : KnockType.values()) {
                SimpleConstantContinuousBarrier barrier =
                        SimpleConstantContinuousBarrier.of(type, knock, type == BarrierType.UP ? 1.3 : 0.9);
                for (boolean call : new boolean[] {true, false}) {
                    for (double strike : new double[] {1.05, 0.85, 1.4}) {
                        String name = "BlackBarrierPriceFormulaRepository, " + type + " " + knock
                                + (call ? " call " : " put ") + strike;
                        boolean worthless = knock == KnockType.KNOCK_OUT
                                && (type == BarrierType.UP ? call && strike > 1.3 : !call && strike < 0.9);
                        adjoint(
                                checks,
                                worthless,
                                name,
                                x -> new BlackBarrierPriceFormulaRepository()
                                        .priceAdjoint(x[0], x[1], x[5], x[3], x[2], x[4], call, barrier),
                                BARRIER,
                                1.1,
                                strike,
                                0.03,
                                0.01,
                                0.25,
                                2);
                    }
                }
                adjoint(
                        checks,
                        false,
                        "BlackOneTouchCashPriceFormulaRepository, " + type + " " + knock,
                        x -> new BlackOneTouchCashPriceFormulaRepository()
                                .priceAdjoint(x[0], x[4], x[2], x[1], x[3], barrier),
                        TOUCH,
                        1.1,
                        0.03,
                        0.01,
                        0.25,
                        2);
                adjoint(
                        checks,
                        false,
                        "BlackOneTouchAssetPriceFormulaRepository, " + type + " " + knock,
                        x -> new BlackOneTouchAssetPriceFormulaRepository()
                                .priceAdjoint(x[0], x[4], x[2], x[1], x[3], barrier),
                        TOUCH,
                        1.1,
                        0.03,
                        0.01,
                        0.25,
                        2);
            }
        }
        for (PutCall kind : PutCall.values()) {
            right(checks, "SabrExtrapolationRightFunction, " + kind + " below the cut", 1.05, kind);
            wrong(checks, "SabrExtrapolationRightFunction, " + kind + " beyond the cut", 1.3, kind);
        }
    }

    private static void right(Checks checks, String name, double strike, PutCall kind) {
        checks.pass(name + ", by strike", () -> byStrike(strike, kind));
        checks.pass(name + ", by forward", () -> byForward(strike, kind));
        checks.pass(name + ", by the smile", () -> bySmile(strike, kind));
    }

    private static void wrong(Checks checks, String name, double strike, PutCall kind) {
        checks.pass(name + ", by strike", () -> byStrike(strike, kind));
        checks.fail(
                name + ", by forward",
                () -> byForward(strike, kind),
                "x[0]",
                "accurate to about 6 digits only",
                Evidence.sevenPointsElementwise(f -> extrapolated(f, SABR).price(strike, kind), 1e-3),
                "price and derivative take the wrong second derivatives of the volatility");
        checks.fail(
                name + ", by the smile",
                () -> bySmile(strike, kind),
                "x[alpha], x[beta], x[rho], x[nu]",
                "accurate to about 6 digits only",
                Evidence.sevenPoints(p -> new double[] {extrapolated(1.1, p).price(strike, kind)}, 1e-3),
                "price and derivative take the wrong second derivatives of the volatility");
    }

    private static Subject byStrike(double strike, PutCall kind) {
        return Subject.scalar(
                "price",
                k -> extrapolated(1.1, SABR).price(k, kind),
                k -> extrapolated(1.1, SABR).priceDerivativeStrike(k, kind),
                strike);
    }

    private static Subject byForward(double strike, PutCall kind) {
        return Subject.scalar(
                "price",
                f -> extrapolated(f, SABR).price(strike, kind),
                f -> extrapolated(f, SABR).priceDerivativeForward(strike, kind),
                1.1);
    }

    private static Subject bySmile(double strike, PutCall kind) {
        return subject("price", p -> extrapolated(1.1, p).priceAdjointSabr(strike, kind), SABR)
                .named("alpha", "beta", "rho", "nu");
    }

    private static SabrExtrapolationRightFunction extrapolated(double forward, double[] sabr) {
        return SabrExtrapolationRightFunction.of(
                forward, SabrFormulaData.of(sabr), 1.2, 2, 4, SabrHaganVolatilityFunctionProvider.DEFAULT);
    }

    private static void adjoint(
            Checks checks,
            boolean worthless,
            String name,
            Function<double[], ValueDerivatives> f,
            String[] names,
            double... at) {
        if (worthless) {
            checks.inconclusive(name, () -> subject(name, f, at).named(names));
        } else {
            checks.pass(name, () -> subject(name, f, at).named(names));
        }
    }

    /** Those that come after the first derivatives are second ones. */
    private static Subject subject(String name, Function<double[], ValueDerivatives> f, double... at) {
        return Objectives.valueAndGradient(
                name,
                f,
                ValueDerivatives::getValue,
                v -> Arrays.copyOf(v.getDerivatives().toArray(), at.length),
                at);
    }
}
