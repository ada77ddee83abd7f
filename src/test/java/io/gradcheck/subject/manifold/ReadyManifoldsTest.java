package io.gradcheck.subject.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The geometry of the ready manifolds, at random points and special ones. */
class ReadyManifoldsTest {

    private static final int POINTS = 200;
    private static final double ROUNDING = 1e-12;

    /**
     * A manifold with a shape of its points.
     *
     * @param hasEdge whether points have bounds, so that tangents lead out of it
     */
    record Shaped(Manifold manifold, boolean hasEdge, int... shape) {
        @Override
        public String toString() {
            return manifold.name() + " " + Tensor.zeros(shape).shapeText();
        }
    }

    static List<Shaped> manifolds() {
        return List.of(
                new Shaped(Manifolds.sphere(), false, 2),
                new Shaped(Manifolds.sphere(), false, 3, 5),
                new Shaped(Manifolds.unitQuaternions(), false, 4),
                new Shaped(Manifolds.unitQuaternions(), false, 3, 4),
                new Shaped(Manifolds.rotations(), false, 3, 3),
                new Shaped(Manifolds.rotations(), false, 2, 2),
                new Shaped(Manifolds.rotations(), false, 2, 4, 4),
                new Shaped(Manifolds.simplex(), true, 4),
                new Shaped(Manifolds.simplex(), true, 3, 2),
                new Shaped(Manifolds.symmetric(SymmetricEntries.IN_PAIRS), false, 3, 3),
                new Shaped(Manifolds.symmetric(SymmetricEntries.SINGLY), false, 2, 2, 2),
                new Shaped(Manifolds.positiveDefinite(SymmetricEntries.IN_PAIRS), false, 3, 3),
                new Shaped(Manifolds.positiveDefinite(SymmetricEntries.SINGLY), false, 2, 4, 4),
                new Shaped(Manifolds.stiefel(), false, 4, 2),
                new Shaped(Manifolds.stiefel(), false, 3, 3),
                new Shaped(Manifolds.stiefel(), false, 2, 3, 1),
                new Shaped(Manifolds.box(Tensor.vector(0, -1, 2), Tensor.vector(1, 5, 2.5)), true, 3));
    }

    private static Tensor normal(RandomGenerator random, Tensor like) {
        return Tensors.map(like, x -> random.nextGaussian());
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void random_points_are_on_it(Shaped shaped) {
        RandomGenerator random = new SplittableRandom(1);
        for (int k = 0; k < POINTS; k++) {
            Tensor x = shaped.manifold.random(random, shaped.shape);

            assertThat(x.shape()).isEqualTo(shaped.shape);
            assertThat(shaped.manifold.violation(x)).isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void the_nearest_point_is_on_it_and_is_the_point_itself_where_that_is_one(Shaped shaped) {
        RandomGenerator random = new SplittableRandom(6);
        double[] special = {0, 0, 1, -1, 0.5, 1e-300, -1e300, 4e-324, Double.NaN, Double.NEGATIVE_INFINITY};
        for (int k = 0; k < POINTS; k++) {
            boolean few = k % 2 == 0;
            int first = random.nextInt(special.length);
            Tensor any = Tensors.map(
                    Tensor.zeros(shaped.shape),
                    x -> few ? special[(first + random.nextInt(2)) % special.length] : random.nextGaussian());
            Tensor near = shaped.manifold.nearest(any).orElseThrow();
            Tensor x = shaped.manifold.random(random, shaped.shape);

            assertThat(near.shape()).isEqualTo(shaped.shape);
            assertThat(shaped.manifold.violation(near))
                    .as("%s of %s", near, any)
                    .isLessThan(ROUNDING);
            assertThat(Tensors.distance(shaped.manifold.nearest(x).orElseThrow(), x))
                    .isLessThan(ROUNDING);
        }
        assertThat(Arrays.stream(shaped.manifold
                        .nearest(Tensor.zeros(shaped.shape))
                        .orElseThrow()
                        .values()))
                .as("simple numbers")
                .allMatch(value -> value == Math.rint(value) || 1 / value == Math.rint(1 / value));
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void the_projection_is_orthogonal(Shaped shaped) {
        RandomGenerator random = new SplittableRandom(2);
        Manifold manifold = shaped.manifold;
        for (int k = 0; k < POINTS; k++) {
            Tensor x = manifold.random(random, shaped.shape);
            Tensor u = normal(random, x);
            Tensor v = normal(random, x);
            Tensor tangent = manifold.project(x, v);

            assertThat(Tensors.distance(manifold.project(x, tangent), tangent)).isLessThan(ROUNDING);
            assertThat(Tensors.dot(u, tangent)).isCloseTo(Tensors.dot(manifold.project(x, u), v), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void the_retraction_is_right_to_first_order(Shaped shaped) {
        RandomGenerator random = new SplittableRandom(3);
        Manifold manifold = shaped.manifold;
        for (int k = 0; k < POINTS; k++) {
            Tensor x = manifold.random(random, shaped.shape);
            Tensor tangent = manifold.project(x, normal(random, x));
            Tensor moved = Differences.derivative(
                    t -> manifold.retract(x, Tensors.map(tangent, v -> t * v)), Differences.longest(x));

            assertThat(Tensors.distance(moved, tangent)).isLessThan(1e-10);
            assertThat(Tensors.distance(manifold.retract(x, Tensor.zeros(shaped.shape)), x))
                    .isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void the_retraction_stays_on_it(Shaped shaped) {
        RandomGenerator random = new SplittableRandom(4);
        Manifold manifold = shaped.manifold;
        for (int k = 0; k < POINTS && !shaped.hasEdge; k++) {
            Tensor x = manifold.random(random, shaped.shape);
            double length = Math.pow(10, 4 * random.nextDouble() - 3);
            Tensor tangent = manifold.project(x, Tensors.map(x, entry -> length * random.nextGaussian()));

            assertThat(manifold.violation(manifold.retract(x, tangent))).isLessThan(1e-11);
        }
    }

    /** Against the measured derivative of the retraction, which {@link Manifold#pullBack} has by default. */
    @ParameterizedTest
    @MethodSource("manifolds")
    void the_pull_back_is_that_of_the_retraction(Shaped shaped) {
        RandomGenerator random = new SplittableRandom(5);
        Manifold manifold = shaped.manifold;
        Manifold measured = Manifolds.of("the same", manifold::retract, manifold::project, manifold::violation);
        for (int k = 0; k < 30; k++) {
            Tensor x = manifold.random(random, shaped.shape);
            Tensor tangent = manifold.project(x, Tensors.map(x, entry -> 0.1 * random.nextGaussian()));
            Tensor g = normal(random, x);
            Tensor exact = manifold.project(x, manifold.pullBack(x, tangent, g));

            assertThat(Tensors.distance(exact, measured.pullBack(x, tangent, g)))
                    .isLessThan(1e-9);
        }
    }
}
