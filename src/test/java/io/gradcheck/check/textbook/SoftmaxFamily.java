package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.logSumExp;
import static io.gradcheck.check.textbook.Plain.map;
import static io.gradcheck.check.textbook.Plain.minus;
import static io.gradcheck.check.textbook.Plain.oneHot;
import static io.gradcheck.check.textbook.Plain.softmax;
import static io.gradcheck.check.textbook.Plain.softmaxVjp;
import static io.gradcheck.check.textbook.Plain.sum;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.Arrays;
import java.util.List;

/** Softmax, its logarithm, what is masked and tempered of it, and the losses on top. */
final class SoftmaxFamily {

    private SoftmaxFamily() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("softmax");
        functions(formulas);
        masked(formulas);
        losses(formulas);
        targets(formulas);
        return formulas.all();
    }

    private static void functions(Formulas formulas) {
        formulas.at(
                Regime.SCORES,
                "softmax",
                draw -> Example.vector(draw.values(4), Plain::softmax, (z, u) -> softmaxVjp(softmax(z), u))
                        .wrongVector("diagonal only", (z, u) -> {
                            double[] g = softmax(z);
                            for (int i = 0; i < g.length; i++) {
                                g[i] *= u[i] * (1 - g[i]);
                            }
                            return g;
                        })
                        .wrongVector("factor p missing", (z, u) -> {
                            double mean = dot(softmax(z), u);
                            return map(u, v -> v - mean);
                        })
                        .wrongVector("sum of upstream not weighted", (z, u) -> {
                            double[] g = softmax(z);
                            for (int i = 0; i < g.length; i++) {
                                g[i] *= u[i] - sum(u);
                            }
                            return g;
                        }));
        formulas.at(
                Regime.SCORES,
                "log-softmax",
                draw -> Example.vector(draw.values(4), SoftmaxFamily::logSoftmax, (z, u) -> {
                            double[] p = softmax(z);
                            return minus(u, times(p, sum(u)));
                        })
                        .wrongVector("probabilities not summed over upstream", (z, u) -> minus(u, softmax(z)))
                        .wrongVector("softmax's own", (z, u) -> softmaxVjp(softmax(z), u))
                        .wrongVector("mean for sum", (z, u) -> minus(u, times(softmax(z), sum(u) / 4))));
        formulas.at(
                Regime.SCORES,
                "log-sum-exp",
                draw -> Example.objective(draw.values(4), Plain::logSumExp, Plain::softmax)
                        .wrongObjective("without the sum", z -> map(z, v -> Math.exp(v - Plain.max(z))))
                        .wrongObjective("hard maximum", z -> oneHot(4, Plain.argMax(z)))
                        .wrongObjective("log probabilities", SoftmaxFamily::logSoftmax));
        formulas.at(
                Regime.SCORES,
                "softmax at temperature 0.5",
                draw -> Example.vector(
                                draw.values(3),
                                z -> softmax(times(z, 2)),
                                (z, u) -> times(softmaxVjp(softmax(times(z, 2)), u), 2))
                        .wrongVector("temperature forgotten behind", (z, u) -> softmaxVjp(softmax(times(z, 2)), u))
                        .wrongVector(
                                "temperature multiplied", (z, u) -> times(softmaxVjp(softmax(times(z, 2)), u), 0.5))
                        .wrongVector("temperature forgotten inside", (z, u) -> times(softmaxVjp(softmax(z), u), 2)));
        formulas.at(
                Regime.SCORES,
                "sparsemax",
                draw -> Example.vector(draw.values(4), SoftmaxFamily::sparsemax, (z, u) -> {
                            double[] p = sparsemax(z);
                            double mean = sparseMean(p, u);
                            return masked(p, map(u, v -> v - mean));
                        })
                        .wrongVector("mean over all", (z, u) -> masked(sparsemax(z), map(u, v -> v - Plain.mean(u))))
                        .wrongVector("mean forgotten", (z, u) -> masked(sparsemax(z), u))
                        .wrongVector("support forgotten", (z, u) -> {
                            double mean = sparseMean(sparsemax(z), u);
                            return map(u, v -> v - mean);
                        }));
    }

    static double[] logSoftmax(double[] z) {
        double log = logSumExp(z);
        return map(z, v -> v - log);
    }

    /** Martins and Astudillo, "From softmax to sparsemax", 2016. */
    private static double[] sparsemax(double[] z) {
        double[] sorted = map(z, v -> -v);
        Arrays.sort(sorted);
        double sum = 0;
        double threshold = 0;
        for (int k = 1; k <= sorted.length; k++) {
            sum -= sorted[k - 1];
            if (1 - k * sorted[k - 1] > sum) {
                threshold = (sum - 1) / k;
            }
        }
        double shift = threshold;
        return map(z, v -> Math.max(v - shift, 0));
    }

    private static double sparseMean(double[] p, double[] u) {
        double sum = 0;
        int support = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                sum += u[i];
                support++;
            }
        }
        return sum / support;
    }

    private static double[] masked(double[] p, double[] g) {
        double[] masked = g.clone();
        for (int i = 0; i < p.length; i++) {
            if (p[i] <= 0) {
                masked[i] = 0;
            }
        }
        return masked;
    }

    private static void masked(Formulas formulas) {
        formulas.at(Regime.SCORES, "softmax masked by adding -1e9", draw -> {
            double[] mask = {0, -1e9, 0, -1e9};
            return Example.vector(
                            draw.values(4),
                            z -> softmax(Plain.plus(z, mask)),
                            (z, u) -> softmaxVjp(softmax(Plain.plus(z, mask)), u))
                    .wrongVector("mask forgotten", (z, u) -> softmaxVjp(softmax(z), u))
                    .wrongVector("mask on the result", (z, u) -> {
                        double[] g = softmaxVjp(softmax(z), u);
                        g[1] = 0;
                        g[3] = 0;
                        return g;
                    })
                    .wrongVector("sign", (z, u) -> times(softmaxVjp(softmax(Plain.plus(z, mask)), u), -1));
        });
        formulas.at(Regime.SCORES, "cross-entropy of two rows, one padded by -1e9", draw -> {
            double[] mask = {0, 0, 0, -1e9, -1e9, 0};
            int label = draw.index(3);
            return Example.objective(
                            draw.values(6),
                            z -> paddedLoss(Plain.plus(z, mask), label),
                            z -> padded(Plain.plus(z, mask), label, 1))
                    .wrongObjective("mask forgotten", z -> padded(z, label, 1))
                    .wrongObjective("label not subtracted", z -> padded(Plain.plus(z, mask), label, 0))
                    .wrongObjective("second row forgotten", z -> {
                        double[] g = padded(Plain.plus(z, mask), label, 1);
                        Arrays.fill(g, 3, 6, 0);
                        return g;
                    });
        });
    }

    private static double paddedLoss(double[] z, int label) {
        double[] first = Plain.row(z, 0, 3);
        double[] second = Plain.row(z, 1, 3);
        return logSumExp(first) - first[label] + (logSumExp(second) - second[2]);
    }

    private static double[] padded(double[] z, int label, double subtracted) {
        double[] first = softmax(Plain.row(z, 0, 3));
        double[] second = softmax(Plain.row(z, 1, 3));
        first[label] -= subtracted;
        second[2] -= subtracted;
        double[] g = Arrays.copyOf(first, 6);
        System.arraycopy(second, 0, g, 3, 3);
        return g;
    }

    private static void losses(Formulas formulas) {
        formulas.at(Regime.SCORES, "cross-entropy, p[label] -= 1", draw -> {
            int label = draw.index(4);
            return Example.objective(
                            draw.values(4), z -> logSumExp(z) - z[label], z -> minus(softmax(z), oneHot(4, label)))
                    .wrongObjective("label not subtracted", Plain::softmax)
                    .wrongObjective("another label", z -> minus(softmax(z), oneHot(4, (label + 1) % 4)))
                    .wrongObjective(
                            "derivative of softmax once more",
                            z -> softmaxVjp(softmax(z), minus(softmax(z), oneHot(4, label))));
        });
        formulas.at(Regime.SCORES, "cross-entropy of a row, dx = u p; dx[label] -= u", draw -> {
            int label = draw.index(3);
            return Example.vector(draw.values(3), z -> new double[] {logSumExp(z) - z[label]}, (z, u) -> {
                        double[] g = times(softmax(z), u[0]);
                        g[label] -= u[0];
                        return g;
                    })
                    .wrongVector("upstream forgotten at the label", (z, u) -> {
                        double[] g = times(softmax(z), u[0]);
                        g[label] -= 1;
                        return g;
                    })
                    .wrongVector("p - 1 everywhere", (z, u) -> times(map(softmax(z), p -> p - 1), u[0]))
                    .wrongVector("sign", (z, u) -> {
                        double[] g = times(softmax(z), -u[0]);
                        g[label] += u[0];
                        return g;
                    });
        });
        formulas.at(
                Regime.SCORES,
                "cross-entropy, log1p of the others' exp(z - z[0])",
                draw -> Example.objective(
                                draw.values(3),
                                z -> Math.log1p(Math.exp(z[1] - z[0]) + Math.exp(z[2] - z[0])),
                                z -> minus(softmax(z), oneHot(3, 0)))
                        .wrongObjective("label not subtracted", Plain::softmax)
                        .wrongObjective("last label", z -> minus(softmax(z), oneHot(3, 2)))
                        .wrongObjective("own entry forgotten", z -> {
                            double[] g = softmax(z);
                            g[0] = 0;
                            return g;
                        }));
        formulas.at(
                Regime.SCORES,
                "cross-entropy, -log(p[0] + 1e-12)",
                draw -> Example.objective(
                                draw.values(3),
                                z -> -Math.log(softmax(z)[0] + 1e-12),
                                z -> softmaxVjp(softmax(z), new double[] {-1 / (softmax(z)[0] + 1e-12), 0, 0}))
                        .wrongObjective("Jacobian of softmax forgotten", z ->
                                new double[] {-1 / (softmax(z)[0] + 1e-12), 0, 0})
                        .wrongObjective("division by p forgotten", z -> softmaxVjp(softmax(z), new double[] {-1, 0, 0}))
                        .wrongObjective(
                                "sign", z -> softmaxVjp(softmax(z), new double[] {1 / (softmax(z)[0] + 1e-12), 0, 0})));
    }

    private static void targets(Formulas formulas) {
        formulas.at(Regime.SCORES, "cross-entropy with label smoothing 0.1", draw -> {
            int label = draw.index(4);
            double[] smooth = Plain.plus(times(oneHot(4, label), 0.9), map(new double[4], v -> 0.1 / 4));
            return Example.objective(
                            draw.values(4),
                            z -> 0.9 * (logSumExp(z) - z[label]) - 0.1 / 4 * sum(logSoftmax(z)),
                            z -> minus(softmax(z), smooth))
                    .wrongObjective("not smoothed", z -> minus(softmax(z), oneHot(4, label)))
                    .wrongObjective(
                            "rest not divided by the classes",
                            z -> minus(
                                    softmax(z), Plain.plus(times(oneHot(4, label), 0.9), map(new double[4], v -> 0.1))))
                    .wrongObjective("only the label's part", z -> minus(softmax(z), times(oneHot(4, label), 0.9)));
        });
        formulas.at(Regime.SCORES, "cross-entropy with weights that do not sum to one", draw -> {
            double[] t = draw.between(3, 0.1, 2);
            return Example.objective(
                            draw.values(3), z -> -dot(t, logSoftmax(z)), z -> minus(times(softmax(z), sum(t)), t))
                    .wrongObjective("p - t", z -> minus(softmax(z), t))
                    .wrongObjective("weight inside alone", z -> {
                        double[] g = softmax(z);
                        for (int i = 0; i < 3; i++) {
                            g[i] = t[i] * (g[i] - 1);
                        }
                        return g;
                    })
                    .wrongObjective("sign", z -> minus(t, times(softmax(z), sum(t))));
        });
        formulas.at(Regime.SCORES, "Kullback-Leibler divergence from a teacher, temperature 2", draw -> {
            double[] t = softmax(draw.normal(3));
            return Example.objective(
                            draw.values(3),
                            z -> {
                                double[] log = logSoftmax(times(z, 0.5));
                                double divergence = 0;
                                for (int i = 0; i < 3; i++) {
                                    divergence += t[i] * (Math.log(t[i]) - log[i]);
                                }
                                return 4 * divergence;
                            },
                            z -> times(minus(softmax(times(z, 0.5)), t), 2))
                    .wrongObjective(
                            "square of the temperature forgotten", z -> times(minus(softmax(times(z, 0.5)), t), 0.5))
                    .wrongObjective(
                            "temperature of the inner derivative forgotten",
                            z -> times(minus(softmax(times(z, 0.5)), t), 4))
                    .wrongObjective("student without temperature", z -> times(minus(softmax(z), t), 2));
        });
        formulas.at(
                Regime.SCORES,
                "entropy of a softmax",
                draw -> Example.objective(draw.values(3), z -> -dot(softmax(z), logSoftmax(z)), z -> {
                            double[] log = logSoftmax(z);
                            return softmaxVjp(softmax(z), times(log, -1));
                        })
                        .wrongObjective("logarithm taken as constant", z -> times(softmax(z), -1))
                        .wrongObjective("mean not subtracted", z -> {
                            double[] g = softmax(z);
                            double[] log = logSoftmax(z);
                            for (int i = 0; i < 3; i++) {
                                g[i] *= -log[i];
                            }
                            return g;
                        })
                        .wrongObjective("sign", z -> softmaxVjp(softmax(z), logSoftmax(z))));
        formulas.at(Regime.MODERATE, "contrastive loss of cosine similarities, temperature 0.07", draw -> {
            double[] keys = draw.normal(6);
            return Example.objective(
                            draw.values(2),
                            q -> {
                                double[] s = similarities(q, keys);
                                return logSumExp(s) - s[0];
                            },
                            q -> contrastive(q, keys, 0.07, 1))
                    .wrongObjective("temperature forgotten", q -> contrastive(q, keys, 1, 1))
                    .wrongObjective("norm taken as constant", q -> contrastive(q, keys, 0.07, 0))
                    .wrongObjective("sign of the norm's part", q -> contrastive(q, keys, 0.07, -1));
        });
    }

    private static double[] similarities(double[] q, double[] keys) {
        double norm = Math.sqrt(dot(q, q) + 1e-12);
        double[] s = new double[3];
        for (int k = 0; k < 3; k++) {
            s[k] = dot(q, Plain.row(keys, k, 2)) / norm / 0.07;
        }
        return s;
    }

    private static double[] contrastive(double[] q, double[] keys, double temperature, double byNorm) {
        double norm = Math.sqrt(dot(q, q) + 1e-12);
        double[] p = minus(softmax(similarities(q, keys)), oneHot(3, 0));
        double[] g = new double[2];
        for (int k = 0; k < 3; k++) {
            double[] key = Plain.row(keys, k, 2);
            for (int i = 0; i < 2; i++) {
                double slope = key[i] / norm - byNorm * dot(q, key) * q[i] / (norm * norm * norm);
                g[i] += p[k] * slope / temperature;
            }
        }
        return g;
    }
}
