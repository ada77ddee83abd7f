package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.util.Pair;
import org.junit.jupiter.api.Test;

/** Value and gradient from one call. */
class ObjectivesTest {

    private static final double[] PLACE = {0.3, -0.2, 1.7};

    /** sum of exp(x_i) x_(i+1), the last by the first. */
    private static double value(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.exp(x[i]) * x[(i + 1) % x.length];
        }
        return sum;
    }

    private static double[] slope(double[] x) {
        double[] slope = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int next = (i + 1) % x.length;
            slope[i] += Math.exp(x[i]) * x[next];
            slope[next] += Math.exp(x[i]);
        }
        return slope;
    }

    private static double[] wrongSlope(double[] x) {
        double[] slope = slope(x);
        slope[1] *= -1;
        return slope;
    }

    private record Evaluated(double value, double[] gradient) {}

    @Test
    void a_record_with_the_right_gradient_passes() {
        Subject subject = Objectives.valueAndGradient(
                "ring", x -> new Evaluated(value(x), slope(x)), Evaluated::value, Evaluated::gradient, PLACE);

        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
        assertThat(subject.name()).isEqualTo("ring");
        assertThat(subject.evaluate(subject.point()).get()).isEqualTo(value(PLACE));
    }

    @Test
    void a_record_with_a_wrong_gradient_fails_in_that_entry() {
        GradientReport report = check(Objectives.valueAndGradient(
                "ring", x -> new Evaluated(value(x), wrongSlope(x)), Evaluated::value, Evaluated::gradient, PLACE));

        assertFailsIn(report, "[1]");
    }

    @Test
    void entries_and_pairs_serve_as_well() {
        assertThat(check(Objectives.valueAndGradient(
                                "ring",
                                x -> Map.entry(value(x), slope(x)),
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertFailsIn(
                check(Objectives.valueAndGradient(
                        "ring", x -> new Pair<>(value(x), wrongSlope(x)), Pair::getFirst, Pair::getSecond, PLACE)),
                "[1]");
    }

    @Test
    void one_buffer_for_all_gradients_breaks_no_law() {
        double[] buffer = new double[PLACE.length];
        Subject subject = Objectives.valueAndGradient(
                "ring",
                x -> {
                    System.arraycopy(slope(x), 0, buffer, 0, buffer.length);
                    return Map.entry(value(x), buffer);
                },
                Map.Entry::getKey,
                Map.Entry::getValue,
                PLACE);

        assertThat(check(subject).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_gradient_that_is_kept_from_the_last_call_but_one_breaks_a_law() {
        double[][] kept = {slope(PLACE)};
        Subject subject = Objectives.valueAndGradient(
                "ring",
                x -> {
                    double[] last = kept[0];
                    kept[0] = slope(x);
                    return Map.entry(value(x), last);
                },
                Map.Entry::getKey,
                Map.Entry::getValue,
                PLACE);

        assertThat(check(subject).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_value_and_a_gradient_take_one_call_each() {
        AtomicInteger calls = new AtomicInteger();
        Subject subject = Objectives.valueAndGradient(
                "ring",
                x -> {
                    calls.incrementAndGet();
                    return Map.entry(value(x), slope(x));
                },
                Map.Entry::getKey,
                Map.Entry::getValue,
                PLACE);

        subject.evaluate(subject.point());
        assertThat(calls).hasValue(1);
        subject.gradient(subject.point(), Tensor.scalar(1));
        assertThat(calls).hasValue(2);
    }

    @Test
    @SuppressWarnings("NullAway") // a client that returns what it must not
    void a_function_that_returns_null_is_refused() {
        Subject subject =
                Objectives.<Evaluated>valueAndGradient("ring", x -> null, Evaluated::value, Evaluated::gradient, PLACE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(subject))
                .withMessage("subject ring: the function returned null, wanted its value and its gradient");
    }

    @Test
    void an_array_that_is_overwritten_passes() {
        assertThat(check(Objectives.filling("ring", writing(ObjectivesTest::slope), PLACE))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_wrong_gradient_in_an_array_fails_in_that_entry_and_the_array_is_not_suspected() {
        GradientReport report = check(Objectives.filling("ring", writing(ObjectivesTest::wrongSlope), PLACE));

        assertFailsIn(report, "[1]");
        assertThat(report.toString()).doesNotContain("array");
    }

    @Test
    void an_array_that_is_added_to_fails_and_the_report_says_why() {
        ToDoubleBiFunction<double[], double[]> adds = (x, g) -> {
            double[] slope = slope(x);
            Arrays.setAll(g, i -> g[i] + slope[i]);
            return value(x);
        };

        GradientReport report = check(Objectives.filling("ring", adds, PLACE));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").diagnoses().get(0).mistake())
                .isEqualTo("gradient added to what the array holds, which is not cleared");
        assertThat(check(Objectives.adding("ring", adds, PLACE)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_wrong_gradient_that_is_added_to_zeros_fails_in_that_entry() {
        ToDoubleBiFunction<double[], double[]> adds = (x, g) -> {
            double[] slope = wrongSlope(x);
            Arrays.setAll(g, i -> g[i] + slope[i]);
            return value(x);
        };

        assertFailsIn(check(Objectives.adding("ring", adds, PLACE)), "[1]");
    }

    @Test
    void entries_that_are_not_written_fail_and_are_named_however_small_the_gradient() {
        for (double scale : new double[] {1e-8, 1, 1e12}) {
            ToDoubleBiFunction<double[], double[]> forgets = (x, g) -> {
                double[] slope = slope(x);
                g[0] = scale * slope[0];
                g[1] = scale * slope[1];
                return scale * value(x);
            };

            GradientReport report = check(Objectives.filling("ring", forgets, PLACE));

            assertFailsIn(report, "[2]");
            assertThat(report.finding("x").diagnoses())
                    .extracting(Diagnosis::mistake)
                    .contains("not written to the gradient array: x[2]");
        }
    }

    @Test
    void an_array_that_is_mixed_into_the_gradient_fails_and_the_report_says_so() {
        ToDoubleBiFunction<double[], double[]> momentum = (x, g) -> {
            double[] slope = slope(x);
            Arrays.setAll(g, i -> 0.5 * g[i] + slope[i]);
            return value(x);
        };

        assertThat(check(Objectives.filling("ring", momentum, PLACE))
                        .finding("x")
                        .diagnoses())
                .extracting(Diagnosis::mistake)
                .contains("gradient depends on what the array holds");
    }

    /** An objective as MALLET has it; its gradient is kept from the last value if told so. */
    private static final class Optimizable {
        private final boolean keeps;
        private double[] parameters = PLACE.clone();
        private double[] slope = slope(PLACE);

        Optimizable(boolean keeps) {
            this.keeps = keeps;
        }

        void setParameters(double[] from) {
            parameters = from;
        }

        double getValue() {
            slope = slope(parameters);
            return value(parameters);
        }

        void getValueGradient(double[] buffer) {
            double[] gradient = keeps ? slope : slope(parameters);
            System.arraycopy(gradient, 0, buffer, 0, buffer.length);
        }
    }

    private static Subject stateful(Optimizable client) {
        return Objectives.stateful("ring", client::setParameters, client::getValue, client::getValueGradient, PLACE);
    }

    @Test
    void an_objective_that_is_told_its_parameters_passes() {
        assertThat(check(stateful(new Optimizable(false))).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_gradient_that_is_only_right_after_the_value_breaks_the_law_of_the_gradient_alone() {
        GradientReport report = check(stateful(new Optimizable(true)));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.laws())
                .filteredOn(law -> law.verdict() == Verdict.FAIL)
                .extracting(LawFinding::law)
                .contains(Law.GRADIENT_ALONE);
    }

    private static ToDoubleBiFunction<double[], double[]> writing(UnaryOperator<double[]> gradient) {
        return (x, g) -> {
            System.arraycopy(gradient.apply(x), 0, g, 0, g.length);
            return value(x);
        };
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    private static void assertFailsIn(GradientReport report, String... indices) {
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrongEntries())
                .extracting(entry -> entry.indexText())
                .containsExactlyInAnyOrder(indices);
    }
}
