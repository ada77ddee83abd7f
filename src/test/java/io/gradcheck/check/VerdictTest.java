package io.gradcheck.check;

import static io.gradcheck.finding.Verdict.FAIL;
import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
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
        Seeds.first(SEEDS).each(seed -> {
            Subject rounded = Subject.scalar("rounded", x -> Math.rint(1e3 * Math.sin(x)) / 1e3, Math::cos, 0.3, 1, -2);

            assertThat(CHECKER.seed(seed).check(rounded).verdict()).isNotEqualTo(FAIL);
        });
    }

    @Test
    void coarse_values_do_not_hide_a_wrong_sign() {
        Seeds.first(SEEDS).each(seed -> {
            Subject rounded =
                    Subject.scalar("rounded", x -> Math.rint(1e5 * Math.sin(x)) / 1e5, x -> -Math.cos(x), 0.3, 1, -2);

            assertThat(CHECKER.seed(seed).check(rounded).verdict()).isEqualTo(FAIL);
        });
    }

    // A confirmation before a failure.

    @Test
    void oscillation_finer_than_the_steps_passes_and_fails_rightly() {
        assertThat(verdict(x -> Math.sin(1e8 * x), x -> 1e8 * Math.cos(1e8 * x), 0.3))
                .isEqualTo(PASS);
        assertThat(verdict(x -> Math.sin(1e8 * x), x -> -1e8 * Math.cos(1e8 * x), 0.3))
                .isEqualTo(FAIL);
    }

    @Test
    void a_pole_closer_than_the_steps_passes_and_fails_rightly() {
        assertThat(verdict(x -> 1 / x, x -> -1 / (x * x), 1e-7)).isEqualTo(PASS);
        assertThat(verdict(x -> 1 / x, x -> 1 / (x * x), 1e-7)).isEqualTo(FAIL);
    }

    @Test
    void a_peak_narrower_than_the_steps_passes_and_fails_rightly() {
        DoubleUnaryOperator peak = x -> Math.exp(-1e16 * x * x);

        assertThat(verdict(peak, x -> -2e16 * x * peak.applyAsDouble(x), 3e-9)).isEqualTo(PASS);
        assertThat(verdict(peak, x -> 2e16 * x * peak.applyAsDouble(x), 3e-9)).isEqualTo(FAIL);
    }

    @Test
    void a_knot_of_a_fine_table_is_no_mistake_and_hides_none() {
        // Both slopes at the knot, and the mean of them that a coarse look sees, are off by up to 5e-7 from each other.
        double knot = 31_416 * 1e-5;
        Seeds.first(SEEDS).each(seed -> {
            Subject right = Subject.scalar("table", VerdictTest::sinFromTable, VerdictTest::slopeOfTable, knot);
            Subject wrong = Subject.scalar("table", VerdictTest::sinFromTable, x -> -slopeOfTable(x), knot);

            assertThat(CHECKER.seed(seed).check(right).verdict()).isNotEqualTo(FAIL);
            assertThat(CHECKER.seed(seed).check(wrong).verdict()).isEqualTo(FAIL);
        });
    }

    /** The sine between knots 1e-5 apart, linear. */
    private static double sinFromTable(double x) {
        double knot = Math.floor(x * 1e5);
        double share = x * 1e5 - knot;
        return (1 - share) * Math.sin(knot / 1e5) + share * Math.sin((knot + 1) / 1e5);
    }

    private static double slopeOfTable(double x) {
        double knot = Math.floor(x * 1e5);
        return (Math.sin((knot + 1) / 1e5) - Math.sin(knot / 1e5)) * 1e5;
    }

    // A pass needs power.

    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1e15})
    void a_flipped_sign_under_a_large_offset_never_passes(double offset) {
        Seeds.first(SEEDS).each(seed -> {
            Subject wrong = Subject.scalar("wrong", x -> offset + Math.sin(x), x -> -Math.cos(x), 0.3, 1);
            Subject right = Subject.scalar("right", x -> offset + Math.sin(x), Math::cos, 0.3, 1);

            assertThat(CHECKER.seed(seed).check(wrong).verdict()).isIn(FAIL, INCONCLUSIVE);
            assertThat(CHECKER.seed(seed).check(right).verdict()).isNotEqualTo(FAIL);
        });
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
        Seeds.first(SEEDS).each(seed -> {
            assertThat(CHECKER.seed(seed).check(weighted(weights, entry, -1)).verdict())
                    .isEqualTo(FAIL);
            assertThat(CHECKER.seed(seed).check(weighted(weights, entry, 1)).verdict())
                    .isEqualTo(PASS);
        });
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
        Seeds.first(SEEDS).each(seed -> {
            Subject right = Subject.scalar("right", f, x -> frequency * Math.cos(frequency * x), 0.3);
            Subject wrong = Subject.scalar("wrong", f, x -> (1 + error) * frequency * Math.cos(frequency * x), 0.3);

            assertThat(CHECKER.seed(seed).check(right).verdict()).isEqualTo(PASS);
            assertThat(CHECKER.seed(seed).check(wrong).verdict()).isEqualTo(FAIL);
        });
    }

    @Test
    void a_factor_does_not_hide_where_the_terms_cancel() {
        // The bound is some percent of the gradient, and about all of <g, d> along many directions.
        Seeds.first(SEEDS).each(seed -> {
            Subject wrong = Subject.scalar("f", x -> 1e10 + Math.sin(x), x -> 1.1 * Math.cos(x), 0.3, 1.1, -0.4);

            assertThat(CHECKER.seed(seed).check(wrong).verdict()).isIn(FAIL, INCONCLUSIVE);
        });
    }

    // Accounting.

    @Test
    void a_verdict_takes_no_more_than_the_allowed_evaluations() {
        double[] more = new SplittableRandom(5).doubles(40).toArray(); // too many to be looked at one by one
        for (int allowed : new int[] {30, 60, 150}) {
            Seeds.first(SEEDS).each(seed -> {
                GradientReport report = CHECKER.seed(seed)
                        .maxEvaluations(allowed)
                        .check(Subject.scalar("takagi", VerdictTest::takagi, x -> 0, more));

                assertThat(report.finding("x").evaluations()).isLessThanOrEqualTo(allowed);
                assertThat(report.verdict()).isNotEqualTo(PASS);
            });
        }
    }

    @Test
    void a_check_that_needs_more_evaluations_than_allowed_says_so() {
        Subject relu = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0, 0);

        Finding finding = CHECKER.maxEvaluations(30).check(relu).finding("x");

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo(
                        "undecided after 30 evaluations, the most that were allowed: allow more: maxEvaluations(300)");
        assertThat(finding.evaluations()).isEqualTo(30);
        assertThat(CHECKER.check(relu).verdict()).isEqualTo(KINK);
    }

    // Gradients that are not finite.

    @Test
    void an_infinite_slope_at_the_edge_of_a_domain_is_not_held_against_a_gradient() {
        Finding finding = finding(Math::sqrt, x -> 0.5 / Math.sqrt(x), 0, 1, 4);

        assertThat(finding.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo(
                        "1 of 3 entries are not finite, at an edge of the domain, where the slope has no bound or "
                                + "near overflow; they cannot be compared: check at another point, or leave it out: excluding(\"x\")");
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
        assertThat(finding.diagnoses()).hasToString("[infinite; 1 of 3 entries, where the slope is finite]");
        assertThat(finding.wrongEntries()).hasSize(1);
        assertThat(finding.wrongEntries().get(0).indexText()).isEqualTo("[0]");
    }

    @Test
    void a_gradient_that_is_not_a_number_fails() {
        Finding finding = finding(x -> x * x, x -> x > 1 ? Double.NaN : 2 * x, 0.5, 1.5, 2.5, 1);

        assertThat(finding.verdict()).isEqualTo(FAIL);
        assertThat(finding.diagnoses()).hasToString("[NaN; 2 of 4 entries, where the slope is finite]");
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
        Seeds.first(SEEDS).each(seed -> {
            Subject noisy = GivenSubject.ofTwo(
                    0.4,
                    0.7,
                    (x, y) -> 100 * Math.sin(x)
                            + y
                            + 1e-5 * new SplittableRandom(Double.doubleToLongBits(y)).nextDouble(),
                    (x, y) -> 100 * Math.cos(x),
                    (x, y) -> 1);

            assertThat(CHECKER.seed(seed).check(noisy).verdict()).isEqualTo(PASS);
        });
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

    private static Verdict verdict(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return CHECKER.check(Subject.scalar("f", f, derivative, at)).verdict();
    }

    private static Finding finding(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return CHECKER.check(Subject.scalar("f", f, derivative, at)).finding("x");
    }
}
