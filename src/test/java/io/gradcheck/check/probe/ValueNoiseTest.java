package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What is found out of the noise of values where a probe does not agree. */
class ValueNoiseTest {

    private static final double X = 0.3;
    private final Evaluations evaluations = new Evaluations(10_000);

    /** Of a function that the claimed slope of 2 does not belong to, unless it does. */
    private static EvaluationPoint place(DoubleUnaryOperator f) {
        return AtPoint.of(Subject.scalar("f", f, x -> 2, X));
    }

    private static Direction along() {
        return Direction.of(Tensor.vector(1));
    }

    private Probe probe(EvaluationPoint place, double noise) {
        return place.probe("x", Entries.all(1), along(), 0.1, noise, false, false, evaluations);
    }

    private static double rough(double x) {
        // Up to 1e-6, drawn anew at every argument: a standard deviation of 5.8e-7.
        return Math.sin(x) + 1e-6 * (2 * new SplittableRandom(Double.doubleToLongBits(x)).nextDouble() - 1);
    }

    @Test
    void an_agreement_teaches_nothing_and_costs_nothing() {
        EvaluationPoint place = place(x -> 2 * x);
        ValueNoise noise = new ValueNoise(place, "x", 0);
        Probe agreeing = probe(place, 0);
        int before = evaluations.spent();

        assertThat(noise.learn(place, agreeing, evaluations)).isFalse();
        assertThat(evaluations.spent()).isEqualTo(before);
    }

    @Test
    void noise_that_was_not_known_is_learnt_once_and_is_no_surprise() {
        EvaluationPoint place = place(ValueNoiseTest::rough);
        ValueNoise noise = new ValueNoise(place, "x", 0);

        assertThat(noise.learn(place, probe(place, 0), evaluations)).isTrue();

        assertThat(noise.at(place)).isBetween(2e-7, 2e-6);
        assertThat(noise.surprised()).isFalse();
        assertThat(noise.inStairs()).isFalse();
        assertThat(noise.coarse()).isFalse();
        assertThat(noise.learn(place, probe(place, noise.at(place)), evaluations))
                .isFalse();
    }

    @Test
    void noise_little_above_what_is_known_is_not_taken() {
        EvaluationPoint place = place(ValueNoiseTest::rough);
        ValueNoise noise = new ValueNoise(place, "x", 4e-7);

        noise.learn(place, probe(place, 4e-7), evaluations);

        assertThat(noise.at(place)).isEqualTo(4e-7);
    }

    @Test
    void one_direction_is_looked_along_once() {
        EvaluationPoint place = place(Math::sin);
        ValueNoise noise = new ValueNoise(place, "x", 1e-9);
        Probe probe = probe(place, 1e-9);

        assertThat(costOfLearning(noise, place, probe)).isPositive();
        assertThat(costOfLearning(noise, place, probe)).isZero();
    }

    private int costOfLearning(ValueNoise noise, EvaluationPoint place, Probe probe) {
        int before = evaluations.spent();
        noise.learn(place, probe, evaluations);
        return evaluations.spent() - before;
    }

    @Test
    void three_directions_are_looked_along_where_the_doubt_stays_unexplained() {
        EvaluationPoint place =
                AtPoint.of(Subject.scalar("f", Math::sin, x -> 2, X).withPrecision(Precision.FLOAT));
        ValueNoise noise = new ValueNoise(place, "x", 1e-6);
        List<Integer> costs = new ArrayList<>();

        for (int k = 0; k < 5; k++) {
            costs.add(costOfLearning(noise, place, probe(place, 1e-6)));
        }

        assertThat(costs.subList(0, 3)).doesNotContain(0);
        assertThat(costs.subList(3, 5)).containsOnly(0);
    }

    @Test
    void where_a_look_explained_a_doubt_another_that_is_no_larger_is_not_worth_one() {
        EvaluationPoint place = place(Math::sin);
        ValueNoise noise = new ValueNoise(place, "x", 1e-12);

        assertThat(costOfLearning(noise, place, probe(place, 1e-12))).isPositive();
        assertThat(costOfLearning(noise, place, probe(place, 1e-12))).isZero();
    }

    @Test
    void where_the_function_is_known_to_be_smooth_in_other_units_no_stairs_are_searched_for() {
        EvaluationPoint place = place(Math::sin);
        ValueNoise first = new ValueNoise(place, "x", 1e-12);
        int searched = costOfLearning(first, place, probe(place, 1e-12));
        ValueNoise heir = new ValueNoise(place, "x", 1e-12);
        ValueNoise stranger = new ValueNoise(place, "x", 1e-12);

        heir.inherit(first);
        stranger.inherit(new ValueNoise(place, "x", 1e-12));

        assertThat(costOfLearning(heir, place, probe(place, 1e-12))).isLessThan(searched);
        assertThat(costOfLearning(stranger, place, probe(place, 1e-12))).isEqualTo(searched);
    }

