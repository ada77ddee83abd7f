package io.gradcheck.check;

import static io.gradcheck.check.Verdict.FAIL;
import static io.gradcheck.check.Verdict.INCONCLUSIVE;
import static io.gradcheck.check.Verdict.KINK;
import static io.gradcheck.check.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by which a variable gets its verdict, each with a mistake that it finds and without. */
class VerdictTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final int SEEDS = 100;

    // A probe that agrees or disagrees.

    @ParameterizedTest
    @ValueSource(doubles = {-20, -1, 1e-3, 0.3, 2.5, 100})
    void a_right_derivative_passes(double x) {
        assertThat(verdict(Math::sin, Math::cos, x)).isEqualTo(PASS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 0.5, 0.999, 1.001, 1.0000001, 1.00000001})
    void a_derivative_with_a_wrong_factor_fails(double factor) {
        assertThat(verdict(Math::sin, x -> factor * Math.cos(x), 0.3, 1.1, -2)).isEqualTo(FAIL);
    }

    @Test
    void coarse_values_are_no_ground_to_fail() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Subject rounded = Subject.scalar("rounded", x -> Math.rint(1e3 * Math.sin(x)) / 1e3, Math::cos, 0.3, 1, -2);

            assertThat(CHECKER.seed(seed).check(rounded).verdict())
                    .as("seed %d", seed)
                    .isNotEqualTo(FAIL);
        }
    }

    @Test
    void coarse_values_do_not_hide_a_wrong_sign() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Subject rounded =
                    Subject.scalar("rounded", x -> Math.rint(1e5 * Math.sin(x)) / 1e5, x -> -Math.cos(x), 0.3, 1, -2);

            assertThat(CHECKER.seed(seed).check(rounded).verdict())
                    .as("seed %d", seed)
                    .isIn(FAIL, INCONCLUSIVE);
            // Points nearby that do not inform, each with a witness, take more than the usual 150 at seed 58.
            assertThat(CHECKER.seed(seed).maxEvaluations(300).check(rounded).verdict())
                    .as("seed %d with 300 evaluations", seed)
                    .isEqualTo(FAIL);
        }
    }

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
        for (long seed = 0; seed < SEEDS; seed++) {
            Subject relu = Subject.scalar("relu", t -> Math.max(0, t), t -> t > 0 ? 1 : 0, x, 0.7, -0.4);

            assertThat(CHECKER.seed(seed).check(relu).verdict())
                    .as("seed %d", seed)
                    .isIn(PASS, KINK);
        }
    }

    @Test
    void a_jump_of_the_value_at_the_point_is_never_a_pass() {
        assertThat(verdict(x -> x + (x > 0 ? 1 : 0), x -> 1, 0)).isNotEqualTo(PASS);
    }

    @Test
    void points_nearby_that_cannot_tell_leave_it_undecided() {
        // Outside the axes the function has no values: not on both sides, not above, not below. Moved by a share of
        // nothing the point stays where it is, three times.
        Finding finding = CHECKER.check(cross(0)).finding("x");

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo("the slope jumps at the point, and 3 points nearby were too noisy or rough to decide");
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

    /** A continuous function with kinks everywhere. */
    private static double takagi(double x) {
        double sum = 0;
        for (int k = 0; k < 45; k++) {
            double scaled = Math.scalb(x, k);
            sum += Math.scalb(Math.abs(scaled - Math.rint(scaled)), -k);
        }
        return sum;
    }

    // Domains.

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
                .isEqualTo("the slope jumps at the point and the function is not finite nearby");
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
        assertThat(finding.reason()).isEqualTo("the function is not finite around the point");
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
        assertThat(report.finding("x").reason()).isEqualTo("the function is not finite at the point");
        assertThat(report.finding("x").detectionLimit()).isInfinite();
        assertThat(report.evaluations()).isEqualTo(1);
    }

    // A witness before a failure.

    @Test
    void oscillation_finer_than_the_ladder_passes_and_fails_rightly() {
        assertThat(verdict(x -> Math.sin(1e8 * x), x -> 1e8 * Math.cos(1e8 * x), 0.3))
                .isEqualTo(PASS);
        assertThat(verdict(x -> Math.sin(1e8 * x), x -> -1e8 * Math.cos(1e8 * x), 0.3))
                .isEqualTo(FAIL);
    }

    @Test
    void a_pole_closer_than_the_ladder_passes_and_fails_rightly() {
        assertThat(verdict(x -> 1 / x, x -> -1 / (x * x), 1e-7)).isEqualTo(PASS);
        assertThat(verdict(x -> 1 / x, x -> 1 / (x * x), 1e-7)).isEqualTo(FAIL);
    }

    @Test
    void a_peak_narrower_than_the_ladder_passes_and_fails_rightly() {
        DoubleUnaryOperator peak = x -> Math.exp(-1e16 * x * x);

        assertThat(verdict(peak, x -> -2e16 * x * peak.applyAsDouble(x), 3e-9)).isEqualTo(PASS);
        assertThat(verdict(peak, x -> 2e16 * x * peak.applyAsDouble(x), 3e-9)).isEqualTo(FAIL);
    }

    // A pass needs power.

    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1e15})
    void a_flipped_sign_under_a_large_offset_never_passes(double offset) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Subject wrong = Subject.scalar("wrong", x -> offset + Math.sin(x), x -> -Math.cos(x), 0.3, 1);
            Subject right = Subject.scalar("right", x -> offset + Math.sin(x), Math::cos, 0.3, 1);

            assertThat(CHECKER.seed(seed).check(wrong).verdict())
                    .as("seed %d", seed)
                    .isIn(FAIL, INCONCLUSIVE);
            assertThat(CHECKER.seed(seed).check(right).verdict())
                    .as("seed %d", seed)
                    .isNotEqualTo(FAIL);
        }
    }

    @Test
    void a_subject_of_which_nothing_can_be_seen_is_inconclusive_unless_that_is_allowed() {
        Subject constant = Subject.scalar("constant", x -> 3, x -> 0, 0.3, 1);

        assertThat(CHECKER.check(constant).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(CHECKER.check(constant).isVacuous()).isTrue();
        assertThat(CHECKER.allowVacuous().check(constant).verdict()).isEqualTo(PASS);
        assertThat(CHECKER.allowVacuous()
                        .seed(3)
                        .maxEvaluations(40)
                        .check(constant)
                        .verdict())
                .isEqualTo(PASS);
    }

    @Test
    void one_variable_that_shows_something_is_enough() {
        GradientReport report = CHECKER.check(GivenSubject.ofTwo(1, 2, (x, y) -> x * x, (x, y) -> 2 * x, (x, y) -> 0));

        assertThat(report.verdict()).isEqualTo(PASS);
        assertThat(report.finding("x").vacuous()).isFalse();
        assertThat(report.finding("y").vacuous()).isTrue();
    }

    // Entries below the bound.

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_sign_error_in_a_tiny_entry_fails(int entry) {
        double[] weights = {1e10, 1e-4, 2e-4, 3e-4};
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(CHECKER.seed(seed).check(weighted(weights, entry, -1)).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(FAIL);
            assertThat(CHECKER.seed(seed).check(weighted(weights, entry, 1)).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(PASS);
        }
    }

    @Test
    void an_entry_below_the_noise_is_below_the_detection_limit() {
        double[] weights = {1e14, 1e3, 1e-5, 2e-5};

        Finding finding = CHECKER.check(weighted(weights, 3, -1)).finding("x");

        assertThat(finding.verdict()).isEqualTo(PASS);
        assertThat(finding.detectionLimit()).isGreaterThan(4e-5);
    }

    /** {@code sum w_i sin x_i} near zero, where its value is small; one derivative has a factor. */
    private static Subject weighted(double[] weights, int entry, double factor) {
        double[] x = {1e-3, 0.4, 0.7, -0.3};
        return Subject.objective(
                "weighted",
                at -> {
                    double sum = 0;
                    for (int i = 0; i < at.length; i++) {
                        sum += weights[i] * Math.sin(at[i]);
                    }
                    return sum;
                },
                at -> {
                    double[] g = new double[at.length];
                    for (int i = 0; i < g.length; i++) {
                        g[i] = weights[i] * Math.cos(at[i]) * (i == entry ? factor : 1);
                    }
                    return g;
                },
                x);
    }

    // Weak agreement.

    @ParameterizedTest
    @CsvSource({"1e5, 1e-5", "1e6, 1e-5", "1e6, 1e-4", "1e7, 1e-3"})
    void an_agreement_that_leaves_much_open_is_looked_at_more_closely(double frequency, double error) {
        DoubleUnaryOperator f = x -> Math.sin(frequency * x);
        for (long seed = 0; seed < SEEDS; seed++) {
            Subject right = Subject.scalar("right", f, x -> frequency * Math.cos(frequency * x), 0.3);
            Subject wrong = Subject.scalar("wrong", f, x -> (1 + error) * frequency * Math.cos(frequency * x), 0.3);

            assertThat(CHECKER.seed(seed).check(right).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(PASS);
            assertThat(CHECKER.seed(seed).check(wrong).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(FAIL);
        }
    }

    // Agreement nearby must inform.

    @Test
    void an_error_just_above_the_bound_is_never_called_a_kink() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Subject subject = Subject.scalar("sin", Math::sin, Math::cos, 0.3, 1.1, -2);
            double limit = CHECKER.seed(seed).check(subject).finding("x").detectionLimit();
            for (double times : new double[] {1.01, 1.3, 2, 5}) {
                Subject wrong = GivenSubject.withError(subject, "x", 1, times * limit);

                assertThat(CHECKER.seed(seed).check(wrong).verdict())
                        .as("%s times the detection limit, seed %d", times, seed)
                        .isNotEqualTo(KINK);
            }
        }
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

    // Accounting.

    @Test
    void a_verdict_takes_no_more_than_the_allowed_evaluations() {
        double[] more = new SplittableRandom(5).doubles(40).toArray(); // too many to be looked at one by one
        for (int allowed : new int[] {30, 60, 150}) {
            for (long seed = 0; seed < SEEDS; seed++) {
                GradientReport report = CHECKER.seed(seed)
                        .maxEvaluations(allowed)
                        .check(Subject.scalar("takagi", VerdictTest::takagi, x -> 0, more));

                assertThat(report.finding("x").evaluations())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(allowed);
                assertThat(report.verdict()).as("seed %d", seed).isNotEqualTo(PASS);
            }
        }
    }

    @Test
    void a_check_that_needs_more_evaluations_than_allowed_says_so() {
        Subject relu = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0, 0);

        Finding finding = CHECKER.maxEvaluations(30).check(relu).finding("x");

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason()).isEqualTo("undecided after 30 evaluations, the most that were allowed");
        assertThat(finding.evaluations()).isEqualTo(30);
        assertThat(CHECKER.check(relu).verdict()).isEqualTo(KINK);
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

    // Gradients that are not finite.

    @Test
    void an_infinite_slope_at_the_edge_of_a_domain_is_not_held_against_a_gradient() {
        Finding finding = finding(Math::sqrt, x -> 0.5 / Math.sqrt(x), 0, 1, 4);

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo("1 of 3 entries are not finite, at an edge of the domain, where the slope has no bound or "
                        + "near overflow; they cannot be compared");
        assertThat(verdict(Math::sqrt, x -> 0.5 / Math.sqrt(x), 0)).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void an_infinite_slope_inside_the_domain_is_not_held_against_a_gradient() {
        assertThat(verdict(Math::cbrt, x -> 1 / (3 * Math.cbrt(x * x)), 0)).isEqualTo(INCONCLUSIVE);
        assertThat(verdict(Math::cbrt, x -> 1 / (3 * Math.cbrt(x * x)), 0, 1)).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void finite_entries_beside_an_infinite_one_are_checked() {
        assertThat(verdict(Math::sqrt, x -> x == 0 ? Double.POSITIVE_INFINITY : 0.6 / Math.sqrt(x), 0, 1, 4))
                .isEqualTo(FAIL);
    }

    @Test
    void an_infinite_entry_where_the_slope_is_finite_fails() {
        Finding finding = finding(Math::sin, x -> x == 0 ? Double.NEGATIVE_INFINITY : Math.cos(x), 0, 1, 2);

        assertThat(finding.verdict()).isEqualTo(FAIL);
        assertThat(finding.reason()).isEqualTo("1 of 3 entries are infinite where the slope is finite");
        assertThat(finding.wrongEntries()).hasSize(1);
        assertThat(finding.wrongEntries().get(0).indexText()).isEqualTo("[0]");
    }

    @Test
    void a_gradient_that_is_not_a_number_fails() {
        Finding finding = finding(x -> x * x, x -> x > 1 ? Double.NaN : 2 * x, 0.5, 1.5, 2.5, 1);

        assertThat(finding.verdict()).isEqualTo(FAIL);
        assertThat(finding.reason()).isEqualTo("2 of 4 entries are NaN");
        assertThat(finding.wrongEntries()).extracting(WrongEntry::indexText).containsExactlyInAnyOrder("[1]", "[2]");
    }

    // Declared accuracy.

    @Test
    void a_solver_with_a_tolerance_passes_once_the_tolerance_is_declared() {
        Subject solver = Subject.scalar("solver", VerdictTest::rootByIteration, x -> 0.5 / Math.sqrt(x), 2, 2.2);

        assertThat(CHECKER.check(solver).verdict()).isIn(FAIL, INCONCLUSIVE);
        assertThat(CHECKER.check(solver.withAccuracy(1e-5)).verdict()).isEqualTo(PASS);
    }

    @Test
    void a_declared_accuracy_does_not_hide_a_wrong_gradient() {
        Subject solver = Subject.scalar("solver", VerdictTest::rootByIteration, x -> -0.5 / Math.sqrt(x), 2);

        assertThat(CHECKER.check(solver.withAccuracy(1e-5)).verdict()).isEqualTo(FAIL);
    }

    /** The square root of about 2, after three steps of Newton's method: off by 2e-6. */
    private static double rootByIteration(double x) {
        double root = 1;
        for (int k = 0; k < 3; k++) {
            root = (root + x / root) / 2;
        }
        return root;
    }

    // Noise that only shows along one variable.

    @Test
    void noise_of_one_variable_is_no_mistake_of_it() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Subject noisy = GivenSubject.ofTwo(
                    0.4,
                    0.7,
                    (x, y) -> 100 * Math.sin(x)
                            + y
                            + 1e-5 * new SplittableRandom(Double.doubleToLongBits(y)).nextDouble(),
                    (x, y) -> 100 * Math.cos(x),
                    (x, y) -> 1);

            assertThat(CHECKER.seed(seed).check(noisy).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(PASS);
        }
    }

    private static Verdict verdict(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return CHECKER.check(Subject.scalar("f", f, derivative, at)).verdict();
    }

    private static Finding finding(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return CHECKER.check(Subject.scalar("f", f, derivative, at)).finding("x");
    }
}
