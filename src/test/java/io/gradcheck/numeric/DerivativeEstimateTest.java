package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DerivativeEstimateTest {

    @Test
    void the_bound_is_four_errors_and_rounding() {
        assertThat(new DerivativeEstimate(1, 0.5, 0, 0, 0.1, 0.25, DerivativeEstimate.Sides.BOTH).bound())
                .isEqualTo(2.25);
    }

    @Test
    void a_jump_shows_beyond_four_errors_and_ten_roundings() {
        assertThat(jumping(-4.1, 1, 0.4)).isTrue();
        assertThat(jumping(4.1, 1, 0.4)).isTrue();
        assertThat(jumping(4, 1, 0.3)).isFalse();
        assertThat(jumping(-4, 0.5, 0.4)).isFalse();
        assertThat(jumping(0, 0, 0)).isFalse();
    }

    private static boolean jumping(double jump, double jumpError, double rounding) {
        return new DerivativeEstimate(1, 0, jump, jumpError, 0.1, rounding, DerivativeEstimate.Sides.BOTH).showsJump();
    }
}