    @Test
    void in_single_precision_no_stairs_are_searched_for() {
        Subject sine = Subject.scalar("f", Math::sin, x -> 2, X);
        EvaluationPoint inDouble = AtPoint.of(sine);
        EvaluationPoint inFloat = AtPoint.of(sine.withPrecision(Precision.FLOAT));

        int ofDouble = costOfLearning(new ValueNoise(inDouble, "x", 0), inDouble, probe(inDouble, 1e-12));
        int ofFloat = costOfLearning(new ValueNoise(inFloat, "x", 0), inFloat, probe(inFloat, 1e-7));

        assertThat(ofFloat).isPositive().isLessThan(ofDouble - 5);
    }

    @Test
    void stairs_are_named_and_their_height_is_the_noise() {
        // Exact within a stair of 1e-6, where no noise shows.
        EvaluationPoint place = place(x -> 1e-6 * Math.rint(1e6 * 1.9 * x) + 0.05 * x);
        ValueNoise noise = new ValueNoise(place, "x", 0);

        learnAll(noise, place);

        assertThat(noise.inStairs()).isTrue();
        assertThat(noise.surprised()).isTrue();
        assertThat(noise.at(place)).isBetween(1e-7, 1e-5);
        assertThat(noise.twoSlopes()).isEmpty();
    }

    private void learnAll(ValueNoise noise, EvaluationPoint place) {
        while (noise.learn(place, probe(place, noise.at(place)), evaluations)) {
            assertThat(evaluations.spent()).isLessThan(5000);
        }
    }

    @Test
    void where_the_slope_within_a_stair_is_the_claim_both_slopes_are_told() {
        EvaluationPoint place = weighted(x -> 2 * x + 1e-7 * Math.floor(1e5 * x + 0.37));
        ValueNoise noise = new ValueNoise(place, "x", 0);

        learnAll(noise, place);

        assertThat(noise.twoSlopes())
                .matches("the values move in stairs: along the direction tried the slope is 2\\.00000 within one, "
                        + "as reported, and 2\\.01000 over many; if the stairs are rounding, "
                        + "declare it: withAccuracy\\(\\de-08\\); if the function jumps, check it between two jumps");
        assertThat(noise.inStairs()).isFalse();
    }

    /** The same with the output weighted by -4. */
    private static EvaluationPoint weighted(DoubleUnaryOperator f) {
        Subject subject = Subject.scalar("f", f, x -> 2, X);
        return EvaluationPoint.of(new Contraction(subject, Tensor.vector(-4), 0), AtPoint.output(subject));
    }

    @Test
    void roughness_at_one_spacing_is_taken_where_it_is_far_more_than_was_known() {
        EvaluationPoint place = place(ValueNoiseTest::rough);
        Probe probe = probe(place, 0);
        ValueNoise unaware = new ValueNoise(place, "x", 0);
        ValueNoise aware = new ValueNoise(place, "x", 1e-6);

        assertThat(unaware.learnAt(place, probe, 1e-4, evaluations)).isTrue();
        assertThat(unaware.at(place)).isBetween(2e-7, 2e-6);
        assertThat(unaware.surprised()).isTrue();
        assertThat(unaware.learnAt(place, probe, 1e-4, evaluations)).isFalse();
        assertThat(unaware.surprised())
                .as("what was seen once is not forgotten")
                .isTrue();

        assertThat(aware.learnAt(place, probe, 1e-4, evaluations)).isFalse();
        assertThat(aware.at(place)).isEqualTo(1e-6);
        assertThat(aware.surprised()).isFalse();
    }

    @Test
    void a_smooth_function_is_not_rough_at_any_spacing() {
        EvaluationPoint place = place(Math::sin);
        ValueNoise noise = new ValueNoise(place, "x", 0);
        double known = noise.at(place);

        assertThat(noise.learnAt(place, probe(place, 0), 1e-4, evaluations)).isFalse();
        assertThat(noise.at(place)).isEqualTo(known);
    }

    @Test
    void along_one_probe_the_noise_is_that_of_its_entries_and_of_rounding_a_deviation() {
        EvaluationPoint smooth = place(Math::sin);
        EvaluationPoint rough = place(ValueNoiseTest::rough);

        double ofRounding = new ValueNoise(smooth, "x", 1).along(probe(smooth, 0), evaluations);
        double ofNoise = new ValueNoise(rough, "x", 1).along(probe(rough, 0), evaluations);

        assertThat(ofRounding).isLessThan(smooth.valueRounding()).isPositive();
        assertThat(ofNoise).isBetween(2e-7, 2e-6);
    }
}
