package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Matrix.cholesky;
import static io.gradcheck.check.textbook.Matrix.gram;
import static io.gradcheck.check.textbook.Matrix.inverse;
import static io.gradcheck.check.textbook.Matrix.outer;
import static io.gradcheck.check.textbook.Matrix.product;
import static io.gradcheck.check.textbook.Matrix.solve;
import static io.gradcheck.check.textbook.Matrix.transposed;
import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions of small matrices. */
final class MatrixFunctions {

    private static final int N = 3;

    private MatrixFunctions() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("matrices");
        determinants(formulas);
        products(formulas);
        processes(formulas);
        return formulas.all();
    }

    private static Map<String, double[]> two(String one, double[] a, String other, double[] b) {
        Map<String, double[]> at = new LinkedHashMap<>();
        at.put(one, a);
        at.put(other, b);
        return at;
    }

    private static void determinants(Formulas formulas) {
        formulas.at(
                Regime.MODERATE,
                "log det(M M' + I) by Cholesky",
                draw -> Example.objective(
                                draw.values(9),
                                m -> Matrix.logDeterminant(cholesky(gram(m, N, 1), N), N),
                                m -> times(product(inverse(gram(m, N, 1), N), m, N), 2))
                        .wrongObjective("factor 2 forgotten", m -> product(inverse(gram(m, N, 1), N), m, N))
                        .wrongObjective(
                                "transposed", m -> times(product(transposed(m, N), inverse(gram(m, N, 1), N), N), 2))
                        .wrongObjective("not inverted", m -> times(product(gram(m, N, 1), m, N), 2)));
        formulas.own(
                "determinant by the rule of Sarrus",
                draw -> Example.objective(
                                draw.normal(9),
                                MatrixFunctions::sarrus,
                                m -> times(transposed(inverse(m, N), N), sarrus(m)))
                        .wrongObjective("adjugate not transposed", m -> times(inverse(m, N), sarrus(m)))
                        .wrongObjective("determinant forgotten", m -> transposed(inverse(m, N), N))
                        .wrongObjective("a cofactor's sign", m -> {
                            double[] g = times(transposed(inverse(m, N), N), sarrus(m));
                            g[5] = -g[5];
                            return g;
                        }));
    }

    private static double sarrus(double[] m) {
        return m[0] * m[4] * m[8]
                + m[1] * m[5] * m[6]
                + m[2] * m[3] * m[7]
                - m[2] * m[4] * m[6]
                - m[0] * m[5] * m[7]
                - m[1] * m[3] * m[8];
    }

    private static void products(Formulas formulas) {
        formulas.own(
                "inverse by Gauss and Jordan",
                draw -> Example.vector(
                                Plain.plus(draw.normal(9), new double[] {3, 0, 0, 0, 3, 0, 0, 0, 3}),
                                a -> inverse(a, N),
                                (a, u) -> inverseVjp(a, u, true, -1))
                        .wrongVector("not transposed", (a, u) -> inverseVjp(a, u, false, -1))
                        .wrongVector("sign", (a, u) -> inverseVjp(a, u, true, 1))
                        .wrongVector(
                                "one inverse forgotten",
                                (a, u) -> times(product(transposed(inverse(a, N), N), u, N), -1)));
        formulas.any("quadratic form x'A x, A not symmetric", draw -> {
            double[] a = draw.normal(9);
            return Example.objective(
                            draw.values(3),
                            x -> dot(x, Matrix.times(a, x)),
                            x -> Plain.plus(Matrix.times(a, x), Matrix.transposedTimes(a, x)))
                    .wrongObjective("as if A were symmetric", x -> times(Matrix.times(a, x), 2))
                    .wrongObjective("one half", x -> Matrix.times(a, x))
                    .wrongObjective("transposed half", x -> Matrix.transposedTimes(a, x));
        });
        formulas.any("trace of M'A M", draw -> {
            double[] a = draw.normal(9);
            return Example.objective(
                            draw.values(9),
                            m -> dot(m, product(a, m, N)),
                            m -> Plain.plus(product(a, m, N), product(transposed(a, N), m, N)))
                    .wrongObjective("as if A were symmetric", m -> times(product(a, m, N), 2))
                    .wrongObjective(
                            "order exchanged", m -> Plain.plus(product(m, a, N), product(m, transposed(a, N), N)))
                    .wrongObjective("half", m -> product(a, m, N));
        });
        formulas.at(Regime.MODERATE, "least squares |A x - b|^2 with a ridge", draw -> {
            double[] a = draw.normal(12);
            double[] b = draw.normal(4);
            return Example.objective(
                            draw.values(3),
                            x -> {
                                double[] r = Plain.minus(Matrix.times(a, x), b);
                                return 0.5 * dot(r, r) + 0.05 * dot(x, x);
                            },
                            x -> leastSquares(a, b, x, 0.1, 1))
                    .wrongObjective("ridge's factor 2", x -> leastSquares(a, b, x, 0.05, 1))
                    .wrongObjective("right-hand side forgotten", x -> leastSquares(a, new double[4], x, 0.1, 1))
                    .wrongObjective("factor 2", x -> leastSquares(a, b, x, 0.1, 2));
        });
    }

    private static double[] inverseVjp(double[] a, double[] u, boolean transposed, double sign) {
        double[] inverse = inverse(a, N);
        double[] outside = transposed ? transposed(inverse, N) : inverse;
        return times(product(product(outside, u, N), outside, N), sign);
    }

    private static double[] leastSquares(double[] a, double[] b, double[] x, double ridge, double factor) {
        double[] r = Plain.minus(Matrix.times(a, x), b);
        return Plain.plus(times(Matrix.transposedTimes(a, r), factor), times(x, ridge));
    }

    private static void processes(Formulas formulas) {
        formulas.own("solution of a positive definite system by Cholesky", draw -> {
            double[] a = gram(draw.normal(9), N, 0.5);
            return Example.vector(draw.normal(3), b -> solve(cholesky(a, N), b), (b, u) -> solve(cholesky(a, N), u))
                    .wrongVector("not inverted", (b, u) -> Matrix.times(a, u))
                    .wrongVector("solved for b, not for upstream", (b, u) -> solve(cholesky(a, N), b))
                    .wrongVector("forward half only", (b, u) -> Matrix.times(inverse(cholesky(a, N), N), u));
        });
        formulas.at(Regime.MODERATE, "Mahalanobis distance (x - m)' S^-1 (x - m)", draw -> {
            double[] l = cholesky(gram(draw.normal(9), N, 0.5), N);
            double[] m = draw.normal(3);
            return Example.objective(
                            draw.values(3),
                            x -> dot(Plain.minus(x, m), solve(l, Plain.minus(x, m))),
                            x -> times(solve(l, Plain.minus(x, m)), 2))
                    .wrongObjective("factor 2 forgotten", x -> solve(l, Plain.minus(x, m)))
                    .wrongObjective("mean not subtracted", x -> times(solve(l, x), 2))
                    .wrongObjective("not solved", x -> times(Plain.minus(x, m), 2));
        });
        for (double spread : new double[] {1, 1e-3}) {
            formulas.own("Gaussian process, log marginal likelihood, inputs " + spread + " apart", draw -> {
                double[] x = {0, spread * draw.random().nextDouble(0.9, 1.1), 2 * spread};
                double[] y = draw.normal(3);
                return Example.of(
                                two("logLength", draw.between(1, -0.5, 0.5), "logNoise", draw.between(1, -4, -2)),
                                v -> new double[] {GaussianProcess.value(v, x, y)},
                                (v, u) -> GaussianProcess.gradient(v, x, y, u[0], 1, 2))
                        .wrong("trace forgotten", (v, u) -> GaussianProcess.gradient(v, x, y, u[0], 0, 2))
                        .wrong("noise's factor 2", (v, u) -> GaussianProcess.gradient(v, x, y, u[0], 1, 1))
                        .wrongAfter("sign", g -> new double[][] {{-g[0][0]}, {-g[1][0]}});
            });
        }
    }

    /** The evidence of three observations under a squared exponential kernel. */
    private static final class GaussianProcess {

        private GaussianProcess() {}

        static double[] kernel(double[][] v, double[] x, double noise) {
            double length = Math.exp(v[0][0]);
            double[] k = new double[N * N];
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    double d = (x[i] - x[j]) / length;
                    k[i * N + j] = Math.exp(-0.5 * d * d) + (i == j ? noise : 0);
                }
            }
            return k;
        }

        static double value(double[][] v, double[] x, double[] y) {
            double[] l = cholesky(kernel(v, x, Math.exp(2 * v[1][0])), N);
            return 0.5 * dot(y, solve(l, y)) + 0.5 * Matrix.logDeterminant(l, N) + 0.5 * N * Math.log(2 * Math.PI);
        }

        static double[][] gradient(double[][] v, double[] x, double[] y, double u, double trace, double factor) {
            double noise = Math.exp(2 * v[1][0]);
            double[] k = kernel(v, x, noise);
            double[] alpha = solve(cholesky(k, N), y);
            double[] byKernel = Plain.minus(times(inverse(k, N), trace), outer(alpha, alpha));
            double length = Math.exp(v[0][0]);
            double byLength = 0;
            double byNoise = 0;
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    double d = (x[i] - x[j]) / length;
                    byLength += 0.5 * byKernel[i * N + j] * Math.exp(-0.5 * d * d) * d * d;
                }
                byNoise += 0.5 * byKernel[i * N + i] * factor * noise;
            }
            return new double[][] {{u * byLength}, {u * byNoise}};
        }
    }
}
