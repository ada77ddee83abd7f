package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of the gradient reported exactly at a kink. */
class SubgradientTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final double[] AT = {0, 2.5, -1};

    /** ReLU whose derivative at exactly zero is given. */
    private static Subject relu(double atZero) {
        return Subject.objective(
                "relu",
                x -> Math.max(0, x[0]) + Math.max(0, x[1]) + Math.max(0, x[2]),
                x -> new double[] {slope(x[0], atZero), slope(x[1], atZero), slope(x[2], atZero)},
                AT);
    }

    private static double slope(double x, double atZero) {
        return x > 0 ? 1 : x < 0 ? 0 : atZero;
    }

    @Test
    void slopes_between_the_one_sided_ones_are_subgradients() {
        for (double atZero : new double[] {0, 0.5, 1}) {
            Finding finding = CHECKER.check(relu(atZero)).finding("x");

            assertThat(finding.verdict()).as("relu'(0) = %s", atZero).isEqualTo(Verdict.KINK);
            assertThat(finding.subgradient()).as("relu'(0) = %s", atZero).isEqualTo(Subgradient.YES);
            assertThat(CHECKER.strictAtKinks().check(relu(atZero)).verdict()).isEqualTo(Verdict.KINK);
        }
    }

    @Test
    void a_slope_far_outside_is_a_kink_with_a_warning() {
        Finding finding = CHECKER.check(relu(7)).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.KINK);
        assertThat(finding.subgradient()).isEqualTo(Subgradient.NO);
        assertThat(finding.reason())
                .isEqualTo(
                        "the slope jumps at the point; around it the gradient is right, BUT x[0] is reported as 7.00000, "
                                + "no subgradient: the one-sided slopes are 0.00000 and 1.00000");
    }

    @Test
    void a_slope_far_outside_fails_under_the_strict_option() {
        Finding finding = CHECKER.strictAtKinks().check(relu(7)).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.reason())
                .isEqualTo("x[0] is reported as 7.00000, no subgradient: the one-sided slopes are 0.00000 and 1.00000");
    }

    @Test
    void where_several_kinks_may_meet_nothing_is_decided_unless_asked_strictly() {
        Subject two = Subject.scalar(
                "2 relu(x) - relu(-x)",
                x -> 2 * Math.max(0, x) - Math.max(0, -x),
                x -> 2 * slope(x, 0) + slope(-x, 0),
                0);

        Finding finding = CHECKER.check(two).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.KINK);
        assertThat(finding.subgradient()).isEqualTo(Subgradient.NOT_DECIDED);
        assertThat(finding.reason()).isEqualTo("the slope jumps at the point; around it the gradient is right");

        Finding strict = CHECKER.strictAtKinks().check(two).finding("x");

        assertThat(strict.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(strict.reason())
                .isEqualTo("x[0] is reported as 0.00000, no subgradient: the one-sided slopes are 1.00000 and 2.00000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.5, -0.01, 1.01, 1.5, 2})
    void a_slope_less_than_a_jump_outside_fails_under_the_strict_option_alone(double atZero) {
        assertThat(CHECKER.strictAtKinks().check(relu(atZero)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(CHECKER.check(relu(atZero)).verdict()).isEqualTo(Verdict.KINK);
    }

    @Test
    void a_smooth_point_is_no_kink() {
        Finding finding =
                CHECKER.check(Subject.scalar("sin", Math::sin, Math::cos, 0.3)).finding("x");

        assertThat(finding.subgradient()).isEqualTo(Subgradient.NO_KINK);
    }

    /** The square of numbers up to 1, and another function of the other numbers. */
    private static Subject upToOne(double atOne) {
        return Subject.objective(
                "up to one",
                x -> x[0] <= 1 ? x[0] * x[0] + x[1] * x[1] : Double.NaN,
                x -> new double[] {x[0] == 1 ? atOne : 2 * x[0], 2 * x[1]},
                1,
                0.3);
    }

    @Test
    void at_an_edge_of_the_domain_it_is_the_slope_from_inside() {
        Finding right = CHECKER.strictAtKinks().check(upToOne(2)).finding("x");
        Finding wrong = CHECKER.check(upToOne(5)).finding("x");
        Finding slightly = CHECKER.check(upToOne(2.0001)).finding("x");

        assertThat(right.verdict()).isEqualTo(Verdict.PASS);
        assertThat(wrong.verdict()).isEqualTo(Verdict.KINK);
        assertThat(wrong.subgradient()).isEqualTo(Subgradient.NO);
        assertThat(wrong.reason())
                .isEqualTo(
                        "the reported gradient is not the slope at the point; around it the gradient is right, BUT x[0]"
                                + " is reported as 5.00000 at an edge of the domain, where the slope from inside is 2.00000");
        assertThat(slightly.subgradient()).isEqualTo(Subgradient.NO);
        assertThat(CHECKER.strictAtKinks().check(upToOne(5)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void at_an_edge_where_the_slope_has_no_bound_nothing_is_claimed() {
        for (double atZero : new double[] {0, 1e9}) {
            Subject root = Subject.scalar("root", Math::sqrt, x -> x == 0 ? atZero : 0.5 / Math.sqrt(x), 0);

            assertThat(CHECKER.strictAtKinks().check(root).finding("x").subgradient())
                    .as("%s", atZero)
                    .isNotEqualTo(Subgradient.NO);
        }
    }
}
