package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Symmetric matrices, with {@code R(X, V) = X + V}; an open part of them is that of the positive definite ones. */
class SymmetricMatrices extends BlockManifold {

    private final SymmetricEntries entries;

    SymmetricMatrices(SymmetricEntries entries) {
        this("the symmetric matrices", entries);
    }

    SymmetricMatrices(String name, SymmetricEntries entries) {
        super(name + (entries == SymmetricEntries.IN_PAIRS ? ", entries in pairs" : ", entries singly"), 2);
        this.entries = entries;
    }

    final boolean inPairs() {
        return entries == SymmetricEntries.IN_PAIRS;
    }

    @Override
    Matrix retracted(Matrix x, Matrix v) {
        return x.plus(v);
    }

    @Override
    final Matrix projected(Matrix x, Matrix v) {
        return v.symmetric();
    }

    @Override
    Matrix pulledBack(Matrix x, Matrix v, Matrix g) {
        return g.symmetric();
    }

    @Override
    final Matrix tangent(Matrix x, Matrix d) {
        return moved(d);
    }

    @Override
    final Matrix cotangent(Matrix x, Matrix v) {
        return moved(v);
    }

    /** Entries {@code ij} and {@code ji} move both as far as each of them does; or each half as far, as the projection has it. */
    private Matrix moved(Matrix v) {
        return inPairs() ? v.symmetric().offDiagonalTimes(2) : v.symmetric();
    }

    @Override
    final Tensor differential(Tensor claimed) {
        return inPairs() ? each((x, g) -> g.symmetric().offDiagonalTimes(0.5)).apply(claimed, claimed) : claimed;
    }

    @Override
    double violation(Matrix x) {
        return x.skew().largest() / Math.max(1, x.largest());
    }

    @Override
    List<Convention> conventions() {
        double factor = inPairs() ? 0.5 : 2;
        String name = inPairs()
                ? "that of a symmetric matrix whose entries move singly, off the diagonal half as large"
                : "that of a symmetric matrix whose entries move in pairs, off the diagonal twice as large";
        List<Convention> conventions = new ArrayList<>();
        for (GradientKind kind : GradientKind.values()) {
            conventions.add(new Convention(
                    name,
                    kind,
                    each((x, g) -> g.offDiagonalTimes(factor)),
                    each((x, g) -> g.offDiagonalTimes(1 / factor))));
            if (inPairs()) {
                conventions.add(new Convention(
                        "that of a symmetric matrix of which one triangle alone is reported",
                        kind,
                        each((x, g) -> g.strictlyLower().plus(g.offDiagonalTimes(0))),
                        each((x, g) -> g.isTriangular() ? g.symmetric().offDiagonalTimes(2) : g)));
            }
        }
        return conventions;
    }

    @Override
    Matrix drawn(RandomGenerator random, int rows, int columns) {
        double kind = random.nextDouble();
        if (kind < 0.1) { // all eigenvalues equal
            return Matrix.diagonal(rows, rows, random.nextGaussian());
        }
        Matrix symmetric = Matrix.normal(random, rows, rows).symmetric();
        return kind < 0.2
                ? symmetric.offDiagonalTimes(0)
                : kind < 0.3 ? withEigenvalues(random, rows, random.nextGaussian(), random.nextGaussian()) : symmetric;
    }

    /** A matrix that has two eigenvalues, or one, in any directions. */
    static Matrix withEigenvalues(RandomGenerator random, int rows, double one, double other) {
        Matrix q = Matrix.normal(random, rows, rows).factors().q();
        Matrix d = Matrix.diagonal(rows, rows, one);
        d.set(rows - 1, rows - 1, other);
        return q.times(d).times(q.transposed()).symmetric();
    }

    @Override
    Matrix nearest(Matrix a) {
        return a.symmetric();
    }

    @Override
    final String wantedShape(int rows, int columns) {
        return rows == columns && rows > 0 ? "" : "square matrices";
    }
}
