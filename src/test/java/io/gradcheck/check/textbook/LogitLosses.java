package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.logSumExp;
import static io.gradcheck.check.textbook.Plain.map;
import static io.gradcheck.check.textbook.Plain.minus;
import static io.gradcheck.check.textbook.Plain.oneHot;
import static io.gradcheck.check.textbook.Plain.sigmoid;
import static io.gradcheck.check.textbook.Plain.softmax;
import static io.gradcheck.check.textbook.Plain.sum;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.List;

/** Losses that take scores before the sigmoid. */
final class LogitLosses {

    private LogitLosses() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("logits");
        binary(formulas);
        weighted(formulas);
        margins(formulas);
        return formulas.all();
    }

    /** {@code max(z, 0) - z y + log(1 + exp(-|z|))}, as most libraries have it. */
    static double crossEntropy(double z, double y) {
        return Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
    }

    private static void binary(Formulas formulas) {
        formulas.any("binary cross-entropy, mean of max(z, 0) - z y + log1p(exp(-|z|))", draw -> {
            double[] y = draw.labels(4);
            return Example.objective(
                            draw.values(4),
                            z -> {
                                double loss = 0;
                                for (int i = 0; i < 4; i++) {
                                    loss += crossEntropy(z[i], y[i]);
                                }
                                return loss / 4;
                            },
                            z -> times(minus(map(z, Plain::sigmoid), y), 1 / 4.0))
                    .wrongObjective("label not subtracted", z -> times(map(z, Plain::sigmoid), 1 / 4.0))
                    .wrongObjective("sum for mean", z -> minus(map(z, Plain::sigmoid), y))
                    .wrongObjective("derivative of the sigmoid once more", z -> {
                        double[] g = minus(map(z, Plain::sigmoid), y);
                        for (int i = 0; i < 4; i++) {
                            g[i] *= sigmoid(z[i]) * (1 - sigmoid(z[i])) / 4;
                        }
                        return g;
                    });
        });
        formulas.any(
                "binary cross-entropy of one sure logit, y = 1",
                draw -> Example.elementwise(draw.values(1), z -> crossEntropy(z, 1), z -> sigmoid(z) - 1)
                        .wrongSlope("y = 0", Plain::sigmoid)
                        .wrongSlope("sign", z -> 1 - sigmoid(z))
                        .wrongSlope("taken at -z", z -> sigmoid(-z) - 1));
        formulas.any("binary cross-entropy, -y log(p + 1e-12) - (1 - y) log(1 - p + 1e-12)", draw -> {
            double[] y = draw.labels(3);
            return Example.vector(
                            draw.values(3),
                            z -> {
                                double[] loss = new double[3];
                                for (int i = 0; i < 3; i++) {
                                    double p = sigmoid(z[i]);
                                    loss[i] = -y[i] * Math.log(p + 1e-12) - (1 - y[i]) * Math.log(1 - p + 1e-12);
                                }
                                return loss;
                            },
                            (z, u) -> throughProbability(z, y, u, 1))
                    .wrongVector("derivative of the sigmoid forgotten", (z, u) -> {
                        double[] g = u.clone();
                        for (int i = 0; i < 3; i++) {
                            double p = sigmoid(z[i]);
                            g[i] *= -y[i] / (p + 1e-12) + (1 - y[i]) / (1 - p + 1e-12);
                        }
                        return g;
                    })
                    .wrongVector("sign of the second term", (z, u) -> throughProbability(z, y, u, -1))
                    .wrongVector("second term forgotten", (z, u) -> throughProbability(z, y, u, 0));
        });
        formulas.any(
                "log sigmoid, min(z, 0) - log1p(exp(-|z|)), derivative 1 - sigmoid",
                draw -> Example.elementwise(
                                draw.values(3),
                                z -> Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z))),
                                z -> 1 - sigmoid(z))
                        .wrongSlope("sigmoid(z)", Plain::sigmoid)
                        .wrongSlope("s (1 - s)", z -> sigmoid(z) * (1 - sigmoid(z)))
                        .wrongSlope("sign", z -> sigmoid(z) - 1));
        formulas.any(
                "log sigmoid, -log(1 + exp(-z)), derivative 1 / (1 + exp(z))",
                draw -> Example.elementwise(
                                draw.values(3), z -> -Math.log(1 + Math.exp(-z)), z -> 1 / (1 + Math.exp(z)))
                        .wrongSlope("exp(-z) forgotten", z -> 1 / (1 + Math.exp(-z)))
                        .wrongSlope("sign", z -> -1 / (1 + Math.exp(z)))
                        .wrongSlope("squared", z -> 1 / ((1 + Math.exp(z)) * (1 + Math.exp(z)))));
    }

    /** By the chain rule through p, step by step. */
    private static double[] throughProbability(double[] z, double[] y, double[] u, double second) {
        double[] g = u.clone();
        for (int i = 0; i < g.length; i++) {
            double p = sigmoid(z[i]);
            g[i] *= (-y[i] / (p + 1e-12) + second * (1 - y[i]) / (1 - p + 1e-12)) * p * (1 - p);
        }
        return g;
    }

    private static void weighted(Formulas formulas) {
        formulas.any("binary cross-entropy with a weight of positives", draw -> {
            double[] y = draw.labels(3);
            double weight = draw.random().nextDouble(2, 5);
            return Example.vector(
                            draw.values(3),
                            z -> {
                                double[] loss = new double[3];
                                for (int i = 0; i < 3; i++) {
                                    double log = Math.log1p(Math.exp(-Math.abs(z[i]))) + Math.max(-z[i], 0);
                                    loss[i] = (1 - y[i]) * z[i] + (1 + (weight - 1) * y[i]) * log;
                                }
                                return loss;
                            },
                            (z, u) -> positives(z, y, u, weight))
                    .wrongVector("weight forgotten", (z, u) -> positives(z, y, u, 1))
                    .wrongVector(
                            "weight of all, not of positives alone", (z, u) -> times(positives(z, y, u, 1), weight))
                    .wrongVector("upstream forgotten", (z, u) -> positives(z, y, map(u, v -> 1), weight));
        });
        formulas.any(
                "focal loss, gamma 2",
                draw -> Example.elementwise(
                                draw.values(3), z -> crossEntropy(z, 1) * (1 - sigmoid(z)) * (1 - sigmoid(z)), z -> {
                                    double p = sigmoid(z);
                                    return (p - 1) * (1 - p) * (1 - p) - crossEntropy(z, 1) * 2 * (1 - p) * p * (1 - p);
                                })
                        .wrongSlope("modulating factor taken as constant", z -> {
                            double p = sigmoid(z);
                            return (p - 1) * (1 - p) * (1 - p);
                        })
                        .wrongSlope("factor gamma forgotten", z -> {
                            double p = sigmoid(z);
                            return (p - 1) * (1 - p) * (1 - p) - crossEntropy(z, 1) * (1 - p) * p * (1 - p);
                        })
                        .wrongSlope("sign of the second term", z -> {
                            double p = sigmoid(z);
                            return (p - 1) * (1 - p) * (1 - p) + crossEntropy(z, 1) * 2 * (1 - p) * p * (1 - p);
                        }));
        formulas.any("soft dice loss of sigmoids", draw -> {
            double[] y = draw.labels(4);
            y[0] = 1;
            return Example.objective(
                            draw.values(4),
                            z -> {
                                double[] p = map(z, Plain::sigmoid);
                                return 1 - (2 * Plain.dot(p, y) + 1) / (sum(p) + sum(y) + 1);
                            },
                            z -> dice(z, y, 2, 1))
                    .wrongObjective("factor 2 forgotten", z -> dice(z, y, 1, 1))
                    .wrongObjective("denominator taken as constant", z -> dice(z, y, 2, 0))
                    .wrongObjective("sign", z -> times(dice(z, y, 2, 1), -1));
        });
    }

    private static double[] positives(double[] z, double[] y, double[] u, double weight) {
        double[] g = u.clone();
        for (int i = 0; i < g.length; i++) {
            g[i] *= 1 - y[i] - (1 + (weight - 1) * y[i]) * (1 - sigmoid(z[i]));
        }
        return g;
    }

    private static double[] dice(double[] z, double[] y, double factor, double denominator) {
        double[] p = map(z, Plain::sigmoid);
        double above = 2 * Plain.dot(p, y) + 1;
        double below = sum(p) + sum(y) + 1;
        double[] g = new double[z.length];
        for (int i = 0; i < g.length; i++) {
            double byProbability = -factor * y[i] / below + denominator * above / (below * below);
            g[i] = byProbability * p[i] * (1 - p[i]);
        }
        return g;
    }

    private static void margins(Formulas formulas) {
        formulas.any("logistic loss log1p(exp(-y z)) of labels -1 and 1, with a penalty", draw -> {
            double[] y = map(draw.labels(3), v -> 2 * v - 1);
            return Example.objective(
                            draw.values(3),
                            z -> {
                                double loss = 0;
                                for (int i = 0; i < 3; i++) {
                                    loss += Math.log1p(Math.exp(-y[i] * z[i])) + 0.5e-3 * z[i] * z[i];
                                }
                                return loss;
                            },
                            z -> logistic(z, y, 1e-3, 1))
                    .wrongObjective("penalty forgotten", z -> logistic(z, y, 0, 1))
                    .wrongObjective("penalty halved", z -> logistic(z, y, 0.5e-3, 1))
                    .wrongObjective("y taken twice in the exponent", z -> logistic(z, y, 1e-3, -1));
        });
        formulas.any(
                "softmax cross-entropy of two logits, written by the margin",
                draw -> Example.objective(draw.values(2), z -> Math.log1p(Math.exp(z[1] - z[0])), z -> {
                            double p = 1 / (1 + Math.exp(z[0] - z[1]));
                            return new double[] {-p, p};
                        })
                        .wrongObjective("classes exchanged", z -> {
                            double p = 1 / (1 + Math.exp(z[0] - z[1]));
                            return new double[] {p, -p};
                        })
                        .wrongObjective("first entry forgotten", z -> new double[] {0, 1 / (1 + Math.exp(z[0] - z[1]))})
                        .wrongObjective("probability of the other", z -> {
                            double p = 1 / (1 + Math.exp(z[1] - z[0]));
                            return new double[] {-p, p};
                        }));
        formulas.any(
                "ranking loss over pairs (RankNet)",
                draw -> Example.objective(
                                draw.values(3),
                                s -> crossEntropy(s[0] - s[1], 1)
                                        + crossEntropy(s[1] - s[2], 1)
                                        + crossEntropy(s[0] - s[2], 1),
                                s -> rankNet(s, 1))
                        .wrongObjective("the loser keeps the sign", s -> rankNet(s, -1))
                        .wrongObjective("the loser has no gradient", s -> rankNet(s, 0))
                        .wrongObjective("factor 2", s -> times(rankNet(s, 1), 2)));
        formulas.any("ordinal regression by cumulative logits", draw -> {
            double[] cuts = {-1, 0.5, 2};
            return Example.elementwise(
                            draw.values(2),
                            z -> crossEntropy(cuts[0] - z, 0)
                                    + crossEntropy(cuts[1] - z, 1)
                                    + crossEntropy(cuts[2] - z, 1),
                            z -> -sigmoid(cuts[0] - z) - (sigmoid(cuts[1] - z) - 1) - (sigmoid(cuts[2] - z) - 1))
                    .wrongSlope(
                            "inner sign",
                            z -> sigmoid(cuts[0] - z) + (sigmoid(cuts[1] - z) - 1) + (sigmoid(cuts[2] - z) - 1))
                    .wrongSlope(
                            "a label not subtracted",
                            z -> -sigmoid(cuts[0] - z) - sigmoid(cuts[1] - z) - (sigmoid(cuts[2] - z) - 1))
                    .wrongSlope("a cut forgotten", z -> -sigmoid(cuts[0] - z) - (sigmoid(cuts[1] - z) - 1));
        });
        formulas.any(
                "multinomial logistic, log-sum-exp minus the mean of two labels",
                draw -> Example.objective(
                                draw.values(4),
                                z -> logSumExp(z) - (z[0] + z[1]) / 2,
                                z -> minus(softmax(z), new double[] {0.5, 0.5, 0, 0}))
                        .wrongObjective("one label", z -> minus(softmax(z), oneHot(4, 0)))
                        .wrongObjective("labels not halved", z -> minus(softmax(z), new double[] {1, 1, 0, 0}))
                        .wrongObjective("labels forgotten", Plain::softmax));
    }

    private static double[] logistic(double[] z, double[] y, double penalty, double inside) {
        double[] g = new double[z.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = -y[i] / (1 + Math.exp(inside * y[i] * z[i])) + penalty * z[i];
        }
        return g;
    }

    private static double[] rankNet(double[] s, double loser) {
        double first = sigmoid(s[0] - s[1]) - 1;
        double second = sigmoid(s[1] - s[2]) - 1;
        double third = sigmoid(s[0] - s[2]) - 1;
        return new double[] {first + third, second - loser * first, -loser * second - loser * third};
    }
}
