package io.gradcheck.numeric;

import static io.gradcheck.numeric.OddSteps.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a claim is believed beyond the steps of an estimate, by functions and differences that are made for it. */
class SecantsBeyondTest {

    private static final double SEEN = 1;
    private static final double CLAIMED = 2;

    /** Shows the claim from 0.3 on: jumps of a half at 0.3 and 0.7. */
    private static final DoubleUnaryOperator TWO_JUMPS = OddSteps.of(SEEN, 0.3, 0.5, 0.7, 0.5);

    private static Secants taken(DoubleUnaryOperator phi, double... steps) {
        Secants secants = new Secants();
        for (double h : steps) {
            secants.add(h, OddSteps.difference(phi, h));
        }
        return secants;
    }

    /** Differences over 1 and its halves that are as far on the way from the slope that was seen to the claim. */
    private static Secants onTheWay(double... parts) {
        Secants secants = new Secants();
        double h = 1;
        for (double part : parts) {
            secants.add(h, SEEN + part * (CLAIMED - SEEN));
            h /= 2;
        }
        return secants;
    }

    private static double beyond(DoubleUnaryOperator phi, double... steps) {
        return taken(phi, steps).claimBeyond(SEEN, CLAIMED, phi);
    }

    @Test
    void two_steps_in_a_row_that_show_the_claim_save_a_look_between_them() {
        Noted noted = new Noted(TWO_JUMPS);

        assertThat(taken(TWO_JUMPS, 1, 0.5, 0.25).claimBeyond(SEEN, CLAIMED, noted))
                .isEqualTo(0.5);
        assertThat(noted.places()).hasSizeLessThanOrEqualTo(36);
    }

    @Test
    void one_step_is_enough_where_steps_between_show_the_claim_too() {
        assertThat(beyond(OddSteps.of(SEEN, 0.3, 0.5), 0.5, 0.25)).isEqualTo(0.5);
    }

    @Test
    void one_step_alone_shows_the_claim_by_chance() {
        assertThat(beyond(OddSteps.of(SEEN, 0.45, 0.5, 0.55, -0.5), 1, 0.5, 0.25))
                .isNaN();
    }

    @Test
    void a_jump_just_before_the_largest_step_is_not_seen_over_enough_of_the_way() {
        assertThat(beyond(OddSteps.of(SEEN, 0.44, 0.5), 0.5, 0.25)).isNaN();
    }

    @Test
    void a_steep_way_is_no_jump() {
        double steepness = 12.5;
        DoubleUnaryOperator way = t -> steepness * OddSteps.rise(0.26, 0.3).applyAsDouble(t);

        assertThat(beyond(sum(OddSteps.of(SEEN, 0.7, 0.5), way), 1, 0.5, 0.25)).isNaN();
    }

    @Test
    void the_slope_beyond_the_jump_has_to_be_about_the_one_that_was_seen() {
        DoubleUnaryOperator jump = OddSteps.of(SEEN, 0.3, 0.35);
        DoubleUnaryOperator rise = OddSteps.rise(0.3, 2);

        assertThat(beyond(sum(jump, t -> 0.25 * rise.applyAsDouble(t)), 0.5, 0.25))
                .isEqualTo(0.5);
        assertThat(beyond(sum(jump, t -> 0.35 * rise.applyAsDouble(t)), 0.5, 0.25))
                .isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.34, 0.49})
    void it_has_to_be_so_at_both_places_that_are_looked_at(double from) {
        assertThat(beyond(sum(TWO_JUMPS, OddSteps.rise(from, from + 0.03)), 1, 0.5, 0.25))
                .isNaN();
    }

    @Test
    void a_term_that_bends_is_the_same_on_both_sides_and_hides_nothing() {
        assertThat(beyond(sum(TWO_JUMPS, t -> 3 * t * t), 1, 0.5, 0.25)).isEqualTo(0.5);
    }

    @Test
    void a_slope_that_is_left_by_degrees_is_not_lost_at_once() {
        assertThat(onTheWay(1, 1, 0.3, 0.1, 0).claimBeyond(SEEN, CLAIMED, OddSteps.UNASKED))
                .isNaN();
    }

    @Test
    void differences_far_from_the_claim_do_not_show_it() {
        assertThat(onTheWay(0.4, 0.4, 0).claimBeyond(SEEN, CLAIMED, OddSteps.UNASKED))
                .isNaN();
        assertThat(onTheWay(3, 3, 0).claimBeyond(SEEN, CLAIMED, OddSteps.UNASKED))
                .isNaN();
    }

    @Test
    void steps_within_one_stair_say_nothing_of_others() {
        assertThat(taken(TWO_JUMPS, 0.2, 0.1).claimBeyond(SEEN, CLAIMED, OddSteps.UNASKED))
                .isNaN();
    }

    @Test
    void a_thousandth_of_the_way_from_one_step_to_the_next_is_at_once() {
        assertThat(onTheWay(1, 1, 5e-4).claimBeyond(SEEN, CLAIMED, TWO_JUMPS)).isEqualTo(0.5);
        assertThat(onTheWay(1, 1, 2e-3).claimBeyond(SEEN, CLAIMED, TWO_JUMPS)).isNaN();
    }

    @Test
    void over_two_steps_less_of_the_way_is_at_once() {
        assertThat(onTheWay(1, 1, 0.3, 5e-5).claimBeyond(SEEN, CLAIMED, TWO_JUMPS))
                .isEqualTo(0.5);
        assertThat(onTheWay(1, 1, 0.3, 5e-4).claimBeyond(SEEN, CLAIMED, TWO_JUMPS))
                .isNaN();
    }

    @Test
    void the_smallest_of_very_many_steps_are_not_needed() {
        double[] steps = new double[20];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = Math.pow(2, -k);
        }

        assertThat(beyond(TWO_JUMPS, steps)).isEqualTo(0.5);
    }

    @Test
    void an_estimate_before_is_forgotten() {
        DoubleUnaryOperator phi = OddSteps.of(SEEN, 0.2, 0.25, 0.3, 0.25, 0.7, 0.5);
        Secants secants = taken(phi, 1, 0.5, 0.25, 0.125);
        assertThat(secants.claimBeyond(SEEN, CLAIMED, phi)).isEqualTo(0.25);

        secants.clear();
        secants.add(1, CLAIMED);
        secants.add(0.5, CLAIMED);

        assertThat(secants.claimBeyond(SEEN, CLAIMED, OddSteps.UNASKED)).isNaN();
    }
}
