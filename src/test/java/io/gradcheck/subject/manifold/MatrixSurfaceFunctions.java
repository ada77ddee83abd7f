package io.gradcheck.subject.manifold;

import io.gradcheck.subject.manifold.SurfaceFunctions.Case;
import io.gradcheck.subject.manifold.SurfaceFunctions.OnSurface;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Functions on rotations, symmetric and positive definite matrices, and on the Stiefel manifold. */
final class MatrixSurfaceFunctions {

    private MatrixSurfaceFunctions() {}

    static List<OnSurface> onRotations() {
        Manifold rotations = Manifolds.rotations();
        Function<RandomGenerator, Case> rotation = random -> {
            Matrix p = Matrix.normal(random, 3, 4);
            Matrix q = Matrix.normal(random, 3, 4);
            return new Case(
                    rotations.random(random, 3, 3),
                    r -> r.times(p).minus(q).dot(r.times(p).minus(q)) / 2,
                    r -> r.times(p).minus(q).times(p.transposed()));
        };
        Function<RandomGenerator, Case> reprojection = random -> {
            Matrix p = Matrix.normal(random, 3, 1);
            double u = random.nextGaussian();
            double v = random.nextGaussian();
            return new Case(
                    rotations.random(random, 3, 3),
                    r -> Camera.error(r.times(p), u, v),
                    r -> skewPart(r, Camera.gradient(r.times(p), u, v).times(p.transposed())));
        };
        return List.of(
                new OnSurface(
                        "rotation of points",
                        rotations,
                        GradientKind.AMBIENT,
                        rotation,
                        Map.of(
                                "transposed",
                                SurfaceFunctions::transposed,
                                "sign",
                                SurfaceFunctions::negative,
                                "factor 2",
                                SurfaceFunctions::twice)),
                new OnSurface(
                        "reprojection by a rotation, Riemannian",
                        rotations,
                        GradientKind.RIEMANNIAN,
                        reprojection,
                        Map.of(
                                "left and right exchanged",
                                (r, g) -> r.times(g).times(r.transposed()),
                                "not projected",
                                (r, g) -> g.plus(0.5, r),
                                "skew part without its half",
                                SurfaceFunctions::twice)));
    }

    private static Matrix skewPart(Matrix r, Matrix g) {
        return r.times(r.transposed().times(g).skew());
    }

    static List<OnSurface> onSymmetric() {
        Manifold pairs = Manifolds.symmetric(SymmetricEntries.IN_PAIRS);
        Manifold singly = Manifolds.symmetric(SymmetricEntries.SINGLY);
        Function<Manifold, Function<RandomGenerator, Case>> cubes = manifold -> random -> {
            int n = SurfaceFunctions.width(random);
            Matrix a = Matrix.normal(random, n, n);
            return new Case(
                    manifold.random(random, n, n), x -> x.times(x).times(x).dot(a), x -> {
                        Matrix t = a.transposed();
                        Matrix g = x.times(x)
                                .times(t)
                                .plus(x.times(t).times(x))
                                .plus(t.times(x).times(x))
                                .transposed()
                                .symmetric();
                        return manifold.name().contains("pairs") ? g.offDiagonalTimes(2) : g;
                    });
        };
        return List.of(
                new OnSurface(
                        "cube of a symmetric matrix, in pairs",
                        pairs,
                        GradientKind.RIEMANNIAN,
                        cubes.apply(pairs),
                        Map.of(
                                "singly",
                                (x, g) -> g.offDiagonalTimes(0.5),
                                "lower triangle alone",
                                (x, g) -> g.strictlyLower().plus(g.offDiagonalTimes(0)),
                                "sign",
                                SurfaceFunctions::negative)),
                new OnSurface(
                        "cube of a symmetric matrix, singly",
                        singly,
                        GradientKind.AMBIENT,
                        cubes.apply(singly),
                        Map.of(
                                "in pairs",
                                (x, g) -> g.offDiagonalTimes(2),
                                "one entry",
                                SurfaceFunctions::oneEntryOff,
                                "sign",
                                SurfaceFunctions::negative)));
    }

