package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a jump of the value is looked for, and what is taken for one. */
class ValueJumpLimitsTest {

    private static final double ABOVE = 1 + 1e-9;
    private static final double BELOW = 1 - 1e-9;
    private static final double NEAREST = 1e-12;

    private static double step(double t) {
        return t > 0 ? 1 : 0;
    }

    private static Prober prober(DoubleUnaryOperator f) {
        return AtPoint.prober(Subject.scalar("f", f, x -> 0, 0), "x", 0, 1);
    }

    /** A probe that leaves all of the gradient open, and saw the value move. */
    private static ChosenProbe open(Prober prober) {
        return ChosenProbe.at(prober).bound(1).range(1).steps(0.25, 1e-3);
    }

    private static ValueJump jump(DoubleUnaryOperator f) {
        Prober prober = prober(f);
        return ValueJump.at(prober, open(prober).made());
    }

    private static boolean isLookedFor(Prober prober, Probe probe) {
        int before = prober.evaluations().spent();
        ValueJump.at(prober, probe);
        return prober.evaluations().spent() > before;
    }

    @Test
    void a_jump_is_looked_for_where_a_thousandth_of_the_gradient_is_open() {
        Prober prober = prober(ValueJumpLimitsTest::step);
        ChosenProbe probe = open(prober).terms(2);

        assertThat(isLookedFor(prober, probe.bound(2e-3).made())).isFalse();
        assertThat(isLookedFor(prober, probe.bound(2e-3 * ABOVE).made())).isTrue();
        assertThat(isLookedFor(prober, probe.bound(Double.NaN).made())).isTrue();
    }

    @Test
    void it_is_looked_for_where_the_value_moves_by_more_than_twenty_times_its_rounding_over_the_smallest_step() {
        Subject declared =
                Subject.scalar("f", ValueJumpLimitsTest::step, x -> 1, 0).withAccuracy(1e-6);
        Prober prober = AtPoint.prober(declared, "x", 0, 1);
        double least = 20 * 1e-6;

        assertThat(isLookedFor(prober, open(prober).range(least).made())).isFalse();
        assertThat(isLookedFor(prober, open(prober).range(least * ABOVE).made()))
                .isTrue();
    }

    @Test
    void it_is_looked_for_where_the_value_moves_over_the_smallest_step_by_a_thousandth_of_all() {
        Prober prober = prober(ValueJumpLimitsTest::step);

        assertThat(isLookedFor(prober, open(prober).moves(5, 5e-3).made())).isFalse();
        assertThat(isLookedFor(prober, open(prober).moves(5, 5e-3 * ABOVE).made()))
                .isTrue();
    }

