package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.row;
import static io.gradcheck.check.textbook.Plain.softmax;
import static io.gradcheck.check.textbook.Plain.softmaxVjp;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attention, convolution, pooling, embedding, factorisation. */
final class NetworkParts {

    private NetworkParts() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("network parts");
        attention(formulas);
        convolutions(formulas);
        pooling(formulas);
        factorisation(formulas);
        return formulas.all();
    }

    private static Map<String, double[]> named(String one, double[] a, String other, double[] b) {
        Map<String, double[]> at = new LinkedHashMap<>();
        at.put(one, a);
        at.put(other, b);
        return at;
    }

    private static void attention(Formulas formulas) {
        for (boolean masked : new boolean[] {false, true}) {
            String name = "scaled dot-product attention of one query" + (masked ? ", a key masked by -1e9" : "");
            formulas.at(Regime.SCORES, name, draw -> {
                Map<String, double[]> at = named("q", draw.values(2), "k", draw.normal(6));
                at.put("v", draw.normal(6));
                double mask = masked ? -1e9 : 0;
                return Example.of(at, v -> attended(v, mask), (v, u) -> attention(v, u, mask, Math.sqrt(2), true))
                        .wrong("scale forgotten", (v, u) -> attention(v, u, mask, 1, true))
                        .wrong("diagonal of softmax only", (v, u) -> attention(v, u, mask, Math.sqrt(2), false))
                        .wrong("keys and values exchanged", (v, u) -> {
                            double[][] g = attention(v, u, mask, Math.sqrt(2), true);
                            return new double[][] {g[0], g[2], g[1]};
                        });
            });
        }
    }

    private static double[] weights(double[][] v, double mask) {
        double[] s = new double[3];
        for (int i = 0; i < 3; i++) {
            s[i] = dot(v[0], row(v[1], i, 2)) / Math.sqrt(2);
        }
        s[2] += mask;
        return softmax(s);
    }

    private static double[] attended(double[][] v, double mask) {
        return Matrix.transposedTimes(v[2], weights(v, mask));
    }

    private static double[][] attention(double[][] v, double[] u, double mask, double scale, boolean full) {
        double[] p = weights(v, mask);
        double[] byWeight = Matrix.times(v[2], u);
        double[] s = softmaxVjp(p, byWeight);
        for (int i = 0; !full && i < 3; i++) {
            s[i] = p[i] * (1 - p[i]) * byWeight[i];
        }
        s = times(s, 1 / scale);
        return new double[][] {Matrix.transposedTimes(v[1], s), Matrix.outer(s, v[0]), Matrix.outer(p, u)};
    }

    private static void convolutions(Formulas formulas) {
        formulas.any(
                "convolution of 6 values by a kernel of 3, stride 1",
                draw -> Example.of(
                                named("x", draw.values(6), "w", draw.normal(3)), v -> convolved(v[0], v[1]), (v, u) ->
                                        new double[][] {byInput(v[1], u, false), byKernel(v[0], u, 4)})
                        .wrong("kernel flipped behind", (v, u) ->
                                new double[][] {byInput(v[1], u, true), byKernel(v[0], u, 4)})
                        .wrong("last place forgotten", (v, u) ->
                                new double[][] {byInput(v[1], u, false), byKernel(v[0], u, 3)})
                        .wrong("kernel's divided by the length", (v, u) ->
                                new double[][] {byInput(v[1], u, false), times(byKernel(v[0], u, 4), 1 / 4.0)}));
        formulas.any("dense layer with ReLU", draw -> {
            double[] x = draw.normal(2);
            return Example.of(
                            named("w", draw.values(6), "b", draw.values(3)),
                            v -> Plain.map(Plain.plus(Matrix.times(v[0], x), v[1]), z -> Math.max(z, 0)),
                            (v, u) -> dense(v, x, u, true))
                    .wrong("mask forgotten", (v, u) -> dense(v, x, u, false))
                    .wrong("bias not masked", (v, u) -> new double[][] {dense(v, x, u, true)[0], u})
                    .wrong("weights' sign", (v, u) -> {
                        double[][] g = dense(v, x, u, true);
                        return new double[][] {times(g[0], -1), g[1]};
                    });
        });
        formulas.any(
                "embedding with an index that occurs twice",
                draw -> Example.vector(
                                draw.values(6),
                                x -> new double[] {x[2] * x[2], x[3], x[0], x[1], x[2], x[3] * x[3]},
                                (x, u) -> embedding(x, u, 1))
                        .wrongVector("second occurrence overwrites", (x, u) -> embedding(x, u, 0))
                        .wrongVector("second occurrence subtracts", (x, u) -> embedding(x, u, -1))
                        .wrongVector("row not used gets one", (x, u) -> {
                            double[] g = embedding(x, u, 1);
                            g[4] = 1;
                            return g;
                        }));
    }

    private static double[] convolved(double[] x, double[] w) {
        double[] y = new double[4];
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 3; k++) {
                y[i] += x[i + k] * w[k];
            }
        }
        return y;
    }

    private static double[] byInput(double[] w, double[] u, boolean flipped) {
        double[] g = new double[6];
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 3; k++) {
                g[i + k] += u[i] * w[flipped ? 2 - k : k];
            }
        }
        return g;
    }

    private static double[] byKernel(double[] x, double[] u, int places) {
        double[] g = new double[3];
        for (int i = 0; i < places; i++) {
            for (int k = 0; k < 3; k++) {
                g[k] += u[i] * x[i + k];
            }
        }
        return g;
    }

    private static double[][] dense(double[][] v, double[] x, double[] u, boolean masked) {
        double[] z = Plain.plus(Matrix.times(v[0], x), v[1]);
        double[] delta = u.clone();
        for (int i = 0; i < 3; i++) {
            if (masked && z[i] <= 0) {
                delta[i] = 0;
            }
        }
        return new double[][] {Matrix.outer(delta, x), delta};
    }

    private static double[] embedding(double[] x, double[] u, double again) {
        return new double[] {
            u[2], u[3], 2 * x[2] * u[0] * Math.abs(again) + again * u[4], u[1] + again * 2 * x[3] * u[5], 0, 0
        };
    }

    private static void pooling(Formulas formulas) {
        formulas.any(
                "maximum of windows of 3, to the first of equal ones",
                draw -> Example.vector(draw.values(6), NetworkParts::pooled, (x, u) -> pooledVjp(x, u, Ties.FIRST))
                        .wrongVector("to every one of equal ones, in full", (x, u) -> pooledVjp(x, u, Ties.ALL))
                        .wrongVector("lost where the last wins", (x, u) -> pooledVjp(x, u, Ties.NOT_LAST))
                        .wrongVector("mean", (x, u) ->
                                new double[] {u[0] / 3, u[0] / 3, u[0] / 3, u[1] / 3, u[1] / 3, u[1] / 3}));
        formulas.any(
                "mean of windows of 3",
                draw -> Example.vector(
                                draw.values(6),
                                x -> new double[] {(x[0] + x[1] + x[2]) / 3, (x[3] + x[4] + x[5]) / 3},
                                (x, u) -> averaged(u, 3, 0, 1))
                        .wrongVector("not divided", (x, u) -> averaged(u, 1, 0, 1))
                        .wrongVector("windows exchanged", (x, u) -> averaged(u, 3, 1, 0))
                        .wrongVector("divided by the overlap 2", (x, u) -> averaged(u, 2, 0, 1)));
    }

    private static double[] averaged(double[] u, double divisor, int first, int second) {
        double a = u[first] / divisor;
        double b = u[second] / divisor;
        return new double[] {a, a, a, b, b, b};
    }

    /** Who of equal ones gets the gradient. */
    private enum Ties {
        FIRST,
        ALL,
        NOT_LAST
    }

    private static double[] pooled(double[] x) {
        return new double[] {Plain.max(row(x, 0, 3)), Plain.max(row(x, 1, 3))};
    }

    private static double[] pooledVjp(double[] x, double[] u, Ties ties) {
        double[] g = new double[6];
        for (int window = 0; window < 2; window++) {
            double[] part = row(x, window, 3);
            int first = Plain.argMax(part);
            for (int i = 0; i < 3; i++) {
                boolean gets = ties == Ties.ALL ? part[i] == part[first] : i == first;
                if (gets && !(ties == Ties.NOT_LAST && i == 2)) {
                    g[3 * window + i] = u[window];
                }
            }
        }
        return g;
    }

    private static void factorisation(Formulas formulas) {
        formulas.any("factorisation machine by the formula of O(k n)", draw -> {
            double[] x = draw.normal(4);
            return Example.of(
                            named("w", draw.normal(4), "factors", draw.values(8)),
                            v -> new double[] {machine(v, x)},
                            (v, u) -> machineGradient(v, x, u[0], 1, 1))
                    .wrong("own square not subtracted", (v, u) -> machineGradient(v, x, u[0], 0, 1))
                    .wrong("half once more", (v, u) -> machineGradient(v, x, u[0], 1, 0.5))
                    .wrong("x not squared", (v, u) -> {
                        double[][] g = machineGradient(v, x, u[0], 0, 1);
                        return new double[][] {g[0], Plain.minus(g[1], times(v[1], u[0]))};
                    });
        });
        formulas.any(
                "matrix factorisation with biases and a penalty, one rating",
                draw -> Example.objective(draw.values(6), NetworkParts::rating, x -> ratingGradient(x, 0.1, 1))
                        .wrongObjective("penalty forgotten", x -> ratingGradient(x, 0, 1))
                        .wrongObjective("item's factors for the item", x -> {
                            double[] g = ratingGradient(x, 0.1, 1);
                            return new double[] {g[0], g[1], g[0], g[1], g[4], g[5]};
                        })
                        .wrongObjective("error's sign", x -> ratingGradient(x, 0.1, -1)));
    }

    private static double machine(double[][] v, double[] x) {
        double y = dot(v[0], x);
        for (int f = 0; f < 2; f++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 4; i++) {
                double term = v[1][2 * i + f] * x[i];
                sum += term;
                squares += term * term;
            }
            y += 0.5 * (sum * sum - squares);
        }
        return y;
    }

    private static double[][] machineGradient(double[][] v, double[] x, double u, double own, double factor) {
        double[] g = new double[8];
        for (int f = 0; f < 2; f++) {
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += v[1][2 * i + f] * x[i];
            }
            for (int i = 0; i < 4; i++) {
                g[2 * i + f] = u * factor * (x[i] * sum - own * v[1][2 * i + f] * x[i] * x[i]);
            }
        }
        return new double[][] {times(x, u), g};
    }

    private static double error(double[] x) {
        return x[0] * x[2] + x[1] * x[3] + x[4] + x[5] - 3.5;
    }

    private static double rating(double[] x) {
        return 0.5 * error(x) * error(x) + 0.05 * dot(x, x);
    }

    private static double[] ratingGradient(double[] x, double penalty, double sign) {
        double e = sign * error(x);
        double[] g = {e * x[2], e * x[3], e * x[0], e * x[1], e, e};
        return Plain.plus(g, times(x, penalty));
    }
}
