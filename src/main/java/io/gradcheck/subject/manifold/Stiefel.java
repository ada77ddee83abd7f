package io.gradcheck.subject.manifold;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Matrices with orthonormal columns, {@code X'X = I}, with {@code P(X) V = V - X sym(X'V)} and the factor {@code Q} of
 * {@code X + V = Q R} as retraction (Absil, Mahony, Sepulchre, Optimization Algorithms on Matrix Manifolds, 2008, example
 * 4.1.3).
 *
 * <p>With {@code low} for what is below the diagonal, the gradient by {@code X + V} is
 * {@code ((I - QQ')G + Q low(Q'G - G'Q)) R'^-1}.
 */
final class Stiefel extends BlockManifold {

    Stiefel() {
        super("the Stiefel manifold", 2);
    }

    @Override
    Matrix retracted(Matrix x, Matrix v) {
        return x.plus(v).factors().q();
    }

    @Override
    Matrix projected(Matrix x, Matrix v) {
        return v.minus(x.times(x.transposed().times(v).symmetric()));
    }

    @Override
    Matrix pulledBack(Matrix x, Matrix v, Matrix g) {
        Matrix.Factors factors = x.plus(v).factors();
        Matrix q = factors.q();
        Matrix along = q.transposed().times(g);
        Matrix low = along.minus(along.transposed()).strictlyLower();
        Matrix byQ = g.minus(q.times(along)).plus(q.times(low));
        return projected(x, byQ.times(factors.r().transposed().inverse()));
    }

    @Override
    double violation(Matrix x) {
        return x.distanceFromOrthonormal();
    }

    @Override
    List<Convention> conventions() {
        return List.of(new Convention(
                "that of the canonical metric, G - X G'X",
                GradientKind.RIEMANNIAN,
                each((x, g) -> g.plus(x.times(x.transposed().times(g)))),
                each((x, g) -> g.plus(-0.5, x.times(x.transposed().times(g))))));
    }

    @Override
    Matrix drawn(RandomGenerator random, int rows, int columns) {
        return random.nextDouble() < 0.15
                ? Matrix.identity(rows, columns)
                : Matrix.normal(random, rows, columns).factors().q();
    }

    @Override
    Matrix nearest(Matrix a) {
        return a.orthonormal();
    }

    @Override
    String wantedShape(int rows, int columns) {
        return columns > 0 && columns <= rows
                ? ""
                : "matrices with at least as many rows as columns, and at least one column";
    }
}