    static List<OnSurface> onPositiveDefinite() {
        Manifold pairs = Manifolds.positiveDefinite(SymmetricEntries.IN_PAIRS);
        Manifold singly = Manifolds.positiveDefinite(SymmetricEntries.SINGLY);
        Function<RandomGenerator, Case> logDet = random -> {
            int n = SurfaceFunctions.width(random);
            return new Case(
                    pairs.random(random, n, n),
                    MatrixSurfaceFunctions::logDet,
                    x -> x.inverse().symmetric().offDiagonalTimes(2));
        };
        Function<RandomGenerator, Case> traceOfInverse = random -> {
            int n = SurfaceFunctions.width(random);
            return new Case(
                    singly.random(random, n, n),
                    x -> x.inverse().dot(Matrix.identity(n, n)),
                    x -> x.inverse().times(x.inverse()).times(-1).symmetric());
        };
        return List.of(
                new OnSurface(
                        "log det in pairs",
                        pairs,
                        GradientKind.RIEMANNIAN,
                        logDet,
                        Map.of(
                                "singly",
                                (x, g) -> g.offDiagonalTimes(0.5),
                                "not inverted",
                                (x, g) -> x.offDiagonalTimes(2),
                                "diagonal doubled too",
                                (x, g) -> x.inverse().symmetric().times(2))),
                new OnSurface(
                        "trace of the inverse",
                        singly,
                        GradientKind.RIEMANNIAN,
                        traceOfInverse,
                        Map.of(
                                "sign",
                                SurfaceFunctions::negative,
                                "inverse once",
                                (x, g) -> x.inverse().symmetric().times(-1),
                                "affine-invariant",
                                (x, g) -> x.times(g).times(x))));
    }

    /** By Cholesky factors, of the lower triangle alone. */
    private static double logDet(Matrix x) {
        int n = x.rows;
        Matrix l = Matrix.zeros(n, n);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double rest = x.get(i, j);
                for (int k = 0; k < j; k++) {
                    rest -= l.get(i, k) * l.get(j, k);
                }
                if (i == j && !(rest > 0)) {
                    throw new ArithmeticException("not positive definite");
                }
                l.set(i, j, i == j ? Math.sqrt(rest) : rest / l.get(j, j));
            }
            sum += 2 * Math.log(l.get(j, j));
        }
        return sum;
    }

    static List<OnSurface> onStiefel() {
        Manifold stiefel = Manifolds.stiefel();
        Function<RandomGenerator, Case> procrustes = random -> {
            int n = SurfaceFunctions.width(random);
            int p = 1 + random.nextInt(n);
            Matrix a = Matrix.normal(random, 4, n);
            Matrix b = Matrix.normal(random, 4, p);
            return new Case(
                    stiefel.random(random, n, p),
                    x -> a.times(x).minus(b).dot(a.times(x).minus(b)) / 2,
                    x -> a.transposed().times(a.times(x).minus(b)));
        };
        Function<RandomGenerator, Case> brockett = random -> {
            int n = 3 + random.nextInt(3);
            int p = 2 + random.nextInt(n - 2);
            Matrix a = Matrix.normal(random, n, n).symmetric();
            Matrix d = Matrix.identity(p, p);
            for (int i = 0; i < p; i++) {
                d.set(i, i, i + 1);
            }
            return new Case(
                    stiefel.random(random, n, p), x -> a.times(x).times(d).dot(x) / 2, x -> {
                        Matrix g = a.times(x).times(d);
                        return g.minus(x.times(x.transposed().times(g).symmetric()));
                    });
        };
        return List.of(
                new OnSurface(
                        "Procrustes",
                        stiefel,
                        GradientKind.AMBIENT,
                        procrustes,
                        Map.of(
                                "sign",
                                SurfaceFunctions::negative,
                                "factor 2",
                                SurfaceFunctions::twice,
                                "one entry",
                                SurfaceFunctions::oneEntryOff)),
                new OnSurface(
                        "Brockett, Riemannian",
                        stiefel,
                        GradientKind.RIEMANNIAN,
                        brockett,
                        Map.of(
                                "not projected",
                                (x, g) -> g.plus(0.4, x),
                                "canonical metric",
                                (x, g) -> g.plus(x.times(x.transposed().times(g))),
                                "sign",
                                SurfaceFunctions::negative)));
    }
}
