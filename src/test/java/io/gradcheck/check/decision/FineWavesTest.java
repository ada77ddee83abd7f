package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Subject;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waves of any height that are finer than all steps of an estimate, which sees a slope of about zero and takes them for noise. */
class FineWavesTest {

    private static final int POINTS = 100;
    private static final double HEIGHT = 50;

    /** Two hinges of waves, one a thousand times as long as the other, and their slopes times a factor. */
    private static Subject hinges(long seed, double factor) {
        double[] x = new SplittableRandom(seed).doubles(3, 0.5, 1.5).toArray();
        double w = Math.pow(10, 11 + new SplittableRandom(seed + 7).nextDouble());
        return Subject.objective(
                "hinges",
                at -> Math.max(0, HEIGHT * Math.sin(w * (at[0] + 0.3 * at[1])))
                        + Math.max(0, HEIGHT * Math.sin(1e-3 * w * (at[1] - 0.7 * at[2]))),
                at -> {
                    double first = slope(w, at[0] + 0.3 * at[1]);
                    double second = slope(1e-3 * w, at[1] - 0.7 * at[2]);
                    return new double[] {factor * first, factor * (0.3 * first + second), -0.7 * factor * second};
                },
                x);
    }

    private static double slope(double w, double at) {
        return Math.sin(w * at) >= 0 ? HEIGHT * w * Math.cos(w * at) : 0;
    }

    private static long failures(double factor, int maxEvaluations) {
        return Failures.of(POINTS, maxEvaluations, seed -> hinges(seed, factor));
    }

    /** Of 100 were 6, and 11 with more evaluations than usual. */
    @Test
    void a_right_gradient_does_not_fail() {
        assertThat(failures(1, 400)).isZero();
    }

    /** Where both waves are in one place, and a few claims alone show the finer one. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 4000})
    void with_more_evaluations_than_usual_hardly_one_does(int maxEvaluations) {
        assertThat(failures(1, maxEvaluations)).isLessThanOrEqualTo(3);
    }

    /** Where the waves can be resolved; else nothing is known. */
    @Test
    void a_wrong_one_does_where_it_can_be_seen() {
        assertThat(failures(2, 400)).isGreaterThan(POINTS * 2 / 5);
        assertThat(failures(-1, 400)).isGreaterThan(POINTS * 2 / 5);
    }

    /** What is said of a slope of zero over steps down to a thousandth. */
    private static String within(DoubleUnaryOperator f, double claimed) {
        return within(f, claimed, 1e-4);
    }

    private static String within(DoubleUnaryOperator f, double claimed, double open) {
        Prober prober = AtPoint.prober(Subject.scalar("wave", f, x -> claimed, 1), "x", 1e-9, 1, 1000);
        Probe probe = ChosenProbe.at(prober)
                .claims(claimed)
                .sees(0)
                .steps(0.1, 1e-3)
                .bound(open * claimed)
                .made();
        probe.estimator().centralDifference(0.1);
        probe.estimator().centralDifference(1e-3);
        return OtherScales.within(prober, prober.base(), probe);
    }

    @Test
    void a_claim_that_far_smaller_steps_show_is_not_held_against_the_slope_over_longer_ones() {
        double w = 1e8;
        DoubleUnaryOperator wave = x -> HEIGHT * Math.sin(w * (x - 1));
        assertThat(within(wave, HEIGHT * w))
                .startsWith("along the direction tried the slope is 0.000000000 over steps of 1e-03, and ")
                .contains("about as reported, over steps of ");
        assertThat(within(wave, 1.05 * HEIGHT * w)).isNotEmpty();
        assertThat(within(wave, 1.2 * HEIGHT * w)).isEmpty();
        assertThat(within(wave, -HEIGHT * w)).isEmpty();
        assertThat(within(x -> 0, HEIGHT * w)).isEmpty();
        assertThat(within(wave, HEIGHT * w, 1.1e-6)).isNotEmpty();
        assertThat(within(wave, HEIGHT * w, 0.9e-6)).isEmpty();
    }

    @Test
    void one_over_which_values_move_as_far_as_they_were_seen_to_costs_nothing() {
        int[] calls = new int[1];
        DoubleUnaryOperator line = x -> {
            calls[0]++;
            return x - 1;
        };
        // By a tenth over the steps; the claim moves values by four times that over the smallest, or by a little more.
        within(line, 399);
        int without = calls[0];
        calls[0] = 0;
        within(line, 402);

        assertThat(without).isEqualTo(6);
        assertThat(calls[0]).isGreaterThan(without);
    }
}
