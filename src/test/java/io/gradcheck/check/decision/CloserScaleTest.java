package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When plain differences from closer, or from farther away, have the slope that is claimed. */
class CloserScaleTest {

    private static final double ACCURACY = 1e-6;

    // Three times the deviation of an error of that size, 0.3 of it, for a difference of one.
    private static final double STEP = 0.9 * ACCURACY;
    private static final double CONFIRMED = 1e-3;

    private static Prober prober(DoubleUnaryOperator f, double at, double upstream) {
        return prober(Subject.scalar("f", f, x -> 2, at).withAccuracy(ACCURACY), upstream);
    }

    /** With a weight of the one output, so that numbers of the contraction and of the subject differ. */
    private static Prober prober(Subject subject, double upstream) {
        EvaluationPoint base = EvaluationPoint.of(
                new Contraction(subject, Tensor.vector(upstream), 0), subject.evaluate(subject.point()));
        return new Prober(base, "x", 0, new SplittableRandom(1), new Evaluations(2000));
    }

    /** What is seen from closer where 3 was seen and 2 is claimed. */
    private static String closer(Prober prober, double confirmed) {
        return OtherScales.closer(
                prober, ChosenProbe.at(prober).claims(2).sees(3).made(), confirmed);
    }

    private static boolean isClaimed(DoubleUnaryOperator f) {
        return !closer(prober(f, 0, 1), CONFIRMED).isEmpty();
    }

    private static boolean isClaimed(double slope) {
        return isClaimed(t -> slope * t);
    }

    @Test
    void three_tenths_of_the_difference_may_be_left() {
        assertThat(isClaimed(2.299)).isTrue();
        assertThat(isClaimed(1.701)).isTrue();
        assertThat(isClaimed(2.301)).isFalse();
        assertThat(isClaimed(1.699)).isFalse();
    }

    /** How many values a look from closer takes beside those for the noise. */
    private static int looks(Prober prober, double confirmed) {
        Probe probe = ChosenProbe.at(prober).claims(2).sees(3).made();
        int before = prober.evaluations().spent();
        prober.noiseAlong(probe);
        int noise = prober.evaluations().spent() - before;
        OtherScales.closer(prober, probe, confirmed);
        return prober.evaluations().spent() - before - 2 * noise;
    }

    @Test
    void a_look_from_closer_takes_a_quarter_of_the_step_that_was_confirmed_at_most() {
        assertThat(looks(prober(t -> 4 * t, 0, 1), 4 * STEP * (1 - 1e-6))).isZero();
        assertThat(looks(prober(t -> 4 * t, 0, 1), 4 * STEP * (1 + 1e-6)))
                .as("eight pairs")
                .isEqualTo(16);
    }

    @Test
    void a_step_of_a_millionth_of_the_scale_is_short_enough() {
        Subject exact = Subject.scalar("f", t -> 4 * t, x -> 2, 4);
        Prober prober = prober(exact, 1);
        Probe probe = ChosenProbe.at(prober).claims(2).sees(3).made();
        int before = prober.evaluations().spent();

        OtherScales.closer(prober, probe, 4e-6);
        assertThat(prober.evaluations().spent()).isEqualTo(before);
        OtherScales.closer(prober, probe, 4e-6 * (1 + 1e-9));
        assertThat(prober.evaluations().spent()).isGreaterThan(before + 16);
    }

    @Test
    void in_single_precision_no_step_is_closer() {
        Subject line = Subject.scalar("f", t -> 2 * t, x -> 2, 0);

        assertThat(closer(prober(line.withPrecision(Precision.FLOAT), 1), CONFIRMED))
                .isEmpty();
        assertThat(closer(prober(line, 1), CONFIRMED)).isNotEmpty();
    }

    @Test
    void what_a_plain_difference_is_off_for_a_bend_is_not_the_claim() {
        // In the mean of squares the steps are about one and a half times the shortest.
        double cubic = 0.08 / (2.5 * STEP * STEP);

        assertThat(isClaimed(t -> 2.1 * t + cubic * t * t * t)).isTrue();
        assertThat(isClaimed(t -> 2.2 * t + cubic * t * t * t))
                .as("2.28 with the bend, 2.2 without")
                .isTrue();
        assertThat(isClaimed(t -> 2.35 * t - cubic * t * t * t))
                .as("2.27 with the bend, 2.35 without")
                .isFalse();
        assertThat(isClaimed(t -> 2.27 * t + cubic * t * t * t))
                .as("2.35 with the bend, 2.27 without")
                .isFalse();
    }

