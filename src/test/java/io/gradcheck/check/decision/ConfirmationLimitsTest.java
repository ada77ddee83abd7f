package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** How much a look from closer must show, and how often one is taken. */
class ConfirmationLimitsTest {

    private static Prober prober(DoubleUnaryOperator f, double noise) {
        return AtPoint.prober(Subject.scalar("f", f, x -> 0, 0), "x", noise, 41);
    }

    /** 2 is claimed, and 3 was seen over steps from 0.1 on. */
    private static ChosenProbe disagreeing(Prober prober) {
        return ChosenProbe.at(prober).claims(2).sees(3).steps(0.2, 0.1);
    }

    private static Confirmation confirmation(Prober prober, Probe probe) {
        return Confirmation.of(prober, prober.base(), probe);
    }

    private static List<TraceStep> probes(Prober prober) {
        return prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.PROBE)
                .toList();
    }

    @Test
    void a_quarter_of_the_difference_exactly_may_be_left() {
        Prober prober = prober(x -> 3.25 * x, 0x1p-40);

        assertThat(confirmation(prober, disagreeing(prober).made()).confirms()).isTrue();
        assertThat(probes(prober)).isEmpty();
    }

    @Test
    void a_slope_that_is_another_at_every_step_is_looked_at_from_closer_three_times() {
        // Over the logarithm of the step the slope is a wave between 1 and 5.
        Prober prober = prober(x -> x == 0 ? 0 : x * (3 + 2 * Math.sin(1.3 * Math.log(Math.abs(x)))), 1e-16);

        Confirmation confirmation =
                confirmation(prober, disagreeing(prober).claims(3).sees(6).made());

        assertThat(confirmation).isEqualTo(new Confirmation(false, null, ""));
        assertThat(probes(prober)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(prober.evaluations().spent()).as("no endless search").isLessThan(500);
    }

    @Test
    void the_closest_step_is_a_ten_trillionth_of_the_scale() {
        List<Double> asked = new ArrayList<>();
        Subject line = Subject.scalar(
                "line",
                x -> {
                    asked.add(Math.abs(x - 4));
                    return 3 * (x - 4);
                },
                x -> 0,
                4);
        Prober prober = AtPoint.prober(line, "x", 0, 1);
        Probe probe = disagreeing(prober).claims(1003).made();
        asked.clear();

        assertThat(confirmation(prober, probe).confirms()).isTrue();
        assertThat(asked.get(0)).isCloseTo(4e-13, within(1e-15));
    }

    @Test
    void where_values_are_noisier_than_was_known_the_probe_is_made_again_from_its_first_step() {
        SplittableRandom random = new SplittableRandom(1);
        Prober rough = prober(x -> 3 * x + (x == 0 ? 0 : 1e-6 * random.nextDouble()), 1e-12);
        Prober wave = prober(x -> Math.sin(1e6 * x) / 1e6, 1e-12);

        confirmation(rough, disagreeing(rough).made());
        confirmation(wave, disagreeing(wave).claims(1).sees(0).made());

        assertThat(rough.noise(rough.base())).isGreaterThan(1e-7);
        assertThat(probes(rough).get(0).step()).isEqualTo(0.2);
        assertThat(probes(wave).get(0).step())
                .as("1024 times the closer one")
                .isCloseTo(1024 * 20 * 1e-12, within(1e-15));
    }

    @Test
    void slopes_over_longer_steps_contradict_before_those_from_closer_are_asked() {
        Subject stairs = Subject.scalar("stairs", x -> 0.3 * x + 0.7 * 0.01 * Math.floor(x / 0.01), x -> 1, 0.305);
        Prober prober = AtPoint.prober(stairs, "x", 1e-16, 1);
        Direction direction = Direction.ofEntry(0, 1, 1);
        DoubleUnaryOperator phi = prober.base().f().along("x", direction, prober.evaluations());
        Derivative estimator =
                new Derivative(phi, phi.applyAsDouble(0), 0, 1, 1, prober.base().arithmetic());
        Probe probe = new Probe(Entries.all(1), direction, 0.2, 1, 1, 0, estimator.estimate(0.2), estimator);

        Confirmation confirmation = confirmation(prober, probe);

        assertThat(confirmation.confirms()).isFalse();
        assertThat(confirmation.contradiction())
                .startsWith("along the direction tried the slope is 0.300000 over short steps, and about 1.00000");
    }

    @Test
    void a_kink_explains_as_much_as_its_jump_and_a_disagreement_beyond_that_stands() {
        // Slopes of 0 and 1, in the mean a half.
        Prober kink = prober(x -> Math.max(0, x), 1e-16);
        ChosenProbe probe = disagreeing(kink).sees(0.5);

        assertThat(confirmation(kink, probe.claims(1.49).made()).confirms()).isFalse();
        assertThat(confirmation(kink, probe.claims(-0.49).made()).confirms()).isFalse();
        assertThat(confirmation(kink, probe.claims(1.51).made()).confirms()).isTrue();
        assertThat(confirmation(kink, probe.claims(-0.51).made()).confirms()).isTrue();
    }

    @Test
    void a_bend_that_vanishes_from_closer_is_no_kink() {
        // At twice and four times the step of 1e-3 it bends by 1 and 2, a jump by as much at both.
        Prober bent = prober(x -> 3 * x + 500 * x * x, 5e-5);

        assertThat(confirmation(bent, disagreeing(bent).made()).confirms()).isTrue();
    }

    private static Prober single(double noise, double accuracy) {
        Subject line = Subject.scalar("line", x -> 3 * x, x -> 0, 0).withPrecision(Precision.FLOAT);
        return AtPoint.prober(accuracy > 0 ? line.withAccuracy(accuracy) : line, "x", noise, 1);
    }

    @Test
    void in_single_precision_a_movement_of_less_than_twenty_times_the_noise_confirms_nothing() {
        Prober noisy = single(0.1, 0);
        ChosenProbe probe = disagreeing(noisy);

        assertThat(confirmation(noisy, probe.range(2).made()).confirms()).isTrue();
        assertThat(confirmation(noisy, probe.range(1.999).made()).confirms()).isFalse();
    }

    @Test
    void in_single_precision_a_movement_of_eight_roundings_is_none() {
        Prober coarse = single(0, 0.25);
        ChosenProbe probe = disagreeing(coarse);

        assertThat(confirmation(coarse, probe.range(2).made()).confirms()).isTrue();
        assertThat(confirmation(coarse, probe.range(2.001).made()).confirms()).isFalse();
    }

    private static Prober line(long seed) {
        return AtPoint.prober(Subject.scalar("line", x -> 3 * x, x -> 3, 0.3), "x", 0, seed);
    }

    @Test
    void an_agreement_from_closer_must_leave_open_less_than_half_of_the_difference_along_both_directions() {
        int[] agreeing = new int[2];
        Seeds.first(60).each(seed -> {
            for (double weight : new double[] {0.5, 0.75, 1}) {
                Prober prober = line(seed);
                double difference = 4.8e-12;
                Probe probe = ChosenProbe.at(prober)
                        .weights(weight)
                        .claims(3 * weight)
                        .sees(3 * weight + difference)
                        .steps(0.2, 0.1)
                        .made();
                double half = probe.difference() / 2;

                Confirmation confirmation = confirmation(prober, probe);

                List<TraceStep> made = probes(prober);
                boolean first = made.get(0).bound() <= half;
                boolean second = made.size() > 1 && made.get(1).bound() <= half;
                assertThat(made).hasSize(first ? 2 : 1);
                assertThat(confirmation.confirms()).isFalse();
                assertThat(confirmation.agreeing() != null).isEqualTo(first && second);
                agreeing[first && second ? 1 : 0]++;
            }
        });
        assertThat(agreeing[0]).isGreaterThan(20);
        assertThat(agreeing[1]).isGreaterThan(20);
    }

    @Test
    void an_agreement_along_one_direction_alone_is_none() {
        Subject wrong = Subject.objective("plane", x -> 3 * x[0] + 5 * x[1], x -> new double[] {3, 4}, 0.3, 0.3);
        Prober prober = AtPoint.prober(wrong, "x", 0, 1);
        Probe probe =
                ChosenProbe.at(prober).claims(3).sees(3 + 1e-6).steps(0.2, 0.1).made();

        Confirmation confirmation = confirmation(prober, probe);

        assertThat(probes(prober)).extracting(TraceStep::outcome).startsWith("agrees", "disagrees");
        assertThat(confirmation.confirms()).isFalse();
        assertThat(confirmation.agreeing()).isNull();
    }
}
