package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Functions on each ready manifold, with their gradients by hand and with realistic mistakes in them. */
final class SurfaceFunctions {

    private static final int LEAST = 2;

    private SurfaceFunctions() {}

    /**
     * A function on a manifold.
     *
     * @param name what it is
     * @param manifold where it lives
     * @param kind what its gradients are
     * @param made draws a case with its right gradient
     * @param mistakes wrong gradients by name, made of the point and the right one
     */
    record OnSurface(
            String name,
            Manifold manifold,
            GradientKind kind,
            Function<RandomGenerator, Case> made,
            Map<String, BinaryOperator<Matrix>> mistakes) {

        Subject right(long seed) {
            return subject(seed, (x, g) -> g);
        }

        Subject wrong(long seed, String mistake) {
            return subject(seed, mistakes.get(mistake));
        }

        private Subject subject(long seed, BinaryOperator<Matrix> change) {
            Case one = made.apply(new SplittableRandom(seed));
            Tensor x = one.point;
            Subject free = Subject.of(
                    name,
                    Map.of("x", x),
                    at -> Tensor.scalar(one.value.applyAsDouble(matrix(at.get("x")))),
                    (at, u) -> {
                        Matrix y = matrix(at.get("x"));
                        return Map.of(
                                "x",
                                tensor(x, change.apply(y, one.gradient.apply(y)).times(u.get())));
                    });
            return Manifolds.on(free, manifold, kind);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A function of a matrix, or of a vector as a matrix of one row, with its gradient, and a point. */
    record Case(Tensor point, ToDoubleFunction<Matrix> value, UnaryOperator<Matrix> gradient) {}

    static List<OnSurface> all() {
        List<OnSurface> all = new ArrayList<>();
        all.addAll(VectorSurfaceFunctions.onSpheres());
        all.addAll(MatrixSurfaceFunctions.onRotations());
        all.addAll(VectorSurfaceFunctions.onSimplex());
        all.addAll(MatrixSurfaceFunctions.onSymmetric());
        all.addAll(MatrixSurfaceFunctions.onPositiveDefinite());
        all.addAll(MatrixSurfaceFunctions.onStiefel());
        all.addAll(VectorSurfaceFunctions.inBox());
        return all;
    }

    static Matrix matrix(Tensor tensor) {
        int columns = tensor.length(tensor.rank() - 1);
        return new Matrix(tensor.size() / columns, columns, tensor.values());
    }

    static Tensor tensor(Tensor like, Matrix matrix) {
        return Tensor.of(like.shape(), matrix.values);
    }

    static int width(RandomGenerator random) {
        return LEAST + random.nextInt(4);
    }

    static Matrix negative(Matrix x, Matrix g) {
        return g.times(-1);
    }

    static Matrix twice(Matrix x, Matrix g) {
        return g.times(2);
    }

    static Matrix transposed(Matrix x, Matrix g) {
        return g.transposed();
    }

    static Matrix oneEntryOff(Matrix x, Matrix g) {
        Matrix wrong = g.copy();
        wrong.values[0] = 1.01 * wrong.values[0] + 0.001;
        return wrong;
    }
}
