package wild;

import static net.finmath.functions.AnalyticFormulas.blackScholesDigitalOptionDelta;
import static net.finmath.functions.AnalyticFormulas.blackScholesDigitalOptionRho;
import static net.finmath.functions.AnalyticFormulas.blackScholesDigitalOptionValue;
import static net.finmath.functions.AnalyticFormulas.blackScholesDigitalOptionVega;
import static net.finmath.functions.AnalyticFormulas.blackScholesOptionDelta;
import static net.finmath.functions.AnalyticFormulas.blackScholesOptionGamma;
import static net.finmath.functions.AnalyticFormulas.blackScholesOptionRho;
import static net.finmath.functions.AnalyticFormulas.blackScholesOptionTheta;
import static net.finmath.functions.AnalyticFormulas.blackScholesOptionValue;
import static net.finmath.functions.AnalyticFormulas.blackScholesOptionVega;
import static net.finmath.functions.AnalyticFormulas.sabrBerestyckiNormalVolatilityApproximation;
import static net.finmath.functions.AnalyticFormulas.sabrNormalVolatilitySkewApproximation;

import io.gradcheck.subject.Subject;
import java.util.function.DoubleUnaryOperator;
import net.finmath.functions.AnalyticFormulas;

/** Option prices and their greeks. */
final class Finmath {

    private static final double PLUS = (Math.log(1.1 / 1.05) + (0.03 + 0.03125) * 2) / (0.25 * Math.sqrt(2));

    private Finmath() {}

    static Library library() {
        return Library.of("finmath-lib", "6.0.19", checks -> {
            greeks(checks);
            skew(checks, "", 0.02, 0.5, -0.3, 0.4, 0.03);
            skew(checks, ", no correlation", 0.2, 0.9, 0, 0.6, 0.05);
            skew(checks, ", normal", 0.01, 0, 0.4, 0.3, 0.04);
            wrong(checks);
            FinmathBachelier.fill(checks);
            FinmathAnnuities.fill(checks);
            FinmathAad.fill(checks);
        });
    }

    /** The slope of the smile at the money, claimed where the strike is the forward and nowhere else. */
    private static void skew(Checks checks, String where, double alpha, double beta, double rho, double nu, double forward) {
        checks.pass(
                "sabrNormalVolatilitySkewApproximation" + where,
                () -> Subject.scalar(
                                "skew",
                                k -> sabrBerestyckiNormalVolatilityApproximation(alpha, beta, rho, nu, 0.01, forward, k, 2),
                                k -> sabrNormalVolatilitySkewApproximation(alpha, beta, rho, nu, 0.01, forward, 2),
                                forward)
                        .within("x", forward, forward));
    }

    private static void greeks(Checks checks) {
        blackScholes(checks, "", 1.1, 0.03, 0.25, 2, 1.05);
        blackScholes(checks, ", at the money", 1, 0, 0.3, 0.5, 1);
        blackScholes(checks, ", far out", 1, 0.02, 0.3, 0.5, 3);
        blackScholes(checks, ", deep in the money", 3, -0.01, 0.3, 0.5, 1);
        blackScholes(checks, ", a day", 100, 0.05, 0.2, 1 / 365.0, 101);
        blackScholes(checks, ", volatility of 5", 1.1, 0.03, 5, 1, 1);
        pass(
                checks,
                "blackScholesOptionDelta, strike of 0",
                s -> blackScholesOptionValue(s, 0.03, 0.25, 2, 0),
                s -> blackScholesOptionDelta(s, 0.03, 0.25, 2, 0),
                1.1);
        pass(
                checks,
                "blackScholesOptionDelta, spot below 0",
                s -> blackScholesOptionValue(s, 0.03, 0.25, 2, -1.05),
                s -> blackScholesOptionDelta(s, 0.03, 0.25, 2, -1.05),
                -1.1);
        pass(
                checks,
                "blackScholesGeneralizedOptionVega",
                v -> AnalyticFormulas.blackScholesGeneralizedOptionValue(1.1, v, 2, 1.05, 0.9),
                v -> AnalyticFormulas.blackScholesGeneralizedOptionVega(1.1, v, 2, 1.05, 0.9),
                0.25);
        pass(
                checks,
                "bachelierGeneralizedOptionVega",
                v -> AnalyticFormulas.bachelierOptionValue(1.1, v, 2, 1.05, 0.9),
                v -> AnalyticFormulas.bachelierGeneralizedOptionVega(1.1, v, 2, 1.05, 0.9),
                0.25);
        pass(
                checks,
                "bachelierGeneralizedOptionVega, at the money",
                v -> AnalyticFormulas.bachelierOptionValue(1.1, v, 2, 1.1, 0.9),
                v -> AnalyticFormulas.bachelierGeneralizedOptionVega(1.1, v, 2, 1.1, 0.9),
                0.25);
        pass(
                checks,
                "blackModelDigitalCapletDelta",
                f -> AnalyticFormulas.blackModelDigitalCapletValue(f, 0.3, 0.5, 0.95, 2, 0.05),
                f -> AnalyticFormulas.blackModelDigitalCapletDelta(f, 0.3, 0.5, 0.95, 2, 0.05),
                0.045);
    }

