package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
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
}
