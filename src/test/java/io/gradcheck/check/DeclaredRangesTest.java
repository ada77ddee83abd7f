package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.SubjectDescription;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifolds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points on the bounds of the range that a variable is declared to have: what code does beyond them is not asked. */
class DeclaredRangesTest {

    private static final int SEEDS = 20;

    /** Functions that go on beyond 0 to 1 otherwise than their gradients do. */
    enum Clamping {
        CLAMPED(x -> square(Math.max(0, Math.min(1, x))) + x, x -> 2 * x + 1),
        SIZE(x -> Math.abs(x) + x * x, x -> 1 + 2 * x),
        LOGARITHM(x -> -Math.log(Math.max(x, 1e-15)), x -> -1 / x),
        THROWING(x -> square(Math.max(0, Math.min(1, x))) + x, x -> 2 * inside(x) + 1);

        @SuppressWarnings("ImmutableEnumChecker") // every lambda above is stateless
        private final DoubleUnaryOperator f;

        @SuppressWarnings("ImmutableEnumChecker") // every lambda above is stateless
        private final DoubleUnaryOperator slope;

        Clamping(DoubleUnaryOperator f, DoubleUnaryOperator slope) {
            this.f = f;
            this.slope = slope;
        }

        private double[][] points() {
            return this == LOGARITHM
                    ? new double[][] {{4e-7, 4e-8, 1e-6, 0.9999998782088662, 0.9999999978367147, 3e-9}, {1}, {0.5, 1}}
                    : new double[][] {{0}, {1}, {0, 1}, {0, 0.5, 1}, {1, 1, 1, 1}, {0, 0, 0, 1, 1, 1}};
        }

        private Subject at(double factor, double... point) {
            return Subject.scalar("f", f, x -> factor * slope.applyAsDouble(x), point);
        }
    }

    private static double square(double x) {
        return x * x;
    }

    private static double inside(double x) {
        if (x < 0 || x > 1) {
            throw new IllegalArgumentException("found " + x + ", wanted a number from 0 to 1");
        }
        return x;
    }

    private static Verdict verdict(Subject subject, long seed) {
        return GradientChecker.standard().seed(seed).check(subject).verdict();
    }