    @Test
    void the_bend_is_taken_as_a_sixth_of_the_third_derivative_whatever_the_confirmed_step() {
        double cubic = -0.1 / (2.5 * STEP * STEP);
        for (double confirmed : new double[] {1e-5, 1e-4, 1e-3}) {
            assertThat(closer(prober(t -> 2.35 * t + cubic * t * t * t, 0, 1), confirmed))
                    .isEmpty();
            assertThat(closer(prober(t -> 1.85 * t + cubic * t * t * t, 0, 1), confirmed))
                    .as("1.75 with the bend, 1.85 without")
                    .isNotEmpty();
        }
    }

    /** How often, of two hundred, slopes that scatter around the claim by some deviation are taken for it. */
    private static int scattered(double deviation) {
        int claimed = 0;
        for (int k = 0; k < 200; k++) {
            long key = k;
            // Half the difference of two numbers that are uniform in [-1, 1] has a deviation of root 1/6.
            double size = deviation * STEP * 1.5 * Math.sqrt(6);
            DoubleUnaryOperator rough = t -> 2 * t
                    + (Math.abs(t) < 0.9 * STEP || Math.abs(t) > 2.1 * STEP
                            ? 0
                            : size * (2 * new SplittableRandom(Double.doubleToLongBits(t) + key).nextDouble() - 1));
            claimed += isClaimed(rough) ? 1 : 0;
        }
        return claimed;
    }

    @Test
    void slopes_that_scatter_are_the_claim_where_their_mean_is_five_deviations_from_what_was_seen() {
        // The deviation of the mean of eight is a third of one: a fifth of the difference for 0.57.
        assertThat(scattered(0.01)).isEqualTo(200);
        assertThat(scattered(0.25)).isGreaterThan(150);
        assertThat(scattered(1.2)).isLessThan(20);
    }

    @Test
    void what_was_seen_from_closer_is_told_in_units_of_the_output() {
        Prober prober = prober(t -> 1.05 * t, 0, 2);

        // Contracted, the slope is 2.1 and the values are as exact as 2e-6.
        assertThat(closer(prober, CONFIRMED))
                .isEqualTo(
                        "along the direction tried the slope is 1.500000000 over steps of 1e-03, and 1.050000000, about as "
                                + "reported, over steps of 2e-06: check at another point, or if values are noisy or coarse, "
                                + "declare it: withAccuracy(2e-06)");
    }

    /** Stairs with a slope of 0.3 within, and of 1 over many. */
    private static double stairs(double x) {
        return 0.3 * x + 0.7 * 0.01 * Math.floor(x / 0.01);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -4})
    void what_was_seen_farther_away_is_told_in_units_of_the_output(double upstream) {
        Prober prober = prober(Subject.scalar("stairs", CloserScaleTest::stairs, x -> 1, 0.305), upstream);
        Direction direction = Direction.ofEntry(0, 1, 1);
        DoubleUnaryOperator phi = prober.base().f().along("x", direction, prober.evaluations());
        Derivative estimator = new Derivative(
                phi, phi.applyAsDouble(0), 0, upstream, 4, prober.base().arithmetic());
        Probe probe = new Probe(Entries.all(1), direction, 0.2, upstream, 4, 0, estimator.estimate(0.2), estimator);

        String beyond = OtherScales.beyond(prober.base(), probe);

        assertThat(beyond)
                .isEqualTo(
                        "along the direction tried the slope is 0.300000 over short steps, and about 1.00000, as reported, over "
                                + "steps of 1e-02 and more: check at another point, or if values are noisy or coarse, declare it: "
                                + "withAccuracy(2e-02)");
        assertThat(OtherScales.farBeyond(prober.base(), probe)).isEqualTo(beyond);
    }
}
