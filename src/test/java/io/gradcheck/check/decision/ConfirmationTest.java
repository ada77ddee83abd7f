package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Disagreements that a look from closer confirms, and those that it does not. */
class ConfirmationTest {

    private static final Direction DIRECTION = Direction.ofEntry(0, 1, 1);

    private static Prober prober(Subject subject, double noise) {
        return AtPoint.prober(subject, "x", noise, 41);
    }

    /** A probe that saw a slope with steps down to some step, of which the gradient claims another. */
    private static Probe disagreeing(Prober prober, double analytic, double seen, double step) {
        EvaluationPoint place = prober.base();
        DoubleUnaryOperator phi = place.f().along("x", DIRECTION, prober.evaluations());
        Derivative estimator = new Derivative(
                phi, phi.applyAsDouble(0), prober.noise(place), analytic, Math.abs(analytic), place.arithmetic());
        DerivativeEstimate slope =
                new DerivativeEstimate(seen, 1e-9, 0, 1e-9, step, 1e-12, DerivativeEstimate.Sides.BOTH);
        return new Probe(Entries.all(1), DIRECTION, 0.1, analytic, Math.abs(analytic), 0, slope, estimator);
    }

    @Test
    void what_is_seen_from_closer_too_is_confirmed() {
        Prober prober = prober(Subject.scalar("line", x -> 3 * x, x -> 2, 0.3), 1e-16);
        int before = prober.evaluations().spent();

        Confirmation confirmation = Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 3, 0.1));

        assertThat(confirmation.confirms()).isTrue();
        assertThat(confirmation.agreeing()).isNull();
        assertThat(prober.evaluations().spent() - before)
                .as("the value there, and one on each side")
                .isEqualTo(3);
    }

    @Test
    void a_quarter_of_the_difference_may_be_left() {
        Prober line = prober(Subject.scalar("line", x -> 3.24 * x, x -> 2, 0.3), 1e-16);
        Prober other = prober(Subject.scalar("line", x -> 3.27 * x, x -> 2, 0.3), 1e-16);

        assertThat(Confirmation.of(line, line.base(), disagreeing(line, 2, 3, 0.1))
                        .confirms())
                .isTrue();
        // A new look from there sees 3.27 itself, which is confirmed.
        assertThat(Confirmation.of(other, other.base(), disagreeing(other, 2, 3, 0.1))
                        .confirms())
                .isTrue();
        assertThat(other.evaluations().spent()).isGreaterThan(line.evaluations().spent() + 10);
    }

    @Test
    void an_estimate_that_went_as_close_needs_no_confirmation() {
        Prober prober = prober(Subject.scalar("line", x -> 5 * x, x -> 2, 0.3), 1e-9);
        int before = prober.evaluations().spent();

        // 20 times the noise divided by the difference is 2e-8.
        Confirmation there = Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 3, 4e-8));
        int spent = prober.evaluations().spent() - before;
        Confirmation closer = Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 3, 4.1e-8));

        assertThat(there.confirms()).isTrue();
        assertThat(spent).as("the value there").isEqualTo(1);
        assertThat(prober.evaluations().spent() - before - spent).isGreaterThan(2);
        assertThat(closer.agreeing()).isNull();
    }

    @Test
    void a_shape_that_was_too_coarse_is_no_disagreement_where_the_claim_is_right_from_closer() {
        // Coarse steps see a slope of about 0 in an oscillation that is right.
        Subject fine = Subject.scalar("fine", x -> Math.sin(1e6 * x), x -> 1e6 * Math.cos(1e6 * x), 0.3);
        Prober prober = prober(fine, 0);
        double claimed = prober.base().gradient("x").values()[0];

        Confirmation confirmation = Confirmation.of(prober, prober.base(), disagreeing(prober, claimed, 0, 0.01));

        assertThat(confirmation.confirms()).isFalse();
        assertThat(confirmation.agreeing()).isNotNull();
        assertThat(confirmation.agreeing().agrees()).isTrue();
        assertThat(confirmation.agreeing().bound()).isLessThan(Math.abs(claimed) / 2);
    }

    @Test
    void a_bend_of_third_order_is_told_from_another_slope_by_a_second_pair() {
        // The step is 0.02, over which the plain difference is off by 0.4.
        Prober prober = prober(Subject.scalar("cubic", x -> 3 * x + 1000 * x * x * x, x -> 2, 0), 1e-3);
        EvaluationPoint nearby = prober.base().at(prober.base().point().copy(), prober.evaluations());
        int before = prober.evaluations().spent();

        Confirmation there = Confirmation.of(prober, nearby, disagreeing(prober, 2, 3, 0.1));
        int spent = prober.evaluations().spent() - before;
        Confirmation here = Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 3, 0.1));

        assertThat(there.confirms()).isTrue();
        assertThat(spent).as("the value there, and two on each side").isEqualTo(5);
        assertThat(here.confirms()).isTrue();
        assertThat(prober.evaluations().spent() - before - spent)
                .as("at the point itself shorter steps are tried too")
                .isGreaterThan(20);
    }

    @Test
    void an_agreement_from_closer_counts_if_it_would_have_shown_the_difference() {
        Subject right = Subject.scalar("line", x -> 3 * x, x -> 3, 0.3);
        Prober sharp = prober(right, 0);
        Prober blunt = prober(right, 0);

        Confirmation shown = Confirmation.of(sharp, sharp.base(), disagreeing(sharp, 3, 3 + 1e-6, 0.1));
        Confirmation hidden = Confirmation.of(blunt, blunt.base(), disagreeing(blunt, 3, 3 + 1e-12, 0.1));

        assertThat(shown.confirms()).isFalse();
        assertThat(shown.agreeing()).isNotNull();
        assertThat(shown.agreeing().bound()).isLessThan(5e-7);
        assertThat(hidden.confirms()).isFalse();
        assertThat(hidden.agreeing()).isNull();
    }

    @Test
    void a_kink_between_whose_slopes_the_claim_lies_explains_a_disagreement_and_a_bend_does_not() {
        // The mean slope is 0.5 at a kink of 0 and 1, where 1 is claimed.
        Subject kink = Subject.scalar("kink", x -> Math.max(0, x), x -> 1, 0);
        Subject bent = Subject.scalar("bent", x -> 0.5 * x + 1e13 * x * x, x -> 1, 0);
        Prober atKink = prober(kink, 1e-16);
        Prober atBend = prober(bent, 1e-16);

        assertThat(Confirmation.of(atKink, atKink.base(), disagreeing(atKink, 1, 0.5, 0.1))
                        .confirms())
                .isFalse();
        assertThat(Confirmation.of(atBend, atBend.base(), disagreeing(atBend, 1, 0.5, 0.1))
                        .confirms())
                .isTrue();
    }

    @Test
    void a_claim_outside_the_slopes_of_a_kink_is_confirmed_to_be_wrong() {
        Subject kink = Subject.scalar("kink", x -> Math.max(0, x), x -> 2, 0);
        Prober prober = prober(kink, 1e-16);

        assertThat(Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 0.5, 0.1))
                        .confirms())
                .isTrue();
    }

    @Test
    void in_single_precision_a_function_that_moves_by_little_more_than_its_noise_confirms_nothing() {
        Subject line = Subject.scalar("line", x -> (float) (3 * x), x -> 2, 0.3);
        Subject constant = Subject.scalar("constant", x -> 1, x -> 2, 0.3);

        assertThat(afterEstimate(line.withPrecision(Precision.FLOAT), 0.1).confirms())
                .as("moves by 0.3 under noise of 0.1")
                .isFalse();
        assertThat(afterEstimate(line.withPrecision(Precision.FLOAT), 1e-7).confirms())
                .as("moves by far more than noise")
                .isTrue();
        assertThat(afterEstimate(constant.withPrecision(Precision.FLOAT), 0.1).confirms())
                .as("a constant has no slope")
                .isTrue();
        assertThat(afterEstimate(line, 0.1).confirms())
                .as("in double precision")
                .isTrue();
    }

    @Test
    void a_sine_too_fine_for_the_noise_along_other_directions_is_seen_with_the_noise_along_this_one() {
        // Its slope at 0 is 2 and over long steps 3; along some other direction the noise is 1e-4.
        Subject fine = Subject.scalar("fine", x -> 3 * x - Math.sin(1e4 * x) / 1e4, x -> 2, 0);
        Prober prober = prober(fine, 1e-4);

        Confirmation confirmation = Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 3, 0.1));

        assertThat(confirmation.confirms()).isFalse();
        assertThat(confirmation.contradiction())
                .startsWith("along the direction tried the slope is 3.000000000 over steps of 2e-03, and 2.0000")
                .contains("about as reported", "check at another point", "withAccuracy(");
    }

    @Test
    void a_sine_too_fine_for_the_noise_saves_no_claim_that_is_another_slope() {
        Subject fine = Subject.scalar("fine", x -> 3 * x - Math.sin(1e4 * x) / 2e4, x -> 2, 0);
        Prober prober = prober(fine, 1e-4);

        Confirmation confirmation = Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 3, 0.1));

        assertThat(confirmation.confirms()).isTrue();
        assertThat(confirmation.contradiction()).isEmpty();
    }

    @Test
    void a_disagreement_confirmed_by_a_short_step_costs_no_closer_look() {
        Subject fine = Subject.scalar("fine", x -> 3 * x - Math.sin(1e10 * x) / 1e10, x -> 2, 0);
        Prober prober = prober(fine, 2e-8);
        int before = prober.evaluations().spent();

        Confirmation confirmation = Confirmation.of(prober, prober.base(), disagreeing(prober, 2, 3, 0.1));

        assertThat(confirmation.confirms()).isTrue();
        assertThat(prober.evaluations().spent() - before).isEqualTo(3);
    }

    @Test
    void what_a_closer_look_has_shown_is_told_in_the_trace() {
        Subject line = Subject.scalar("line", x -> 3 * x, x -> 2, 0.3);
        Subject oscillates = Subject.scalar("fine", x -> Math.sin(1e6 * x), x -> 1e6 * Math.cos(1e6 * x), 0.3);
        Subject kink = Subject.scalar("kink", x -> Math.max(0, x), x -> 1, 0);
        Subject sine = Subject.scalar("fine", x -> 3 * x - Math.sin(1e4 * x) / 1e4, x -> 2, 0);
        double claimed = 1e6 * Math.cos(3e5);

        assertThat(told(prober(line, 1e-16), 2, 3, 0.1)).isEqualTo("the disagreement stands");
        assertThat(told(prober(oscillates, 0), claimed, 0, 0.01)).isEqualTo("a closer look agrees");
        assertThat(told(prober(kink, 1e-16), 1, 0.5, 0.1)).isEqualTo("noise or a kink may explain the disagreement");
        assertThat(told(prober(sine, 1e-4), 2, 3, 0.1))
                .startsWith("along the direction tried the slope is 3.000000000");
    }

    /** The last step of the trace, which is that of a confirmation. */
    private static String told(Prober prober, double analytic, double seen, double step) {
        Confirmation.of(prober, prober.base(), disagreeing(prober, analytic, seen, step));

        List<TraceStep> steps = prober.trace().steps();
        TraceStep last = steps.get(steps.size() - 1);
        assertThat(last.kind()).isEqualTo(TraceStep.Kind.CONFIRMATION);
        return last.outcome();
    }

    @Test
    void the_closer_step_is_the_one_at_which_noise_leaves_a_twentieth_of_the_difference() {
        double[] farthest = {0};
        // The difference is 4, so that 20 times the noise over it is 5e-6.
        Subject line = Subject.scalar(
                "line",
                x -> {
                    farthest[0] = Math.max(farthest[0], Math.abs(x));
                    return 6 * x;
                },
                x -> 2,
                0);
        Prober prober = prober(line, 1e-6);
        Probe probe = disagreeing(prober, 2, 6, 0.1);
        farthest[0] = 0;

        assertThat(Confirmation.of(prober, prober.base(), probe).confirms()).isTrue();
        assertThat(farthest[0]).isCloseTo(5e-6, within(1e-12));
    }

    private static Confirmation afterEstimate(Subject subject, double noise) {
        Prober prober = prober(subject, noise);
        Probe probe = disagreeing(prober, 2, 3, 1e-9);
        probe.estimator().centralDifference(0.1);
        return Confirmation.of(prober, prober.base(), probe);
    }
}
