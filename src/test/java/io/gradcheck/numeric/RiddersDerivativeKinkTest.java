package io.gradcheck.numeric;

import static io.gradcheck.numeric.PrescribedSteps.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinks at zero and beside it. */
class RiddersDerivativeKinkTest {

    @ParameterizedTest
    @ValueSource(doubles = {-1e3, -2, -1e-3, 1e-4, 0.5, 1, 30, 1e5})
    void a_kink_at_zero_is_seen_with_its_size(double jump) {
        DoubleUnaryOperator phi = t -> Math.sin(2 * t) + (t > 0 ? jump * t : 0);

        DerivativeEstimate slope = slope(phi, 0, 2, 2 + Math.abs(jump));

        assertThat(slope.showsJump()).isTrue();
        assertThat(slope.jump()).isCloseTo(jump, within(slope.jumpError() + slope.rounding()));
        assertThat(slope.derivative()).isCloseTo(2 + jump / 2, within(slope.bound()));
    }

    @Test
    void the_slopes_on_both_sides_of_a_kink_follow_from_mean_and_jump() {
        DoubleUnaryOperator phi = t -> t >= 0 ? Math.expm1(3 * t) : Math.sin(-5 * t);

        DerivativeEstimate slope = slope(phi, 0, 3, 8);

        double allowed = slope.bound() + slope.jumpError() + slope.rounding();
        assertThat(slope.derivative() + slope.jump() / 2).isCloseTo(3, within(allowed));
        assertThat(slope.derivative() - slope.jump() / 2).isCloseTo(-5, within(allowed));
        assertThat(allowed).isLessThan(1e-5);
    }

    @Test
    void a_kink_on_top_of_curvature_is_told_from_it() {
        assertThat(Points.between(-5, 5)).as("curvature, seed %d", Points.SEED).allSatisfy(a -> {
            DerivativeEstimate kink = slope(t -> a * t * t + Math.abs(t), 0, 0, 1);
            assertThat(kink.showsJump()).as("%s t^2 + |t|", a).isTrue();
            assertThat(kink.jump()).as("%s t^2 + |t|", a).isCloseTo(2, within(kink.jumpError() + kink.rounding()));
            DerivativeEstimate none = slope(t -> a * t * t + t, 0, 1, 1);
            assertThat(none.showsJump()).as("%s t^2 + t", a).isFalse();
        });
    }

    @Test
    void a_kink_beside_zero_is_seen_as_a_jump_or_leaves_the_right_derivative() {
        for (double distance = 1e-9; distance <= 1e-3; distance *= 1.7) {
            for (double side : new double[] {-1, 1}) {
                double at = side * distance;
                DoubleUnaryOperator phi = t -> Math.sin(t) + 3 * Math.max(0, t - at);
                double truth = at < 0 ? 4 : 1;

                DerivativeEstimate slope = slope(phi, 0, truth, truth);

                assertThat(slope.showsJump() || Math.abs(slope.derivative() - truth) <= slope.bound())
                        .as("kink at %s: %s", at, slope)
                        .isTrue();
            }
        }
    }

    @Test
    void many_kinks_at_once_show_the_sum_of_their_jumps() {
        SplittableRandom random = new SplittableRandom(Points.SEED);
        double[] weights = random.doubles(50, -1, 2).toArray();
        double sum = DoubleStream.of(weights).sum();

        DerivativeEstimate slope =
                slope(t -> DoubleStream.of(weights).map(w -> w * Math.max(0, t)).sum() + Math.cos(t), 0, 0, sum);

        assertThat(slope.showsJump()).as("seed %d", Points.SEED).isTrue();
        assertThat(slope.jump())
                .as("seed %d", Points.SEED)
                .isCloseTo(sum, within(slope.jumpError() + slope.rounding()));
    }

    @Test
    void many_kinks_around_zero_are_not_mistaken_for_a_smooth_function_of_another_slope() {
        SplittableRandom random = new SplittableRandom(Points.SEED);
        for (int trial = 0; trial < 200; trial++) {
            double[] places = random.doubles(40, -0.1, 0.1).toArray();
            DoubleUnaryOperator phi =
                    t -> DoubleStream.of(places).map(p -> Math.max(0, t - p)).sum();
            double truth = DoubleStream.of(places).filter(p -> p < 0).count();

            DerivativeEstimate slope = slope(phi, 0, truth, truth);

            assertThat(slope.showsJump() || Math.abs(slope.derivative() - truth) <= slope.bound())
                    .as("trial %d of seed %d: %s instead of %s", trial, Points.SEED, slope, truth)
                    .isTrue();
        }
    }
}
