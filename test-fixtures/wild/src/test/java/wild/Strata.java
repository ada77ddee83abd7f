package wild;

import com.opengamma.strata.basics.value.ValueDerivatives;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.vector.Objectives;
import java.util.function.Function;

/** Option prices, volatilities of smiles and interpolators, by all that they depend on. */
final class Strata {

    private Strata() {}

    static Library library() {
        return Library.of("strata-pricer", "2.12.48", Strata::fill);
    }

    private static void fill(Checks checks) {
        StrataGreeks.fill(checks);
        StrataSabr.fill(checks);
        StrataOptions.fill(checks);
        StrataInterpolators.fill(checks);
    }

    static void valueDerivatives(
            Checks checks, String name, Function<double[], ValueDerivatives> f, String[] names, double... at) {
        valueDerivatives(checks, Verdict.PASS, name, f, names, at);
    }

    static void valueDerivatives(
            Checks checks,
            Verdict verdict,
            String name,
            Function<double[], ValueDerivatives> f,
            String[] names,
            double... at) {
        checks.expect(
                verdict,
                name,
                () -> Objectives.valueAndGradient(
                                name,
                                f,
                                ValueDerivatives::getValue,
                                v -> v.getDerivatives().toArray(),
                                at)
                        .named(names));
    }
}
