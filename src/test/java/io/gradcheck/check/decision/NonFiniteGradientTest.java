package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The verdict on gradients with entries that are not finite, where the function itself is finite. */
class NonFiniteGradientTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void not_a_number_is_wrong_where_there_is_a_derivative_and_finite_entries_stay_undecided() {
        Conclusion conclusion = conclusion(Math::sin, 0.3, Double.NaN, 1, Double.NaN, Math.cos(0.3), 1);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(conclusion.reason()).isEmpty();
        assertThat(conclusion.undecided()).isEqualTo(3);
    }

    @Test
    void not_a_number_cannot_be_compared_where_there_is_no_derivative() {
        Conclusion conclusion = conclusion(x -> x == 0.3 ? 1 : Double.NaN, 0.3, Double.NaN);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion.reason())
                .startsWith("the entry is not finite")
                .endsWith("; it cannot be compared: check at another point, or leave it out: excluding(\"x\")");
        assertThat(conclusion.undecided()).isEqualTo(1);
    }

    @Test
    void not_a_number_cannot_be_compared_where_the_slope_grows_without_bound() {
        for (DoubleUnaryOperator steep : List.<DoubleUnaryOperator>of(
                Math::cbrt,
                x -> Math.sqrt(Math.abs(x)),
                Math::sqrt,
                x -> x <= 0 ? Math.cbrt(-x) : Double.NaN,
                x -> x == 0 ? 0 : x * Math.log(x))) {
            assertThat(conclusion(steep, 0, Double.NaN).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    /** The node of an equatorial orbit jumps out of its plane, and stays what it is within. */
    @Test
    void not_a_number_cannot_be_compared_where_another_of_its_entries_has_no_slope() {
        for (DoubleUnaryOperator none : List.<DoubleUnaryOperator>of(Math::cbrt, Math::signum)) {
            Conclusion conclusion = conclude(Subject.objective(
                    "half smooth",
                    x -> x[0] + none.applyAsDouble(x[1]),
                    x -> x[1] == 0 ? new double[] {Double.NaN, Double.NaN} : new double[] {1, 0},
                    0.5,
                    0));

            assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void it_is_wrong_beside_such_an_entry_where_it_is_not_a_number_nearby_too() {
        for (DoubleUnaryOperator none : List.<DoubleUnaryOperator>of(Math::cbrt, Math::signum)) {
            Conclusion conclusion = conclude(Subject.objective(
                    "half smooth",
                    x -> x[0] + none.applyAsDouble(x[1]),
                    x -> new double[] {Double.NaN, x[1] == 0 ? Double.NaN : 0},
                    0.5,
                    0));

            assertThat(conclusion.verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void not_a_number_is_wrong_at_a_kink_at_an_edge_and_where_the_slope_is_zero() {
        for (DoubleUnaryOperator bounded : List.<DoubleUnaryOperator>of(
                Math::abs,
                x -> x * Math.sqrt(x),
                x -> x >= 0 ? 3 * x : Double.NaN,
                x -> x * x,
                x -> 7,
                x -> Math.rint(1e6 * x * x) / 1e6)) {
            assertThat(conclusion(bounded, 0, Double.NaN).verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void infinite_is_wrong_where_the_slope_is_finite() {
        Conclusion conclusion = conclusion(Math::sin, 0.3, INFINITE, Math.cos(0.3));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(conclusion.reason()).isEmpty();
        assertThat(conclusion.undecided()).isEqualTo(1);
    }

    @Test
    void infinite_cannot_be_compared_where_the_slope_grows_without_bound() {
        assertThat(conclusion(Math::cbrt, 0, INFINITE).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion(x -> 1e-9 * Math.cbrt(x), 0, INFINITE).verdict())
                .as("however small it is")
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion(x -> 1e9 * Math.cbrt(x), 0, INFINITE).verdict())
                .as("however large it is")
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void infinite_cannot_be_compared_at_an_edge_of_the_domain_whatever_the_slope_on_one_side() {
        assertThat(conclusion(x -> x < 0 ? Double.NaN : x, 0, INFINITE).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void the_finite_entries_of_what_cannot_be_compared_are_checked() {
        Conclusion right = conclusion(Math::cbrt, 0.5, INFINITE, slope(0.5));
        Conclusion edge = edge(1);
        Conclusion wrong = edge(1.5);

        assertThat(right.verdict()).as("infinite where it is finite").isEqualTo(Verdict.FAIL);
        assertThat(edge.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(edge.reason())
                .startsWith("1 of 2 entries are not finite")
                .endsWith("; they cannot be compared: check at another point, or leave it out: excluding(\"x\")");
        assertThat(edge.undecided()).isEqualTo(1);
        assertThat(wrong.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(wrong.undecided()).isEqualTo(1);
    }

    @Test
    void where_no_entry_is_finite_none_is_probed_but_for_that() {
        Subject cbrt = Subject.scalar("cbrt", Math::cbrt, x -> INFINITE, 0);
        Prober one = AtPoint.prober(cbrt, "x", 0, 1);
        Prober all = AtPoint.prober(cbrt, "x", 0, 1);

        one.probeEntry(one.base(), 0, 1);
        NonFiniteGradient.conclude(all, false);

        assertThat(all.evaluations().spent()).isEqualTo(one.evaluations().spent());
    }

    /** The first entry jumps by 2 at zero and the second by 6, and the third has a slope of one. */
    private static Conclusion jumping(double first, double second, double third) {
        return conclude(Subject.objective(
                "jumping",
                x -> Math.signum(x[0]) + 3 * Math.signum(x[1]) + x[2],
                x -> new double[] {x[0] == 0 ? first : 0, x[1] == 0 ? second : 0, third},
                0,
                0,
                0.5));
    }

    @Test
    void not_a_number_cannot_be_compared_where_the_value_jumps_and_the_first_jump_is_told() {
        Conclusion both = jumping(Double.NaN, Double.NaN, 1);
        Conclusion second = jumping(0, Double.NaN, 1);

        assertThat(both.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(both.reason()).startsWith("the value jumps by 2.00 at the point");
        assertThat(second.reason()).startsWith("the value jumps by 6.00 at the point");
    }

    @Test
    void beside_not_a_number_at_a_jump_a_finite_entry_that_is_wrong_fails() {
        assertThat(jumping(Double.NaN, Double.NaN, 1e6).verdict()).isEqualTo(Verdict.FAIL);
    }

    private static double slope(double x) {
        return 1 / (3 * Math.cbrt(x * x));
    }

    /** {@code sqrt(x) + y} at zero, whose slope by y is given. */
    private static Conclusion edge(double slope) {
        return conclude(Subject.objective(
                "edge", x -> Math.sqrt(x[0]) + x[1], x -> new double[] {0.5 / Math.sqrt(x[0]), slope}, 0, 0.3));
    }

    /** On the gradient of {@code sum f(x_i)}, where all entries of x are the same. */
    private static Conclusion conclusion(DoubleUnaryOperator f, double x, double... gradient) {
        double[] point = new double[gradient.length];
        Arrays.fill(point, x);
        return conclude(Subject.objective("sum", at -> Arrays.stream(at).map(f).sum(), at -> gradient.clone(), point));
    }

    private static Conclusion conclude(Subject subject) {
        return NonFiniteGradient.conclude(AtPoint.prober(subject, "x", 0, 1), false);
    }
}
