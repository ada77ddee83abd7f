package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Outputs that are drowned by others a million times as large. */
class SmallOutputsTest {

    private static final int SEEDS = 20;

    private static List<GradientReport> checks(Subject subject) {
        return Seeds.of(1, SEEDS)
                .map(seed -> GradientChecker.standard().seed(seed).check(subject));
    }

    private static Subject exponential(DoubleUnaryOperator derivative, double... at) {
        return Subject.scalar("exp", Math::exp, derivative, at);
    }

    @Test
    void a_small_output_beside_a_large_one_passes_and_is_not_vacuous() {
        assertThat(checks(exponential(Math::exp, -50, 30))).allSatisfy(report -> {
            assertThat(report.verdict()).isEqualTo(Verdict.PASS);
            assertThat(report.isVacuous()).isFalse();
        });
    }

    @Test
    void a_wrong_derivative_of_a_small_output_is_seen_beside_a_large_one() {
        for (double factor : new double[] {0, -1, 1.01}) {
            assertThat(checks(exponential(x -> x < 0 ? factor * Math.exp(x) : Math.exp(x), -14, 20)))
                    .allSatisfy(report -> {
                        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
                        assertThat(report.finding("x").wrongEntries())
                                .extracting(WrongEntry::indexText)
                                .containsExactly("[0]");
                        assertThat(report.finding("x").reason())
                                .isEqualTo("seen with every output weighted by one over its size");
                    });
        }
    }

    @Test
    void what_may_be_left_of_larger_numbers_is_no_ground_for_an_accusation() {
        assertThat(checks(exponential(x -> x < 0 ? -Math.exp(x) : Math.exp(x), -50, 0.3)))
                .allSatisfy(report -> {
                    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                    assertThat(report.finding("x").reason()).endsWith("or check that output alone");
                });
    }

    /** {@code (x^2, -1e25)}: what a mask puts beside a score. */
    private static Subject masked(double factor) {
        return Subject.of(
                "masked",
                Map.of("x", Tensor.scalar(0.7)),
                at -> Tensor.vector(at.get("x").get() * at.get("x").get(), -1e25),
                (at, upstream) -> Map.of(
                        "x",
                        Tensor.scalar(
                                factor * upstream.values()[0] * at.get("x").get())));
    }

    @Test
    void a_mask_of_an_enormous_number_hides_no_other_output() {
        assertThat(checks(masked(2))).allSatisfy(report -> {
            assertThat(report.verdict()).isEqualTo(Verdict.PASS);
            assertThat(report.isVacuous()).isFalse();
        });
        assertThat(checks(masked(2.02))).extracting(GradientReport::verdict).containsOnly(Verdict.FAIL);
    }

    @Test
    void outputs_of_like_size_need_no_second_look() {
        assertThat(SmallOutputs.of(Tensor.vector(1, 1, 1), Tensor.vector(3, 1e-5, 0), false))
                .isNull();
        assertThat(SmallOutputs.of(Tensor.vector(1, 1, 1), Tensor.vector(3, 1e-7, 0), false))
                .isNotNull();
    }

    @Test
    void small_is_what_is_a_millionth_of_the_largest_and_not_zero() {
        Tensor ones = Tensor.vector(1, 1);

        assertThat(SmallOutputs.of(ones, Tensor.vector(0x1p20, 1), false)).isNull();
        assertThat(SmallOutputs.of(ones, Tensor.vector(0x1p21, 1), false)).isNotNull();
        assertThat(SmallOutputs.of(ones, Tensor.vector(0x1p21, 0), false)).isNull();
    }

