package io.gradcheck.check;

import static io.gradcheck.finding.Verdict.FAIL;
import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts at kinks, ties and edges of domains, which points nearby decide, each with a mistake and without. */
class KinkVerdictTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final int SEEDS = 100;

    // Kinks, decided at points nearby.

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void a_kink_at_the_point_is_no_mistake_whatever_is_claimed_there(double there) {
        Finding finding = finding(x -> Math.max(0, x), x -> x > 0 ? 1 : x < 0 ? 0 : there, 0, 0.5, -1);

        assertThat(finding.verdict()).isEqualTo(KINK);
        assertThat(finding.reason()).isEqualTo("the slope jumps at the point; around it the gradient is right");
        assertThat(finding.wrongEntries()).isEmpty();
    }

    @Test
    void a_wrong_branch_beside_a_kink_fails() {
        Finding finding = finding(x -> Math.max(0, x), x -> x > 0 ? 1.1 : 0, 0, 0, 0);

        assertThat(finding.verdict()).isEqualTo(FAIL);
        assertThat(finding.reason()).isEqualTo("seen at a point nearby, away from the kinks of this one");
    }

    @Test
    void a_kink_far_from_the_point_is_not_even_noticed() {
        assertThat(verdict(x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0.5, -1)).isEqualTo(PASS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-7, 1e-5, 1e-3, -1e-9, -1e-7, -1e-5, -1e-3})
    void a_kink_close_to_the_point_is_no_mistake(double x) {
        Seeds.first(SEEDS).each(seed -> {
            Subject relu = Subject.scalar("relu", t -> Math.max(0, t), t -> t > 0 ? 1 : 0, x, 0.7, -0.4);

            assertThat(CHECKER.seed(seed).check(relu).verdict()).isIn(PASS, KINK);
        });
    }

    @Test
    void a_jump_of_the_value_at_the_point_is_never_a_pass() {
        assertThat(verdict(x -> x + (x > 0 ? 1 : 0), x -> 1, 0)).isNotEqualTo(PASS);
    }

    @Test
    void no_points_nearby_leave_it_undecided() {
        // Outside the axes the function has no values: not on both sides, not above, not below. Moved by a share of
        // nothing the point stays where it is, three times.
        Finding finding = CHECKER.check(cross(0)).finding("x");

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo(
                        "the slope jumps at the point and the function is not finite nearby: check at another point");
    }

    /** {@code |x - c| + |y - c|}, with values on the axes through {@code (c, c)} alone. */
    private static Subject cross(double c) {
        return GivenSubject.ofTwo(
                c,
                c,
                (x, y) -> x != c && y != c ? Double.NaN : Math.abs(x - c) + Math.abs(y - c),
                (x, y) -> Math.signum(x - c),
                (x, y) -> Math.signum(y - c));
    }

    @Test
    void a_mistake_on_one_side_of_a_kink_fails_whichever_side_that_is() {
        Seeds.first(SEEDS).each(seed -> {
            Subject notClipped = Subject.scalar("relu6", x -> Math.min(6, Math.max(0, x)), x -> x > 0 ? 1 : 0, 6);
            Subject leaky = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0.01, 0);
            Subject right = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0);

            assertThat(CHECKER.seed(seed).check(notClipped).verdict()).isEqualTo(FAIL);
            assertThat(CHECKER.seed(seed).check(leaky).verdict()).isEqualTo(FAIL);
            assertThat(CHECKER.seed(seed).check(right).verdict()).isEqualTo(KINK);
        });
    }

    // Domains.

    @Test
    void points_nearby_are_on_the_inner_side_of_the_edge_of_a_domain() {
        Seeds.first(SEEDS).each(seed -> {
            Subject right = Subject.scalar("f", x -> x * Math.sqrt(x) + x, x -> 1 + 1.5 * Math.sqrt(x), 0, 0);
            Subject wrong = Subject.scalar("f", x -> x * Math.sqrt(x) + x, x -> -1 - 1.5 * Math.sqrt(x), 0, 0);

            assertThat(CHECKER.seed(seed).check(right).verdict()).isNotEqualTo(FAIL);
            assertThat(CHECKER.seed(seed).check(wrong).verdict()).isEqualTo(FAIL);
        });
    }

    @Test
    void points_nearby_outside_the_domain_count_for_nothing() {
        DoubleUnaryOperator reluOrLog = x -> x < 1e-3 ? Math.log(x) : Math.max(0, x - 1);
        DoubleUnaryOperator derivative = x -> x < 1e-3 ? 1 / x : x > 1 ? 1 : 0;

        assertThat(verdict(reluOrLog, derivative, 1, 1e-5, 1e-5)).isEqualTo(KINK);
        assertThat(verdict(reluOrLog, x -> x > 1 ? 2 : derivative.applyAsDouble(x), 1, 1e-5, 1e-5))
                .isEqualTo(FAIL);
    }

    @Test
    void a_kink_around_which_nothing_is_finite_is_undecided() {
        GradientReport report = CHECKER.check(cross(1));

        assertThat(report.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(report.finding("x").reason())
                .isEqualTo(
                        "the slope jumps at the point and the function is not finite nearby: check at another point");
    }

    @Test
    void the_edge_of_a_domain_may_agree_from_one_side_but_not_accuse() {
        DoubleUnaryOperator f = x -> x * Math.sqrt(x) + Math.exp(x);

        assertThat(verdict(f, x -> 1.5 * Math.sqrt(x) + Math.exp(x), 0)).isEqualTo(PASS);
        assertThat(verdict(f, x -> x == 0 ? 2 : 1.5 * Math.sqrt(x) + Math.exp(x), 0))
                .isNotIn(PASS, FAIL);
    }

    @Test
    void a_function_that_is_finite_at_the_point_alone_is_undecided() {
        Finding finding = finding(x -> x == 1 ? 1 : Double.NaN, x -> 1, 1);

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason()).isEqualTo("the function is not finite around the point: check at another point");
    }

    @Test
    void an_argument_that_is_rejected_is_outside_the_domain() {
        DoubleUnaryOperator strict = x -> {
            if (x < 0) {
                throw new IllegalArgumentException("negative");
            }
            return Math.exp(x);
        };

        assertThat(verdict(strict, Math::exp, 0)).isEqualTo(PASS);
        assertThat(verdict(strict, Math::exp, 0.01)).isEqualTo(PASS);
        assertThat(verdict(strict, x -> 1.1 * Math.exp(x), 0.01)).isEqualTo(FAIL);
    }

    @Test
    void a_value_that_is_not_finite_ends_the_check() {
        GradientReport report = CHECKER.check(Subject.scalar("log", Math::log, x -> 1 / x, -1));

        assertThat(report.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(report.finding("x").reason())
                .isEqualTo("the function is not finite at the point: check at another point");
        assertThat(report.finding("x").detectionLimit()).isInfinite();
        assertThat(report.evaluations()).isEqualTo(1);
    }

    // Agreement nearby must inform.

    @Test
    void an_error_just_above_the_bound_is_never_called_a_kink() {
        Seeds.first(SEEDS).each(seed -> {
            Subject subject = Subject.scalar("sin", Math::sin, Math::cos, 0.3, 1.1, -2);
            double limit = CHECKER.seed(seed).check(subject).finding("x").detectionLimit();
            for (double times : new double[] {1.01, 1.3, 2, 5}) {
                Subject wrong = GivenSubject.withError(subject, "x", 1, times * limit);

                assertThat(CHECKER.seed(seed).check(wrong).verdict())
                        .as("%s times the detection limit", times)
                        .isNotEqualTo(KINK);
            }
        });
    }

    // Ties.

    @Test
    void a_maximum_with_ties_fails_where_each_tied_entry_gets_all() {
        Finding finding = maximum(1, 1, 1);

        assertThat(finding.verdict()).isEqualTo(FAIL);
        assertThat(finding.reason()).isEqualTo("seen along directions that keep ties and zeros");
    }

    @Test
    void a_maximum_with_ties_fails_where_no_tied_entry_gets_anything() {
        assertThat(maximum(0, 0, 0).verdict()).isEqualTo(FAIL);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1", "0.5, 0.5, 0", "0.25, 0.5, 0.25"})
    void a_maximum_with_ties_is_right_with_any_subgradient(double first, double second, double third) {
        assertThat(maximum(first, second, third).verdict()).isEqualTo(KINK);
    }

    @Test
    void a_maximum_of_zeros_and_negatives_keeps_its_zeros() {
        Subject relu = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0, 0, 2, 3);
        Subject wrong = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : x == 0 ? 0 : 0.01, 0, 0, 2, -3);

        assertThat(CHECKER.check(relu).verdict()).isEqualTo(KINK);
        assertThat(CHECKER.check(wrong).verdict()).isEqualTo(FAIL);
    }

    /** The largest of four numbers, three of them tied, with the given shares of its gradient. */
    private static Finding maximum(double... shares) {
        return CHECKER.check(Subject.objective(
                        "max",
                        x -> Arrays.stream(x).max().orElseThrow(),
                        x -> {
                            double largest = Arrays.stream(x).max().orElseThrow();
                            long ties =
                                    Arrays.stream(x).filter(v -> v == largest).count();
                            double[] g = new double[x.length];
                            for (int i = 0; i < x.length; i++) {
                                g[i] = x[i] < largest ? 0 : ties == 1 ? 1 : shares[i];
                            }
                            return g;
                        },
                        2,
                        2,
                        2,
                        0.5))
                .finding("x");
    }

    @Test
    void a_chain_rule_that_does_not_hold_along_a_kept_zero_is_no_mistake() {
        // Linear in x_0, whose two kinks at 1/2 cancel; x_1 has one of its own at 0, which a direction that keeps zeros
        // avoids.
        Map<String, Tensor> point = Map.of("x", Tensor.vector(0.5, 0));
        Subject subject = Subject.of(
                "f",
                point,
                at -> {
                    double z = at.get("x").get(0) - 0.5;
                    return Tensor.scalar(Math.max(0, z)
                            - Math.max(0, -z)
                            + Math.abs(at.get("x").get(1)));
                },
                (at, u) -> {
                    double z = at.get("x").get(0) - 0.5;
                    return Map.of(
                            "x",
                            Tensor.vector(
                                    z == 0 ? 0 : u.get(),
                                    u.get() * Math.signum(at.get("x").get(1))));
                });

        Seeds.first(SEEDS).each(seed -> {
            assertThat(CHECKER.seed(seed).check(subject).verdict()).isEqualTo(KINK);
        });
    }

    // Where the chain rule itself fails.

    @Test
    void a_chain_rule_that_does_not_hold_at_a_kink_is_no_mistake() {
        Subject twice = GivenSubject.ofTwo(
                0,
                0,
                (x, y) -> leaky(-leaky(x)) + Math.max(0, y),
                (x, y) -> -leakySlope(-leaky(x)) * leakySlope(x),
                (x, y) -> y > 0 ? 1 : 0);

        GradientReport report = CHECKER.check(twice);

        assertThat(report.verdict()).isEqualTo(KINK);
        assertThat(report.finding("x").verdict()).isEqualTo(KINK);
        assertThat(report.finding("x").reason())
                .isEqualTo("the chain rule does not hold at this point, which is a kink of other variables; around it "
                        + "the gradient is right");
    }

    /** Two kinks that meet at zero, one just before it, in values so large that little is seen of their jumps. */
    private static Subject meetingKinks(double error) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.vector(0, 0));
        point.put("y", Tensor.vector(0));
        return new GivenSubject(
                "meeting kinks",
                point,
                Precision.DOUBLE,
                at -> {
                    double x = at.get("x").get(0);
                    return Tensor.scalar(3.6e11
                            + 2.35e5 * Math.sin(200 * x)
                            + 22 * Math.max(0, x)
                            - 21 * Math.max(0, x + 1e-23)
                            + 3 * at.get("x").get(1)
                            + 100 * Math.max(0, at.get("y").get(0)));
                },
                (at, u) -> {
                    double x = at.get("x").get(0);
                    double slope = 4.7e7 * Math.cos(200 * x) + (x > 0 ? 22 : 0) - (x + 1e-23 > 0 ? 21 : 0) + error;
                    return Map.of(
                            "x",
                            Tensor.vector(u.get() * slope, u.get() * 3),
                            "y",
                            Tensor.vector(at.get("y").get(0) > 0 ? 100 * u.get() : 0));
                });
    }

    @Test
    void kinks_that_meet_in_noise_are_no_mistake_beside_one_that_is_seen() {
        Seeds.first(100).each(seed -> {
            assertThat(CHECKER.seed(seed).check(meetingKinks(0)).finding("x").verdict())
                    .isNotEqualTo(FAIL);
            assertThat(CHECKER.seed(seed).check(meetingKinks(4e3)).finding("x").verdict())
                    .isEqualTo(FAIL);
        });
    }

    @Test
    void kinks_that_cancel_are_no_mistake_beside_one_that_does_not() {
        Subject both = GivenSubject.ofTwo(
                0,
                0,
                (x, y) -> Math.max(0, x) - Math.max(0, -x) + Math.abs(y),
                (x, y) -> x == 0 ? 0 : 1,
                (x, y) -> Math.signum(y));

        assertThat(CHECKER.check(both).finding("x").verdict()).isEqualTo(KINK);
        assertThat(CHECKER.check(both).finding("x").reason()).startsWith("the chain rule does not hold at this point");
    }

    @Test
    void a_mistake_beside_the_kink_of_another_variable_fails() {
        Subject wrong = GivenSubject.ofTwo(
                0.3, 0, (x, y) -> Math.sin(x) + Math.abs(y), (x, y) -> 1.1 * Math.cos(x), (x, y) -> Math.signum(y));

        GradientReport report = CHECKER.check(wrong);

        assertThat(report.finding("x").verdict()).isEqualTo(FAIL);
        assertThat(report.finding("y").verdict()).isEqualTo(KINK);
    }

    @Test
    void a_wrong_special_case_at_a_smooth_point_fails() {
        DoubleUnaryOperator sinc = x -> x == 0 ? 1 : Math.sin(x) / x;
        DoubleUnaryOperator slope = x -> (x * Math.cos(x) - Math.sin(x)) / (x * x);

        assertThat(verdict(sinc, x -> x == 0 ? 1 : slope.applyAsDouble(x), 0)).isEqualTo(FAIL);
        assertThat(verdict(sinc, x -> x == 0 ? 0 : slope.applyAsDouble(x), 0, 1))
                .isEqualTo(PASS);
    }

    private static double leaky(double x) {
        return x > 0 ? x : 0.1 * x;
    }

    private static double leakySlope(double x) {
        return x > 0 ? 1 : 0.1;
    }

    private static Verdict verdict(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return CHECKER.check(Subject.scalar("f", f, derivative, at)).verdict();
    }

    private static Finding finding(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return CHECKER.check(Subject.scalar("f", f, derivative, at)).finding("x");
    }
}
