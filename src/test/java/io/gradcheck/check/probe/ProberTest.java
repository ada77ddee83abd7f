package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.GivenSubject;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the probes of one variable have in common. */
class ProberTest {

    private static final long SEED = 31;

    /** With noise of a standard deviation of 5.8e-7 and a gradient that is twice too large. */
    private static final Subject ROUGH = Subject.scalar(
            "rough",
            x -> Math.sin(x) + 1e-6 * (2 * new SplittableRandom(Double.doubleToLongBits(x)).nextDouble() - 1),
            x -> 2 * Math.cos(x),
            0.3);

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
        // Noise of 4e-7 expected, half as much again present.
        Prober prober = prober(ROUGH, "x", 4e-7);

        prober.probeAtRandom(prober.base(), Entries.all(1), 1);

        assertThat(prober.noise(prober.base())).isEqualTo(4e-7);
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

    @Test
    void roughness_at_one_spacing_is_learnt_kept_and_told_in_the_trace() {
        Prober prober = prober(ROUGH, "x", 0);
        Prober aware = prober(ROUGH, "x", 1e-6);
        Probe probe = AtPoint.of(ROUGH)
                .probe("x", Entries.all(1), Direction.ofEntry(0, 1, 1), 0.1, 0, false, false, new Evaluations(100));

        assertThat(prober.learnAt(prober.base(), probe, 1e-4)).isTrue();
        assertThat(aware.learnAt(aware.base(), probe, 1e-4)).isFalse();

        assertThat(prober.noise(prober.base())).isBetween(2e-7, 2e-6);
        assertThat(prober.noiseSurprised()).isTrue();
        assertThat(prober.trace().steps())
                .extracting(TraceStep::kind, TraceStep::bound, TraceStep::outcome)
                .containsExactly(tuple(
                        TraceStep.Kind.NOISE, prober.noise(prober.base()), "the values are noisier than was known"));
        assertThat(aware.noiseSurprised()).isFalse();
        assertThat(aware.trace().steps()).isEmpty();
    }

    @Test
    void the_noise_along_a_probe_is_less_than_was_known_where_the_function_is_smooth() {
        Prober prober = prober(Subject.scalar("sin", Math::sin, Math::cos, 0.3), "x", 1e-3);
        Probe probe = prober.probeAtRandom(prober.base(), Entries.all(1), 1);

        assertThat(prober.noiseAlong(probe)).isPositive().isLessThan(1e-15);
    }

    @Test
    void what_one_prober_sees_in_other_units_the_one_it_was_made_of_knows() {
        Subject relu = Subject.scalar("relu", x -> Math.max(1e-6, x), x -> x > 1e-6 ? 1 : 0, 1e-6);
        Prober prober = prober(relu, "x", 0);
        EvaluationPoint inOwnSizes = prober.base().inOwnSizes("x");

        Prober derived = prober.at(Entries.all(1), inOwnSizes, new Evaluations(1000));
        derived.probeAtRandom(inOwnSizes, Entries.all(1), 1);

        assertThat(derived.jumpSeen()).isTrue();
        assertThat(prober.jumpSeen()).isTrue();
        assertThat(prober.noiseSurprised()).isFalse();
        assertThat(derived.learnAt(AtPoint.of(ROUGH).inOwnSizes("x"), derived.probeEntry(inOwnSizes, 0, 1), 1e-4))
                .isTrue();
        assertThat(prober.noiseSurprised()).isTrue();
        assertThat(prober.trace()).isSameAs(derived.trace());
    }

    @Test
    void the_prober_of_a_place_is_the_last_that_looks_at_it_in_its_units() {
        Prober prober = prober(Subject.scalar("sin", Math::sin, Math::cos, 3e-6), "x", 0);
        EvaluationPoint inOwnSizes = prober.base().inOwnSizes("x");
        Evaluations expense = new Evaluations(1000);
        Prober first = prober.at(Entries.all(1), inOwnSizes, expense);
        Prober second = prober.at(Entries.all(1), inOwnSizes, expense);
        EvaluationPoint otherWeights = EvaluationPoint.of(
                new Contraction(prober.base().f().subject(), Tensor.vector(3), 0), Tensor.vector(Math.sin(3e-6)));

        assertThat(prober.of(prober.base())).isSameAs(prober);
        assertThat(prober.of(inOwnSizes)).isSameAs(second).isNotSameAs(first);
        assertThat(first.of(inOwnSizes)).isSameAs(first);
        assertThat(prober.of(otherWeights)).as("none looks at it so").isSameAs(prober);
    }

