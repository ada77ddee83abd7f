package io.gradcheck.subject.manifold;

import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/** Random cases of functions {@code f(x; A)} of a variable on a manifold and a constant matrix, with customary mistakes. */
public final class SurfaceSources {

    private SurfaceSources() {}

    /**
     * A function with a matrix that is not symmetric.
     *
     * @param manifold where it lives
     * @param shape of a point
     * @param size of the matrix, which is square
     * @param value of the point and the matrix
     * @param gradient all entries of it
     * @param transposed the gradient for the transposed matrix, or in whose formula one is transposed
     */
    public record Surface(
            Manifold manifold,
            Function<Sizes, int[]> shape,
            Function<Sizes, Integer> size,
            ToDoubleBiFunction<Matrix, Matrix> value,
            BinaryOperator<Matrix> gradient,
            BinaryOperator<Matrix> transposed) {

        /** Cases of the right gradient. */
        public FunctionSource right(GradientKind kind) {
            return source(kind, kind == GradientKind.AMBIENT ? gradient : projected(gradient));
        }

        /** Cases of a wrong one, declared to be Riemannian. */
        public FunctionSource wrong(String mistake) {
            BinaryOperator<Matrix> made = switch (mistake) {
                case "not projected" -> gradient;
                case "factor" -> (x, a) -> projected(gradient).apply(x, a).times(2);
                case "sign" -> (x, a) -> projected(gradient).apply(x, a).times(-1);
                default -> projected(transposed);
            };
            return source(GradientKind.RIEMANNIAN, made);
        }

        private BinaryOperator<Matrix> projected(BinaryOperator<Matrix> ambient) {
            return (x, a) -> {
                Tensor point = Tensor.of(new int[] {x.rows, x.columns}, x.values);
                Tensor g = Tensor.of(new int[] {x.rows, x.columns}, ambient.apply(x, a).values);
                return SurfaceFunctions.matrix(manifold.project(point, g));
            };
        }

        private FunctionSource source(GradientKind kind, BinaryOperator<Matrix> claimed) {
            String name = "on " + manifold.name();
            return FunctionSource.of(
                            name,
                            (s, v) -> Subject.of(
                                    name,
                                    v,
                                    at -> Tensor.scalar(value.applyAsDouble(
                                            SurfaceFunctions.matrix(at.get("x")),
                                            SurfaceFunctions.matrix(at.get("a")))),
                                    (at, u) -> {
                                        Matrix x = SurfaceFunctions.matrix(at.get("x"));
                                        Matrix g = claimed.apply(x, SurfaceFunctions.matrix(at.get("a")));
                                        return Map.of("x", SurfaceFunctions.tensor(at.get("x"), g.times(u.get())));
                                    }))
                    .input("a", s -> Values.normal().constant(), s -> new int[] {size.apply(s), size.apply(s)})
                    .input("x", s -> Values.on(manifold, kind), shape);
        }

        @Override
        public String toString() {
            return manifold.name();
        }
    }

    static List<Surface> all() {
        return List.of(
                vectors(Manifolds.sphere(), s -> s.between("n", 2, 5)),
                vectors(Manifolds.unitQuaternions(), s -> 4),
                vectors(Manifolds.simplex(), s -> s.between("n", 2, 5)),
                rotations(),
                positiveDefinite(),
                stiefel());
    }

    /** {@code x A x'}. */
    private static Surface vectors(Manifold manifold, Function<Sizes, Integer> n) {
        return new Surface(
                manifold,
                s -> new int[] {n.apply(s)},
                n,
                (x, a) -> x.times(a).dot(x),
                (x, a) -> x.times(a).plus(x.times(a.transposed())),
                (x, a) -> x.times(a).times(2));
    }

    /** {@code <A, R> + |R A - A|^2/2}. */
    public static Surface rotations() {
        return new Surface(
                Manifolds.rotations(),
                s -> new int[] {3, 3},
                s -> 3,
                (r, a) -> a.dot(r) + r.times(a).minus(a).dot(r.times(a).minus(a)) / 2,
                (r, a) -> a.plus(r.times(a).minus(a).times(a.transposed())),
                (r, a) -> a.transposed().plus(r.times(a).minus(a).times(a.transposed())));
    }

    /** {@code tr X^-1 + <A, X>}; a gradient that is not projected is not symmetric. */
    private static Surface positiveDefinite() {
        return new Surface(
                Manifolds.positiveDefinite(SymmetricEntries.SINGLY),
                s -> new int[] {s.between("n", 2, 4), s.between("n", 2, 4)},
                s -> s.between("n", 2, 4),
                (x, a) -> x.inverse().dot(Matrix.identity(x.rows, x.rows)) + a.dot(x),
                (x, a) -> a.plus(x.inverse().times(x.inverse()).times(-1)),
                (x, a) -> a.plus(x.inverse().times(x.transposed()).times(-1)));
    }

    /** {@code tr(X' A X D)/2} with a diagonal {@code D} of 1, 2 and so on. */
    private static Surface stiefel() {
        return new Surface(
                Manifolds.stiefel(),
                s -> new int[] {s.between("rows", 3, 5), s.between("columns", 2, 3)},
                s -> s.between("rows", 3, 5),
                (x, a) -> a.times(x).times(ascending(x.columns)).dot(x) / 2,
                (x, a) -> a.symmetric().times(x).times(ascending(x.columns)),
                (x, a) -> a.times(x).times(ascending(x.columns)));
    }

    private static Matrix ascending(int n) {
        Matrix d = Matrix.identity(n, n);
        for (int i = 0; i < n; i++) {
            d.set(i, i, i + 1);
        }
        return d;
    }
}
