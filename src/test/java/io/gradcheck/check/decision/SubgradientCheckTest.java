package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether what is reported at zero lies between the one-sided slopes, coordinate by coordinate. */
class SubgradientCheckTest {

    private static final int MANY = 10_000;

    @ParameterizedTest
    @CsvSource({
        "1, YES",
        "2, YES",
        "2.01, NOT_DECIDED",
        "4, NOT_DECIDED",
        "4.01, NO",
        "-0.01, NOT_DECIDED",
        "-2, NOT_DECIDED",
        "-2.01, NO"
    })
    void outside_of_the_slopes_what_is_within_a_jump_may_come_of_several_kinks(double atZero, Subgradient answer) {
        // Beside slopes of 0 and 2.
        assertThat(kinks(new double[] {2}, atZero).answer()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "1, YES",
        "1.5, YES",
        "2, YES",
        "2.01, NO",
        "4, NO",
        "-0.01, NO",
        "-2, NO",
    })
    void asked_strictly_only_what_is_between_the_slopes_is_a_subgradient(double atZero, Subgradient answer) {
        // Beside slopes of 0 and 2, counted without the 1 of the second term.
        assertThat(of(kinked(new double[] {2}, atZero), 1, MANY, true).answer()).isEqualTo(answer);
    }

    @Test
    void asked_strictly_one_coordinate_half_a_jump_outside_outweighs_all_inside() {
        double[] slopes = filled(6, 3);
        double[] atZero = filled(6, 3);
        atZero[4] = -1.5;

        SubgradientCheck check = of(kinked(slopes, atZero), 1, MANY, true);

        assertThat(check.answer()).isEqualTo(Subgradient.NO);
        assertThat(check.text())
                .isEqualTo(
                        "x[4] is reported as -0.500000, no subgradient: the one-sided slopes are 1.00000 and 4.00000");
        assertThat(kinks(slopes, atZero).answer()).isEqualTo(Subgradient.NOT_DECIDED);
    }

    @Test
    void the_coordinate_in_which_the_gradient_changes_most_is_looked_at_first() {
        // The last one changes by 3 from nearby, all others by 0.1.
        double[] slopes = filled(10, 30);
        double[] atZero = filled(10, 0.1);
        slopes[9] = 1;
        atZero[9] = -3;

        SubgradientCheck check = kinks(slopes, atZero);

        assertThat(check.answer()).isEqualTo(Subgradient.NO);
        assertThat(check.text())
                .isEqualTo(
                        "x[9] is reported as -2.00000, no subgradient: the one-sided slopes are 1.00000 and 2.00000");
        assertThat(check.probe().region().entries()).containsExactly(9);
    }

    @Test
    void eight_coordinates_are_looked_at() {
        double[] slopes = filled(9, 10);
        double[] atZero = filled(9, 10);
        slopes[0] = 1;
        atZero[0] = -3;
        assertThat(kinks(slopes, atZero).answer()).isEqualTo(Subgradient.YES);

        assertThat(kinks(Arrays.copyOf(slopes, 8), Arrays.copyOf(atZero, 8)).answer())
                .isEqualTo(Subgradient.NO);
    }

    @Test
    void numbers_are_told_in_the_units_of_the_subject() {
        Subject kink = Subject.scalar("kink", x -> Math.abs(x - 4), x -> x == 4 ? 7 : Math.signum(x - 4), 4);
        EvaluationPoint base = AtPoint.of(kink).inOwnSizes("x");
        assertThat(base.f().units().length("x", 0)).isEqualTo(4);
        Prober prober = new Prober(base, "x", 0, new SplittableRandom(1), new Evaluations(MANY));
        EvaluationPoint nearby = new NeighbourPoints(base, prober.random()).next(prober.evaluations());

        assertThat(SubgradientCheck.of(prober, Entries.all(1), nearby, false).text())
                .isEqualTo(
                        "x[0] is reported as 7.00000, no subgradient: the one-sided slopes are -1.00000 and 1.00000");
    }

