package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How the search for stairs goes from scale to scale, what it costs, and what it takes for smooth or rough. */
class StairsSearchTest {

    private static final double REACH = 0.1;
    private static final double NOISE = 1e-16;
    private static final double SMALLEST = 1e-13;
    private static final int SEEDS = 30;

    /** Values for one look: two at each of seven places. */
    private static final int LOOK = 14;

    /** Stairs seen, seen again at other places, and a slope within one. */
    private static final int FOUND = 2 * LOOK + 2;

    private static Stairs.Found seek(DoubleUnaryOperator phi, double distance, long seed) {
        return stairs(phi, 1, NOISE, seed).seek(REACH, distance);
    }

    private static Stairs stairs(DoubleUnaryOperator phi, double doubt, double noise, long seed) {
        return new Stairs(phi, doubt, noise, SMALLEST, new SplittableRandom(seed));
    }

    /** Stairs of slope 1. */
    private static DoubleUnaryOperator flight(double width) {
        return t -> width * Math.floor((t + 0.3 * width) / width);
    }

    private static DoubleUnaryOperator wave(double length) {
        return t -> length * Math.sin((t + 0.01) / length);
    }

    /** A function that is another one from the given value on. */
    private static DoubleUnaryOperator inTurn(DoubleUnaryOperator first, int values, DoubleUnaryOperator next) {
        int[] asked = {0};
        return t -> (asked[0]++ < values ? first : next).applyAsDouble(t);
    }

    private static DoubleUnaryOperator endsAt(double edge, DoubleUnaryOperator phi) {
        return t -> t > edge ? Double.NaN : phi.applyAsDouble(t);
    }

    /** Over how much each slope was taken, of all that were. */
    private static List<Double> distances(Noted noted) {
        List<Double> distances = new ArrayList<>();
        for (int k = 0; k + 1 < noted.places().size(); k += 2) {
            distances.add(Math.abs(noted.places().get(k + 1) - noted.places().get(k)));
        }
        return distances;
    }

    @Test
    void a_function_that_moves_smoothly_is_said_to() {
        assertThat(seek(t -> Math.exp(3 * t), 1e-9, 1)).isEqualTo(new Stairs.Found(0, Double.NaN, true));
    }

    @Test
    void a_flat_one_may_be_within_a_wide_stair() {
        assertThat(seek(t -> 2, 1e-9, 1).smooth()).isFalse();
    }

    @Test
    void one_jump_at_zero_leaves_a_function_smooth_elsewhere() {
        assertThat(seek(t -> t + (t > 0 ? 1 : 0), 1e-12, 1).smooth()).isTrue();
    }

    @Test
    void six_scales_are_looked_at_and_no_more() {
        Noted noted = new Noted(t -> Double.NaN);

        assertThat(seek(noted, 1e-30, 1).smooth()).isFalse();

        assertThat(noted.places()).hasSize(6 * LOOK);
    }

    @Test
    void there_has_to_be_room_for_slopes_between_the_places() {
        assertThat(seek(OddSteps.UNASKED, REACH / 20, 1).scatter()).isZero();
    }

    @Test
    void slopes_are_taken_over_the_distance_at_places_on_both_sides_within_reach() {
        Noted noted = new Noted(t -> t);

        seek(noted, 1e-6, 1);

        assertThat(distances(noted)).allSatisfy(d -> assertThat(d).isEqualTo(1e-6, Offset.offset(1e-15)));
        assertThat(noted.places()).allMatch(t -> Math.abs(t) <= REACH + 1e-6);
        assertThat(noted.places()).anyMatch(t -> t < -REACH / 2).anyMatch(t -> t > REACH / 2);
    }

    @Test
    void three_jumps_are_stairs_and_two_are_not() {
        DoubleUnaryOperator two = t -> 5 * t + 0.1 * ((t > -0.0743 ? 1 : 0) + (t > -0.0171 ? 1 : 0));
        DoubleUnaryOperator three = t -> two.applyAsDouble(t) + (t > 0.04 ? 0.1 : 0);

        Seeds.first(SEEDS).each(seed -> {
            assertThat(seek(two, 1e-9, seed).scatter()).isZero();
            assertThat(seek(three, 1e-9, seed).scatter()).isPositive();
        });
    }

