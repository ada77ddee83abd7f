package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.GivenSubject;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Test;

/** What the probes of one variable have in common. */
class ProberTest {

    private static final long SEED = 31;

    private static Prober prober(Subject subject, String variable, double noise) {
        return AtPoint.prober(subject, variable, noise, SEED);
    }

    @Test
    void the_noise_is_what_was_measured_or_the_least_of_the_place() {
        Prober measured = prober(Subject.scalar("sin", Math::sin, Math::cos, 1), "x", 1e-3);
        Prober unknown = prober(Subject.scalar("sin", Math::sin, Math::cos, 1), "x", 0);

        assertThat(measured.noise(measured.base())).isEqualTo(1e-3);
        assertThat(unknown.noise(unknown.base()))
                .isEqualTo(unknown.base().leastNoise("x"))
                .isPositive();
    }

    @Test
    void at_a_place_with_larger_values_the_noise_is_larger_and_at_none_smaller() {
        Subject steep = Subject.scalar("exp", Math::exp, Math::exp, 0);
        Prober prober = prober(steep, "x", 0);
        EvaluationPoint above = AtPoint.of(Subject.scalar("exp", Math::exp, Math::exp, 20));
        EvaluationPoint below = AtPoint.of(Subject.scalar("exp", Math::exp, Math::exp, -20));

        assertThat(prober.noise(above)).isEqualTo(above.leastNoise("x")).isGreaterThan(prober.noise(prober.base()));
        assertThat(prober.noise(below)).isEqualTo(prober.noise(prober.base())).isGreaterThan(below.leastNoise("x"));
    }

    @Test
    void in_single_precision_the_rounding_of_every_variable_counts() {
        Subject subject = GivenSubject.ofTwo(1e3, 1, (x, y) -> 0, (x, y) -> 1e3, (x, y) -> 1);
        EvaluationPoint inFloat = AtPoint.of(subject.withPrecision(Precision.FLOAT));

        Prober ofFloat = prober(subject.withPrecision(Precision.FLOAT), "y", 0);
        Prober ofDouble = prober(subject, "y", 0);

        assertThat(ofFloat.noise(ofFloat.base())).isEqualTo(inFloat.leastNoise("x"));
        assertThat(ofDouble.noise(ofDouble.base())).isEqualTo(ofDouble.base().leastNoise("y"));
    }

    @Test
    void noise_along_the_direction_is_measured_before_a_disagreement_is_believed_and_kept() {
        // Roundings to 1e-4 let the derivative look wrong by far more than the noise that is expected of a sine.
        Subject rough = Subject.scalar("rough", x -> Math.rint(1e4 * Math.sin(x)) / 1e4, Math::cos, 0.3);
        Prober prober = prober(rough, "x", 0);

        Probe probe = prober.probeAtRandom(prober.base(), Entries.all(1), 1);

        assertThat(prober.noise(prober.base())).isBetween(1e-5, 1e-3);
        assertThat(probe.disagrees()).isFalse();
        assertThat(probe.bound()).isGreaterThan(1e-5);
    }

    @Test
    void an_agreement_costs_no_measurement_of_noise() {
        Subject right = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
        Subject wrong = Subject.scalar("sin", Math::sin, x -> 2 * Math.cos(x), 0.3);
        Prober agreeing = prober(right, "x", 0);
        Prober disagreeing = prober(wrong, "x", 0);

        agreeing.probeAtRandom(agreeing.base(), Entries.all(1), 1);
        disagreeing.probeAtRandom(disagreeing.base(), Entries.all(1), 1);
        int first = disagreeing.evaluations().spent();
        disagreeing.probeAtRandom(disagreeing.base(), Entries.all(1), 1);

        assertThat(agreeing.evaluations().spent()).isLessThan(25);
        assertThat(first).isGreaterThan(agreeing.evaluations().spent() + 8);
        assertThat(disagreeing.evaluations().spent() - first)
                .as("it is measured once")
                .isLessThan(25);
    }

    @Test
    void noise_little_above_the_expected_one_is_not_taken() {
        // Noise of 1e-6 expected, half as much again present.
        Subject wrong = Subject.scalar("rough", x -> Math.sin(x) + 1e-6 * Math.sin(1e9 * x), x -> 2 * Math.cos(x), 0.3);
        Prober prober = prober(wrong, "x", 1e-6);

        prober.probeAtRandom(prober.base(), Entries.all(1), 1);

        assertThat(prober.noise(prober.base())).isEqualTo(1e-6);
    }

    @Test
    void a_jump_counts_at_the_point_itself_alone() {
        Subject relu = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0);
        Prober prober = prober(relu, "x", 0);
        EvaluationPoint kinkElsewhere = AtPoint.of(Subject.scalar("relu", x -> Math.max(0, x), x -> 0, 0));

        prober.probeAtRandom(kinkElsewhere, Entries.all(1), 1);
        assertThat(prober.jumpSeen()).isFalse();

        prober.probeAtRandom(prober.base(), Entries.all(1), 1);
        assertThat(prober.jumpSeen()).isTrue();
    }

    @Test
    void one_entry_is_probed_alone_with_weight_one() {
        Subject squares = Subject.objective(
                "squares", x -> x[0] * x[0] + x[1] * x[1], x -> new double[] {2 * x[0], 2 * x[1]}, 3, 4);
        Prober prober = prober(squares, "x", 0);

        Probe probe = prober.probeEntry(prober.base(), 1, 0.5);

        assertThat(probe.direction().tensor().values()).containsExactly(0, 1);
        assertThat(probe.analytic()).isCloseTo(8 * prober.base().f().upstream().get(), within(1e-12));
        assertThat(probe.firstStep())
                .isEqualTo(0.5 * prober.base().firstStep("x", Entries.single(2, 1), Direction.ofEntry(1, 1, 2)));
    }

    @Test
    void uphill_all_terms_have_the_sign_of_the_gradient() {
        Subject squares = Subject.objective(
                "squares", x -> x[0] * x[0] + x[1] * x[1], x -> new double[] {2 * x[0], 2 * x[1]}, -3, 4);
        Prober prober = prober(squares, "x", 0);

        Probe probe = prober.probeUphill(prober.base(), Entries.all(2), 1);

        assertThat(probe.direction().weight(0)).isNegative();
        assertThat(probe.direction().weight(1)).isPositive();
        assertThat(probe.analytic()).isEqualTo(probe.magnitude());
    }
}