    @Test
    void one_coordinate_outside_outweighs_one_that_is_not_decided() {
        assertThat(kinks(new double[] {10, 1}, 12, -3).answer()).isEqualTo(Subgradient.NO);
    }

    @Test
    void one_coordinate_that_is_not_decided_outweighs_one_inside() {
        assertThat(kinks(new double[] {10, 1}, 12, 1).answer()).isEqualTo(Subgradient.NOT_DECIDED);
        assertThat(kinks(new double[] {1, 10}, -0.5, 1).answer()).isEqualTo(Subgradient.NOT_DECIDED);
    }

    @Test
    void where_the_gradient_is_the_same_nearby_nothing_needs_a_look() {
        assertThat(kinks(0, new double[] {2, 2}, 0, 0).answer()).isEqualTo(Subgradient.YES);
    }

    @Test
    void without_evaluations_for_a_look_nothing_is_decided() {
        SubgradientCheck check = kinks(5, new double[] {2}, 9);

        assertThat(check).isEqualTo(new SubgradientCheck(Subgradient.NOT_DECIDED, "", null));
    }

    @Test
    void where_the_gradient_is_right_it_is_a_subgradient() {
        assertThat(of(1, Math::sin, Math::cos).answer()).isEqualTo(Subgradient.YES);
    }

    @Test
    void where_the_gradient_is_wrong_but_no_slope_jumps_nothing_is_decided() {
        assertThat(of(1, Math::sin, x -> x == 0 ? 9 : Math.cos(x)).answer()).isEqualTo(Subgradient.NOT_DECIDED);
    }

    @Test
    void numbers_are_those_of_the_subjects_own_output() {
        SubgradientCheck check = of(-0.5, x -> x > 0 ? 3 * x : x, x -> x > 0 ? 3 : x < 0 ? 1 : 9);

        assertThat(check.text())
                .isEqualTo("x[0] is reported as 9.00000, no subgradient: the one-sided slopes are 1.00000 and 3.00000");
    }

    /**
     * Of {@code sum slope_i relu(x_i) + x_i} at zero, seen from where all entries are negative. What is reported at zero is
     * given less the 1 of the second term.
     */
    private static SubgradientCheck kinks(double[] slopes, double... atZero) {
        return kinks(MANY, slopes, atZero);
    }

    private static SubgradientCheck kinks(int evaluations, double[] slopes, double... atZero) {
        return of(kinked(slopes, atZero), 1, evaluations, false);
    }

    private static Subject kinked(double[] slopes, double... atZero) {
        return Subject.objective(
                "kinks",
                x -> {
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += slopes[i] * Math.max(0, x[i]) + x[i];
                    }
                    return sum;
                },
                x -> {
                    double[] g = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        g[i] = 1 + (x[i] > 0 ? slopes[i] : x[i] < 0 ? 0 : atZero[i]);
                    }
                    return g;
                },
                new double[slopes.length]);
    }

    private static SubgradientCheck of(double unit, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        Subject subject = Subject.objective(
                "f", x -> f.applyAsDouble(x[0]), x -> new double[] {derivative.applyAsDouble(x[0])}, 0);
        return of(subject, unit, MANY, false);
    }

    private static SubgradientCheck of(Subject subject, double unit, int evaluations, boolean strict) {
        Contraction f = new Contraction(subject, Tensor.scalar(unit), 0);
        EvaluationPoint place = EvaluationPoint.of(f, AtPoint.output(subject));
        int size = place.value("x").size();
        EvaluationPoint nearby =
                NeighbourPoints.along(Direction.of(Tensor.vector(filled(size, -1))), prober(place, MANY));
        return SubgradientCheck.of(prober(place, evaluations), Entries.all(size), nearby, strict);
    }

    private static Prober prober(EvaluationPoint place, int evaluations) {
        return new Prober(place, "x", 0, new SplittableRandom(1), new Evaluations(evaluations));
    }

    private static double[] filled(int size, double value) {
        double[] filled = new double[size];
        Arrays.fill(filled, value);
        return filled;
    }
}
