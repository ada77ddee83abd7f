package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.CountedSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Square;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding of terms that cancel is told from a gradient that is not linear in the upstream gradient. */
class UpstreamScatterTest {

    private static final int SEEDS = 200;
    private static final DoubleUnaryOperator RIGHT = DoubleUnaryOperator.identity();

    private Evaluations evaluations = new Evaluations(1000);

    // ---- Right gradients

    @ParameterizedTest
    @ValueSource(doubles = {8, 17, 21, 27, 33, 36.5})
    void terms_of_the_size_of_the_upstream_gradient_may_cancel(double lead) {
        assertLinear(sureOfTheSecond(lead, RIGHT));
    }

    @Test
    void a_layer_in_float_may_be_checked_without_saying_so() {
        assertLinear(Subject.layer("dense", new FloatDense(RIGHT), Tensor.vector(0.3, -1.1, 0.7)));
    }

    @Test
    void a_gradient_may_be_what_a_large_sum_grew_by() {
        // Not even a power of two leaves its bits alone.
        assertLinear(growthOfALargeSum(RIGHT));
    }

    @Test
    void nothing_is_called_where_the_law_holds_at_once() {
        CountedSubject saturated = new CountedSubject(sureOfTheSecond(3, RIGHT));

        GradientReport report = GradientChecker.standard().check(saturated);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(saturated.gradients())
                .as("one for the check, three for the laws")
                .isEqualTo(4);
    }

    // ---- Wrong ones, beneath the same rounding

    @ParameterizedTest
    @ValueSource(doubles = {8, 17, 21})
    void a_mistake_beneath_terms_that_cancel_is_found(double lead) {
        assertNotLinear(sureOfTheSecond(lead, Math::abs));
        assertNotLinear(sureOfTheSecond(lead, u -> Math.max(0, u)));
        assertNotLinear(sureOfTheSecond(lead, u -> u * u));
        assertNotLinear(sureOfTheSecond(lead, u -> 1));
        assertNotLinear(sureOfTheSecond(lead, u -> Math.max(-1, Math.min(1, u))));
        assertNotLinear(sureOfTheSecond(lead, u -> Math.max(-0.01, Math.min(0.01, u))));
        assertNotLinear(sureOfTheSecond(lead, u -> u + 1e-3));
    }

    @Test
    void a_mistake_in_float_is_found() {
        for (DoubleUnaryOperator wrong : List.<DoubleUnaryOperator>of(
                Math::abs, u -> u * u, u -> 1, u -> Math.max(-1, Math.min(1, u)), u -> u + 1e-2)) {
            assertNotLinear(Subject.layer("dense", new FloatDense(wrong), Tensor.vector(0.3, -1.1, 0.7)));
        }
    }

    @Test
    void a_mistake_in_what_a_large_sum_grew_by_is_found() {
        assertNotLinear(growthOfALargeSum(Math::abs));
        assertNotLinear(growthOfALargeSum(u -> Math.max(-0.7, Math.min(0.7, u))));
        assertNotLinear(growthOfALargeSum(u -> u + 1e-3));
    }

    // ---- The measurement

    @Test
    void it_costs_ten_gradients_at_most_once_for_all_variables() {
        Subject subject = new Square();
        EvaluationPoint place = AtPoint.of(subject);
        UpstreamScatter scatter = new UpstreamScatter(place, place.gradient(), new SplittableRandom(3), evaluations);

        assertThat(scatter.of("x"))
                .as("one rounding in c u, one by x, one by c")
                .isLessThan(20 * 0x1p-53);
        assertThat(evaluations.spent()).isEqualTo(10);
        scatter.of("x");
        assertThat(evaluations.spent()).isEqualTo(10);
    }

    private static void assertLinear(Subject subject) {
        Seeds.first(SEEDS).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(LawAssertions.finding(report, Law.LINEAR_IN_UPSTREAM).verdict())
                    .as(report.toString())
                    .isEqualTo(Verdict.PASS);
        });
    }

    private static void assertNotLinear(Subject subject) {
        Seeds.first(SEEDS / 10).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(LawAssertions.finding(report, Law.LINEAR_IN_UPSTREAM).verdict())
                    .as(report.toString())
                    .isEqualTo(Verdict.FAIL);
        });
    }

    /** {@code log sum e^x - x[1]} of three logits, each term of its gradient multiplied by {@code use(u)} alone. */
    private static Subject sureOfTheSecond(double lead, DoubleUnaryOperator use) {
        return Subject.of(
                "cross-entropy",
                Map.of("x", Tensor.vector(-0.5, lead, 0.25)),
                at -> Tensor.scalar(logSumExp(at.get("x")) - at.get("x").get(1)),
                (at, upstream) -> {
                    Tensor x = at.get("x");
                    double u = use.applyAsDouble(upstream.get());
                    double[] g = new double[3];
                    for (int i = 0; i < 3; i++) {
                        g[i] = u * Math.exp(x.get(i) - logSumExp(x));
                    }
                    g[1] -= u;
                    return Map.of("x", Tensor.vector(g));
                });
    }

    private static double logSumExp(Tensor x) {
        double sum = 0;
        for (double value : x.values()) {
            sum += Math.exp(value - x.get(1));
        }
        return x.get(1) + Math.log(sum);
    }

    /** Twice the sum of two entries, with gradients that are read off a sum of a hundred million. */
    private static Subject growthOfALargeSum(DoubleUnaryOperator use) {
        return Subject.of(
                "added up",
                Map.of("x", Tensor.vector(0.5, -2)),
                at -> Tensor.scalar(2 * (at.get("x").get(0) + at.get("x").get(1))),
                (at, upstream) -> {
                    double sum = 1e8 + 2 * use.applyAsDouble(upstream.get());
                    return Map.of("x", Tensor.vector(sum - 1e8, sum - 1e8));
                });
    }

    /** {@code y = W x} in float. */
    private static final class FloatDense implements Layer {

        private final float[] w = {0.5f, -1.2f, 0.3f, 0.7f, 1.1f, -0.4f};
        private final DoubleUnaryOperator use;

        FloatDense(DoubleUnaryOperator use) {
            this.use = use;
        }

        @Override
        public Tensor forward(Tensor x) {
            double[] y = new double[2];
            for (int o = 0; o < 2; o++) {
                float sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += w[3 * o + k] * (float) x.get(k);
                }
                y[o] = sum;
            }
            return Tensor.vector(y);
        }

        @Override
        public Tensor backward(Tensor upstream) {
            double[] g = new double[3];
            for (int k = 0; k < 3; k++) {
                float sum = 0;
                for (int o = 0; o < 2; o++) {
                    sum += w[3 * o + k] * (float) use.applyAsDouble(upstream.get(o));
                }
                g[k] = sum;
            }
            return Tensor.vector(g);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
