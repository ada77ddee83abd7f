package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.CountedSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Why two calls with the same arguments differ. */
class RepetitionTest {

    private static final double[] AT = {0.7, -1.3};

    // ---- Adding up

    @Test
    void a_gradient_that_adds_up_in_one_variable_alone_is_named_with_it() {
        double[] sum = new double[1];
        LawFinding finding = broken(Subject.of(
                "scale and shift",
                Map.of("scale", Tensor.scalar(1.7), "shift", Tensor.scalar(0.3)),
                at -> Tensor.scalar(
                        2.5 * at.get("scale").get() + at.get("shift").get()),
                (at, u) -> {
                    sum[0] += 2.5 * u.get();
                    return Map.of("scale", Tensor.scalar(sum[0]), "shift", Tensor.scalar(u.get()));
                }));

        assertThat(finding.found())
                .endsWith(
                        "; the gradient of scale grows by the same at every call, as if added to what the last call left");
        assertThat(finding.remedy())
                .isEqualTo(
                        "set the stored gradient to zero at the start of gradient; that of a Parameter in its zeroGradient(), or say by Parameter.clearedBy how it is set to zero");
    }

    @Test
    void so_is_one_that_adds_up_in_one_entry_alone() {
        double[] sum = new double[1];

        assertThat(broken(Subject.objective(
                                "product",
                                x -> x[0] * x[1],
                                x -> {
                                    sum[0] += x[0];
                                    return new double[] {x[1], sum[0]};
                                },
                                AT))
                        .found())
                .startsWith("x[1] is ")
                .endsWith(
                        "; the gradient of x grows by the same at every call, as if added to what the last call left");
    }

    @Test
    void one_that_grows_by_another_step_at_every_call_is_not_named_so() {
        double[] sum = new double[1];
        Random random = new Random(4);

        assertThat(broken(Subject.objective(
                                "product",
                                x -> x[0] * x[1],
                                x -> {
                                    sum[0] += x[0] * random.nextDouble();
                                    return new double[] {x[1], sum[0]};
                                },
                                AT))
                        .found())
                .doesNotContain("grows")
                .doesNotContain("doubles");
    }

    @Test
    void so_is_a_value_that_adds_up() {
        double[] sum = new double[1];

        assertThat(broken(Subject.objective(
                                "loss",
                                x -> {
                                    sum[0] += x[0] * x[1];
                                    return sum[0];
                                },
                                x -> new double[] {x[1], x[0]},
                                AT))
                        .found())
                .endsWith("; it grows by the same at every call, as if added to what the last call left");
    }

    @Test
    void so_is_one_to_which_the_gradient_adds_as_well() {
        double[] sum = new double[1];
        LawFinding finding = broken(Subject.objective(
                "loss",
                x -> {
                    sum[0] += x[0] * x[1];
                    return sum[0];
                },
                x -> {
                    sum[0] += x[0] * x[1];
                    return new double[] {x[1], x[0]};
                },
                AT));

        assertThat(finding.found())
                .endsWith("; it grows by the same at every call, as if added to what the last call left");
        assertThat(finding.remedy())
                .isEqualTo(
                        "set what evaluate adds up to zero at its start; what a layer or an operation keeps is declared by "
                                + "Trainable.state");
    }

    @Test
    void a_value_that_grows_by_another_step_at_every_call_is_not_named_so() {
        double[] sum = new double[1];
        Random random = new Random(4);

        assertThat(broken(Subject.objective(
                                "loss",
                                x -> {
                                    sum[0] += x[0] * x[1] * random.nextDouble();
                                    return sum[0];
                                },
                                x -> new double[] {x[1], x[0]},
                                AT))
                        .found())
                .doesNotContain("grows");
    }

    // ---- Spoiled by the gradient

    @Test
    void a_value_that_the_gradient_spoils_is_named_with_the_calls_in_their_order() {
        double[] weight = {2};
        LawFinding finding = broken(Subject.objective(
                "trained",
                x -> weight[0] * x[0] * x[1],
                x -> {
                    double[] g = {weight[0] * x[1], weight[0] * x[0]};
                    weight[0] *= 0.99;
                    return g;
                },
                AT));

        assertThat(finding.checked()).isEqualTo("evaluate(x), gradient(x, u), evaluate(x), in this order");
        assertThat(finding.found())
                .contains(" before gradient, ")
                .endsWith("; without gradient between them evaluate repeats itself");
    }

