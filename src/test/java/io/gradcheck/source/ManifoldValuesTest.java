package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.Values.Kind;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifold;
import io.gradcheck.subject.manifold.Manifolds;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Variables that move along a manifold in random cases. */
class ManifoldValuesTest {

    private static final int CASES = 60;

    /** The circle of radius 2, without special points. */
    private static class Circle implements Manifold {
        @Override
        public String name() {
            return "the circle";
        }

        @Override
        public Tensor retract(Tensor point, Tensor tangent) {
            return at(Math.atan2(point.get(1) + tangent.get(1), point.get(0) + tangent.get(0)));
        }

        @Override
        public Tensor project(Tensor point, Tensor vector) {
            double along = (point.get(0) * vector.get(0) + point.get(1) * vector.get(1)) / 4;
            return Tensor.vector(vector.get(0) - along * point.get(0), vector.get(1) - along * point.get(1));
        }

        @Override
        public double violation(Tensor point) {
            return Math.abs(Math.hypot(point.get(0), point.get(1)) - 2);
        }

        @Override
        public Tensor random(RandomGenerator random, int... shape) {
            return at(2 * Math.PI * random.nextDouble());
        }

        private static Tensor at(double angle) {
            return Tensor.vector(2 * Math.cos(angle), 2 * Math.sin(angle));
        }
    }

    /** {@code k x y^3} with a factor in the gradient. */
    private static FunctionSource product(Values values, double factor) {
        return FunctionSource.of(
                        "product",
                        (s, v) -> Subject.of(
                                "product",
                                v,
                                at -> Tensor.scalar(at.get("p").get(0)
                                        * Math.pow(at.get("p").get(1), 3)),
                                (at, u) -> {
                                    double x = at.get("p").get(0);
                                    double y = at.get("p").get(1);
                                    double c = factor * u.get();
                                    return Map.of("p", Tensor.vector(c * y * y * y, c * 3 * x * y * y));
                                }))
                .input("p", s -> values, s -> new int[] {s.between("n", 2, 2)});
    }

    @Test
    void a_manifold_of_ones_own_needs_random_points_alone() {
        Values circle = Values.on(new Circle(), GradientKind.AMBIENT);

        Campaign.of(product(circle, 1)).tries(200).run().throwIfFailed();

        var wrong = Campaign.of(product(circle, 1.1)).tries(20).run().findings();
        assertThat(wrong).isNotEmpty();
        Tensor shrunk = product(circle, 1)
                .restore(wrong.get(0).data())
                .subject()
                .point()
                .get("p");
        assertThat(new Circle().violation(shrunk)).isLessThan(1e-12);
        for (Kind kind : Kind.values()) {
            Tensor drawn = circle.only(kind).tensor(new SplittableRandom(1), 2);
            assertThat(new Circle().violation(drawn)).isLessThan(1e-12);
        }
        assertThat(new Circle().violation(circle.fitted(Tensor.vector(0.3, 7)))).isLessThan(1e-12);
        assertThat(circle.fitted(Tensor.vector(0.3, 7)).values())
                .isEqualTo(circle.fitted(Tensor.vector(0.3, 7)).values())
                .isNotEqualTo(circle.fitted(Tensor.vector(0.3, 8)).values());
        assertThat(circle.simpler(Tensor.vector(2, 0))).isEmpty();
    }

    @Test
    void where_it_says_which_point_is_nearest_there_are_special_and_simpler_ones() {
        Values circle = Values.on(
                new Circle() {
                    @Override
                    public Optional<Tensor> nearest(Tensor tensor) {
                        return Optional.of(Circle.at(Math.atan2(tensor.get(1), tensor.get(0))));
                    }
                },
                GradientKind.AMBIENT);

        SubjectCase found = product(circle, 1.1).at(1, 1);

        assertThat(found.simpler()).isNotEmpty();
        for (Supplier<? extends SubjectCase> step : found.simpler()) {
            assertThat(new Circle().violation(step.get().subject().point().get("p")))
                    .isLessThan(1e-12);
        }
        SplittableRandom random = new SplittableRandom(2);
        Values zeros = circle.only(Kind.ZEROS);
        assertThat(Stream.generate(() -> zeros.tensor(random, 2).get(0)).limit(CASES))
                .contains(2.0)
                .anyMatch(x -> x > 0.1 && x < 1.9);
    }

