package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifold;
import io.gradcheck.subject.manifold.Manifolds;
import io.gradcheck.subject.manifold.SymmetricEntries;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What the guide shows of surfaces. */
class GuidedSurfacesTest {

    @Test
    void a_manifold_of_ones_own() {
        Manifold circle = Manifolds.of(
                "the circle", // of radius 2
                (x, v) -> {
                    double a = x.get(0) + v.get(0);
                    double b = x.get(1) + v.get(1);
                    return Tensor.vector(2 * a / Math.hypot(a, b), 2 * b / Math.hypot(a, b));
                },
                (x, v) -> {
                    double along = (x.get(0) * v.get(0) + x.get(1) * v.get(1)) / 4;
                    return Tensor.vector(v.get(0) - along * x.get(0), v.get(1) - along * x.get(1));
                },
                x -> Math.abs(Math.hypot(x.get(0), x.get(1)) - 2));
        Subject product = Subject.objective("product", x -> x[0] * x[1], x -> new double[] {x[1], x[0]}, 0, 2);
        GradientChecker.standard()
                .check(Manifolds.on(product, circle, GradientKind.AMBIENT))
                .throwIfFailed();
    }

    /** The circle of radius 2. */
    private static final class Circle implements Manifold {
        @Override
        public String name() {
            return "the circle";
        }

        @Override
        public Tensor retract(Tensor x, Tensor v) {
            return at(Math.atan2(x.get(1) + v.get(1), x.get(0) + v.get(0)));
        }

        @Override
        public Tensor project(Tensor x, Tensor v) {
            double along = (x.get(0) * v.get(0) + x.get(1) * v.get(1)) / 4;
            return Tensor.vector(v.get(0) - along * x.get(0), v.get(1) - along * x.get(1));
        }

        @Override
        public double violation(Tensor x) {
            return Math.abs(Math.hypot(x.get(0), x.get(1)) - 2);
        }

        @Override
        public Tensor random(RandomGenerator random, int... shape) {
            return at(2 * Math.PI * random.nextDouble());
        }

        @Override
        public Optional<Tensor> nearest(Tensor tensor) {
            return Optional.of(at(Math.atan2(tensor.get(1), tensor.get(0))));
        }

        private static Tensor at(double angle) {
            return Tensor.vector(2 * Math.cos(angle), 2 * Math.sin(angle));
        }
    }

    private static FunctionSource product(double factor) {
        return FunctionSource.of(
                        "product",
                        (s, v) -> Subject.of(
                                "product",
                                v,
                                at -> Tensor.scalar(
                                        at.get("x").get(0) * at.get("x").get(1)),
                                (at, u) -> Map.of(
                                        "x",
                                        Tensor.vector(
                                                factor * u.get() * at.get("x").get(1),
                                                u.get() * at.get("x").get(0)))))
                .input("x", s -> Values.on(new Circle(), GradientKind.AMBIENT), s -> new int[] {2});
    }

    @Test
    void random_points_of_a_manifold_of_ones_own() {
        Campaign.of(product(1)).tries(300).run().throwIfFailed();

        assertThat(Campaign.of(product(-1)).tries(20).run().findings()).isNotEmpty();
    }

    /** The gradient of log det X whose entries move singly, checked as if they moved in pairs. */
    @Test
    void the_other_convention_of_symmetric_matrices_is_told() {
        Subject logDet = Subject.of(
                "log det",
                Map.of("X", Tensor.of(new int[] {2, 2}, 2, 0.5, 0.5, 1)),
                at -> Tensor.scalar(Math.log(det(at.get("X")))),
                (at, u) -> {
                    Tensor x = at.get("X");
                    double d = u.get() / det(x);
                    return Map.of(
                            "X",
                            Tensor.of(
                                    new int[] {2, 2},
                                    d * x.get(1, 1),
                                    -d * x.get(0, 1),
                                    -d * x.get(0, 1),
                                    d * x.get(0, 0)));
                });
        Manifold singly = Manifolds.positiveDefinite(SymmetricEntries.SINGLY);
        Manifold inPairs = Manifolds.positiveDefinite(SymmetricEntries.IN_PAIRS);

        GradientChecker.standard()
                .check(Manifolds.on(logDet, singly, GradientKind.AMBIENT))
                .throwIfFailed();

        GradientReport report = GradientChecker.standard().check(Manifolds.on(logDet, inPairs, GradientKind.AMBIENT));
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("that of a symmetric matrix whose entries move singly");
    }

    private static double det(Tensor x) {
        return x.get(0, 0) * x.get(1, 1) - x.get(0, 1) * x.get(1, 0);
    }
}
