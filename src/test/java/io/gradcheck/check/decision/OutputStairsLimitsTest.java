package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How few values are stairs, how high these may be, and what a look at them costs. */
class OutputStairsLimitsTest {

    // A rounding of values about one; these are two apart.
    private static final double UNIT = 0x1p-53;

    // So far that what is in doubt is next to nothing, and so little that it is not.
    private static final double FAR = 1e9;
    private static final double NEAR = 1e-7;

    /** Values at the point and at five other places, for what outputs are made of. */
    private static final int SIZES = 6;

    private final List<Double> asked = new ArrayList<>();

    private Subject outputs(double at, UnaryOperator<double[]> f) {
        return Subject.of(
                "outputs",
                Map.of("x", Tensor.vector(at)),
                point -> {
                    double[] x = point.get("x").values();
                    asked.add(x[0]);
                    return Tensor.vector(f.apply(x.clone()));
                },
                (point, u) -> Map.of("x", Tensor.vector(0)));
    }

    /** The same downwards from one, so that a rounding is exactly that of one. */
    private Subject downInTurn(int values, double height) {
        return outputs(1, x -> new double[] {1 - height * (asked.size() % values)});
    }

    @Test
    void every_limit_is_within() {
        assertThat(stairs(outputs(1, x -> x), 2 * 1e-7, 1, 2).isDrowned()).isTrue();
        assertThat(isExplained(downInTurn(3, 10 * UNIT), 160 * UNIT, FAR)).isTrue();
        assertThat(isExplained(downInTurn(3, 64 * UNIT), 900 * UNIT, FAR)).isTrue();
        assertThat(isExplained(downInTurn(3, 64 * UNIT), 1024 * UNIT, NEAR * 1e-3))
                .isTrue();
        assertThat(isExplained(outputs(1, x -> new double[] {Math.cos(x[0] - 1)}), 16 * UNIT, FAR))
                .isTrue();
        assertThat(asked).as("the values are not looked at").hasSize(SIZES);

        OutputStairs near = stairs(downInTurn(3, UNIT), 32 * UNIT, 1, FAR);
        assertThat(near.explanation()).isEmpty();
        assertThat(near.nearRounding()).isTrue();
    }

    /** Stairs of which some number of values are met in turn, wherever it is looked. */
    private Subject inTurn(int values, double height) {
        return outputs(1, x -> new double[] {1 + height * (asked.size() % values)});
    }

    private OutputStairs stairs(Subject subject, double difference, double firstStep, double range) {
        Prober prober = AtPoint.prober(subject, "x", 1e-16, 1);
        Probe longest =
                ChosenProbe.at(prober).steps(firstStep, 1e-3).range(range).made();
        asked.clear();
        return new OutputStairs(prober, prober.base(), longest, difference);
    }

    /** Whether some movement is explained over steps up to one; the values that were asked for are noted. */
    private boolean isExplained(Subject subject, double moved, double range) {
        return !stairs(subject, moved, 1, range).explanation().isEmpty();
    }

    @Test
    void a_doubt_over_the_longest_step_is_drowned_in_ten_million_times_as_much() {
        Subject line = outputs(1, x -> x);

        assertThat(stairs(line, 3.9e-7, 0.5, 2).isDrowned()).isTrue();
        assertThat(stairs(line, 4.1e-7, 0.5, 2).isDrowned()).isFalse();
    }

