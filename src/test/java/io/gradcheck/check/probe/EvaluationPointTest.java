package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.GivenSubject;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What is known of a point before anything is probed. */
class EvaluationPointTest {

    private static final double HALF_ULP_OF_ONE = Math.ulp(1.0) / 2;

    private static Subject ofGradient(double x, double y, double byX, double byY) {
        return GivenSubject.ofTwo(x, y, (a, b) -> 0, (a, b) -> byX, (a, b) -> byY);
    }

    @Test
    void the_least_noise_is_the_rounding_of_a_variable_as_the_gradient_passes_it_on() {
        // 0.3 roundings of 4 units in each entry, of which the gradient makes 100 and 200.
        Subject subject = Subject.objective("f", x -> 0, x -> new double[] {100, -200}, 4, 5);

        assertThat(AtPoint.of(subject).leastNoise("x"))
                .isCloseTo(0.3 * Math.ulp(4.0) * Math.hypot(100, 200), within(1e-18));
    }

    @Test
    void the_least_noise_is_that_of_the_value_where_that_is_more() {
        EvaluationPoint place = AtPoint.of(Subject.objective("f", x -> 1e9, x -> new double[] {100}, 4));

        assertThat(place.leastNoise("x")).isEqualTo(place.valueRounding());
        assertThat(place.valueRounding()).isBetween(Math.ulp(1e9) / 8, Math.ulp(1e9));
    }

    @Test
    void a_gradient_that_is_not_finite_says_nothing_of_noise() {
        EvaluationPoint place = AtPoint.of(Subject.objective("f", x -> 1, x -> new double[] {Double.NaN}, 4));

        assertThat(place.leastNoise("x")).isEqualTo(place.valueRounding());
    }

    @Test
    void the_rounding_of_a_value_is_the_declared_accuracy_where_that_is_worse() {
        // All outputs together, each as the upstream gradient counts it.
        Subject two = new GivenSubject(
                "f",
                Map.of("x", Tensor.scalar(1)),
                Precision.DOUBLE,
                at -> Tensor.vector(1, 2),
                (at, upstream) -> Map.of("x", Tensor.scalar(0)));
        Tensor upstream = Tensor.vector(3, -4);
        EvaluationPoint place =
                EvaluationPoint.of(new Contraction(two.withAccuracy(1e-3), upstream, 0), Tensor.vector(1, 2));

        assertThat(place.valueRounding()).isCloseTo(7e-3, within(1e-15));
        assertThat(AtPoint.of(two.withAccuracy(1e-30)).valueRounding()).isBetween(HALF_ULP_OF_ONE / 8, 1e-14);
    }

    @Test
    void single_precision_rounds_arguments_to_single_precision() {
        Subject subject = Subject.objective("f", x -> 0, x -> new double[] {1e6}, 4);

        double inDouble = AtPoint.of(subject).leastNoise("x");
        double inFloat = AtPoint.of(subject.withPrecision(Precision.FLOAT)).leastNoise("x");

        assertThat(inFloat / inDouble).isCloseTo((double) Math.ulp(4.0f) / Math.ulp(4.0), within(1e-3));
    }

    @Test
    void variables_are_sorted_by_how_far_the_function_moves_with_them() {
        // By 3 times 0.5, and by 0.5 times 10.
        assertThat(AtPoint.of(ofGradient(3, 10, -0.5, 0.5)).byReach()).containsExactly("y", "x");
        assertThat(AtPoint.of(ofGradient(3, 10, -5, 0.5)).byReach()).containsExactly("x", "y");
        assertThat(AtPoint.of(ofGradient(3, 10, 5, Double.NaN)).byReach()).containsExactly("x", "y");
    }

    @Test
    void the_order_by_reach_is_found_once() {
        EvaluationPoint place = AtPoint.of(ofGradient(3, 10, 1, 1));

        assertThat(place.byReach()).isSameAs(place.byReach());
    }