    @Test
    void a_manifold_without_random_points_is_refused() {
        Values circle = Values.on(Manifolds.of("the circle", (x, v) -> x, (x, v) -> v, x -> 0), GradientKind.AMBIENT);

        assertThatThrownBy(() -> product(circle, 1).at(1, 1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the circle: found no random points, wanted a Manifold that implements random");
    }

    @Test
    void other_values_of_the_manifold_move_along_it_as_well() {
        Values open = Values.simplex().along(Manifolds.simplex(), GradientKind.AMBIENT);

        Campaign.of(product(open, 1)).tries(200).run().throwIfFailed();

        assertThat(Campaign.of(product(open, -1)).tries(20).run().findings()).isNotEmpty();
        for (int index = 0; index < CASES; index++) {
            SubjectCase drawn = product(open, 1).at(1, index);
            assertThat(Arrays.stream(drawn.subject().point().get("p").values())).allMatch(p -> p > 0);
            assertThat(drawn.subject().name()).isEqualTo("product (p along tangents of the simplex)");
        }
    }

    @Test
    void values_that_are_not_on_the_manifold_are_a_finding() {
        Values any = Values.between(3, 4).along(Manifolds.sphere(), GradientKind.AMBIENT);

        assertThat(Campaign.of(product(any, 1)).tries(20).run().findings())
                .singleElement()
                .asString()
                .contains("which is off the unit sphere")
                .contains("wanted a point on it");
    }

    @Test
    void a_subject_without_the_variable_is_a_finding() {
        FunctionSource other = FunctionSource.of(
                        "norm",
                        (s, v) -> Subject.objective(
                                "norm", x -> x[0], x -> x.clone(), v.get("p").values()))
                .input("p", s -> Values.on(Manifolds.sphere(), GradientKind.AMBIENT), s -> new int[] {2});

        assertThat(Campaign.of(other).tries(20).run().findings())
                .singleElement()
                .asString()
                .contains(
                        "on: found variable p, wanted one of [x] of subject norm; the variable of Subject.objective is named x: call the input so too");
    }

    /** Constant, variable again, and of one kind. */
    @Test
    void values_keep_their_manifold() {
        Values sphere = Values.on(Manifolds.sphere(), GradientKind.RIEMANNIAN);

        assertThat(sphere.isConstant()).isFalse();
        assertThat(sphere).hasToString("on the unit sphere");
        assertThat(sphere.constant().isConstant()).isTrue();
        for (Values same :
                new Values[] {sphere.only(Kind.ZEROS), sphere.constant().variable()}) {
            assertThat(product(same, 1).at(1, 1).subject().name())
                    .isEqualTo("product (p along tangents of the unit sphere)");
            // the gradient is not projected
            assertThat(Campaign.of(product(same, 1)).tries(100).run().findings())
                    .singleElement()
                    .asString()
                    .contains("a component normal to the unit sphere");
        }
        FunctionSource held = product(sphere.constant(), 1).input("q", s -> Values.any(), s -> new int[] {3});
        SubjectCase one = held.at(1, 1);
        assertThat(one.subject().point()).containsOnlyKeys("q");
        assertThat(one.subject().name()).isEqualTo("product");
    }

    @Test
    void in_floats_right_passes_and_wrong_is_found() {
        for (int index = 0; index < CASES; index++) {
            Subject right =
                    inFloats(1).withPrecision(Precision.FLOAT).at(1, index).subject();
            assertThat(GradientChecker.standard().allowVacuous().check(right).verdict())
                    .as("%s", right.point())
                    .isLessThan(Verdict.FAIL);
        }
        assertThat(Campaign.of(inFloats(1.1f).withPrecision(Precision.FLOAT))
                        .tries(20)
                        .run()
                        .findings())
                .isNotEmpty();
    }

    private static FunctionSource inFloats(float factor) {
        return FunctionSource.of(
                        "product",
                        (s, v) -> Subject.of(
                                "product",
                                v,
                                at -> Tensor.scalar((float) at.get("p").get(0)
                                        * (float) at.get("p").get(1)),
                                (at, u) -> Map.of(
                                        "p",
                                        Tensor.vector(
                                                factor
                                                        * (float) (u.get()
                                                                * at.get("p").get(1)),
                                                factor
                                                        * (float) (u.get()
                                                                * at.get("p").get(0))))))
                .input("p", s -> Values.on(Manifolds.sphere(), GradientKind.AMBIENT), s -> new int[] {2});
    }
}