    @ParameterizedTest
    @EnumSource
    void a_gradient_that_is_right_in_its_range_is_right(Clamping one) {
        for (double[] point : one.points()) {
            Seeds.first(SEEDS)
                    .each(seed -> assertThat(verdict(one.at(1, point).within("x", 0, 1), seed))
                            .as("%s, seed %d", Arrays.toString(point), seed)
                            .isIn(Verdict.PASS, Verdict.KINK));
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_is_wrong_in_its_range_is_wrong(Clamping one) {
        for (double[] point : one.points()) {
            for (double factor : new double[] {-1, 0, 1.1}) {
                Seeds.first(SEEDS)
                        .each(seed -> assertThat(verdict(one.at(factor, point).within("x", 0, 1), seed))
                                .as("%s times %s, seed %d", Arrays.toString(point), factor, seed)
                                .isEqualTo(Verdict.FAIL));
            }
        }
    }

    @Test
    void without_a_range_it_is_asked_for_beyond() {
        for (Clamping one : List.of(Clamping.CLAMPED, Clamping.SIZE)) {
            Seeds.first(SEEDS)
                    .each(seed -> assertThat(verdict(one.at(1, 0, 0.5, 1), seed))
                            .as(one.name())
                            .isEqualTo(Verdict.FAIL));
        }
        assertThat(LongStream.range(0, SEEDS)
                        .mapToObj(seed -> verdict(Clamping.THROWING.at(1, 1), seed))
                        .toList())
                .contains(Verdict.FAIL);
    }

    @Test
    void a_range_is_that_of_the_variable_itself_in_other_units() {
        // far from one, so that lengths are those of entries
        double[] point = {1e-8, 3e-9, 0, 1e-8};
        Subject sizes = Subject.scalar("size", x -> Math.abs(x) + 1e7 * x * x, x -> 1 + 2e7 * x, point);
        Seeds.first(SEEDS).each(seed -> {
            assertThat(verdict(sizes.within("x", 0, 1e-8), seed)).isEqualTo(Verdict.KINK);
            assertThat(verdict(sizes, seed)).isEqualTo(Verdict.FAIL);
        });
    }

    @Test
    void subjects_made_of_one_with_a_range_have_it() {
        Subject inRange = Subject.of(
                        "f",
                        Map.of("a", Tensor.scalar(0), "b", Tensor.scalar(1)),
                        at -> at.get("a"),
                        (at, u) -> Map.of("a", u, "b", Tensor.scalar(0)))
                .within("a", 0, 2)
                .within("b", -1, 1);
        Map<String, SubjectDescription.Range> both =
                Map.of("a", new SubjectDescription.Range(0, 2), "b", new SubjectDescription.Range(-1, 1));

        assertThat(inRange.ranges()).isEqualTo(both);
        assertThat(inRange.withAccuracy(1e-3).scaledBy(2).times(3).ranges()).isEqualTo(both);
        assertThat(inRange.holdingConstant("b").ranges()).containsOnlyKeys("a");
        assertThat(GradientChecker.standard().excluding("b").check(inRange).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(Subject.objective("f", x -> x[0], x -> new double[] {1}, 1).ranges())
                .isEmpty();
    }

    @Test
    void on_a_manifold_the_manifold_says_where_a_variable_may_be() {
        Subject on = Manifolds.on(
                Subject.objective("f", x -> x[0], x -> new double[] {1, 0}, 1, 0)
                        .within("x", 0, 1),
                "x",
                Manifolds.simplex(),
                GradientKind.AMBIENT);

        assertThat(on.ranges()).isEmpty();
    }

    @Test
    void a_point_outside_and_an_empty_range_are_refused() {
        Subject one = Subject.scalar("f", x -> x, x -> 1, 0.5, 2);

        assertThatThrownBy(() -> one.within("x", 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("within: found 2.0 for entry 1 of x, wanted 0.0 to 1.0");
        assertThatThrownBy(() -> one.within("y", 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("point: found variables [x], wanted one named y");
        assertThatThrownBy(() -> one.within("x", 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("range: found 2.0 to 1.0, wanted a least number that is not above the most");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_derivative_can_be_claimed_for_one_number_alone(long seed) {
        GradientChecker checker = GradientChecker.standard().seed(seed);
        DoubleUnaryOperator onlyAtOne = x -> {
            if (x != 1) {
                throw new IllegalStateException("not at the money");
            }
            return 2;
        };

        assertThat(checker.check(Subject.scalar("f", x -> x * x, x -> 2, 1)).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(checker.check(Subject.scalar("f", x -> x * x, x -> 2, 1).within("x", 1, 1))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(checker.check(Subject.scalar("f", x -> x * x, onlyAtOne, 1).within("x", 1, 1))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(checker.check(Subject.scalar("f", x -> x * x, x -> 2.000001, 1)
                                .within("x", 1, 1))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_kink_at_the_only_point_of_a_range_has_no_points_nearby(long seed) {
        Subject alone = Subject.scalar("f", Math::abs, x -> 1, 0).within("x", 0, 0);
        GradientReport report = GradientChecker.standard().seed(seed).check(alone);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings().get(0).reason())
                .isEqualTo("the slope jumps at the point, and the declared ranges have no other: "
                        + "declare a larger one, or check at another point");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void another_variable_that_can_move_gives_points_nearby(long seed) {
        ToDoubleFunction<Map<String, Tensor>> difference =
                at -> at.get("x").values()[0] - at.get("y").values()[0];
        Subject subject = Subject.objective(
                        "|x - y|",
                        Map.of("x", Tensor.vector(0), "y", Tensor.vector(0)),
                        at -> Math.abs(difference.applyAsDouble(at)),
                        at -> {
                            double sign = difference.applyAsDouble(at) < 0 ? -1 : 1;
                            return Map.of("x", Tensor.vector(sign), "y", Tensor.vector(-sign));
                        })
                .within("x", 0, 0);

        assertThat(GradientChecker.standard().seed(seed).check(subject).verdict())
                .isEqualTo(Verdict.KINK);
    }
}
