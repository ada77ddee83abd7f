package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.map;
import static io.gradcheck.check.textbook.Plain.mean;
import static io.gradcheck.check.textbook.Plain.norm;
import static io.gradcheck.check.textbook.Plain.sum;
import static io.gradcheck.check.textbook.Plain.times;
import static io.gradcheck.check.textbook.Plain.variance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Normalisations of rows, of batches, and to unit length. */
final class Normalisations {

    private static final double EPS = 1e-5;

    private Normalisations() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("normalisation");
        rows(formulas);
        batches(formulas);
        lengths(formulas);
        return formulas.all();
    }

    private static Map<String, double[]> affine(double[] x, double[] gamma, double[] beta) {
        Map<String, double[]> at = new LinkedHashMap<>();
        at.put("x", x);
        at.put("gamma", gamma);
        at.put("beta", beta);
        return at;
    }

    /** {@code (x - mean) / sqrt(var + eps)}. */
    private static double[] standardised(double[] x, double eps) {
        double mean = mean(x);
        double r = 1 / Math.sqrt(variance(x) + eps);
        return map(x, v -> (v - mean) * r);
    }

    /** {@code r (u - mean(u) - xhat mean(u xhat))}, with a factor to each of the two means. */
    private static double[] standardisedVjp(double[] x, double[] u, double eps, double byMean, double byVariance) {
        double[] hat = standardised(x, eps);
        double r = 1 / Math.sqrt(variance(x) + eps);
        double first = byMean * mean(u);
        double second = byVariance * dot(u, hat) / x.length;
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = r * (u[i] - first - hat[i] * second);
        }
        return g;
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = a.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= b[i];
        }
        return product;
    }

    private static double[][] layerNorm(double[][] v, double[] u, double byMean, double byVariance) {
        return new double[][] {
            standardisedVjp(v[0], product(u, v[1]), EPS, byMean, byVariance), product(u, standardised(v[0], EPS)), u
        };
    }

    private static void rows(Formulas formulas) {
        formulas.any(
                "layer normalisation with scale and shift",
                draw -> Example.of(
                                affine(draw.values(4), draw.normal(4), draw.normal(4)),
                                v -> Plain.plus(product(standardised(v[0], EPS), v[1]), v[2]),
                                (v, u) -> layerNorm(v, u, 1, 1))
                        .wrong("path through the mean missing", (v, u) -> layerNorm(v, u, 0, 1))
                        .wrong("path through the variance missing", (v, u) -> layerNorm(v, u, 1, 0))
                        .wrong("gradients of scale and shift exchanged", (v, u) -> {
                            double[][] g = layerNorm(v, u, 1, 1);
                            return new double[][] {g[0], g[2], g[1]};
                        }));
        formulas.any(
                "layer normalisation, eps 1e-12",
                draw -> Example.vector(
                                draw.values(4),
                                x -> standardised(x, 1e-12),
                                (x, u) -> standardisedVjp(x, u, 1e-12, 1, 1))
                        .wrongVector("eps 1e-5 behind", (x, u) -> standardisedVjp(x, u, EPS, 1, 1))
                        .wrongVector("path through the mean missing", (x, u) -> standardisedVjp(x, u, 1e-12, 0, 1))
                        .wrongVector("variance by n - 1", (x, u) -> standardisedVjp(x, u, 1e-12, 1, 4 / 3.0)));
        formulas.any(
                "RMS normalisation",
                draw -> Example.of(
                                Map.of("x", draw.values(4)),
                                v -> times(v[0], 1 / Math.sqrt(dot(v[0], v[0]) / 4 + EPS)),
                                (v, u) -> new double[][] {rms(v[0], u, 1, 4)})
                        .wrong("norm taken as constant", (v, u) -> new double[][] {rms(v[0], u, 0, 4)})
                        .wrong("sum for mean in the second term", (v, u) -> new double[][] {rms(v[0], u, 1, 1)})
                        .wrong("sign of the second term", (v, u) -> new double[][] {rms(v[0], u, -1, 4)}));
        formulas.any(
                "variance by E[x^2] - E[x]^2",
                draw -> Example.objective(
                                draw.values(5),
                                x -> dot(x, x) / 5 - mean(x) * mean(x),
                                x -> map(x, v -> 2 * (v - mean(x)) / 5))
                        .wrongObjective("mean not subtracted", x -> times(x, 2 / 5.0))
                        .wrongObjective("not divided", x -> map(x, v -> 2 * (v - mean(x))))
                        .wrongObjective("by n - 1", x -> map(x, v -> 2 * (v - mean(x)) / 4)));
    }

    private static double[] rms(double[] x, double[] u, double byNorm, double count) {
        double r = 1 / Math.sqrt(dot(x, x) / 4 + EPS);
        double[] g = new double[4];
        for (int i = 0; i < 4; i++) {
            g[i] = u[i] * r - byNorm * x[i] * dot(u, x) * r * r * r / count;
        }
        return g;
    }

    private static void batches(Formulas formulas) {
        formulas.any("batch normalisation of a batch of 3 with 2 features", draw -> {
            double[] x = draw.values(6);
            return Example.of(
                            affine(x, draw.normal(2), draw.normal(2)),
                            Normalisations::batchNorm,
                            (v, u) -> batchVjp(v, u, 1, 1))
                    .wrong("contribution of the mean missing", (v, u) -> batchVjp(v, u, 0, 1))
                    .wrong("contribution of the variance missing", (v, u) -> batchVjp(v, u, 1, 0))
                    .wrong("shift not summed over the batch", (v, u) -> {
                        double[][] g = batchVjp(v, u, 1, 1);
                        g[2] = new double[] {u[0], u[1]};
                        return g;
                    });
        });
        formulas.any(
                "instance normalisation of two channels",
                draw -> Example.vector(draw.values(6), Normalisations::instances, (x, u) -> instancesVjp(x, u, 1, 1))
                        .wrongVector("path through the mean missing", (x, u) -> instancesVjp(x, u, 0, 1))
                        .wrongVector("path through the variance missing", (x, u) -> instancesVjp(x, u, 1, 0))
                        .wrongVector("over both channels", (x, u) -> standardisedVjp(x, u, EPS, 1, 1)));
    }

    private static double[] column(double[] x, int j) {
        return new double[] {x[j], x[2 + j], x[4 + j]};
    }

    private static double[] batchNorm(double[][] v) {
        double[] y = new double[6];
        for (int j = 0; j < 2; j++) {
            double[] hat = standardised(column(v[0], j), EPS);
            for (int i = 0; i < 3; i++) {
                y[2 * i + j] = v[1][j] * hat[i] + v[2][j];
            }
        }
        return y;
    }

    private static double[][] batchVjp(double[][] v, double[] u, double byMean, double byVariance) {
        double[][] g = {new double[6], new double[2], new double[2]};
        for (int j = 0; j < 2; j++) {
            double[] x = column(v[0], j);
            double[] up = column(u, j);
            double[] dx = standardisedVjp(x, times(up, v[1][j]), EPS, byMean, byVariance);
            for (int i = 0; i < 3; i++) {
                g[0][2 * i + j] = dx[i];
            }
            g[1][j] = dot(up, standardised(x, EPS));
            g[2][j] = sum(up);
        }
        return g;
    }

    private static double[] instances(double[] x) {
        double[] y = new double[6];
        for (int c = 0; c < 2; c++) {
            System.arraycopy(standardised(Plain.row(x, c, 3), EPS), 0, y, 3 * c, 3);
        }
        return y;
    }

    private static double[] instancesVjp(double[] x, double[] u, double byMean, double byVariance) {
        double[] g = new double[6];
        for (int c = 0; c < 2; c++) {
            double[] of = standardisedVjp(Plain.row(x, c, 3), Plain.row(u, c, 3), EPS, byMean, byVariance);
            System.arraycopy(of, 0, g, 3 * c, 3);
        }
        return g;
    }

    private static void lengths(Formulas formulas) {
        formulas.any(
                "unit vector, x / sqrt(|x|^2 + 1e-12)",
                draw -> Example.vector(
                                draw.values(3),
                                x -> times(x, 1 / Math.sqrt(dot(x, x) + 1e-12)),
                                (x, u) -> unit(x, u, Math.sqrt(dot(x, x) + 1e-12), 1))
                        .wrongVector("norm taken as constant", (x, u) -> unit(x, u, Math.sqrt(dot(x, x) + 1e-12), 0))
                        .wrongVector("eps of 1e-6 behind", (x, u) -> unit(x, u, Math.sqrt(dot(x, x) + 1e-6), 1))
                        .wrongVector(
                                "sign of the second term", (x, u) -> unit(x, u, Math.sqrt(dot(x, x) + 1e-12), -1)));
        formulas.any(
                "unit vector, x / max(|x|, 1e-12)",
                draw -> Example.vector(
                                draw.values(3),
                                x -> times(x, 1 / Math.max(norm(x), 1e-12)),
                                (x, u) -> norm(x) < 1e-12 ? times(u, 1e12) : unit(x, u, norm(x), 1))
                        .wrongVector("norm taken as constant", (x, u) -> unit(x, u, Math.max(norm(x), 1e-12), 0))
                        .wrongVector("norm not cubed", (x, u) -> {
                            double n = Math.max(norm(x), 1e-12);
                            return Plain.minus(times(u, 1 / n), times(x, dot(x, u) / (n * n)));
                        })
                        .wrongVector("not divided", (x, u) -> {
                            double n = Math.max(norm(x), 1e-12);
                            return Plain.minus(u, times(x, dot(x, u) / (n * n)));
                        }));
        formulas.any("weight normalisation, g v / |v|", draw -> {
            double[] x = draw.normal(3);
            return Example.of(
                            weights(draw.positive(3), draw.normal(1)),
                            v -> new double[] {v[1][0] * dot(v[0], x) / norm(v[0])},
                            (v, u) -> weightNorm(v, u, x, 1, 1))
                    .wrong("norm taken as constant", (v, u) -> weightNorm(v, u, x, 0, 1))
                    .wrong("factor g forgotten", (v, u) -> weightNorm(v, u, x, 1, 0))
                    .wrong("sign of the second term", (v, u) -> weightNorm(v, u, x, -1, 1));
        });
        formulas.any(
                "Euclidean norm",
                draw -> Example.objective(
                                draw.values(3), Plain::norm, x -> norm(x) == 0 ? new double[3] : times(x, 1 / norm(x)))
                        .wrongObjective("not divided", x -> x)
                        .wrongObjective("norm squared", x -> times(x, 1 / Math.max(dot(x, x), 1e-300)))
                        .wrongObjective("factor 2", x -> times(x, 2 / Math.max(norm(x), 1e-300))));
    }

    private static double[] unit(double[] x, double[] u, double n, double byNorm) {
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = u[i] / n - byNorm * x[i] * dot(x, u) / (n * n * n);
        }
        return g;
    }

    private static Map<String, double[]> weights(double[] v, double[] g) {
        Map<String, double[]> at = new LinkedHashMap<>();
        at.put("v", v);
        at.put("g", g);
        return at;
    }

    private static double[][] weightNorm(double[][] v, double[] u, double[] x, double byNorm, double scaled) {
        double n = norm(v[0]);
        double g = scaled == 0 ? 1 : v[1][0];
        double[] dv = new double[3];
        for (int i = 0; i < 3; i++) {
            dv[i] = u[0] * g * (x[i] / n - byNorm * dot(v[0], x) * v[0][i] / (n * n * n));
        }
        return new double[][] {dv, {u[0] * dot(v[0], x) / n}};
    }
}
