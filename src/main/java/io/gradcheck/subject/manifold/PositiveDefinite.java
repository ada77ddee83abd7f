package io.gradcheck.subject.manifold;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Symmetric positive definite matrices, with {@code R(X, V) = X + V + V X^-1 V/2}, which is positive definite for every
 * {@code V} (Jeuris, Vandebril, Vandereycken, A survey and comparison of contemporary algorithms for computing the matrix
 * geometric mean, 2012).
 */
final class PositiveDefinite extends SymmetricMatrices {

    /** Of points that are made of others, relative to the entry of the diagonal. */
    private static final double LEAST_PIVOT = 1e-10;

    private static final double FIRST_SHIFT = 0x1p-20;

    PositiveDefinite(SymmetricEntries entries) {
        super("the positive definite matrices", entries);
    }

    @Override
    Matrix retracted(Matrix x, Matrix v) {
        return x.plus(v).plus(0.5, v.times(inverse(x)).times(v)).symmetric();
    }

    @Override
    Matrix pulledBack(Matrix x, Matrix v, Matrix g) {
        Matrix symmetric = g.symmetric();
        return symmetric.plus(symmetric.times(v).times(inverse(x)).symmetric());
    }

    private static Matrix inverse(Matrix x) {
        return x.inverse().symmetric();
    }

    /** That a matrix has no factors of Cholesky, or only such with NaN, counts as far away. */
    @Override
    double violation(Matrix x) {
        return leastPivot(x) > 0 ? super.violation(x) : Math.max(1, x.largest());
    }

    /** The least pivot of Cholesky's decomposition, relative to its entry of the diagonal; the first that is not positive. */
    private static double leastPivot(Matrix x) {
        Matrix left = x.copy();
        double least = 1;
        for (int k = 0; k < x.rows; k++) {
            double pivot = left.get(k, k);
            if (!(pivot > 0)) {
                return pivot;
            }
            least = Math.min(least, pivot / x.get(k, k));
            for (int i = k + 1; i < x.rows; i++) {
                double factor = left.get(i, k) / pivot;
                for (int j = k; j < x.rows; j++) {
                    left.set(i, j, left.get(i, j) - factor * left.get(k, j));
                }
            }
        }
        return least;
    }

    /** A multiple of the identity is added where there are eigenvalues that are not positive. */
    @Override
    Matrix nearest(Matrix a) {
        Matrix near = a.symmetric();
        double shift = near.largest() == 0 ? 1 : Math.max(Double.MIN_NORMAL, near.largest() * FIRST_SHIFT);
        while (!(leastPivot(near) > LEAST_PIVOT)) {
            near = near.plus(shift, Matrix.identity(a.rows, a.rows));
            shift *= 2;
        }
        return near;
    }

    @Override
    List<Convention> conventions() {
        if (inPairs()) {
            return super.conventions();
        }
        Convention affine = new Convention(
                "that of the affine-invariant metric, X G X",
                GradientKind.RIEMANNIAN,
                each((x, g) -> x.times(g).times(x)),
                each((x, g) -> inverse(x).times(g).times(inverse(x))));
        return Stream.concat(super.conventions().stream(), Stream.of(affine)).toList();
    }

    @Override
    Matrix drawn(RandomGenerator random, int rows, int columns) {
        double kind = random.nextDouble();
        if (kind < 0.1) {
            return Matrix.identity(rows, rows);
        }
        if (kind < 0.25) {
            return withEigenvalues(random, rows, eigenvalue(random), eigenvalue(random));
        }
        Matrix q = kind < 0.4
                ? Matrix.identity(rows, rows)
                : Matrix.normal(random, rows, rows).factors().q();
        Matrix d = Matrix.zeros(rows, rows);
        for (int i = 0; i < rows; i++) {
            d.set(i, i, eigenvalue(random));
        }
        return q.times(d).times(q.transposed()).symmetric();
    }

    /** From about 1/10 to 10. */
    private static double eigenvalue(RandomGenerator random) {
        return Math.exp(4.6 * random.nextDouble() - 2.3);
    }
}
