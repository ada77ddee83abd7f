package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the numbers of a format are related to its rounding, and to those of the other format. */
class FloatFormatTest {

    private static final FloatFormat DOUBLE = FloatFormat.BINARY64;
    private static final FloatFormat FLOAT = FloatFormat.BINARY32;

    private static double unitRoundoff(FloatFormat format) {
        return format == FLOAT ? Math.ulp(1f) / 2 : Math.ulp(1.0) / 2;
    }

    @Test
    void noise_decides_in_single_precision_only() {
        assertThat(FLOAT.noiseDecides()).isTrue();
        assertThat(DOUBLE.noiseDecides()).isFalse();
    }

    @Test
    void in_double_precision_the_first_step_is_the_same_however_many_entries_move() {
        assertThat(DOUBLE.firstStep(1)).isBetween(0.01, 1.0);
        assertThat(DOUBLE.firstStep(10_000)).isEqualTo(DOUBLE.firstStep(1));
    }

    @Test
    void in_single_precision_the_first_step_grows_with_the_fourth_root_of_the_entries() {
        assertThat(FLOAT.firstStep(1)).isGreaterThan(DOUBLE.firstStep(1));
        assertThat(FLOAT.firstStep(16)).isCloseTo(2 * FLOAT.firstStep(1), within(1e-12));
        assertThat(FLOAT.firstStep(10_000)).isCloseTo(10 * FLOAT.firstStep(1), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void steps_shrink_and_no_step_is_lost_in_rounding(FloatFormat format) {
        assertThat(format.ratio()).isGreaterThan(1);
        assertThat(format.firstSpacing()).isGreaterThan(unitRoundoff(format));
        assertThat(format.firstSpacing()).isLessThan(format.nearby());
    }

    @ParameterizedTest
    @EnumSource
    void a_sum_of_gradients_is_allowed_some_roundings_and_no_visible_error(FloatFormat format) {
        assertThat(format.gamma()).isBetween(10 * unitRoundoff(format), 1e5 * unitRoundoff(format));
    }

    @ParameterizedTest
    @EnumSource
    void another_look_is_neither_at_the_same_steps_nor_far_from_them(FloatFormat format) {
        double steps = Math.log(format.secondLook()) / Math.log(format.ratio());

        assertThat(Math.abs(steps)).isBetween(0.1, 1.0);
        assertThat(steps).isNotCloseTo(Math.rint(steps), within(0.1));
    }

    @Test
    void points_nearby_are_farther_away_where_values_are_rougher() {
        assertThat(DOUBLE.nearby()).isPositive();
        assertThat(FLOAT.nearby()).isGreaterThan(DOUBLE.nearby()).isLessThan(FLOAT.firstStep(1));
    }
}