    @Test
    void stairs_that_are_not_seen_again_at_other_places_are_none() {
        assertThat(seek(inTurn(flight(1e-6), LOOK, t -> t), 1e-9, 1).scatter()).isZero();
    }

    @Test
    void a_look_that_meets_the_edge_of_the_domain_shows_no_stairs() {
        DoubleUnaryOperator flight = flight(0.02);
        DoubleUnaryOperator cut = endsAt(0.068, flight);

        assertThat(seek(flight, 1e-9, 1).scatter()).isPositive();
        assertThat(seek(cut, 1e-9, 1).scatter()).as("first").isZero();
        assertThat(seek(inTurn(flight, LOOK, cut), 1e-9, 1).scatter())
                .as("again")
                .isZero();
    }

    @Test
    void stairs_beneath_a_term_that_bends_are_found_however_wide() {
        DoubleUnaryOperator flight = flight(0.02);

        Seeds.first(SEEDS)
                .each(seed -> assertThat(seek(t -> 3 * t + 20 * t * t + flight.applyAsDouble(t), 1e-9, seed)
                                .scatter())
                        .isBetween(1e-3, 2e-2));
    }

    @Test
    void stairs_stay_found_where_a_smaller_scale_lies_within_one() {
        DoubleUnaryOperator flight = flight(1e-3);

        Seeds.first(SEEDS).each(seed -> {
            Stairs.Found found = seek(t -> 5 * t + flight.applyAsDouble(t), 1e-9, seed);
            assertThat(found.scatter()).isBetween(1e-4, 1e-3);
            assertThat(found.slope()).isEqualTo(5, Offset.offset(1e-6));
            assertThat(found.smooth()).isFalse();
        });
    }

    @Test
    void as_much_scatter_at_the_next_scale_is_the_end() {
        Noted noted = new Noted(flight(1e-6));

        seek(noted, 1e-9, 1);

        assertThat(noted.places()).hasSize(FOUND + LOOK);
    }

    @Test
    void a_scale_that_reaches_over_two_jumps_only_is_the_end() {
        Noted noted = new Noted(t -> 5e-3 * Math.rint(t / 5e-3));

        assertThat(seek(noted, 1e-9, 1).scatter()).isPositive();

        assertThat(noted.places()).hasSize(FOUND + LOOK);
    }

    @Test
    void of_two_scales_the_smaller_scatter_is_told() {
        List<Double> ratios = Seeds.first(SEEDS).map(seed -> {
            DoubleUnaryOperator first = inTurn(flight(1e-6), FOUND, t -> Double.NaN);
            double atFirst = seek(first, 1e-9, seed).scatter();
            return seek(flight(1e-6), 1e-9, seed).scatter() / atFirst;
        });

        assertThat(ratios).allMatch(ratio -> ratio <= 1).anyMatch(ratio -> ratio < 1);
    }

    @Test
    void of_stairs_upon_stairs_the_finest_are_told_at_one_look_for_each_scale() {
        DoubleUnaryOperator coarse = flight(0.02);
        DoubleUnaryOperator fine = flight(1e-5);

        List<Long> finest = Seeds.first(SEEDS).where(seed -> {
            Noted noted = new Noted(t -> coarse.applyAsDouble(t) + fine.applyAsDouble(t));
            double scatter = seek(noted, 1e-9, seed).scatter();
            assertThat(noted.places()).hasSizeLessThanOrEqualTo(FOUND + 3 * (LOOK + 2));
            return scatter > 1e-6 && scatter < 1e-5;
        });

        // At the scale between the two, some places meet a coarse one again.
        assertThat(finest).hasSizeGreaterThan(SEEDS / 2);
    }

