package io.gradcheck.check.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients of all formulas are right at ordinary values, by plain differences that share nothing with the checker: of fourth
 * order, entry by entry, with a step in proportion to the entry.
 */
class PlainDifferencesTest {

    private static final long SEED = 4;
    private static final double STEP = 1e-3;

    /** Where two entries are far closer to each other than to zero. */
    private static final double FINE_STEP = 1e-7;

    private static final List<String> FINE = List.of(
            "great circle of two places some metres apart",
            "angle of two nearly parallel vectors by acos",
            "decay since an event, in seconds since 1970");

    /** Of the largest entry, each times its variable: truncation at this step, and rounding in float a hundred times over. */
    private static final double ALLOWED = 1e-4;

    private static final int MOST_ENTRIES = 20;

    static Stream<Formula> formulas() {
        return TextbookSuite.formulas().stream()
                .filter(formula -> !formula.theme().equals("single precision and long sums"))
                .filter(formula -> !formula.name().contains("at its knots"))
                .filter(formula -> !formula.name().contains("bisection to 1.0E-6"));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void the_gradient_is_that_of_plain_differences(Formula formula) {
        Example example = formula.example().apply(new Draw(formula.regimes().get(0), new SplittableRandom(SEED)));
        Map<String, Tensor> point = example.point();
        Tensor upstream = example.evaluate(point).copy();
        for (int i = 0; i < upstream.size(); i++) {
            upstream.values()[i] = Math.cos(i + 1);
        }
        double step = FINE.contains(formula.name()) ? FINE_STEP : STEP;
        Map<String, Tensor> claimed = example.gradient(point, upstream);
        point.forEach((name, value) -> {
            double[] g = claimed.get(name).values();
            double largest = 0;
            for (int i = 0; i < g.length; i++) {
                largest = Math.max(largest, Math.abs(g[i] * scale(value.values()[i])));
            }
            for (int i = 0; i < Math.min(g.length, MOST_ENTRIES); i++) {
                double scale = scale(value.values()[i]);
                double difference = difference(example, upstream, name, i, step * scale) - g[i];
                assertThat(Math.abs(difference * scale))
                        .as("%s: %s[%d], claimed %s", formula.name(), name, i, g[i])
                        .isLessThanOrEqualTo(ALLOWED * largest + Double.MIN_NORMAL);
            }
        });
    }

    private static double scale(double x) {
        return x == 0 ? 1 : Math.abs(x);
    }

    private static double difference(Example example, Tensor upstream, String name, int entry, double step) {
        return (8 * (moved(example, upstream, name, entry, step) - moved(example, upstream, name, entry, -step))
                        - (moved(example, upstream, name, entry, 2 * step)
                                - moved(example, upstream, name, entry, -2 * step)))
                / (12 * step);
    }

    private static double moved(Example example, Tensor upstream, String name, int entry, double by) {
        Map<String, Tensor> point = new LinkedHashMap<>(example.point());
        Tensor copy = point.get(name).copy();
        copy.values()[entry] += by;
        point.put(name, copy);
        return Plain.dot(upstream.values(), example.evaluate(point).values());
    }
}