    @Test
    void a_number_of_few_bits_may_be_left_of_larger_ones() {
        DoubleUnaryOperator powerOfTwo = x -> Math.pow(2, x);
        DoubleUnaryOperator wrong = x -> (x < 0 ? -1 : 1) * Math.log(2) * Math.pow(2, x);

        assertThat(checks(Subject.scalar("2^x", powerOfTwo, wrong, -30, 25)))
                .extracting(GradientReport::verdict)
                .containsOnly(Verdict.INCONCLUSIVE);
        assertThat(checks(Subject.scalar("2^x", powerOfTwo, wrong, -30.3, 25)))
                .extracting(GradientReport::verdict)
                .containsOnly(Verdict.FAIL);
    }

    /** A prober of {@code exp} where one output is far smaller than the other. */
    private static Prober prober(DoubleUnaryOperator derivative) {
        return AtPoint.prober(exponential(derivative, -14, 20), "x", 0, 1);
    }

    private static Conclusion sharpened(Conclusion whole, Prober prober) {
        Tensor output = AtPoint.output(exponential(Math::exp, -14, 20));
        SmallOutputs small = SmallOutputs.of(Tensor.vector(1, 1), output, false);
        assertThat(small).isNotNull();
        return small.sharpen(whole, prober);
    }

    private static Conclusion undecided(Prober prober) {
        return new Conclusion(Verdict.INCONCLUSIVE, "too rough", prober.base(), null);
    }

    @Test
    void a_right_gradient_that_was_left_undecided_passes_by_a_second_look() {
        Prober prober = prober(Math::exp);

        Conclusion second = sharpened(undecided(prober), prober);

        assertThat(second.verdict()).isEqualTo(Verdict.PASS);
        assertThat(second.reason()).isEqualTo("seen with every output weighted by one over its size");
    }

    @Test
    void a_pass_that_saw_the_largest_entry_alone_is_looked_at_again() {
        Prober right = prober(Math::exp);
        Prober wrong = prober(x -> x < 0 ? 2 * Math.exp(x) : Math.exp(x));
        Conclusion pass = new VariableCheck(wrong, false).conclude();
        assertThat(pass.verdict()).isEqualTo(Verdict.PASS);
        int before = right.evaluations().spent();

        assertThat(sharpened(pass, wrong).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(sharpened(pass, right)).isSameAs(pass);
        assertThat(right.evaluations().spent()).isGreaterThan(before + 5);
    }

    @Test
    void what_failed_or_is_a_kink_needs_no_second_look() {
        Prober prober = prober(x -> 2 * Math.exp(x));
        Conclusion fail = new VariableCheck(prober, false).conclude();
        Conclusion kink = new Conclusion(Verdict.KINK, "", prober.base(), fail.probe());
        Conclusion withoutProbe = new Conclusion(Verdict.FAIL, "", prober.base(), null);
        int spent = prober.evaluations().spent();

        assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(List.of(fail, kink, withoutProbe))
                .allSatisfy(whole -> assertThat(sharpened(whole, prober)).isSameAs(whole));
        assertThat(prober.evaluations().spent()).isEqualTo(spent);
    }

    @Test
    void a_pass_that_saw_every_entry_needs_no_second_look() {
        Prober sharp = AtPoint.prober(exponential(Math::exp, 1, 1.1), "x", 0, 1);
        Conclusion pass = new VariableCheck(sharp, false).conclude();
        int spent = sharp.evaluations().spent();

        assertThat(sharpened(pass, sharp)).isSameAs(pass);
        assertThat(sharp.evaluations().spent()).isEqualTo(spent);
    }

    @Test
    void a_second_look_without_evaluations_left_or_a_gradient_in_numbers_adds_nothing() {
        Prober spent = prober(Math::exp);
        for (int k = 0; k < 998; k++) {
            spent.evaluations().spend();
        }
        Prober nan = prober(x -> x < 0 ? Double.NaN : Math.exp(x));

        for (Prober prober : List.of(spent, nan)) {
            Conclusion whole = undecided(prober);
            assertThat(sharpened(whole, prober)).isSameAs(whole);
        }
        assertThat(spent.evaluations().spent()).isEqualTo(1000);
    }
}
