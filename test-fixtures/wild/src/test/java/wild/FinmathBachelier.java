package wild;

import io.gradcheck.subject.Subject;
import java.util.function.DoubleUnaryOperator;
import net.finmath.functions.BachelierModel;

/** Options on what follows a normal process, with three conventions of volatility. */
final class FinmathBachelier {

    /** Its arguments are forward, volatility, maturity, strike and discount factor. */
    private interface Formula {
        double of(double forward, double volatility, double maturity, double strike, double unit);
    }

    private FinmathBachelier() {}

    static void fill(Checks checks) {
        places(
                checks,
                "bachelierOption",
                BachelierModel::bachelierOptionValue,
                BachelierModel::bachelierOptionDelta,
                BachelierModel::bachelierOptionVega);
        places(
                checks,
                "bachelierHomogeneousOption",
                BachelierModel::bachelierHomogeneousOptionValue,
                BachelierModel::bachelierHomogeneousOptionDelta,
                BachelierModel::bachelierHomogeneousOptionVega);
        places(
                checks,
                "bachelierInhomogeneousOption",
                BachelierModel::bachelierInhomogeneousOptionValue,
                BachelierModel::bachelierInhomogeneousOptionDelta,
                BachelierModel::bachelierInhomogeneousOptionVega);
        pass(
                checks,
                "bachelierDigitalOptionDelta",
                x -> BachelierModel.bachelierOptionDelta(x, 0.25, 2, 1.05, 0.9),
                x -> BachelierModel.bachelierDigitalOptionDelta(x, 0.25, 2, 1.05, 0.9),
                1.1);
    }

    private static void places(Checks checks, String name, Formula value, Formula delta, Formula vega) {
        greeks(checks, name, "", value, delta, vega, 1.1, 0.25, 2, 1.05, 0.9);
        greeks(checks, name, ", at the money", value, delta, vega, 1.1, 0.25, 2, 1.1, 0.9);
        greeks(checks, name, ", rate of 0", value, delta, vega, 1.1, 0.25, 2, 1.05, 1);
        greeks(checks, name, ", forward below 0", value, delta, vega, -0.01, 0.02, 0.5, 0.005, 0.99);
    }

    /** The delta is by the spot, which is the forward times the discount factor. */
    private static void greeks(
            Checks checks, String name, String where, Formula value, Formula delta, Formula vega, double... at) {
        double f = at[0], v = at[1], t = at[2], k = at[3], p = at[4];
        pass(checks, name + "Delta" + where, s -> value.of(s / p, v, t, k, p), s -> delta.of(s / p, v, t, k, p), f * p);
        pass(checks, name + "Vega" + where, x -> value.of(f, x, t, k, p), x -> vega.of(f, x, t, k, p), v);
    }

    private static void pass(
            Checks checks, String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at) {
        checks.pass("BachelierModel." + name, () -> Subject.scalar(name, f, derivative, at));
    }
}