    @Test
    void a_look_is_worth_it_at_once_where_a_doubt_is_drowned_or_nothing_moves() {
        assertThat(stairs(outputs(1, x -> x), 1e-9, 1, FAR).isWorthALook()).isTrue();
        assertThat(stairs(outputs(1, x -> x), 1e-9, 1, 0).isWorthALook()).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void of_one_output_that_moves_it_is_not_and_costs_nothing() {
        assertThat(stairs(inTurn(2, 1), 1e-9, 1, NEAR).isWorthALook()).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void of_several_it_is_where_one_takes_three_values_at_six_places() {
        OutputStairs three = stairs(outputs(1, x -> new double[] {Math.sin(x[0]), asked.size() % 3}), 1e-9, 1, NEAR);
        assertThat(three.isWorthALook()).isTrue();
        assertThat(asked).hasSize(6);

        OutputStairs four = stairs(outputs(1, x -> new double[] {Math.sin(x[0]), asked.size() % 4}), 1e-9, 1, NEAR);
        assertThat(four.isWorthALook()).isFalse();
        assertThat(asked).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 4097})
    void single_outputs_are_looked_at_of_4096_at_most(int count) {
        OutputStairs many = stairs(outputs(1, x -> new double[count]), 1e-9, 1, NEAR);

        assertThat(many.isWorthALook()).isEqualTo(count == 4096);
        assertThat(asked).hasSize(count == 4096 ? 6 : 0);
    }

    @Test
    void half_as_many_values_as_places_are_few() {
        assertThat(isExplained(inTurn(6, 10 * UNIT), 100 * UNIT, NEAR * 1e-3)).isTrue();
        assertThat(asked).hasSize(SIZES + 48);
        assertThat(isExplained(inTurn(7, 10 * UNIT), 100 * UNIT, NEAR * 1e-3)).isFalse();
        assertThat(asked).as("of the first places").hasSize(12);
    }

    @Test
    void so_are_they_where_a_doubt_is_drowned() {
        assertThat(isExplained(inTurn(24, 10 * UNIT), 100 * UNIT, FAR)).isTrue();
        assertThat(asked).hasSize(SIZES + 48);
        assertThat(isExplained(inTurn(25, 10 * UNIT), 100 * UNIT, FAR)).isFalse();
    }

    @Test
    void so_are_they_where_nothing_moved_at_all_over_the_steps_that_were_taken() {
        assertThat(isExplained(inTurn(7, 10 * UNIT), 100 * UNIT, 0)).isTrue();
        assertThat(asked).as("the first places alone do not decide").hasSize(SIZES + 48);
    }

    @Test
    void sixteen_stairs_are_explained() {
        assertThat(isExplained(inTurn(3, 10 * UNIT), 159 * UNIT, FAR)).isTrue();
        assertThat(isExplained(inTurn(3, 10 * UNIT), 161 * UNIT, FAR)).isFalse();
    }

    @Test
    void stairs_are_rounding_up_to_64_times_that_of_what_an_output_is_made_of() {
        assertThat(isExplained(inTurn(3, 62 * UNIT), 900 * UNIT, FAR)).isTrue();
        assertThat(isExplained(inTurn(3, 66 * UNIT), 900 * UNIT, FAR)).isFalse();
    }

    @Test
    void where_more_is_in_doubt_than_so_many_stairs_no_further_place_is_looked_at() {
        assertThat(isExplained(inTurn(3, 62 * UNIT), 1000 * UNIT, NEAR * 1e-3)).isFalse();
        assertThat(asked).hasSize(SIZES + 48);
        assertThat(isExplained(inTurn(3, 62 * UNIT), 1050 * UNIT, NEAR * 1e-3)).isFalse();
        assertThat(asked).hasSize(SIZES + 12);
    }

    @Test
    void places_are_on_both_sides_within_the_longest_step() {
        stairs(inTurn(3, 10 * UNIT), 100 * UNIT, 0.125, NEAR * 1e-3).explanation();

        List<Double> places = asked.subList(0, 12);
        assertThat(places).allMatch(x -> Math.abs(x - 1) <= 0.125);
        assertThat(places).filteredOn(x -> x < 0.95).hasSizeGreaterThan(1);
        assertThat(places).filteredOn(x -> x > 1.05).hasSizeGreaterThan(1);
    }

    @Test
    void sixteen_roundings_of_what_is_drowned_are_explained_without_a_look_at_stairs() {
        Subject smooth = outputs(1, x -> new double[] {Math.cos(x[0] - 1)});

        assertThat(isExplained(smooth, 15 * UNIT, FAR)).isTrue();
        assertThat(asked).hasSize(SIZES);
        assertThat(isExplained(smooth, 17 * UNIT, FAR)).isFalse();
        assertThat(asked).hasSize(SIZES + 48);
    }

    @Test
    void of_thousands_of_outputs_all_that_is_drowned_is_as_much_as_their_roundings() {
        Subject many = outputs(1, x -> {
            double[] y = new double[5000];
            y[4321] = Math.cos(x[0] - 1);
            return y;
        });

        assertThat(stairs(many, 15 * UNIT, 1, FAR).explanation()).contains(" leaves of out[4321], which ");
        assertThat(isExplained(many, 17 * UNIT, FAR)).isFalse();
        assertThat(asked).hasSize(SIZES);
    }

    private String named(double... sizes) {
        Subject constant = outputs(1, x -> sizes.clone());
        String explanation = stairs(constant, UNIT, 1, FAR).explanation();
        return explanation.replaceAll(".* leaves of ", "").replaceAll(",.*", "");
    }

    @Test
    void the_first_of_the_highest_is_named() {
        assertThat(named(1, 5, 3)).isEqualTo("out[1]");
        assertThat(named(2, 2, 2)).isEqualTo("out[0]");
        assertThat(named(1, 2, 3)).isEqualTo("out[2]");
    }

    /** One over steps up to one, a little more at one place farther away, and a thousand on the other side of zero. */
    private static double stairWithNext(double x, double next) {
        return x < -900 ? 1000 : x == 1064 ? 1 + next : 1;
    }

    @Test
    void a_stair_is_as_high_as_the_smallest_move_farther_away() {
        Subject one = outputs(1000, x -> new double[] {stairWithNext(x[0], 24 * UNIT)});

        assertThat(isExplained(one, 380 * UNIT, 0)).isTrue();
        assertThat(isExplained(one, 390 * UNIT, 0)).isFalse();
    }

    @Test
    void it_is_no_higher_than_a_rounding_of_what_the_output_is_made_of() {
        Subject one = outputs(1000, x -> new double[] {stairWithNext(x[0], 1)});

        assertThat(isExplained(one, 15_900 * UNIT, 0)).isTrue();
        assertThat(isExplained(one, 16_100 * UNIT, 0)).isFalse();
    }

    @Test
    void farther_away_are_twelve_places_up_to_4096_times_the_step_for_all_outputs_together() {
        Subject two = outputs(0.25, x -> new double[] {1, 1});

        assertThat(stairs(two, UNIT, 0.5, 0).explanation()).isNotEmpty();

        assertThat(asked).hasSize(SIZES + 48 + 12);
        Double[] farther = Arrays.stream(new double[] {4, 16, 64, 256, 1024, 4096})
                .boxed()
                .flatMap(times -> List.of(0.25 + 0.5 * times, 0.25 - 0.5 * times).stream())
                .toArray(Double[]::new);
        assertThat(asked).endsWith(farther);
    }
}
