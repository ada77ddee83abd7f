package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.numeric.Arithmetic;
import io.gradcheck.numeric.Ladder;
import io.gradcheck.numeric.Slope;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

class ProbeTest {

    @Test
    void a_difference_up_to_the_bound_agrees() {
        // The bound is 4 * 0.25 + 0.5.
        assertThat(probe(11.5, slope(0, 0.125, Slope.Sides.BOTH)).outcome()).isEqualTo(Probe.Outcome.AGREES);
        assertThat(probe(8.5, slope(0, 0.125, Slope.Sides.BOTH)).outcome()).isEqualTo(Probe.Outcome.AGREES);
    }

    @Test
    void a_difference_that_an_unseen_jump_could_explain_is_unclear() {
        assertThat(probe(11.625, slope(0.5, 0.125, Slope.Sides.BOTH)).outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(12.125, slope(0.5, 0.125, Slope.Sides.BOTH)).outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(12.125, slope(-0.5, 0.125, Slope.Sides.BOTH)).outcome())
                .isEqualTo(Probe.Outcome.UNCLEAR);
    }

    @Test
    void a_difference_beyond_bound_and_jump_disagrees() {
        assertThat(probe(12.25, slope(0.5, 0.125, Slope.Sides.BOTH)).outcome()).isEqualTo(Probe.Outcome.DISAGREES);
        assertThat(probe(7.75, slope(-0.5, 0.125, Slope.Sides.BOTH)).outcome()).isEqualTo(Probe.Outcome.DISAGREES);
    }

    @Test
    void one_side_alone_agrees_but_never_disagrees() {
        assertThat(probe(11, slope(0, 0, Slope.Sides.RIGHT)).outcome()).isEqualTo(Probe.Outcome.AGREES);
        assertThat(probe(99, slope(0, 0, Slope.Sides.RIGHT)).outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(99, slope(0, 0, Slope.Sides.LEFT)).outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe(99, Slope.none()).outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
    }

    @Test
    void a_jump_that_shows_leaves_even_a_match_unclear() {
        assertThat(probe(10, slope(6, 0.125, Slope.Sides.BOTH)).outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
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
    void the_smallest_weight_is_that_of_an_entry_that_moved() {
        assertThat(probe(10, slope(0, 0, Slope.Sides.BOTH)).smallestWeight()).isEqualTo(0.5);
    }

    private static Probe ofMagnitude(double magnitude) {
        return probe(10, magnitude, slope(0, 0, Slope.Sides.BOTH));
    }

    private static Probe probe(double analytic, Slope slope) {
        return probe(analytic, 20, slope);
    }

    private static Probe probe(double analytic, double magnitude, Slope slope) {
        Ladder ladder = new Ladder(t -> t, 0, 0, analytic, magnitude, Arithmetic.BINARY64);
        return new Probe(Region.all(3), Tensor.vector(0, -0.5, 0.75), 0.1, analytic, magnitude, 0, slope, ladder);
    }

    /** A slope of 10 with a bound of 1.5. */
    private static Slope slope(double jump, double jumpError, Slope.Sides sides) {
        return new Slope(10, 0.25, jump, jumpError, 0.1, 0.5, sides);
    }
}
