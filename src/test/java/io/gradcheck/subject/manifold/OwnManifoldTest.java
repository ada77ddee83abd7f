package io.gradcheck.subject.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A manifold of the user's own: the ellipse {@code x^2/4 + y^2 = 1}; right, and with mistakes in it. */
class OwnManifoldTest {

    private static final int CASES = 200;

    private static double level(Tensor x) {
        double a = x.get(0);
        double b = x.get(1);
        return a * a / 4 + b * b;
    }

    private static Tensor scaled(Tensor x, Tensor v, double times) {
        Tensor z = Tensors.plus(x, times, v);
        double size = Math.sqrt(level(z));
        return Tensors.map(z, entry -> entry / size);
    }

    private static Tensor project(Tensor x, Tensor v) {
        Tensor normal = Tensor.vector(x.get(0) / 4, x.get(1));
        return Tensors.plus(v, -Tensors.dot(normal, v) / Tensors.dot(normal, normal), normal);
    }

    private static Tensor retract(Tensor x, Tensor v) {
        return scaled(x, v, 1);
    }

    private static double violation(Tensor x) {
        return Math.abs(level(x) - 1);
    }

    private static Manifold ellipse(BinaryOperator<Tensor> retraction, BinaryOperator<Tensor> projection) {
        return Manifolds.of("the ellipse", retraction, projection, OwnManifoldTest::violation);
    }

    private static Subject at(double angle, double factor, GradientKind kind) {
        return Subject.objective(
                "wave",
                x -> Math.sin(2 * x[0] + x[1]),
                x -> {
                    double c = factor * Math.cos(2 * x[0] + x[1]);
                    Tensor g = Tensor.vector(2 * c, c);
                    return kind == GradientKind.AMBIENT
                            ? g.values()
                            : project(Tensor.vector(x), g).values();
                },
                2 * Math.cos(angle),
                Math.sin(angle));
    }

    @ParameterizedTest
    @EnumSource
    void a_right_gradient_passes_and_a_wrong_one_fails(GradientKind kind) {
        Manifold ellipse = ellipse(OwnManifoldTest::retract, OwnManifoldTest::project);
        RandomGenerator random = new SplittableRandom(1);
        for (int seed = 0; seed < CASES; seed++) {
            double angle = 6.3 * random.nextDouble();
            GradientChecker checker = GradientChecker.standard().seed(seed);

            assertThat(checker.check(Manifolds.on(at(angle, 1, kind), ellipse, kind))
                            .verdict())
                    .isEqualTo(Verdict.PASS);
            assertThat(checker.check(Manifolds.on(at(angle, 1.001, kind), ellipse, kind))
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        }
    }

    private static void refused(Manifold manifold, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.on(at(0.5, 1, GradientKind.AMBIENT), manifold, GradientKind.AMBIENT))
                .withMessage(message);
    }

    @Test
    void a_retraction_that_is_too_fast_is_told_as_such() {
        refused(
                ellipse((x, v) -> scaled(x, v, 2), OwnManifoldTest::project),
                "manifold the ellipse: found that retract does not move the point by the tangent "
                        + "at first, along it 2.000 times as far (off by 5.7e-01), wanted d/dt R(x, t v) = "
                        + "v at t = 0 for the tangents v that project makes; no gradient can be checked on "
                        + "it");
    }

    @Test
    void a_retraction_that_leaves_the_manifold_is_told_as_such() {
        refused(
                ellipse((x, v) -> Tensors.plus(x, 1, v), OwnManifoldTest::project),
                "manifold the ellipse: found that retract leaves the manifold (off by 3.8e-02), "
                        + "wanted points on it; no gradient can be checked on it");
    }

    @Test
    void a_retraction_that_does_not_start_at_the_point_is_told_as_such() {
        refused(
                ellipse((x, v) -> scaled(x, Tensor.vector(1, 0), 0.1), OwnManifoldTest::project),
                "manifold the ellipse: found that retract moves the point along no tangent (off "
                        + "by 1.2e-02), wanted R(x, 0) = x; no gradient can be checked on it");
    }

    @Test
    void a_projection_onto_other_directions_is_told_as_such() {
        refused(
                ellipse(OwnManifoldTest::retract, (x, v) -> v),
                "manifold the ellipse: found that retract does not move the point by the tangent "
                        + "at first, along it 0.3598 times as far (off by 6.3e-01), wanted d/dt R(x, t v) "
                        + "= v at t = 0 for the tangents v that project makes; no gradient can be checked "
                        + "on it");
    }

    @Test
    void a_projection_along_other_directions_is_told_as_such() {
        refused(
                ellipse(OwnManifoldTest::retract, (x, v) -> {
                    Tensor normal = Tensor.vector(x.get(0) / 4, x.get(1));
                    return Tensors.plus(v, -Tensors.dot(normal, v) / Tensors.dot(normal, x), x);
                }),
                "manifold the ellipse: found that project is not orthogonal, <u, P v> is not <P "
                        + "u, v> (off by 3.0e-01), wanted the orthogonal projection onto the tangents; no "
                        + "gradient can be checked on it");
    }

    @Test
    void a_projection_that_is_none_is_told_as_such() {
        refused(
                ellipse(OwnManifoldTest::retract, (x, v) -> Tensors.map(project(x, v), entry -> 2 * entry)),
                "manifold the ellipse: found that project changes what it has projected (off by "
                        + "1.1e+00), wanted P(x) P(x) v = P(x) v; no gradient can be checked on it");
    }

    @Test
    void results_of_other_shapes_are_told_as_such() {
        refused(
                ellipse(OwnManifoldTest::retract, (x, v) -> Tensor.vector(1, 2, 3)),
                "manifold the ellipse: found that project returns shape [3], wanted [2]; no "
                        + "gradient can be checked on it");
        refused(
                ellipse((x, v) -> Tensor.scalar(1), OwnManifoldTest::project),
                "manifold the ellipse: found that retract returns shape [], wanted [2]; no "
                        + "gradient can be checked on it");
    }

    @Test
    void it_has_no_random_points_unless_it_says_how() {
        Manifold ellipse = ellipse(OwnManifoldTest::retract, OwnManifoldTest::project);

        assertThatThrownBy(() -> ellipse.random(new SplittableRandom(1), 2))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the ellipse: found no random points, wanted a Manifold that implements random");
    }
}