    @Test
    void stairs_no_wider_than_the_distance_are_found_by_a_closer_look() {
        List<Long> found = Seeds.first(SEEDS).where(seed -> {
            double scatter = seek(flight(1e-6), 5e-7, seed).scatter();
            return scatter > 1e-7 && scatter < 1e-6;
        });

        assertThat(found).hasSizeGreaterThan(SEEDS * 8 / 10);
    }

    @Test
    void a_closer_look_that_meets_the_edge_of_the_domain_shows_none() {
        DoubleUnaryOperator flight = flight(1e-6);
        DoubleUnaryOperator closer = inTurn(endsAt(0.068, flight), LOOK, inTurn(flight, LOOK, t -> t));

        assertThat(seek(inTurn(flight, LOOK, closer), 5e-7, 1).scatter()).isZero();
    }

    @Test
    void stairs_that_are_plain_to_see_need_no_closer_look() {
        DoubleUnaryOperator flight = flight(1e-4);
        Seeds.first(SEEDS).each(seed -> {
            Noted noted = new Noted(t -> Math.exp(3 * t) + flight.applyAsDouble(t));
            assertThat(stairs(noted, 1, 0, seed).seek(REACH, 1e-8).scatter()).isPositive();
            assertThat(distances(noted)).allMatch(d -> d > 0.9e-8);
        });
    }

    @Test
    void slopes_that_are_alike_need_no_closer_look() {
        Noted noted = new Noted(t -> (t > -0.0743 ? 0.1 : 0) + (t > -0.0171 ? 0.1 : 0));

        seek(noted, 1e-8, 1);

        assertThat(distances(noted)).allMatch(d -> d > 0.9e-8);
    }

    @Test
    void slopes_that_are_alike_within_the_noise_need_none_either() {
        double distance = 1e-6;
        Noted noted = new Noted(wave(1e-4));

        stairs(noted, 1, distance / 2, 1).seek(REACH, distance);

        assertThat(distances(noted)).allMatch(d -> d > 0.9 * distance);
    }

    @Test
    void no_slope_is_taken_over_less_than_the_smallest_distance() {
        Noted noted = new Noted(wave(1e-4));

        seek(noted, 1.5 * SMALLEST, 1);
        seek(noted, 4 * SMALLEST, 1);

        assertThat(distances(noted)).allMatch(d -> d > 0.9 * SMALLEST);
    }

    @Test
    void a_fast_wave_costs_one_closer_look_and_the_distance_stays() {
        double distance = 1e-6;
        Noted noted = new Noted(wave(1e-4));

        assertThat(seek(noted, distance, 1).scatter()).isZero();

        assertThat(noted.places()).hasSize(4 * LOOK);
        assertThat(distances(noted)).filteredOn(d -> d < distance / 2).hasSize(LOOK / 2);
    }

    @Test
    void values_that_are_rough_at_every_scale_have_a_scatter_and_no_slope() {
        double deviation = 1e-9;
        Seeds.first(SEEDS).each(seed -> {
            DoubleUnaryOperator rough = t -> t
                    + deviation * Math.sqrt(12) * (new SplittableRandom(Double.doubleToLongBits(t)).nextDouble() - 0.5);
            Stairs.Found found = stairs(rough, 1e-4, NOISE, seed).seek(REACH, 1e-6);
            assertThat(found.scatter()).isBetween(deviation / 4, 4 * deviation);
            assertThat(found.slope()).isNaN();
            assertThat(found.smooth()).isFalse();
        });
    }

    @Test
    void what_is_within_the_known_noise_is_not_rough() {
        double noise = 1e-9;
        double distance = 1e-6;
        double length = distance / 32;
        DoubleUnaryOperator fine = t -> 8 * noise * Math.sin(t / length);

        Seeds.first(SEEDS)
                .each(seed -> assertThat(stairs(fine, 1e-4, noise, seed)
                                .seek(REACH, distance)
                                .scatter())
                        .isZero());
    }
}