    private static void wrong(Checks checks) {
        fail(
                checks,
                "blackScholesOptionDelta, no volatility",
                s -> blackScholesOptionValue(s, 0.03, 0, 2, 1.05),
                s -> blackScholesOptionDelta(s, 0.03, 0, 2, 1.05),
                0.8,
                "the value is level, the gradient is not",
                0,
                "1 out of the money too");
        fail(
                checks,
                "blackScholesOptionGamma, spot below 0",
                s -> blackScholesOptionDelta(s, 0.03, 0.25, 2, -1.05),
                s -> blackScholesOptionGamma(s, 0.03, 0.25, 2, -1.05),
                -1.1,
                "zero",
                density(PLUS) / (1.1 * 0.25 * Math.sqrt(2)),
                "0 where the spot and the strike are negative");
        fail(
                checks,
                "blackScholesOptionVega, spot below 0",
                v -> blackScholesOptionValue(-1.1, 0.03, v, 2, -1.05),
                v -> blackScholesOptionVega(-1.1, 0.03, v, 2, -1.05),
                0.25,
                "zero",
                density(PLUS) * 1.1 * Math.sqrt(2),
                "0 where the spot and the strike are negative");
        fail(
                checks,
                "blackScholesOptionRho, strike below 0",
                r -> blackScholesOptionValue(1.1, r, 0.25, 2, -0.2),
                r -> blackScholesOptionRho(1.1, r, 0.25, 2, -0.2),
                0.03,
                "zero",
                -0.2 * 2 * Math.exp(-0.03 * 2),
                "0 where the strike is negative");
        checks.fail(
                "AnalyticFormulas.blackScholesDigitalOptionRho, strike of 0",
                () -> Subject.scalar(
                        "rho",
                        r -> blackScholesDigitalOptionValue(1.1, r, 0.25, 2, 0),
                        r -> blackScholesDigitalOptionRho(1.1, r, 0.25, 2, 0),
                        0.03,
                        0.05),
                "x[0], x[1]",
                "the value is level, the gradient is not",
                Evidence.inexactValue(r -> Math.exp(-2 * r)),
                "value 1 instead of the discount factor; the derivative is right");
        checks.inconclusive(
                "AnalyticFormulas.blackScholesOptionRho, strike of 0",
                () -> Subject.scalar(
                        "rho",
                        r -> blackScholesOptionValue(1.1, r, 0.25, 2, 0),
                        r -> blackScholesOptionRho(1.1, r, 0.25, 2, 0),
                        0.03));
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static void blackScholes(Checks checks, String where, double... at) {
        double s = at[0], r = at[1], v = at[2], t = at[3], k = at[4];
        pass(
                checks,
                "blackScholesOptionDelta" + where,
                x -> blackScholesOptionValue(x, r, v, t, k),
                x -> blackScholesOptionDelta(x, r, v, t, k),
                s);
        pass(
                checks,
                "blackScholesOptionGamma" + where,
                x -> blackScholesOptionDelta(x, r, v, t, k),
                x -> blackScholesOptionGamma(x, r, v, t, k),
                s);
        pass(
                checks,
                "blackScholesOptionVega" + where,
                x -> blackScholesOptionValue(s, r, x, t, k),
                x -> blackScholesOptionVega(s, r, x, t, k),
                v);
        pass(
                checks,
                "blackScholesOptionTheta" + where,
                x -> -blackScholesOptionValue(s, r, v, x, k),
                x -> blackScholesOptionTheta(s, r, v, x, k),
                t);
        pass(
                checks,
                "blackScholesOptionRho" + where,
                x -> blackScholesOptionValue(s, x, v, t, k),
                x -> blackScholesOptionRho(s, x, v, t, k),
                r);
        pass(
                checks,
                "blackScholesDigitalOptionDelta" + where,
                x -> blackScholesDigitalOptionValue(x, r, v, t, k),
                x -> blackScholesDigitalOptionDelta(x, r, v, t, k),
                s);
        pass(
                checks,
                "blackScholesDigitalOptionVega" + where,
                x -> blackScholesDigitalOptionValue(s, r, x, t, k),
                x -> blackScholesDigitalOptionVega(s, r, x, t, k),
                v);
        pass(
                checks,
                "blackScholesDigitalOptionRho" + where,
                x -> blackScholesDigitalOptionValue(s, x, v, t, k),
                x -> blackScholesDigitalOptionRho(s, x, v, t, k),
                r);
    }

    private static void pass(
            Checks checks, String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at) {
        checks.pass("AnalyticFormulas." + name, () -> Subject.scalar(name, f, derivative, at));
    }

    private static void fail(
            Checks checks,
            String name,
            DoubleUnaryOperator f,
            DoubleUnaryOperator derivative,
            double at,
            String looksLike,
            double right,
            String mistake) {
        checks.fail(
                "AnalyticFormulas." + name,
                () -> Subject.scalar(name, f, derivative, at),
                "x[0]",
                looksLike,
                Evidence.closedForm(x -> new double[] {right}),
                mistake);
    }
}
