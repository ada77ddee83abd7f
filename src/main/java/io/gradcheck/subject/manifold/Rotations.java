package io.gradcheck.subject.manifold;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Rotation matrices, {@code X'X = I} and {@code det X = 1}, with tangents {@code X W} of skew {@code W} and the Cayley
 * transform as retraction, {@code R(X, XW) = X (I - W/2)^-1 (I + W/2)} (Absil, Mahony, Sepulchre, Optimization Algorithms on
 * Matrix Manifolds, 2008, section 4.1.1).
 *
 * <p>Its derivative is {@code X (I - W/2)^-1 dW (I - W/2)^-1}.
 */
final class Rotations extends BlockManifold {

    Rotations() {
        super("the rotations", 2);
    }

    @Override
    Matrix retracted(Matrix x, Matrix v) {
        Matrix half = skewOf(x, v).times(0.5);
        Matrix one = Matrix.identity(x.rows, x.rows);
        return x.times(one.minus(half).inverse().times(one.plus(half)));
    }

    @Override
    Matrix projected(Matrix x, Matrix v) {
        return x.times(skewOf(x, v));
    }

    private static Matrix skewOf(Matrix x, Matrix v) {
        return x.transposed().times(v).skew();
    }

    @Override
    Matrix pulledBack(Matrix x, Matrix v, Matrix g) {
        Matrix half = skewOf(x, v).times(0.5);
        Matrix inverse = Matrix.identity(x.rows, x.rows).plus(half).inverse();
        return x.times(inverse.times(x.transposed().times(g)).times(inverse).skew());
    }

    @Override
    double violation(Matrix x) {
        double distance = x.distanceFromOrthonormal();
        return x.determinant() > 0 ? distance : Math.max(distance, 2);
    }

    @Override
    List<Convention> conventions() {
        String name = "left and right perturbation exchanged";
        return List.of(
                new Convention(
                        "transposed",
                        GradientKind.AMBIENT,
                        each((x, g) -> g.transposed()),
                        each((x, g) -> g.transposed())),
                // G = X W is reported as W X, or the other way round
                new Convention(
                        name,
                        GradientKind.RIEMANNIAN,
                        each((x, g) -> x.transposed().times(g).times(x)),
                        each((x, g) -> x.times(g).times(x.transposed()))),
                new Convention(
                        name,
                        GradientKind.RIEMANNIAN,
                        each((x, g) -> x.times(g).times(x.transposed())),
                        each((x, g) -> x.transposed().times(g).times(x))));
    }

    @Override
    Matrix drawn(RandomGenerator random, int rows, int columns) {
        double kind = random.nextDouble();
        if (rows == 1) {
            return Matrix.identity(1, 1);
        }
        Matrix q = kind < 0.2
                ? permutation(random, rows)
                : Matrix.normal(random, rows, rows).factors().q();
        if (kind < 0.1) {
            return Matrix.identity(rows, rows);
        }
        if (kind > 0.8 && kind < 0.9) { // half turns: the plane of two columns is turned round
            return halfTurn(q);
        }
        if (kind > 0.9) { // a turn by little
            double angle = Math.pow(10, -8 * random.nextDouble());
            Matrix w = Matrix.normal(random, rows, rows).skew().times(angle);
            Matrix one = Matrix.identity(rows, rows);
            return retracted(one, w);
        }
        return q.determinant() < 0 ? reflected(q, 0) : q;
    }

    private static Matrix reflected(Matrix q, int column) {
        Matrix reflected = q.copy();
        for (int i = 0; i < q.rows; i++) {
            reflected.set(i, column, -q.get(i, column));
        }
        return reflected;
    }

    @Override
    Matrix nearest(Matrix a) {
        Matrix q = a.orthonormal();
        return q.determinant() < 0 ? reflected(q, q.columns - 1) : q;
    }

    private static Matrix halfTurn(Matrix q) {
        Matrix turned = q.copy();
        for (int i = 0; i < q.rows; i++) {
            turned.set(i, 0, -q.get(i, 0));
            turned.set(i, 1, -q.get(i, 1));
        }
        return turned.times(q.transposed());
    }

    /** A matrix that exchanges axes, and turns some round. */
    private static Matrix permutation(RandomGenerator random, int rows) {
        int[] order = new int[rows];
        Matrix permutation = Matrix.zeros(rows, rows);
        for (int i = 0; i < rows; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        for (int i = 0; i < rows; i++) {
            permutation.set(i, order[i], random.nextBoolean() ? 1 : -1);
        }
        return permutation;
    }

    @Override
    String wantedShape(int rows, int columns) {
        return rows == columns && rows > 0 ? "" : "square matrices, at least 1 by 1";
    }
}
