package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

class ProbeTest {

    @Test
    void a_difference_up_to_the_bound_agrees() {
        // The bound is 4 * 0.25 + 0.5.
        assertThat(probe(11.5, slope(0, 0.125, DerivativeEstimate.Sides.BOTH)).outcome())
                .isEqualTo(Probe.Outcome.AGREES);
        assertThat(probe(8.5, slope(0, 0.125, DerivativeEstimate.Sides.BOTH)).outcome())
                .isEqualTo(Probe.Outcome.AGREES);
    }

    @Test
    void a_difference_that_an_unseen_jump_could_explain_is_unclear() {
        assertThat(probe(11.625, slope(0.5, 0.125, DerivativeEstimate.Sides.BOTH))
                        .outcome())
                .isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(12.125, slope(0.5, 0.125, DerivativeEstimate.Sides.BOTH))
                        .outcome())
                .isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(12.125, slope(-0.5, 0.125, DerivativeEstimate.Sides.BOTH))
                        .outcome())
                .isEqualTo(Probe.Outcome.UNCLEAR);
    }

    @Test
    void a_difference_beyond_bound_and_jump_disagrees() {
        assertThat(probe(12.25, slope(0.5, 0.125, DerivativeEstimate.Sides.BOTH))
                        .outcome())
                .isEqualTo(Probe.Outcome.DISAGREES);
        assertThat(probe(7.75, slope(-0.5, 0.125, DerivativeEstimate.Sides.BOTH))
                        .outcome())
                .isEqualTo(Probe.Outcome.DISAGREES);
    }

    @Test
    void one_side_alone_agrees_but_never_disagrees() {
        assertThat(probe(11, slope(0, 0, DerivativeEstimate.Sides.RIGHT)).outcome())
                .isEqualTo(Probe.Outcome.AGREES);
        assertThat(probe(99, slope(0, 0, DerivativeEstimate.Sides.RIGHT)).outcome())
                .isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(99, slope(0, 0, DerivativeEstimate.Sides.LEFT)).outcome())
                .isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(99, DerivativeEstimate.none()).outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
    }

    @Test
    void a_jump_that_shows_leaves_even_a_match_unclear() {
        assertThat(probe(10, slope(6, 0.125, DerivativeEstimate.Sides.BOTH)).outcome())
                .isEqualTo(Probe.Outcome.UNCLEAR);
    }

    @Test
    void an_agreement_is_vacuous_where_a_tenth_of_the_terms_is_below_the_bound() {
        assertThat(ofMagnitude(14).vacuous()).isTrue();
        assertThat(ofMagnitude(16).vacuous()).isFalse();
        assertThat(ofMagnitude(Double.NaN).vacuous()).isTrue();
    }

    @Test
    void an_agreement_is_weak_where_the_bound_exceeds_a_millionth_of_the_terms() {
        assertThat(ofMagnitude(1.4e6).weak()).isTrue();
        assertThat(ofMagnitude(1.6e6).weak()).isFalse();
    }

    @Test
    void terms_cancel_where_they_leave_half_of_their_size_or_less() {
        assertThat(ofMagnitude(20).cancels()).isTrue();
        assertThat(ofMagnitude(19).cancels()).isFalse();
        assertThat(probe(-10, 20, slope(0, 0, DerivativeEstimate.Sides.BOTH)).cancels())
                .isTrue();
        assertThat(probe(-10, 19, slope(0, 0, DerivativeEstimate.Sides.BOTH)).cancels())
                .isFalse();
    }

    @Test
    void a_mistake_in_proportion_hides_where_a_hundredth_of_what_cancelling_terms_leave_is_below_the_bound() {
        // The bound is 1.5, a hundredth of 150.
        assertThat(ofAnalytic(149, 1000).hidesProportion()).isTrue();
        assertThat(ofAnalytic(-149, 1000).hidesProportion()).isTrue();
        assertThat(ofAnalytic(151, 1000).hidesProportion()).isFalse();
        assertThat(ofAnalytic(149, 200).hidesProportion())
                .as("without cancellation")
                .isFalse();
        assertThat(ofAnalytic(0, 1.4).hidesProportion())
                .as("nor would it show otherwise")
                .isFalse();
        assertThat(ofAnalytic(0, 1.6).hidesProportion()).isTrue();
    }

    @Test
    void an_accepted_error_widens_the_bound() {
        Probe strict = probe(11.625, slope(0, 0, DerivativeEstimate.Sides.BOTH));
        Probe lenient = accepting(0.125, 11.625);

        assertThat(strict.agrees()).isFalse();
        assertThat(lenient.agrees()).isTrue();
        assertThat(lenient.bound()).isEqualTo(1.625);
    }

    @Test
    void a_claim_is_certain_to_be_wrong_beyond_the_bound_the_jump_and_its_error() {
        assertThat(probe(10, slope(-0.5, 0.125, DerivativeEstimate.Sides.BOTH)).allowed())
                .isEqualTo(2.125);
    }

    @Test
    void another_gradient_is_told_apart_beyond_what_is_allowed() {
        // Along -0.5 and 0.75, of which a second entry of -2 x makes x.
        Probe probe = probe(10, slope(-0.5, 0.125, DerivativeEstimate.Sides.BOTH));

        assertThat(probe.along(new double[] {99, -20, 0})).isEqualTo(10);
        assertThat(probe.along(new double[] {99, -20, 4})).isEqualTo(13);
        assertThat(probe.catches(new double[] {99, -20, 0})).isFalse();
        assertThat(probe.catches(new double[] {99, -24.25, 0})).isFalse();
        assertThat(probe.catches(new double[] {99, -24.5, 0})).isTrue();
        assertThat(probe.catches(new double[] {99, -15.5, 0})).isTrue();
        assertThat(probe.catches(new double[] {99, Double.NaN, 0})).isTrue();
    }

    @Test
    void beyond_half_of_the_bound_a_claim_nearly_disagrees() {
        assertThat(probe(10.75, slope(0, 0, DerivativeEstimate.Sides.BOTH)).nearlyDisagrees())
                .isFalse();
        assertThat(probe(9.125, slope(0, 0, DerivativeEstimate.Sides.BOTH)).nearlyDisagrees())
                .isTrue();
    }

    @Test
    void the_smallest_weight_is_that_of_an_entry_that_moved() {
        assertThat(probe(10, slope(0, 0, DerivativeEstimate.Sides.BOTH)).smallestWeight())
                .isEqualTo(0.5);
    }

    private static Probe ofAnalytic(double analytic, double magnitude) {
        return probe(
                analytic,
                magnitude,
                new DerivativeEstimate(analytic, 0.25, 0, 0, 0.1, 0.5, DerivativeEstimate.Sides.BOTH));
    }

    private static Probe accepting(double accepted, double analytic) {
        Probe probe = probe(analytic, slope(0, 0, DerivativeEstimate.Sides.BOTH));
        return new Probe(
                probe.region(),
                probe.direction(),
                probe.firstStep(),
                analytic,
                probe.magnitude(),
                accepted,
                probe.slope(),
                probe.estimator());
    }

    private static Probe ofMagnitude(double magnitude) {
        return probe(10, magnitude, slope(0, 0, DerivativeEstimate.Sides.BOTH));
    }

    private static Probe probe(double analytic, DerivativeEstimate slope) {
        return probe(analytic, 20, slope);
    }

    private static Probe probe(double analytic, double magnitude, DerivativeEstimate slope) {
        Derivative estimator = new Derivative(t -> t, 0, 0, analytic, magnitude, FloatFormat.BINARY64);
        return new Probe(
                Entries.all(3),
                Direction.of(Tensor.vector(0, -0.5, 0.75)),
                0.1,
                analytic,
                magnitude,
                0,
                slope,
                estimator);
    }

    /** A slope of 10 with a bound of 1.5. */
    private static DerivativeEstimate slope(double jump, double jumpError, DerivativeEstimate.Sides sides) {
        return new DerivativeEstimate(10, 0.25, jump, jumpError, 0.1, 0.5, sides);
    }
}