    /** What was measured after it is of another function: right entries were called wrong. */
    @Test
    void a_gradient_that_spoils_the_value_for_good_is_judged_by_no_later_value() {
        for (double factor : new double[] {1, 3}) {
            boolean[] spoiled = new boolean[1];
            GradientReport report = GradientChecker.standard()
                    .check(Subject.objective(
                            "spoiled",
                            x -> spoiled[0] ? 1 : Math.sin(x[0]) * x[1],
                            x -> {
                                spoiled[0] = true;
                                return new double[] {factor * Math.cos(x[0]) * x[1], Math.sin(x[0])};
                            },
                            AT));

            assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(report.findings().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(report.findings().get(0).reason())
                    .isEqualTo("the value is another since gradient was called: see law DETERMINISTIC");
            assertThat(report.laws())
                    .filteredOn(law -> law.verdict() == Verdict.FAIL)
                    .extracting(LawFinding::law)
                    .contains(Law.DETERMINISTIC);
        }
    }

    @Test
    void a_first_call_that_leaves_something_for_good_is_named() {
        boolean[] warm = new boolean[1];
        LawFinding finding = broken(Subject.objective(
                "warm",
                x -> {
                    double factor = warm[0] ? 1 : 0.5;
                    warm[0] = true;
                    return factor * x[0] * x[1];
                },
                x -> new double[] {x[1], x[0]},
                AT));

        assertThat(finding.found()).startsWith("evaluate: output is ").endsWith("; from then on it repeats itself");
    }

    @Test
    void so_is_a_first_gradient() {
        boolean[] warm = new boolean[1];
        LawFinding finding = broken(Subject.objective(
                "warm",
                x -> x[0] * x[1],
                x -> {
                    double factor = warm[0] ? 1 : 0.5;
                    warm[0] = true;
                    return new double[] {factor * x[1], factor * x[0]};
                },
                AT));

        assertThat(finding.found()).startsWith("gradient: x[0] is ").endsWith("; from then on it repeats itself");
    }

    // ---- Last bits, and random numbers

    @Test
    void sums_in_an_order_that_changes_differ_in_last_bits_only() {
        Random order = new Random(4);

        assertThat(broken(Subject.objective("sum", x -> sum(x, order), x -> gradientOfSum(x), 0.1, 0.7, 1.3))
                        .found())
                .startsWith("output is ")
                .endsWith("; no more than rounding explains, as where the same terms are added up in another order");
        assertThat(broken(Subject.objective(
                                "sum",
                                x -> sum(x, new Random(1)),
                                x -> {
                                    double factor = sum(new double[] {0.1, 0.7, 1.3}, order) / 2.1;
                                    double[] g = gradientOfSum(x);
                                    return new double[] {factor * g[0], factor * g[1], factor * g[2]};
                                },
                                0.1,
                                0.7,
                                1.3))
                        .found())
                .endsWith("; no more than rounding explains, as where the same terms are added up in another order");
    }

    @Test
    void what_is_random_is_no_matter_of_rounding() {
        Random noise = new Random(4);

        assertThat(broken(Subject.objective(
                                "noisy",
                                x -> x[0] * x[1] * (1 + 1e-10 * noise.nextDouble()),
                                x -> new double[] {x[1], x[0]},
                                AT))
                        .found())
                .doesNotContain("rounding")
                .doesNotContain("grows");
        assertThat(broken(Subject.objective(
                                "noisy",
                                x -> x[0] * x[1],
                                x -> new double[] {x[1] * (1 + 1e-10 * noise.nextDouble()), x[0]},
                                AT))
                        .found())
                .doesNotContain("rounding")
                .doesNotContain("grows");
    }

    @Test
    void nothing_is_called_again_where_calls_repeat_themselves() {
        CountedSubject subject =
                new CountedSubject(Subject.objective("product", x -> x[0] * x[1], x -> new double[] {x[1], x[0]}, AT));

        GradientReport report = GradientChecker.standard().check(subject);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(subject.gradients())
                .as("one for the check, three for the laws")
                .isEqualTo(4);
    }

    /** The same terms a hundred times, from a start that is drawn. */
    private static double sum(double[] x, Random order) {
        double sum = 0;
        int start = order.nextInt(300);
        for (int k = 0; k < 300; k++) {
            sum += Math.sin(x[(start + k) % 3] * (1 + (start + k) % 300));
        }
        return sum;
    }

    private static double[] gradientOfSum(double[] x) {
        double[] g = new double[3];
        for (int k = 0; k < 300; k++) {
            g[k % 3] += (1 + k) * Math.cos(x[k % 3] * (1 + k));
        }
        return g;
    }

    private static LawFinding broken(Subject subject) {
        LawFinding finding = LawAssertions.finding(GradientChecker.standard().check(subject), Law.DETERMINISTIC);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        return finding;
    }
}