    @Test
    void a_claim_that_its_rounding_does_not_explain_costs_gradients_along_two_directions_at_most() {
        int[] gradients = {0};
        Subject wrong = Subject.objective(
                "sine",
                x -> Math.sin(x[0]),
                x -> {
                    gradients[0]++;
                    return new double[] {Math.cos(x[0]) * (1 + 2e-11)};
                },
                0.3);
        Prober prober = prober(wrong, "x", 0);
        List<Integer> spent = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            int before = gradients[0];
            Probe probe = prober.probeAtRandom(prober.base(), Entries.all(1), 1);
            assertThat(probe.disagrees()).isTrue();
            spent.add(gradients[0] - before);
        }

        assertThat(spent.get(0)).isPositive();
        assertThat(spent.get(1)).isPositive();
        assertThat(spent.subList(2, 4)).containsOnly(0);
    }

    /** {@code -log sigmoid(x)} far to the right, with a gradient that is a difference of numbers about one. */
    private static Prober rounded(int[] gradients) {
        Subject loss = Subject.scalar(
                "logistic loss",
                x -> Math.log1p(Math.exp(-x)),
                x -> {
                    gradients[0]++;
                    return 1 / (1 + Math.exp(-x)) - 1;
                },
                19.2);
        return prober(loss, "x", 0);
    }

    private static Probe along(Prober prober, EvaluationPoint place, Direction direction, double firstStep) {
        return prober.probeAlong(place, Entries.all(1), direction, firstStep);
    }

    @Test
    void what_rounding_of_the_claim_explained_along_a_direction_it_explains_at_smaller_steps_too() {
        int[] gradients = {0};
        Prober prober = rounded(gradients);
        Direction direction = Direction.ofEntry(0, 1, prober.base().value("x").shape());
        gradients[0] = 0;

        Probe first = along(prober, prober.base(), direction, 0.5);
        int asked = gradients[0];
        Probe closer = along(prober, prober.base(), direction, 0.01);

        assertThat(first.agrees()).isTrue();
        assertThat(asked).isPositive();
        assertThat(closer.agrees()).isTrue();
        assertThat(closer.accepted()).isEqualTo(first.accepted()).isPositive();
        assertThat(gradients[0]).as("not asked again").isEqualTo(asked);
        assertThat(prober.trace().steps().stream().filter(step -> step.kind() == TraceStep.Kind.CLAIM_ROUNDING))
                .extracting(TraceStep::outcome)
                .containsExactly("the reported gradient is rounded by 5.6e-16, so it agrees");
    }

    @Test
    void along_another_direction_and_at_another_place_it_is_asked_for_anew() {
        int[] gradients = {0};
        Prober prober = rounded(gradients);
        int[] shape = prober.base().value("x").shape();
        Direction direction = Direction.ofEntry(0, 1, shape);
        along(prober, prober.base(), direction, 0.5);
        gradients[0] = 0;

        assertThat(along(prober, prober.base(), Direction.ofEntry(0, -1, shape), 0.5)
                        .agrees())
                .isTrue();
        int elsewhere = gradients[0];
        assertThat(elsewhere).isPositive();
        assertThat(along(
                                prober,
                                AtPoint.prober(prober.base().f().subject(), "x", 0, 1)
                                        .base(),
                                direction,
                                0.5)
                        .agrees())
                .isTrue();
        assertThat(gradients[0]).isGreaterThan(elsewhere + 1);
    }

    @Test
    void a_difference_that_it_does_not_explain_stands() {
        int[] gradients = {0};
        double[] more = {0};
        Subject loss = Subject.scalar(
                "logistic loss",
                x -> Math.log1p(Math.exp(-x)) + more[0] * (x - 19.2),
                x -> {
                    gradients[0]++;
                    return 1 / (1 + Math.exp(-x)) - 1;
                },
                19.2);
        Prober prober = prober(loss, "x", 0);
        Direction direction = Direction.ofEntry(0, 1, prober.base().value("x").shape());
        assertThat(along(prober, prober.base(), direction, 0.5).agrees()).isTrue();
        more[0] = 1e-11;
        gradients[0] = 0;

        Probe later = along(prober, prober.base(), direction, 0.1);

        assertThat(later.disagrees()).isTrue();
        assertThat(later.accepted()).isZero();
    }
}