    @Test
    void a_gradient_without_a_variable_is_refused() {
        Subject subject = new GivenSubject(
                "incomplete",
                Map.of("x", Tensor.scalar(1)),
                Precision.DOUBLE,
                at -> Tensor.scalar(1),
                (at, upstream) -> Map.of("y", Tensor.scalar(1)));

        assertThatThrownBy(() -> AtPoint.of(subject))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "subject incomplete: gradient returned [y], wanted one tensor for each of the variables [x]");
    }

    @Test
    void a_gradient_of_another_shape_is_refused() {
        Subject subject = new GivenSubject(
                "transposed",
                Map.of("x", Tensor.zeros(2, 3)),
                Precision.DOUBLE,
                at -> Tensor.scalar(1),
                (at, upstream) -> Map.of("x", Tensor.zeros(3, 2)));

        assertThatThrownBy(() -> AtPoint.of(subject))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("subject transposed: gradient returned shape "
                        + Tensor.zeros(3, 2).shapeText() + " for variable x, wanted the variable's shape "
                        + Tensor.zeros(2, 3).shapeText());
    }

    @Test
    void a_gradient_that_refuses_the_point_is_told_from_other_errors() {
        Subject subject = Subject.objective(
                "f",
                x -> 1,
                x -> {
                    throw new ArithmeticException("no slope here");
                },
                1);

        assertThatThrownBy(() -> AtPoint.of(subject)).isInstanceOf(GradientThrew.class);
    }

    @Test
    void the_gradient_is_kept_though_the_subject_overwrites_what_it_returned() {
        double[] shared = {1, 2};
        Subject subject = Subject.objective("f", x -> 1, x -> shared, 1, 1);

        EvaluationPoint place = AtPoint.of(subject);
        shared[0] = 99;

        assertThat(place.gradient("x").values()).containsExactly(1, 2);
        assertThat(place.gradient().asMap()).containsOnlyKeys("x");
    }

    @Test
    void a_subject_that_overwrites_its_argument_does_not_move_the_point() {
        Subject subject = new GivenSubject(
                "overwriting",
                Map.of("x", Tensor.vector(1, 2)),
                Precision.DOUBLE,
                at -> Tensor.scalar(1),
                (at, upstream) -> {
                    at.get("x").values()[0] = 99;
                    upstream.values()[0] = 99;
                    return Map.of("x", Tensor.vector(1, 1));
                });

        EvaluationPoint place = AtPoint.of(subject);

        assertThat(place.value("x").values()).containsExactly(1, 2);
        assertThat(place.f().upstream().values()).containsExactly(1);
    }

    @Test
    void what_the_subject_suspects_is_handed_on() {
        Map<String, Map<String, Tensor>> suspects =
                new LinkedHashMap<>(Map.of("forgot x", Map.of("x", Tensor.scalar(3))));
        Subject subject = new ForwardingSubject(Subject.scalar("f", x -> x, x -> 1, 1)) {
            @Override
            public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
                return suspects;
            }
        };

        assertThat(AtPoint.of(subject).suspects()).isEqualTo(suspects);
    }

    @Test
    void noise_is_measured_along_a_direction_and_is_none_where_there_is_no_value() {
        Subject rough = Subject.scalar("rough", x -> Math.rint(1e3 * Math.sin(x)) / 1e3, Math::cos, 0.3);
        Subject nowhere = Subject.scalar("nowhere", x -> x > 1 ? 0 : Double.NaN, x -> 1, 0.3);
        Direction direction = Direction.of(Tensor.vector(1));

        assertThat(AtPoint.of(rough)
                        .noise("x", direction, 0.1, new Evaluations(200))
                        .level())
                .isBetween(1e-4, 2e-3);
        assertThat(AtPoint.of(nowhere)
                        .noise("x", direction, 0.1, new Evaluations(200))
                        .level())
                .isZero();
    }

    @Test
    void where_the_function_has_no_value_a_probe_sees_nothing() {
        EvaluationPoint place = AtPoint.of(Subject.scalar("nowhere", x -> x > 1 ? 0 : Double.NaN, x -> 1, 0.3));

        Probe probe = place.probe(
                "x", Entries.all(1), Direction.of(Tensor.vector(1)), 0.1, 1e-16, false, false, new Evaluations(200));

        assertThat(probe.outcome()).isEqualTo(Probe.Outcome.UNCLEAR);
        assertThat(probe.slope().step()).isZero();
    }

    @Test
    void a_closer_probe_takes_more_values_in_single_precision_alone() {
        Subject subject = Subject.scalar("f", Math::sin, Math::cos, 0.3);

        assertThat(evaluations(subject, true)).isEqualTo(evaluations(subject, false));
        assertThat(evaluations(subject.withPrecision(Precision.FLOAT), true))
                .isGreaterThan(evaluations(subject.withPrecision(Precision.FLOAT), false));
    }

    private static int evaluations(Subject subject, boolean closer) {
        Evaluations evaluations = new Evaluations(200);
        AtPoint.of(subject)
                .probe("x", Entries.all(1), Direction.of(Tensor.vector(1)), 0.1, 1e-7, closer, false, evaluations);
        return evaluations.spent();
    }

    @Test
    void another_thread_gets_the_same_place_of_its_own_subject() {
        Subject subject = Subject.scalar("f", Math::sin, Math::cos, 0.3);
        Subject equal = Subject.scalar("f", Math::sin, Math::cos, 0.3);
        EvaluationPoint place = AtPoint.of(subject);

        EvaluationPoint other = place.with(equal);

        assertThat(other.f().subject()).isSameAs(equal);
        assertThat(other.point()).isEqualTo(place.point());
        assertThat(other.gradient()).isEqualTo(place.gradient());
        assertThat(other.valueRounding()).isEqualTo(place.valueRounding());
    }

    @Test
    void for_other_weights_of_the_outputs_the_gradient_is_asked_again() {
        EvaluationPoint place = AtPoint.of(ofGradient(1, 2, 3, -4));

        NamedTensors claimed = place.claimed(Tensor.scalar(10));

        assertThat(claimed.get("x").values()).containsExactly(30);
        assertThat(claimed.get("y").values()).containsExactly(-40);
        assertThat(place.gradient("x").values()).containsExactly(3);
    }

    @Test
    void another_point_has_its_own_value_and_gradient_at_one_evaluation_and_one_gradient() {
        EvaluationPoint place = AtPoint.of(Subject.scalar("exp", Math::exp, Math::exp, 0));
        Evaluations evaluations = new Evaluations(10);

        EvaluationPoint other = place.at(NamedTensors.of(Map.of("x", Tensor.vector(2))), evaluations);

        assertThat(other.value("x").values()).containsExactly(2);
        assertThat(other.gradient("x").values()).containsExactly(Math.exp(2));
        assertThat(evaluations.spent()).isEqualTo(2);
    }

    @Test
    void there_is_no_place_where_the_function_has_no_value_and_no_gradient_is_asked_for_there() {
        Subject logarithm = Subject.scalar(
                "log",
                x -> {
                    if (x < -1) {
                        throw new ArithmeticException("no logarithm");
                    }
                    return Math.log(x);
                },
                x -> 1 / x,
                1);
        EvaluationPoint place = AtPoint.of(logarithm);
        Evaluations evaluations = new Evaluations(10);

        assertThat(place.at(NamedTensors.of(Map.of("x", Tensor.vector(-1))), evaluations))
                .isNull();
        assertThat(place.at(NamedTensors.of(Map.of("x", Tensor.vector(-2))), evaluations))
                .isNull();
        assertThat(evaluations.spent()).isEqualTo(2);
    }

    @Test
    void the_place_in_units_of_own_sizes_is_made_once_for_a_variable() {
        EvaluationPoint place = AtPoint.of(ofGradient(1e-6, 3e6, 1, 1));

        EvaluationPoint forX = place.inOwnSizes("x");

        assertThat(place.inOwnSizes("x")).isSameAs(forX);
        assertThat(place.inOwnSizes("y")).isNotSameAs(forX);
        assertThat(forX.value("x").get()).isBetween(0.5, 2.0);
        assertThat(forX.ofSubject()).isSameAs(place);
    }

    @Test
    void a_declared_accuracy_no_better_than_single_precision_is_treated_as_that() {
        // A function that moves by 1000 times the size of x; both outputs have the accuracy.
        Subject subject = Subject.scalar("f", x -> 1000 * x, x -> 1000, 2);

        assertThat(AtPoint.of(subject).arithmetic()).isEqualTo(FloatFormat.BINARY64);
        assertThat(AtPoint.of(subject.withAccuracy(1e-3)).arithmetic()).isEqualTo(FloatFormat.BINARY64);
        assertThat(AtPoint.of(subject.withAccuracy(1e-1)).arithmetic()).isEqualTo(FloatFormat.BINARY32);
        assertThat(AtPoint.of(subject.withPrecision(Precision.FLOAT)).arithmetic())
                .isEqualTo(FloatFormat.BINARY32);
    }

    @Test
    void weights_of_outputs_make_values_no_coarser_in_proportion() {
        Subject subject = Subject.scalar("f", x -> 1000 * x, x -> 1000, 2).withAccuracy(1e-3);
        EvaluationPoint weighted =
                EvaluationPoint.of(new Contraction(subject, Tensor.vector(1000), 0), AtPoint.output(subject));

        assertThat(weighted.arithmetic()).isEqualTo(FloatFormat.BINARY64);
        assertThat(weighted.valueRounding()).isCloseTo(1, within(1e-12));
    }

    @Test
    void roughness_at_a_spacing_is_that_of_values_drawn_anew_at_every_argument() {
        EvaluationPoint rough = AtPoint.of(Subject.scalar(
                "rough",
                x -> x + 1e-6 * (2 * new SplittableRandom(Double.doubleToLongBits(x)).nextDouble() - 1),
                x -> 1,
                0.3));
        EvaluationPoint smooth = AtPoint.of(Subject.scalar("smooth", Math::sin, Math::cos, 0.3));
        Direction direction = Direction.of(Tensor.vector(1));
        Evaluations evaluations = new Evaluations(200);

        assertThat(rough.roughness("x", direction, 1e-4, evaluations)).isBetween(2e-7, 2e-6);
        assertThat(smooth.roughness("x", direction, 1e-4, evaluations)).isZero();
        // Values move by 8e-7 in all and scatter by as much; those of the sine scatter by next to nothing.
        assertThat(rough.share("x", direction, 1e-7, evaluations)).isGreaterThan(0.1);
        assertThat(smooth.share("x", direction, 1e-7, evaluations)).isLessThan(1e-3);
    }

    @Test
    void a_gradient_that_is_not_finite_lets_the_slope_be_estimated_as_well_as_any() {
        Subject subject = Subject.scalar("sin", Math::sin, x -> Double.POSITIVE_INFINITY, 0.3);

        Probe probe = AtPoint.of(subject)
                .probe(
                        "x",
                        Entries.all(1),
                        Direction.of(Tensor.vector(1)),
                        0.1,
                        1e-16,
                        false,
                        false,
                        new Evaluations(200));

        assertThat(probe.slope().derivative()).isCloseTo(Math.cos(0.3), within(1e-9));
        assertThat(probe.slope().error()).isLessThan(1e-9);
        assertThat(probe.agrees()).isFalse();
    }

    @Test
    void what_is_accepted_of_a_claim_is_in_proportion_to_its_terms() {
        Subject subject = Subject.scalar("f", x -> 3 * x, x -> 3.01, 1);
        EvaluationPoint lenient =
                EvaluationPoint.of(new Contraction(subject, Tensor.vector(2), 1e-2), AtPoint.output(subject));

        Probe probe = lenient.probe(
                "x", Entries.all(1), Direction.of(Tensor.vector(0.5)), 0.1, 1e-15, false, false, new Evaluations(200));

        assertThat(probe.accepted()).isCloseTo(1e-2 * 2 * 3.01 * 0.5, within(1e-12));
        assertThat(probe.agrees()).isTrue();
    }

    @Test
    void the_least_noise_of_any_variable_is_the_largest() {
        EvaluationPoint place = AtPoint.of(ofGradient(3, 10, 1e3, 1e9));

        assertThat(place.leastNoise()).isEqualTo(place.leastNoise("y")).isGreaterThan(place.leastNoise("x"));
    }

    @Test
    void a_point_nearby_in_own_sizes_comes_back_in_the_units_of_the_subject() {
        EvaluationPoint place = AtPoint.of(ofGradient(1e-6, 3, 5, 7));
        EvaluationPoint inOwnSizes = place.inOwnSizes("x");
        double length = inOwnSizes.f().units().length("x", 0);
        NamedTensors moved = inOwnSizes.point().copy();
        moved.get("x").values()[0] = 1.5;

        EvaluationPoint nearby = inOwnSizes.at(moved, new Evaluations(10));

        assertThat(nearby.gradient("x").get()).isEqualTo(5 * length);
        assertThat(nearby.ofSubject().value("x").get()).isEqualTo(1.5 * length);
        assertThat(nearby.ofSubject().gradient("x").get()).isEqualTo(5);
        assertThat(nearby.ofSubject().f().units().areOfSubject()).isTrue();
    }

    @Test
    void where_values_are_coarse_a_slope_is_fitted_to_values_four_times_as_far_away() {
        double[] farthest = new double[1];
        Subject line = Subject.scalar(
                "line",
                x -> {
                    farthest[0] = Math.max(farthest[0], Math.abs(x - 0.5));
                    return 3 * x;
                },
                x -> 3,
                0.5);
        EvaluationPoint place = AtPoint.of(line);

        probe(place, false);
        assertThat(farthest[0]).isCloseTo(0.1, within(1e-12));
        probe(place, true);
        assertThat(farthest[0]).isCloseTo(0.4, within(1e-12));
    }

    private static Probe probe(EvaluationPoint place, boolean coarse) {
        return place.probe(
                "x", Entries.all(1), Direction.of(Tensor.vector(1)), 0.1, 0, false, coarse, new Evaluations(1000));
    }

    @Test
    void where_the_gradient_is_zero_the_rounding_of_the_argument_moves_the_slope_by_the_curvature() {
        // A curvature of 2e6 over a last place of 0.3.
        DoubleUnaryOperator bowl = x -> 1e6 * (x - 0.3) * (x - 0.3);
        Probe atMinimum = probe(AtPoint.of(Subject.scalar("bowl", bowl, x -> 0, 0.3)), false);
        Probe claimsMore = probe(AtPoint.of(Subject.scalar("bowl", bowl, x -> 1e-30, 0.3)), false);
        Probe constant = probe(AtPoint.of(Subject.scalar("constant", x -> 1, x -> 0, 0.3)), false);

        assertThat(atMinimum.slope().rounding() - claimsMore.slope().rounding())
                .isCloseTo(2e6 * Math.ulp(0.3), within(1e-12));
        assertThat(constant.slope().rounding()).isLessThan(1e-12);
    }
}
