package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.List;

/** Single precision in a part of the computation, or in all of it and declared; sums of many terms without compensation. */
final class FloatKernels {

    private static final Regime[] USUAL = {Regime.ORDINARY, Regime.ZEROS, Regime.TIES};

    private FloatKernels() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("single precision and long sums");
        mixed(formulas);
        declared(formulas);
        sums(formulas);
        return formulas.all();
    }

    private static void mixed(Formulas formulas) {
        formulas.at(USUAL, "prediction by a kernel in float, penalty in double", draw -> {
            double[] x = draw.normal(9);
            double[] y = draw.normal(3);
            return Example.objective(draw.values(3), w -> penalised(w, x, y), w -> penalisedGradient(w, x, y, 0.2, 2))
                    .wrongObjective("penalty's factor 2 forgotten", w -> penalisedGradient(w, x, y, 0.1, 2))
                    .wrongObjective("penalty forgotten", w -> penalisedGradient(w, x, y, 0, 2))
                    .wrongObjective("error's factor 2 forgotten", w -> penalisedGradient(w, x, y, 0.2, 1));
        });
        formulas.at(
                USUAL,
                "smooth term in double beside a sine from a table in float",
                draw -> Example.elementwise(
                                draw.values(2), x -> x * x + (float) (3 * Math.sin(x)), x -> 2 * x + 3 * Math.cos(x))
                        .wrongSlope("smooth term forgotten", x -> 3 * Math.cos(x))
                        .wrongSlope("sine's sign", x -> 2 * x - 3 * Math.cos(x))
                        .wrongSlope("factor 2 forgotten", x -> x + 3 * Math.cos(x)));
        formulas.at(USUAL, "score of an embedding in float, temperature in double", draw -> {
            double[] e = draw.normal(4);
            return Example.objective(
                            draw.values(4),
                            q -> Math.log1p(Math.exp(-floatDot(q, e) / 0.5)),
                            q -> times(e, -2 / (1 + Math.exp(floatDot(q, e) / 0.5))))
                    .wrongObjective("temperature forgotten", q -> times(e, -1 / (1 + Math.exp(floatDot(q, e) / 0.5))))
                    .wrongObjective("sign", q -> times(e, 2 / (1 + Math.exp(floatDot(q, e) / 0.5))))
                    .wrongObjective("inner sign", q -> times(e, -2 / (1 + Math.exp(-floatDot(q, e) / 0.5))));
        });
    }

    private static float floatDot(double[] a, double[] b) {
        float sum = 0;
        for (int i = 0; i < b.length; i++) {
            sum += (float) a[i] * (float) b[i];
        }
        return sum;
    }

    private static double penalised(double[] w, double[] x, double[] y) {
        double loss = 0.1 * dot(w, w);
        for (int i = 0; i < 3; i++) {
            double error = floatDot(w, Plain.row(x, i, 3)) - y[i];
            loss += error * error;
        }
        return loss;
    }

    private static double[] penalisedGradient(double[] w, double[] x, double[] y, double penalty, double factor) {
        double[] g = times(w, penalty);
        for (int i = 0; i < 3; i++) {
            double[] row = Plain.row(x, i, 3);
            double error = floatDot(w, row) - y[i];
            g = Plain.plus(g, times(row, factor * error));
        }
        return g;
    }

    private static void declared(Formulas formulas) {
        formulas.at(
                USUAL,
                "softmax in float, declared",
                draw -> Example.vector(
                                draw.values(4),
                                FloatKernels::softmax,
                                (z, u) -> rounded(Plain.softmaxVjp(softmax(z), u)))
                        .inSinglePrecision()
                        .wrongVector("diagonal only", (z, u) -> {
                            double[] g = softmax(z);
                            for (int i = 0; i < g.length; i++) {
                                g[i] = (float) (g[i] * u[i] * (1 - g[i]));
                            }
                            return g;
                        })
                        .wrongVector("factor p forgotten", (z, u) -> {
                            double mean = dot(softmax(z), u);
                            return rounded(Plain.map(u, v -> v - mean));
                        })
                        .wrongVector("sign", (z, u) -> times(rounded(Plain.softmaxVjp(softmax(z), u)), -1)));
        formulas.at(
                Regime.ANY,
                "binary cross-entropy in float, declared",
                draw -> Example.elementwise(
                                Plain.map(draw.values(2), v -> (float) v),
                                z -> (float) (Math.max((float) z, 0)
                                        - (float) z
                                        + Math.log1p(Math.exp(-Math.abs((float) z)))),
                                z -> floatSigmoid(z) - 1f)
                        .inSinglePrecision()
                        .wrongSlope("label forgotten", z -> floatSigmoid(z))
                        .wrongSlope("sign", z -> 1f - floatSigmoid(z))
                        .wrongSlope("derivative of the sigmoid", z -> floatSigmoid(z) * (1f - floatSigmoid(z))));
        formulas.at(USUAL, "mean squared error in float, declared", draw -> {
            double[] y = draw.normal(4);
            return Example.objective(
                            Plain.map(draw.values(4), v -> (float) v),
                            x -> floatError(x, y),
                            x -> rounded(times(Plain.minus(rounded(x), rounded(y)), 2 / 4.0)))
                    .inSinglePrecision()
                    .wrongObjective("factor 2 forgotten", x -> rounded(times(Plain.minus(x, y), 1 / 4.0)))
                    .wrongObjective("sum for mean", x -> rounded(times(Plain.minus(x, y), 2)))
                    .wrongObjective("sign", x -> rounded(times(Plain.minus(y, x), 2 / 4.0)));
        });
    }

    private static double[] rounded(double[] x) {
        return Plain.map(x, v -> (float) v);
    }

    private static double[] softmax(double[] z) {
        float max = (float) Plain.max(z);
        float[] e = new float[z.length];
        float sum = 0;
        for (int i = 0; i < e.length; i++) {
            e[i] = (float) Math.exp((float) z[i] - max);
            sum += e[i];
        }
        double[] p = new double[e.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = e[i] / sum;
        }
        return p;
    }

    private static float floatSigmoid(double z) {
        return 1 / (1 + (float) Math.exp(-(float) z));
    }

    private static float floatError(double[] x, double[] y) {
        float sum = 0;
        for (int i = 0; i < x.length; i++) {
            float error = (float) x[i] - (float) y[i];
            sum += error * error;
        }
        return sum / x.length;
    }

    private static void sums(Formulas formulas) {
        for (int count : new int[] {1000, 20_000}) {
            formulas.own("mean of " + count + " squared errors", draw -> {
                double[] y = draw.normal(count);
                return Example.objective(
                                draw.normal(count),
                                x -> dot(Plain.minus(x, y), Plain.minus(x, y)) / count,
                                x -> times(Plain.minus(x, y), 2.0 / count))
                        .wrongObjective("factor 2 forgotten", x -> times(Plain.minus(x, y), 1.0 / count))
                        .wrongObjective("every tenth forgotten", x -> {
                            double[] g = times(Plain.minus(x, y), 2.0 / count);
                            for (int i = 0; i < count; i += 10) {
                                g[i] = 0;
                            }
                            return g;
                        })
                        .wrongObjective("sign", x -> times(Plain.minus(y, x), 2.0 / count));
            });
        }
        formulas.own("log-likelihood of 10,000 observations by mean and log deviation", draw -> {
            double[] y = draw.normal(10_000);
            return Example.objective(
                            draw.between(2, -0.5, 0.5), x -> likelihood(x, y), x -> likelihoodGradient(x, y, 1))
                    .wrongObjective("1 of the logarithm forgotten", x -> likelihoodGradient(x, y, 0))
                    .wrongObjective("deviation not squared", x -> {
                        double[] g = likelihoodGradient(x, y, 1);
                        return new double[] {g[0] * Math.exp(x[1]), g[1]};
                    })
                    .wrongObjective("sign", x -> times(likelihoodGradient(x, y, 1), -1));
        });
        formulas.own("logistic regression of 5,000 examples", draw -> {
            double[] x = draw.normal(10_000);
            double[] y = draw.labels(5000);
            return Example.objective(draw.normal(2), w -> logistic(w, x, y), w -> logisticGradient(w, x, y, 5000, 1))
                    .wrongObjective("sum for mean", w -> logisticGradient(w, x, y, 1, 1))
                    .wrongObjective("last example forgotten", w -> logisticGradient(w, x, y, 5000, 0))
                    .wrongObjective("sign", w -> times(logisticGradient(w, x, y, 5000, 1), -1));
        });
    }

    private static double likelihood(double[] x, double[] y) {
        double sum = 0;
        for (double value : y) {
            double z = (value - x[0]) / Math.exp(x[1]);
            sum += 0.5 * z * z + x[1] + 0.5 * Math.log(2 * Math.PI);
        }
        return sum;
    }

    private static double[] likelihoodGradient(double[] x, double[] y, double one) {
        double byMean = 0;
        double byLog = 0;
        for (double value : y) {
            double z = (value - x[0]) / Math.exp(x[1]);
            byMean -= z / Math.exp(x[1]);
            byLog += one - z * z;
        }
        return new double[] {byMean, byLog};
    }

    private static double logistic(double[] w, double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += LogitLosses.crossEntropy(w[0] * x[2 * i] + w[1] * x[2 * i + 1], y[i]);
        }
        return sum / y.length;
    }

    private static double[] logisticGradient(double[] w, double[] x, double[] y, double count, int last) {
        double[] g = new double[2];
        for (int i = 0; i < y.length - 1 + last; i++) {
            double error = Plain.sigmoid(w[0] * x[2 * i] + w[1] * x[2 * i + 1]) - y[i];
            g[0] += error * x[2 * i] / count;
            g[1] += error * x[2 * i + 1] / count;
        }
        return g;
    }
}
