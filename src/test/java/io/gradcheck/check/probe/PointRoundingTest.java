package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What rounding at a point makes of values and slopes there. */
class PointRoundingTest {

    private static final double OF_VALUE = 1e-20;
    private static final double A_SHARE = 1e-12;

    private final NamedTensors point =
            NamedTensors.of(Map.of("x", Tensor.vector(3, 1000), "y", Tensor.scalar(1), "z", Tensor.scalar(1)));
    private final NamedTensors gradient =
            NamedTensors.of(Map.of("x", Tensor.vector(4, 5), "y", Tensor.scalar(1e6), "z", Tensor.scalar(Double.NaN)));
    private final PointRounding rounding = new PointRounding(point, gradient, Precision.DOUBLE, OF_VALUE);

    // ---- Noise of values

    @Test
    void the_gradient_passes_the_rounding_of_each_entry_on_to_the_value() {
        double passed = PointRounding.DEVIATION * Math.hypot(4 * Math.ulp(3.0), 5 * Math.ulp(1000.0));

        assertThat(rounding.leastNoise("x")).isCloseTo(passed, within(A_SHARE * passed));
    }

    @Test
    void entries_that_stay_where_they_are_pass_nothing_on() {
        Entries first = Entries.all(2).where(i -> i == 0);
        double passed = PointRounding.DEVIATION * 4 * Math.ulp(3.0);

        assertThat(rounding.leastNoise("x", first)).isCloseTo(passed, within(A_SHARE * passed));
    }

    @Test
    void the_rounding_of_the_value_is_the_least_that_there_is() {
        PointRounding coarse = new PointRounding(point, gradient, Precision.DOUBLE, 0.1);

        assertThat(coarse.leastNoise("x")).isEqualTo(0.1);
        assertThat(coarse.ofValue()).isEqualTo(0.1);
    }

    @Test
    void a_gradient_without_numbers_passes_nothing_on() {
        assertThat(rounding.leastNoise("z")).isEqualTo(OF_VALUE);
    }

    @Test
    void that_of_any_variable_is_that_of_the_worst() {
        assertThat(rounding.leastNoise()).isEqualTo(rounding.leastNoise("y"));
        assertThat(rounding.leastNoise("y")).isGreaterThan(rounding.leastNoise("x"));
    }

    // ---- Slopes

    private double ofArgument(DoubleUnaryOperator phi, Direction direction) {
        Derivative estimator = new Derivative(phi, phi.applyAsDouble(0), 0, 0, 0, FloatFormat.BINARY64);
        return rounding.ofArgument("x", direction, estimator, 0.5);
    }

    @Test
    void at_a_minimum_the_slope_changes_over_the_last_place_of_what_moves() {
        DoubleUnaryOperator minimum = t -> 7 * t * t;

        double ofFirst = ofArgument(minimum, Direction.ofEntry(0, 1, 2));
        double ofSecond = ofArgument(minimum, Direction.of(Tensor.vector(0, 1)));
        double ofBoth = ofArgument(minimum, Direction.of(Tensor.vector(1, 1)));

        assertThat(ofFirst / (14 * Math.ulp(3.0))).isCloseTo(1, within(1e-9));
        assertThat(ofSecond / (14 * Math.ulp(1000.0))).isCloseTo(1, within(1e-9));
        assertThat(ofBoth / Math.hypot(ofFirst, ofSecond)).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_straight_line_and_one_without_values_have_no_such_rounding() {
        Direction direction = Direction.ofEntry(0, 1, 2);

        assertThat(ofArgument(t -> 3 * t, direction)).isZero();
        assertThat(ofArgument(t -> t == 0 ? 0 : Double.NaN, direction)).isZero();
    }

    // ---- Beside a zero

    private double besideZero(DoubleUnaryOperator phi, double step, String variable, Tensor direction) {
        return rounding.besideZero(phi, step, variable, Entries.all(direction.size()), Direction.of(direction));
    }

    /** A function whose values scatter in proportion to the distance from its zero. */
    private static DoubleUnaryOperator scattered(double share) {
        return t -> t + share * t * (new SplittableRandom(Double.doubleToLongBits(t)).nextDouble() - 0.5);
    }

    @Test
    void beside_a_zero_noise_is_a_share_of_the_distance_and_five_times_as_much_is_reckoned_with() {
        double uniform = 1e-8 / Math.sqrt(12);

        assertThat(besideZero(scattered(1e-8), 0.1, "x", Tensor.vector(1, 1))).isBetween(uniform, 20 * uniform);
        assertThat(besideZero(scattered(1e-8), 0.001, "y", Tensor.vector(1))).isBetween(uniform, 20 * uniform);
    }

    @Test
    void along_another_direction_of_the_same_entries_it_is_in_proportion_to_how_far_they_move() {
        double once = besideZero(scattered(1e-8), 0.1, "x", Tensor.vector(1, 1));

        double twice = besideZero(t -> Double.NaN, 0.1, "x", Tensor.vector(2, -2));

        assertThat(twice / once).isCloseTo(2, within(1e-12));
    }

    @Test
    void of_other_entries_and_another_variable_it_is_measured_anew() {
        besideZero(scattered(1e-8), 0.1, "x", Tensor.vector(1, 1));

        assertThat(besideZero(t -> 0, 0.1, "y", Tensor.vector(1))).isZero();
        besideZero(scattered(1e-8), 0.1, "x", Tensor.vector(1, 1));
        assertThat(rounding.besideZero(
                        t -> 0, 0.1, "x", Entries.all(2).where(i -> i == 0), Direction.of(Tensor.vector(1, 1))))
                .isZero();
    }
}
