package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.SurfaceFunctions.Case;
import io.gradcheck.subject.manifold.SurfaceFunctions.OnSurface;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Functions on spheres, on the simplex and in a box. */
final class VectorSurfaceFunctions {

    private VectorSurfaceFunctions() {}

    static List<OnSurface> onSpheres() {
        Manifold sphere = Manifolds.sphere();
        Function<RandomGenerator, Case> rayleigh = random -> {
            int n = SurfaceFunctions.width(random);
            Matrix a = Matrix.normal(random, n, n).symmetric();
            return new Case(
                    sphere.random(random, n),
                    x -> x.times(a).dot(x),
                    x -> x.times(a).times(2));
        };
        Function<RandomGenerator, Case> riemannianRayleigh = random -> {
            Case free = rayleigh.apply(random);
            return new Case(
                    free.point(),
                    free.value(),
                    x -> projected(x, free.gradient().apply(x)));
        };
        Function<RandomGenerator, Case> exponential = random -> {
            int n = SurfaceFunctions.width(random);
            Matrix mean = Matrix.normal(random, 1, n).times(2);
            return new Case(
                    sphere.random(random, n), x -> Math.exp(mean.dot(x)), x -> mean.times(Math.exp(mean.dot(x))));
        };
        Manifold quaternions = Manifolds.unitQuaternions();
        Function<RandomGenerator, Case> reprojection = random -> {
            Matrix p = Matrix.normal(random, 1, 3);
            Matrix seen = Matrix.normal(random, 1, 3);
            return new Case(
                    quaternions.random(random, 4),
                    q -> Quaternions.rotated(q, p)
                                    .minus(seen)
                                    .dot(Quaternions.rotated(q, p).minus(seen))
                            / 2,
                    q -> Quaternions.gradient(q, p, Quaternions.rotated(q, p).minus(seen)));
        };
        Function<RandomGenerator, Case> direction = random -> {
            Matrix p = Matrix.normal(random, 1, 3);
            Matrix axis = Matrix.normal(random, 1, 3);
            return new Case(
                    quaternions.random(random, 4),
                    q -> Quaternions.rotated(q, p).dot(axis),
                    q -> projected(q, Quaternions.gradient(q, p, axis)));
        };
        return List.of(
                new OnSurface(
                        "Rayleigh quotient",
                        sphere,
                        GradientKind.AMBIENT,
                        rayleigh,
                        Map.of(
                                "sign",
                                SurfaceFunctions::negative,
                                "factor 2",
                                SurfaceFunctions::twice,
                                "one entry",
                                SurfaceFunctions::oneEntryOff)),
                new OnSurface(
                        "Rayleigh quotient, Riemannian",
                        sphere,
                        GradientKind.RIEMANNIAN,
                        riemannianRayleigh,
                        Map.of(
                                "sign",
                                SurfaceFunctions::negative,
                                "not projected",
                                (x, g) -> g.plus(0.7, x),
                                "factor 2",
                                SurfaceFunctions::twice)),
                new OnSurface(
                        "von Mises and Fisher",
                        sphere,
                        GradientKind.AMBIENT,
                        exponential,
                        Map.of(
                                "without the exponential",
                                (x, g) -> g.times(1 / g.norm()),
                                "sign",
                                SurfaceFunctions::negative,
                                "one entry",
                                SurfaceFunctions::oneEntryOff)),
                new OnSurface(
                        "reprojection by a quaternion",
                        quaternions,
                        GradientKind.AMBIENT,
                        reprojection,
                        Map.of(
                                "conjugate",
                                (q, g) -> new Matrix(1, 4, g.values[0], -g.values[1], -g.values[2], -g.values[3]),
                                "real part last",
                                (q, g) -> new Matrix(1, 4, g.values[1], g.values[2], g.values[3], g.values[0]),
                                "factor 2",
                                SurfaceFunctions::twice)),
                new OnSurface(
                        "direction by a quaternion, Riemannian",
                        quaternions,
                        GradientKind.RIEMANNIAN,
                        direction,
                        Map.of(
                                "not projected",
                                (q, g) -> g.plus(0.5, q),
                                "sign",
                                SurfaceFunctions::negative,
                                "factor 2",
                                SurfaceFunctions::twice)));
    }

    private static Matrix projected(Matrix x, Matrix g) {
        return g.plus(-g.dot(x), x);
    }

