package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.GivenSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Where the points nearby are. */
class NeighbourPointsTest {

    private static final long SEED = 21;
    private static final int MANY = 200;

    /** The sum of one function of every entry. */
    private static Subject sum(DoubleUnaryOperator f, double... x) {
        return Subject.objective("sum", at -> Arrays.stream(at).map(f).sum(), double[]::clone, x);
    }

    private static List<double[]> points(Subject subject, int count) {
        NeighbourPoints neighbourhood = new NeighbourPoints(AtPoint.of(subject), new SplittableRandom(SEED));
        Evaluations evaluations = new Evaluations(2 * count);
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            EvaluationPoint place = neighbourhood.next(evaluations);
            points.add(place == null ? null : place.value("x").values());
        }
        return points;
    }

    @Test
    void they_are_within_a_hundredth_of_the_variables_scale_on_both_sides() {
        // The root mean square of 1 and 7 is 5.
        List<double[]> points = points(sum(x -> x, 1, 7), MANY);

        assertThat(points).as("seed %d", SEED).allSatisfy(x -> {
            assertThat(x[0]).isCloseTo(1, within(0.05));
            assertThat(x[1]).isCloseTo(7, within(0.05));
        });
        assertThat(points).anySatisfy(x -> assertThat(x[0]).isLessThan(0.96));
        assertThat(points).anySatisfy(x -> assertThat(x[0]).isGreaterThan(1.04));
    }

    @Test
    void two_in_succession_mirror_each_other_and_no_others_do() {
        List<double[]> points = points(sum(x -> x, 1, 7), 6);

        for (int k = 0; k < 6; k += 2) {
            assertThat(points.get(k)[0] + points.get(k + 1)[0]).isCloseTo(2, within(1e-15));
            assertThat(points.get(k)[1] + points.get(k + 1)[1]).isCloseTo(14, within(1e-14));
        }
        assertThat(points.get(2)[0]).isNotEqualTo(points.get(0)[0]);
        assertThat(points.get(4)[0]).isNotEqualTo(points.get(2)[0]);
    }

    @Test
    void in_single_precision_they_are_as_far_as_the_steps_there() {
        List<double[]> points = points(sum(x -> x, 1, 7).withPrecision(Precision.FLOAT), MANY);

        assertThat(points).allSatisfy(x -> assertThat(x[0]).isCloseTo(1, within(1.5)));
        assertThat(points).anySatisfy(x -> assertThat(x[0]).isGreaterThan(2.2));
    }

    @Test
    void at_a_lower_edge_of_the_domain_all_are_above() {
        List<double[]> points = points(sum(Math::sqrt, 0, 0), MANY);

        assertThat(points.get(0)).as("left the domain").isNull();
        assertThat(points.subList(1, MANY)).as("seed %d", SEED).allSatisfy(x -> {
            assertThat(x[0]).isBetween(0.0, 0.01);
            assertThat(x[1]).isBetween(0.0, 0.01);
        });
        assertThat(points.get(2)[0]).as("drawn anew").isNotEqualTo(points.get(1)[0]);
    }

    @Test
    void at_an_upper_edge_of_the_domain_all_are_below() {
        List<double[]> points = points(sum(x -> Math.sqrt(-x), 0, 0), MANY);

        assertThat(points.subList(0, 2)).as("left the domain").containsOnlyNulls();
        assertThat(points.subList(2, MANY)).as("seed %d", SEED).allSatisfy(x -> {
            assertThat(x[0]).isBetween(-0.01, 0.0);
            assertThat(x[1]).isBetween(-0.01, 0.0);
        });
        assertThat(points.get(3)[0]).as("drawn anew").isNotEqualTo(points.get(2)[0]);
    }

    @Test
    void between_two_edges_every_entry_moves_by_a_hundredth_of_its_own_size() {
        // A ten thousandth beside 7 would leave its side of zero by a hundredth of the variable's scale.
        DoubleUnaryOperator eitherSide = x -> (x > 0 && x < 2e-4) || x < -6 ? x : Double.NaN;
        List<double[]> points = points(sum(eitherSide, 1e-4, -7), MANY);

        assertThat(points.subList(0, 3)).as("left the domain").containsOnlyNulls();
        assertThat(points.subList(3, MANY)).as("seed %d", SEED).allSatisfy(x -> {
            assertThat(x[0]).isCloseTo(1e-4, within(1e-6));
            assertThat(x[1]).isCloseTo(-7, within(0.05));
        });
        assertThat(points.subList(3, MANY)).anySatisfy(x -> assertThat(x[0]).isLessThan(9.92e-5));
        assertThat(points.subList(3, MANY)).anySatisfy(x -> assertThat(x[0]).isGreaterThan(1.008e-4));
        assertThat(points.get(4)[0] + points.get(5)[0]).as("mirrored").isCloseTo(2e-4, within(1e-18));
    }

    @Test
    void an_argument_that_is_refused_is_outside_the_domain_too() {
        Subject refusing = sum(
                x -> {
                    if (x < 0) {
                        throw new IllegalArgumentException("negative");
                    }
                    return x;
                },
                0);

        List<double[]> points = points(refusing, 2);

        assertThat(points.get(0) == null || points.get(1) == null).isTrue();
        assertThat(points.get(0) == null && points.get(1) == null).isFalse();
    }

    @Test
    void one_variable_can_move_along_a_direction_alone() {
        Subject subject = GivenSubject.ofTwo(3, 4, (x, y) -> x * y, (x, y) -> y, (x, y) -> x);
        Prober prober = new Prober(AtPoint.of(subject), "y", 0, new SplittableRandom(SEED), new Evaluations(2));

        EvaluationPoint place = NeighbourPoints.along(Direction.of(Tensor.scalar(-0.5)), prober);

        assertThat(place.value("x").get()).isEqualTo(3);
        assertThat(place.value("y").get()).as("a hundredth of 4, times -0.5").isCloseTo(3.98, within(1e-15));
        assertThat(place.gradient("x").get()).as("the gradient there").isCloseTo(3.98, within(1e-15));
        assertThat(prober.evaluations().spent()).as("a value and a gradient").isEqualTo(2);
    }

    @Test
    void the_point_itself_stays_as_it_is() {
        Subject subject = sum(x -> x, 1, 7);
        EvaluationPoint centre = AtPoint.of(subject);
        Prober prober = new Prober(centre, "x", 0, new SplittableRandom(SEED), new Evaluations(9));

        new NeighbourPoints(centre, new SplittableRandom(SEED)).next(prober.evaluations());
        NeighbourPoints.along(Direction.of(Tensor.vector(1, 1)), prober);

        assertThat(centre.value("x").values()).containsExactly(1, 7);
    }

    /** Reads a table at zero, which is a knot; out of order the knots have no meaning, and the code none either. */
    private static Subject table(double factor) {
        return Subject.objective(
                "table",
                knots -> read(knots),
                knots -> {
                    double gap = knots[2] - knots[1];
                    double share = (0 - knots[1]) / gap;
                    boolean right = knots[1] <= 0 && knots[0] < 0;
                    return new double[] {0, right ? -factor * (1 - share) / gap : 0, right ? -factor * share / gap : 0};
                },
                -0.003,
                0,
                1);
    }

    private static double read(double[] knots) {
        return knots[1] <= 0 ? (0 - knots[1]) / (knots[2] - knots[1]) : 0;
    }

    @Test
    void knots_keep_their_order_so_that_code_which_needs_it_is_not_called_wrong() {
        Map<Verdict, List<Long>> right = Seeds.first(MANY)
                .by(seed ->
                        GradientChecker.standard().seed(seed).check(table(1)).verdict());
        Map<Verdict, List<Long>> wrong = Seeds.first(MANY)
                .by(seed ->
                        GradientChecker.standard().seed(seed).check(table(2)).verdict());

        assertThat(right).doesNotContainKey(Verdict.FAIL);
        assertThat(wrong).containsOnlyKeys(Verdict.FAIL);
    }

    @Test
    void entries_that_ascend_stay_in_order_nearby() {
        assertThat(points(sum(x -> x, -0.003, 0, 1), MANY))
                .as("seed %d", SEED)
                .allSatisfy(x -> assertThat(x).isSorted());
    }
}
