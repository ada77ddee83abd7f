package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Claims that are the slope over many stairs, where the smallest steps end within one, and what only looks like that. */
class SecantsTest {

    private static final double FIRST_STEP = 0.5;

    /** The step beyond which a claim is seen, after an estimate from a half down. */
    private static double claimBeyond(DoubleUnaryOperator phi, double seen, double claimed) {
        Derivative derivative = new Derivative(phi, phi.applyAsDouble(0), 1e-16, claimed, 1, FloatFormat.BINARY64);
        DerivativeEstimate slope = derivative.estimate(FIRST_STEP);
        assertThat(slope.derivative()).as("from closest").isBetween(seen - 1e-2, seen + 1e-2);
        return derivative.claimBeyond(slope.derivative());
    }

    /** Slope 0.3 within a stair, 1 over many. */
    private static double stairs(double t) {
        double width = 0.03;
        return 0.3 * t + 0.7 * width * Math.floor((t + 0.011) / width);
    }

    @Test
    void the_slope_over_many_stairs_is_found_beyond_one() {
        assertThat(claimBeyond(SecantsTest::stairs, 0.3, 1)).isBetween(0.01, FIRST_STEP);
    }

    @Test
    void stairs_of_a_function_that_bends_within_a_few_of_them_are_found() {
        DoubleUnaryOperator bent = t -> Math.exp(-t) * Math.pow(6 + Math.floor(-t / 0.18 + 0.5), 2) / 36;

        assertThat(claimBeyond(bent, -1, -1 - 2 / (6 * 0.18))).isBetween(0.05, FIRST_STEP);
    }

    @Test
    void a_claim_that_is_another_slope_is_not() {
        assertThat(claimBeyond(SecantsTest::stairs, 0.3, 3)).isNaN();
        assertThat(claimBeyond(SecantsTest::stairs, 0.3, -1)).isNaN();
    }

    @Test
    void the_slope_beyond_a_kink_is_that_of_the_function() {
        DoubleUnaryOperator kink = t -> Math.abs(t + 0.002);
        DoubleUnaryOperator deadZone = t -> Math.signum(t) * Math.max(0, Math.abs(t) - 0.002);

        assertThat(claimBeyond(kink, 1, -1)).as("wrong branch").isNaN();
        assertThat(claimBeyond(deadZone, 0, 1)).as("one inside").isNaN();
    }

    @Test
    void two_kinks_close_together_are_no_stair() {
        // One hinge closes where another opens: the slope is 1 before and behind.
        DoubleUnaryOperator hinges = t -> {
            double steep = Math.max(0, Math.abs(t) - 0.05) - Math.max(0, Math.abs(t) - 0.07);
            return t - 15 * Math.signum(t) * steep;
        };
        DoubleUnaryOperator jump = t -> t - 0.3 * Math.signum(t) * (Math.abs(t) > 0.05 ? 1 : 0);

        assertThat(claimBeyond(hinges, 1, -1)).isNaN();
        assertThat(claimBeyond(jump, 1, -1)).isBetween(0.05, FIRST_STEP);
    }

    @Test
    void a_smooth_function_leaves_its_slope_by_degrees() {
        assertThat(claimBeyond(t -> t + 100 * t * t * t, 1, 2)).isNaN();
        assertThat(claimBeyond(t -> t + 100 * Math.pow(t, 5), 1, 1.5)).isNaN();
        assertThat(claimBeyond(t -> t + Math.sin(50 * t) / 50, 2, 1))
                .as("a sine that the claim forgets")
                .isNaN();
    }
}
