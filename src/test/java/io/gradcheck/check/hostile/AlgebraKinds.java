package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.gradient;
import static io.gradcheck.check.kinds.Mistake.swapped;
import static io.gradcheck.check.kinds.Places.at;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Mistake;
import io.gradcheck.check.kinds.Places;
import io.gradcheck.check.kinds.Smooth;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Matrix functions and normalisation. */
final class AlgebraKinds {

    private AlgebraKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("algebra");
        matrices(kinds);
        normalisation(kinds);
        return kinds.all();
    }

    private static void matrices(Kinds kinds) {
        for (int n : new int[] {1, 2, 3, 5, 8}) {
            Places places = random ->
                    flat(randomMatrix(n, random.doubles((long) n * n, -1, 1).toArray()));
            kinds.objective(
                    "determinant of " + n + "x" + n, x -> det(x), x -> detGradient(x), places, SIGN, entry(0, 1.01));
            kinds.objective(
                    "log determinant of " + n + "x" + n,
                    x -> Math.log(Math.abs(det(x))),
                    x -> flat(inverse(x).transpose()),
                    places,
                    SIGN,
                    entry(0, 1.01));
            kinds.objective(
                    "sum of the inverse of " + n + "x" + n,
                    x -> sum(inverse(x)),
                    x -> inverseSumGradient(x),
                    places,
                    SIGN,
                    FACTOR);
            for (int power : new int[] {2, 5}) {
                kinds.objective(
                        "trace of power " + power + " of " + n + "x" + n,
                        x -> matrix(x).power(power).getTrace(),
                        x -> flat(matrix(x).power(power - 1).transpose().scalarMultiply(power)),
                        places,
                        SIGN,
                        entry(0, 1.01));
            }
        }
        UnaryOperator<double[]> notTransposed = x -> flat(matrix(x).power(2).scalarMultiply(3));
        kinds.objective(
                "trace of power 3, not transposed",
                x -> matrix(x).power(3).getTrace(),
                x -> flat(matrix(x).power(2).transpose().scalarMultiply(3)),
                between(9, -1, 1),
                gradient("not transposed", notTransposed));
        for (int n : new int[] {3, 6, 9}) {
            kinds.objective(
                    "determinant near a Hilbert matrix of " + n,
                    x -> det(x),
                    x -> detGradient(x),
                    random -> hilbert(n),
                    SIGN,
                    factor(1.1));
            kinds.objective(
                    "log determinant near a Hilbert matrix of " + n,
                    x -> Math.log(Math.abs(det(x))),
                    x -> flat(inverse(x).transpose()),
                    random -> hilbert(n),
                    SIGN,
                    factor(1.1));
        }
        for (double gap : new double[] {0, 1e-9, 1e-6, 1e-3, 1}) {
            kinds.objective(
                    "larger eigenvalue of 2x2, " + gap + " apart",
                    AlgebraKinds::eigenvalue,
                    AlgebraKinds::eigenvalueGradient,
                    random -> new double[] {2 + gap, gap * random.nextDouble(), 2},
                    SIGN,
                    factor(1.1));
        }
        kinds.objective(
                "singular determinant of 2x2",
                x -> x[0] * x[3] - x[1] * x[2],
                x -> new double[] {x[3], -x[2], -x[1], x[0]},
                at(1, 2, 2, 4),
                SIGN,
                swapped(0, 3));
        kinds.objective(
                "determinant of the zero 2x2",
                x -> x[0] * x[3] - x[1] * x[2],
                x -> new double[] {x[3], -x[2], -x[1], x[0]},
                at(0, 0, 0, 0),
                gradient("identity", x -> new double[] {1, 0, 0, 1}));
    }

    private static RealMatrix matrix(double[] x) {
        int n = (int) Math.round(Math.sqrt(x.length));
        double[][] rows = new double[n][n];
        for (int i = 0; i < x.length; i++) {
            rows[i / n][i % n] = x[i];
        }
        return new Array2DRowRealMatrix(rows, false);
    }

    private static RealMatrix randomMatrix(int n, double[] x) {
        RealMatrix matrix = matrix(x);
        for (int i = 0; i < n; i++) {
            matrix.addToEntry(i, i, 2);
        }
        return matrix;
    }

    private static double[] flat(RealMatrix matrix) {
        int n = matrix.getRowDimension();
        double[] x = new double[n * n];
        for (int i = 0; i < x.length; i++) {
            x[i] = matrix.getEntry(i / n, i % n);
        }
        return x;
    }

    private static double[] hilbert(int n) {
        double[] x = new double[n * n];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1. / (i / n + i % n + 1);
        }
        return x;
    }

    private static double det(double[] x) {
        return new LUDecomposition(matrix(x), 0).getDeterminant();
    }

    private static RealMatrix inverse(double[] x) {
        return new LUDecomposition(matrix(x), 0).getSolver().getInverse();
    }

    private static double[] detGradient(double[] x) {
        return flat(inverse(x).transpose().scalarMultiply(det(x)));
    }

    private static double sum(RealMatrix matrix) {
        double sum = 0;
        for (double v : flat(matrix)) {
            sum += v;
        }
        return sum;
    }

    private static double[] inverseSumGradient(double[] x) {
        RealMatrix t = inverse(x).transpose();
        RealMatrix ones = t.scalarMultiply(0).scalarAdd(1);
        return flat(t.multiply(ones).multiply(t).scalarMultiply(-1));
    }

    /** Of the symmetric matrix with the first and third number on its diagonal. */
    private static double eigenvalue(double[] x) {
        return (x[0] + x[2]) / 2 + Math.hypot((x[0] - x[2]) / 2, x[1]);
    }

    private static double[] eigenvalueGradient(double[] x) {
        double r = Math.hypot((x[0] - x[2]) / 2, x[1]);
        double c = r == 0 ? 0 : (x[0] - x[2]) / (4 * r);
        return new double[] {0.5 + c, r == 0 ? 0 : x[1] / r, 0.5 - c};
    }

    private static void normalisation(Kinds kinds) {
        for (double spread : new double[] {1e-4, 1e-2, 1, 1e2, 1e4}) {
            for (double mean : new double[] {0, 1e3}) {
                kinds.vector(
                        "layer normalisation, spread " + spread + " about " + mean,
                        AlgebraKinds::layerNorm,
                        (x, u) -> layerNormVjp(x, u, true),
                        random ->
                                random.doubles(6, mean - spread, mean + spread).toArray(),
                        SIGN,
                        factor(1.1));
            }
        }
        kinds.subject(
                "layer normalisation, variance's term left out",
                random -> VectorFunctions.vjp(
                        "layer norm",
                        AlgebraKinds::layerNorm,
                        (x, u) -> layerNormVjp(x, u, true),
                        random.doubles(6, -1, 1).toArray()),
                new Mistake(
                        "variance constant",
                        (right, point, upstream) -> Map.of(
                                "x", Tensor.vector(layerNormVjp(point.get("x").values(), upstream.values(), false)))));
    }

    private static double[] layerNorm(double[] x) {
        double mean = Smooth.dot(x, Mistake.scaled(ones(x.length), 1. / x.length));
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] -= mean;
        }
        return Mistake.scaled(y, 1 / Math.sqrt(Smooth.dot(y, y) / y.length + 1e-5));
    }

    private static double[] layerNormVjp(double[] x, double[] u, boolean variance) {
        int n = x.length;
        double mean = Smooth.dot(x, ones(n)) / n;
        double[] c = x.clone();
        for (int i = 0; i < n; i++) {
            c[i] -= mean;
        }
        double s = 1 / Math.sqrt(Smooth.dot(c, c) / n + 1e-5);
        double[] y = Mistake.scaled(c, s);
        double mu = Smooth.dot(u, ones(n)) / n;
        double my = variance ? Smooth.dot(u, y) / n : 0;
        double[] g = new double[n];
        for (int i = 0; i < n; i++) {
            g[i] = s * (u[i] - mu - y[i] * my);
        }
        return g;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
