package io.gradcheck.numeric;

import static io.gradcheck.numeric.OddSteps.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stairs that are wider than every step of an estimate, the largest of which is a tenth. */
class SecantsFarBeyondTest {

    private static final double LARGEST = 0.1;
    private static final double SEEN = -3;
    private static final double CLAIMED = -2;
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private static double farBeyond(DoubleUnaryOperator phi, double... steps) {
        Secants secants = new Secants();
        for (double h : steps) {
            secants.add(h, OddSteps.difference(phi, h));
        }
        return secants.claimFarBeyond(SEEN, CLAIMED, phi);
    }

    private static double farBeyond(DoubleUnaryOperator phi) {
        return farBeyond(phi, LARGEST, LARGEST / 2);
    }

    /** One jump on either side, as of stairs from -0.15 to 0.15. */
    private static DoubleUnaryOperator jumps(double right, double left) {
        return t -> 5 + SEEN * t + (t >= 0.15 ? right : 0) - (t <= -0.15 ? left : 0);
    }

    private static double stairs(double t) {
        return 5 + SEEN * t + 0.3 * Math.rint(t / 0.3);
    }

    @Test
    void the_slope_over_many_wide_stairs_is_found_where_the_first_of_three_steps_shows_it() {
        assertThat(farBeyond(SecantsFarBeyondTest::stairs)).isEqualTo(0.2, ROUNDING);
    }

    @Test
    void the_largest_steps_may_reach_beyond_the_stair() {
        assertThat(farBeyond(SecantsFarBeyondTest::stairs, 0.4, 0.2, 0.1, 0.05)).isEqualTo(0.2, ROUNDING);
    }

    @Test
    void values_are_asked_for_beyond_the_stair_that_was_seen_only() {
        Noted noted = new Noted(SecantsFarBeyondTest::stairs);
        Secants secants = new Secants();
        secants.add(LARGEST, SEEN);

        secants.claimFarBeyond(SEEN, CLAIMED, noted);

        assertThat(noted.places()).hasSizeLessThanOrEqualTo(64);
        assertThat(noted.places()).filteredOn(t -> t != 0).allMatch(t -> Math.abs(t) >= LARGEST);
    }

    @Test
    void a_slope_that_no_step_showed_cannot_be_lost() {
        Secants secants = new Secants();
        secants.add(LARGEST, 1);

        assertThat(secants.claimFarBeyond(0, 1, OddSteps.UNASKED)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 3})
    void four_values_that_do_not_speak_for_the_claim_end_it(double jump) {
        Noted noted = new Noted(jumps(jump, jump));
        Secants secants = new Secants();
        secants.add(LARGEST, SEEN);

        assertThat(secants.claimFarBeyond(SEEN, CLAIMED, noted)).isNaN();
        assertThat(noted.places()).containsExactlyInAnyOrder(8 * LARGEST, -8 * LARGEST, 3 * LARGEST, -3 * LARGEST);
    }

    @Test
    void one_of_two_longer_steps_is_enough_to_speak_for_it() {
        DoubleUnaryOperator onlyAtThree = OddSteps.of(SEEN, 0.11, 0.2);
        DoubleUnaryOperator onlyAtEight = OddSteps.of(SEEN, 0.15, 0.25, 0.29, 1, 0.31, -1);

        assertThat(farBeyond(onlyAtThree)).isEqualTo(Math.sqrt(2) * LARGEST, ROUNDING);
        assertThat(farBeyond(onlyAtEight)).isEqualTo(0.2, ROUNDING);
    }

    @Test
    void two_steps_in_a_row_are_not_enough() {
        assertThat(farBeyond(OddSteps.of(SEEN, 0.15, 0.25, 0.35, -0.25))).isNaN();
    }

    @Test
    void steps_end_at_eight_times_the_largest() {
        assertThat(farBeyond(OddSteps.of(SEEN, 0.5, 0.7))).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0.25", "0.39, 0.11", "0.11, 0.39"})
    void a_stair_may_end_by_a_higher_jump_on_one_side_than_on_the_other(double right, double left) {
        assertThat(farBeyond(jumps(right, left))).isEqualTo(0.2, ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0, 0.5", "0.42, 0.08", "0.08, 0.42", "0.8, -0.3", "-0.3, 0.8"})
    void jumps_that_are_unlike_on_both_sides_are_no_stairs(double right, double left) {
        assertThat(farBeyond(jumps(right, left))).isNaN();
    }

    @Test
    void a_steep_way_is_no_jump() {
        double steepness = 6.25;
        DoubleUnaryOperator way = t -> steepness * OddSteps.rise(0.15, 0.19).applyAsDouble(t);

        assertThat(farBeyond(sum(t -> SEEN * t, way))).isNaN();
    }

    @Test
    void the_slope_beyond_the_jump_has_to_be_about_the_one_that_was_seen() {
        DoubleUnaryOperator rise = OddSteps.rise(0.15, 2);

        assertThat(farBeyond(sum(jumps(0.25, 0.25), t -> 0.25 * rise.applyAsDouble(t))))
                .isEqualTo(0.2, ROUNDING);
        assertThat(farBeyond(sum(jumps(0.25, 0.25), t -> 0.35 * rise.applyAsDouble(t))))
                .isNaN();
    }
}