    static List<OnSurface> onSimplex() {
        Manifold simplex = Manifolds.simplex();
        Function<RandomGenerator, Case> entropy = random -> {
            int n = SurfaceFunctions.width(random);
            Matrix p = SurfaceFunctions.matrix(simplex.random(random, n));
            for (int i = 0; i < n; i++) { // away from where its gradient is infinite
                p.values[i] = (p.values[i] + 1e-4) / (1 + 1e-4 * n);
            }
            return new Case(
                    Tensor.vector(p.values), VectorSurfaceFunctions::entropy, VectorSurfaceFunctions::entropyGradient);
        };
        Function<RandomGenerator, Case> square = random -> {
            int n = SurfaceFunctions.width(random);
            Matrix a = Matrix.normal(random, n, n).symmetric();
            return new Case(
                    simplex.random(random, n),
                    p -> {
                        requireDistribution(p);
                        return p.times(a).dot(p) / 2;
                    },
                    p -> {
                        requireDistribution(p);
                        Matrix g = p.times(a);
                        return g.plus(-g.sum() / n, ones(n));
                    });
        };
        return List.of(
                new OnSurface(
                        "entropy",
                        simplex,
                        GradientKind.AMBIENT,
                        entropy,
                        Map.of(
                                "sign",
                                SurfaceFunctions::negative,
                                "binary logarithm",
                                (p, g) -> g.times(1 / Math.log(2)),
                                "one entry",
                                SurfaceFunctions::oneEntryOff)),
                new OnSurface(
                        "quadratic game, Riemannian",
                        simplex,
                        GradientKind.RIEMANNIAN,
                        square,
                        Map.of(
                                "not projected",
                                (p, g) -> g.plus(0.3, ones(g.columns)),
                                "factor 2",
                                SurfaceFunctions::twice,
                                "Fisher metric",
                                (p, g) -> {
                                    Matrix natural = g.plus(-p.dot(g), ones(g.columns));
                                    for (int i = 0; i < g.columns; i++) {
                                        natural.values[i] *= p.values[i];
                                    }
                                    return natural;
                                })));
    }

    private static void requireDistribution(Matrix p) {
        for (double share : p.values) {
            if (share < 0 || Math.abs(p.sum() - 1) > 1e-12) {
                throw new IllegalStateException("not a distribution");
            }
        }
    }

    private static double entropy(Matrix p) {
        double sum = 0;
        for (double share : p.values) {
            sum -= share * Math.log(share);
        }
        return sum;
    }

    private static Matrix entropyGradient(Matrix p) {
        Matrix g = p.copy();
        for (int i = 0; i < g.columns; i++) {
            g.values[i] = -Math.log(g.values[i]) - 1;
        }
        return g;
    }

    private static Matrix ones(int n) {
        Matrix ones = Matrix.zeros(1, n);
        Arrays.fill(ones.values, 1);
        return ones;
    }

    static List<OnSurface> inBox() {
        int n = 4;
        Manifold box = Manifolds.box(
                Tensor.vector(0, -1, Double.NEGATIVE_INFINITY, 2), Tensor.vector(1, 1, 0, Double.POSITIVE_INFINITY));
        Function<RandomGenerator, Case> leastSquares = random -> {
            Matrix a = Matrix.normal(random, n, 5);
            Matrix b = Matrix.normal(random, 1, 5);
            return new Case(
                    box.random(random, n),
                    x -> {
                        requireInBox(x);
                        return x.times(a).minus(b).dot(x.times(a).minus(b)) / 2;
                    },
                    x -> {
                        requireInBox(x);
                        return x.times(a).minus(b).times(a.transposed());
                    });
        };
        Function<RandomGenerator, Case> growth = random -> {
            Matrix a = Matrix.normal(random, n, 1);
            return new Case(
                    box.random(random, n),
                    x -> {
                        requireInBox(x);
                        return Math.exp(x.times(a).values[0] / 2) + Math.sin(x.values[1] * x.values[2]);
                    },
                    x -> {
                        requireInBox(x);
                        Matrix g = a.transposed().times(Math.exp(x.times(a).values[0] / 2) / 2);
                        double c = Math.cos(x.values[1] * x.values[2]);
                        g.values[1] += c * x.values[2];
                        g.values[2] += c * x.values[1];
                        return g;
                    });
        };
        return List.of(
                new OnSurface(
                        "least squares in a box",
                        box,
                        GradientKind.AMBIENT,
                        leastSquares,
                        Map.of(
                                "zero on bounds",
                                (x, g) -> zeroOnBounds(x, g),
                                "sign",
                                SurfaceFunctions::negative,
                                "one entry",
                                SurfaceFunctions::oneEntryOff)),
                new OnSurface(
                        "growth in a box",
                        box,
                        GradientKind.AMBIENT,
                        growth,
                        Map.of(
                                "zero on bounds",
                                (x, g) -> zeroOnBounds(x, g),
                                "factor 2",
                                SurfaceFunctions::twice,
                                "one entry",
                                SurfaceFunctions::oneEntryOff)));
    }

    private static void requireInBox(Matrix x) {
        double[] v = x.values;
        if (v[0] < 0 || v[0] > 1 || v[1] < -1 || v[1] > 1 || v[2] > 0 || v[3] < 2) {
            throw new IllegalStateException("outside the box");
        }
    }

    private static Matrix zeroOnBounds(Matrix x, Matrix g) {
        Matrix clipped = g.copy();
        double[] v = x.values;
        clipped.values[0] = v[0] == 0 || v[0] == 1 ? 0 : g.values[0];
        clipped.values[1] = v[1] == -1 || v[1] == 1 ? 0 : g.values[1];
        clipped.values[2] = v[2] == 0 ? 0 : g.values[2];
        clipped.values[3] = v[3] == 2 ? 0 : g.values[3];
        return clipped;
    }
}
