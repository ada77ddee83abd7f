package io.gradcheck.check.decision;

import static io.gradcheck.finding.Verdict.FAIL;
import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that jumps at the point is told, decided around it, and never passes. */
class ValueJumpTest {

    private static final int SEEDS = 40;

    private static Finding finding(DoubleUnaryOperator f, DoubleUnaryOperator derivative, long seed, double... at) {
        return GradientChecker.standard()
                .seed(seed)
                .check(Subject.scalar("f", f, derivative, at))
                .finding("x");
    }

    @Test
    void a_right_gradient_around_a_jump_is_undecided_at_it_and_told_so() {
        Seeds.first(SEEDS).each(seed -> {
            Finding finding = finding(x -> x * x - Math.floor(x), x -> 2 * x, seed, 3);

            assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
            assertThat(finding.reason())
                    .isEqualTo(
                            "the value jumps by 1.00 at the point, where no gradient exists; around it the gradient is "
                                    + "right: check at another point");
            assertThat(finding.counts().undecided()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 2, 1000})
    void a_gradient_that_is_wrong_around_a_jump_fails(double factor) {
        Seeds.first(SEEDS).each(seed -> {
            Finding finding = finding(
                    x -> x > 0.7 ? Math.exp(x) : Math.sin(x),
                    x -> {
                        return factor * (x > 0.7 ? Math.exp(x) : Math.cos(x));
                    },
                    seed,
                    0.7);

            assertThat(finding.verdict()).isEqualTo(FAIL);
        });
    }

    @Test
    void what_is_claimed_at_the_jump_alone_stays_undecided_even_if_it_is_no_number() {
        for (double claim : new double[] {0, -7, 1e3, Double.NaN}) {
            Finding finding = finding(Math::signum, x -> x == 0 ? claim : 0, 3, 0);

            assertThat(finding.verdict()).as("claim %s", claim).isEqualTo(INCONCLUSIVE);
            assertThat(finding.reason()).as("claim %s", claim).startsWith("the value jumps by 2.00 at the point");
        }
    }

    @Test
    void an_entry_that_is_no_number_beside_a_jump_still_fails() {
        assertThat(finding(x -> x > 1 ? 2 : Math.sin(x), x -> Double.NaN, 1, 1, 0.5)
                        .verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void one_entry_that_jumps_among_many_is_told() {
        double[] at = new double[30];
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.sin(1 + i);
        }
        at[17] = 0.25;
        DoubleUnaryOperator f = x -> x * x * x + (x >= 0.25 ? 3 : 0);

        Seeds.first(SEEDS).each(seed -> {
            assertThat(finding(f, x -> 3 * x * x, seed, at).verdict()).isEqualTo(INCONCLUSIVE);
            assertThat(finding(f, x -> 3 * x * x, seed, at).reason()).contains("the value jumps by ");
            assertThat(finding(f, x -> -3 * x * x, seed, at).verdict()).isEqualTo(FAIL);
        });
    }

    @Test
    void an_output_that_jumps_beside_others_that_do_not_is_told() {
        Seeds.first(SEEDS).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(twoOutputs(1));
            GradientReport wrong = GradientChecker.standard().seed(seed).check(twoOutputs(1.5));

            assertThat(report.verdict()).isEqualTo(INCONCLUSIVE);
            assertThat(report.finding("x").reason()).contains("the value jumps by ");
            assertThat(wrong.verdict()).isEqualTo(FAIL);
        });
    }

    private static Subject twoOutputs(double factor) {
        return Subject.of(
                "e^x and x mod 1",
                Map.of("x", Tensor.vector(2)),
                at -> Tensor.vector(Math.exp(at.get("x").get(0)), at.get("x").get(0) % 1),
                (at, u) -> Map.of(
                        "x",
                        Tensor.vector(factor * (u.get(0) * Math.exp(at.get("x").get(0)) + u.get(1)))));
    }

    @Test
    void a_jump_from_the_edge_of_a_domain_is_told() {
        DoubleUnaryOperator f = x -> x < 0 ? Double.NaN : x == 0 ? 0 : 1 + Math.exp(x);

        assertThat(finding(f, x -> Math.exp(x), 1, 0).reason()).startsWith("the value jumps by 2.00 at the point");
        assertThat(finding(f, x -> Math.exp(x), 1, 0).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding(f, x -> -Math.exp(x), 1, 0).verdict()).isEqualTo(FAIL);
    }

    @Test
    void a_value_that_is_another_at_the_point_alone_is_told() {
        assertThat(finding(x -> x == 0.4 ? 9 : Math.cos(x), x -> -Math.sin(x), 1, 0.4)
                        .verdict())
                .isEqualTo(INCONCLUSIVE);
        assertThat(finding(x -> x == 0.4 ? 9 : Math.cos(x), Math::sin, 1, 0.4).verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void a_jump_too_close_to_the_point_for_anything_to_be_seen_is_told_with_its_distance() {
        Finding finding = finding(x -> x + (x > 0.5 ? 1 : 0), x -> 1, 1, 0.5 - 1e-11);

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo(
                        "the value jumps by 1.00 within 5e-10 of the point; around it the gradient is right: check at "
                                + "another point");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 1e-5, 1e-3, -1e-7, -1e-5, -1e-3})
    void a_jump_beside_the_point_does_not_harm_a_right_gradient(double gap) {
        Seeds.first(SEEDS).each(seed -> {
            assertThat(finding(x -> Math.atan2(x, -1), x -> -1 / (1 + x * x), seed, gap)
                            .verdict())
                    .isEqualTo(PASS);
            assertThat(finding(x -> Math.atan2(x, -1), x -> 1 / (1 + x * x), seed, gap)
                            .verdict())
                    .isEqualTo(FAIL);
        });
    }

    @Test
    void a_steep_slope_a_cusp_and_a_pole_are_no_jumps() {
        List<Finding> findings = List.of(
                finding(x -> Math.pow(Math.abs(x), 0.1), x -> 0, 1, 0),
                finding(x -> Math.cbrt(x), x -> Math.pow(Math.abs(x), -2.0 / 3) / 3, 1, 0),
                finding(x -> Math.tanh(1e13 * x), x -> 1e13 * (1 - Math.pow(Math.tanh(1e13 * x), 2)), 1, 0),
                finding(x -> 1 / x, x -> -1 / (x * x), 1, 1e-13),
                finding(x -> x == 0 ? 0 : 1 / Math.log(Math.abs(x)), x -> 0, 1, 0),
                finding(x -> x == 0 ? 0 : x * Math.log(x), x -> 1 + Math.log(x), 1, 0),
                finding(Math::sqrt, x -> 0.5 / Math.sqrt(x), 1, 0));

        assertThat(findings).allSatisfy(finding -> assertThat(finding.reason()).doesNotContain("value jumps"));
    }

    @Test
    void coarse_values_around_the_point_are_no_ground_for_an_accusation() {
        DoubleUnaryOperator coarse = x -> Math.floor(1000 * x) / 1000 + x * x;

        Seeds.first(SEEDS).each(seed -> {
            assertThat(finding(coarse, x -> 1 + 2 * x, seed, 0.375, 2).verdict())
                    .isNotEqualTo(FAIL);
        });
    }
}