    @Test
    void a_jump_is_as_large_as_the_farther_side_or_both_sides_are_apart() {
        assertThat(jump(ValueJumpLimitsTest::step).size()).isEqualTo(1);
        assertThat(jump(t -> t < 0 ? 1 : 0).size()).isEqualTo(1);
        assertThat(jump(Math::signum).size()).isEqualTo(2);
        assertThat(jump(t -> t == 0 ? 0 : t > 0 ? 1 : 0.5).size()).isEqualTo(1);
        assertThat(jump(t -> t == 0 ? 0 : t > 0 ? -3 : 0.5).size()).isEqualTo(3.5);
        assertThat(jump(t -> t == 0 ? 7 : t > 0 ? 10 : Double.NaN).size()).isEqualTo(3);
        assertThat(jump(t -> t == 0 ? 7 : t < 0 ? 10 : Double.NaN).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void the_value_stays_within_three_hundredths_of_the_jump_over_a_thousand_times_the_distance(int side) {
        assertThat(jump(t -> side * t > 0 ? drifting(Math.abs(t), 0.0299) : 0)).isNotNull();
        assertThat(jump(t -> side * t > 0 ? drifting(Math.abs(t), -0.0299) : 0)).isNotNull();
        assertThat(jump(t -> side * t > 0 ? drifting(Math.abs(t), 0.0301) : 0)).isNull();
        assertThat(jump(t -> side * t > 0 ? drifting(Math.abs(t), -0.0301) : 0)).isNull();
    }

    /** Ten, and a share more of it at a thousand times the nearest distance. */
    private static double drifting(double t, double share) {
        return 10 * (1 + (t > 900 * NEAREST ? share : 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 23, 170, 1000})
    void it_is_looked_at_three_times_and_more_often_as_far_away(double times) {
        assertThat(jump(t -> t > 0 && !isAbout(t, times * NEAREST) ? 1 : 0)).isNull();
        assertThat(jump(t -> t < 0 && !isAbout(-t, times * NEAREST) ? 1 : 0)).isNull();
        assertThat(jump(t -> isAbout(t, times * NEAREST) ? Double.NaN : step(t)))
                .as("a value that is lost again")
                .isNull();
    }

    private static boolean isAbout(double t, double distance) {
        return Math.abs(t - distance) < 1e-6 * distance;
    }

    @Test
    void a_slope_as_steep_as_claimed_explains_a_tenth_of_a_jump() {
        Prober prober = prober(t -> 5 * step(t));
        double steep = 0.1 * 5 / NEAREST;

        assertThat(ValueJump.at(
                        prober, open(prober).claims(steep * BELOW).bound(1e12).made()))
                .isNotNull();
        assertThat(ValueJump.at(
                        prober, open(prober).claims(-steep * ABOVE).bound(1e12).made()))
                .isNull();
    }

    @Test
    void the_nearest_distance_is_that_of_the_largest_entry_and_longer_in_single_precision() {
        List<Double> asked = new ArrayList<>();
        Subject line = Subject.scalar(
                "f",
                x -> {
                    asked.add(x - 4);
                    return x > 4 ? 1 : 0;
                },
                x -> 0,
                4);
        Prober usual = AtPoint.prober(line, "x", 0, 1);
        Probe probe = open(usual).made();
        asked.clear();
        ValueJump seen = ValueJump.at(usual, probe);
        assertThat(seen.within()).isEqualTo(4 * NEAREST);
        assertThat(seen.atPoint()).isTrue();
        assertThat(asked.get(1)).isCloseTo(4 * NEAREST, within(1e-15));
        assertThat(asked.get(2)).isCloseTo(-4 * NEAREST, within(1e-15));

        Prober single = AtPoint.prober(line.withPrecision(Precision.FLOAT), "x", 0, 1);
        assertThat(ValueJump.at(single, open(single).made()).within()).isEqualTo(4e-5);
        assertThat(ValueJump.at(single, open(single).made()).atPoint()).isTrue();
    }

    @Test
    void a_claim_is_as_steep_as_it_moves_the_value_over_the_distance_of_a_large_entry() {
        Subject line = Subject.scalar("f", x -> x > 4 ? 1 : 0, x -> 0, 4);
        Prober prober = AtPoint.prober(line, "x", 0, 1);
        double steep = 0.1 / (4 * NEAREST);

        assertThat(ValueJump.at(
                        prober, open(prober).claims(steep * BELOW).bound(1e12).made()))
                .isNotNull();
        assertThat(ValueJump.at(
                        prober, open(prober).claims(steep * ABOVE).bound(1e12).made()))
                .isNull();
    }

    @Test
    void a_jump_beside_the_point_is_looked_for_a_thousand_times_as_far_away() {
        Prober prober = prober(t -> t > 1e-10 ? 1 : 0);
        Probe probe = open(prober).made();

        assertThat(ValueJump.at(prober, probe)).isNull();
        ValueJump beside = ValueJump.near(prober, probe);
        assertThat(beside.within()).isCloseTo(1e-9, within(1e-15));
        assertThat(beside.atPoint()).isFalse();
        assertThat(beside.size()).isEqualTo(1);
        assertThat(beside.text()).isEqualTo("the value jumps by 1.00 within 1e-09 of the point");
        assertThat(beside.advice()).isEqualTo(": check at another point");
    }

    @Test
    void where_there_is_no_jump_a_pair_of_values_at_each_distance_is_all_that_it_costs() {
        Prober prober = prober(t -> 1);
        Probe probe = open(prober).made();
        int before = prober.evaluations().spent();

        assertThat(ValueJump.at(prober, probe)).isNull();
        int nearest = prober.evaluations().spent() - before;
        assertThat(ValueJump.near(prober, probe)).isNull();

        assertThat(nearest).as("the value there and one pair").isEqualTo(3);
        assertThat(prober.evaluations().spent() - before - nearest)
                .as("the value there and two or three pairs")
                .isBetween(5, 7);
    }

    /** A jump of four at the point, and another at a part of the first step, 0.25, from it. */
    private static ValueJump withAnother(double size, double part) {
        double there = 0.25 * part;
        return jump(t -> (t > 0 ? 4 : 0) + (Math.signum(part) * (t - there) > 0 ? size : 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.4, 0.9, -0.2, -0.4, -0.9})
    void a_jump_of_half_its_size_elsewhere_makes_it_one_of_many(double part) {
        assertThat(withAnother(1.99, part).stairs()).isFalse();
        assertThat(withAnother(-1.99, part).stairs()).isFalse();
        assertThat(withAnother(2.01, part).stairs()).isTrue();
        assertThat(withAnother(-2.01, part).stairs()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.98, 1.5, -0.05, -0.98})
    void a_jump_beyond_the_places_that_are_looked_at_is_not_seen(double part) {
        assertThat(withAnother(3, part).stairs()).isFalse();
    }

    @Test
    void a_slope_and_its_change_explain_how_far_the_value_moves_elsewhere() {
        assertThat(jump(t -> (t > 0 ? 4 : 0) + 100 * t).stairs()).isFalse();
        assertThat(jump(t -> (t > 0 ? 4 : 0) + 500 * t * t).stairs()).isFalse();
    }

    @Test
    void a_jump_among_many_says_so_and_asks_no_point_nearby() {
        Prober prober = prober(t -> 3 * Math.ceil(t / 0.03));
        ValueJump stairs = ValueJump.at(prober, open(prober).made());
        Probe first = open(prober).made();
        int before = prober.evaluations().spent();

        Conclusion undecided = stairs.decide(prober, first);

        assertThat(stairs.stairs()).isTrue();
        assertThat(prober.evaluations().spent()).isEqualTo(before);
        assertThat(undecided.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(undecided.probe()).isSameAs(first);
        assertThat(undecided.reason())
                .isEqualTo(
                        "the value jumps by 3.00 at the point, and in steps around it, where no gradient exists: check "
                                + "at another point, or if values are noisy or coarse, declare it: withAccuracy(3e+00)");
    }

    @Test
    void where_evaluations_end_around_a_jump_it_stays_undecided() {
        Prober prober = AtPoint.prober(Subject.scalar("f", ValueJumpLimitsTest::step, x -> 0, 0), "x", 0, 1, 40);
        Probe first = open(prober).made();
        ValueJump jump = ValueJump.at(prober, first);
        while (prober.evaluations().spent() < 38) {
            prober.evaluations().spend();
        }

        Conclusion undecided = jump.decide(prober, first);

        assertThat(undecided.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(undecided.reason())
                .isEqualTo("the value jumps by 1.00 at the point, where no gradient exists: check at another point");
    }
}
