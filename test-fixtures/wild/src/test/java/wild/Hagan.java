package wild;

import java.util.function.UnaryOperator;
import org.apache.commons.math3.dfp.Dfp;

/**
 * The SABR volatility of P. Hagan, D. Kumar, A. Lesniewski and D. Woodward, Managing smile risk, Wilmott 2002, (2.17a), at two
 * years, in 60 digits: by forward, strike, alpha, beta, rho, nu.
 */
final class Hagan {

    private static final Dfp ONE = Evidence.dfp(1);

    private Hagan() {}

    static Dfp volatility(Dfp[] x) {
        Dfp rho = x[4];
        return volatility(x, z -> {
            Dfp root =
                    ONE.subtract(rho.multiply(z).multiply(2)).add(z.multiply(z)).sqrt();
            return root.add(z).subtract(rho).divide(ONE.subtract(rho)).log();
        });
    }

    /** The same with the limit of its x(z) for a rho of 1, where z is below 1. */
    static Dfp volatilityWithLimit(Dfp[] x) {
        return volatility(x, z -> ONE.subtract(z).log().negate());
    }

    private static Dfp volatility(Dfp[] x, UnaryOperator<Dfp> skew) {
        Dfp one = ONE;
        Dfp log = x[0].divide(x[1]).log();
        Dfp rest = one.subtract(x[3]);
        Dfp root = x[0].multiply(x[1]).pow(rest.divide(2));
        Dfp square = rest.multiply(log).pow(2);
        Dfp first = x[2].divide(root.multiply(
                one.add(square.divide(24)).add(square.multiply(square).divide(1920))));
        Dfp z = x[5].divide(x[2]).multiply(root).multiply(log);
        Dfp third = rest.multiply(x[2])
                .divide(root)
                .pow(2)
                .divide(24)
                .add(x[4].multiply(x[3])
                        .multiply(x[5])
                        .multiply(x[2])
                        .divide(root)
                        .divide(4))
                .add(Evidence.dfp(2)
                        .subtract(x[4].multiply(x[4]).multiply(3))
                        .multiply(x[5])
                        .multiply(x[5])
                        .divide(24));
        return first.multiply(z.isZero() ? ONE : z.divide(skew.apply(z))).multiply(one.add(third.multiply(2)));
    }

    /** Its derivatives by forward and strike, where the other four are given. */
    static Dfp[] slopes(Dfp[] forwardAndStrike, double[] at) {
        Dfp step = Evidence.dfp(1e-15);
        Dfp[] slopes = new Dfp[2];
        for (int j = 0; j < 2; j++) {
            Dfp[] right = with(forwardAndStrike, at);
            Dfp[] left = with(forwardAndStrike, at);
            right[j] = right[j].add(step);
            left[j] = left[j].subtract(step);
            slopes[j] = volatility(right).subtract(volatility(left)).divide(step.multiply(2));
        }
        return slopes;
    }

    private static Dfp[] with(Dfp[] forwardAndStrike, double[] at) {
        Dfp[] x = new Dfp[at.length];
        for (int j = 0; j < x.length; j++) {
            x[j] = j < 2 ? forwardAndStrike[j] : Evidence.dfp(at[j]);
        }
        return x;
    }
}
