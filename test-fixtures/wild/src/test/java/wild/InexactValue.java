package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Shows that a value is off from the exact one, and that it is this by which the derivative does not fit to it. */
final class InexactValue {

    private InexactValue() {}

    /** The slope of the value's error is what each wrong entry is off by. */
    static void confirm(Outcome outcome, DoubleUnaryOperator exact) {
        DoubleUnaryOperator library = at -> value(outcome, at);
        Finding finding = outcome.report().finding("x");
        double[] x = outcome.subject().point().get("x").values();
        assertTrue(finding.verdict() == Verdict.FAIL, finding.name());
        for (JacobianEntry entry : finding.wrong().jacobian().worst()) {
            double at = x[entry.index()[0]];
            double step = 1e-3 * at;
            double slope = (error(library, exact, at + step) - error(library, exact, at - step)) / (2 * step);
            double off = entry.numeric() - entry.analytic();
            assertEquals(slope, off, 0.02 * Math.abs(off) + 4e-12, "slope of the error of the value at " + at);
        }
    }

    /** The value of a function that is taken element by element. */
    private static double value(Outcome outcome, double at) {
        Tensor x = outcome.subject().point().get("x").copy();
        Arrays.fill(x.values(), at);
        return outcome.subject().evaluate(Map.of("x", x)).values()[0];
    }

    private static double error(DoubleUnaryOperator library, DoubleUnaryOperator exact, double x) {
        return library.applyAsDouble(x) - exact.applyAsDouble(x);
    }
}
