package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.logSumExp;
import static io.gradcheck.check.textbook.Plain.sigmoid;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models of sequences: two states, three steps. */
final class Sequences {

    private static final int STEPS = 3;

    private Sequences() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("sequences");
        chains(formulas);
        filters(formulas);
        return formulas.all();
    }

    private static Map<String, double[]> scores(double[] emissions, double[] transitions) {
        Map<String, double[]> at = new LinkedHashMap<>();
        at.put("emissions", emissions);
        at.put("transitions", transitions);
        return at;
    }

    private static void chains(Formulas formulas) {
        formulas.at(Regime.SCORES, "conditional random field of a chain", draw -> {
            int[] labels = draw.random().ints(STEPS, 0, 2).toArray();
            return Example.of(
                            scores(draw.values(6), draw.values(4)),
                            v -> new double[] {logPartition(v[0], v[1]) - score(v[0], v[1], labels)},
                            (v, u) -> field(v, labels, u[0], 1, 1))
                    .wrong("labels not subtracted", (v, u) -> field(v, labels, u[0], 0, 0))
                    .wrong("labels of transitions not subtracted", (v, u) -> field(v, labels, u[0], 1, 0))
                    .wrong("transitions transposed", (v, u) -> {
                        double[][] g = field(v, labels, u[0], 1, 1);
                        g[1] = Matrix.transposed(g[1], 2);
                        return g;
                    });
        });
        formulas.at(
                Regime.SCORES,
                "forward algorithm of a hidden Markov model, in logarithms",
                draw -> Example.of(
                                scores(draw.values(6), draw.values(4)),
                                v -> new double[] {logPartition(v[0], v[1])},
                                (v, u) -> field(v, new int[STEPS], u[0], 0, 0))
                        .wrong("forward probabilities alone", (v, u) -> {
                            double[][] g = field(v, new int[STEPS], u[0], 0, 0);
                            g[0] = times(filtered(v), u[0]);
                            return g;
                        })
                        .wrong("first transition forgotten", (v, u) -> {
                            double[][] g = field(v, new int[STEPS], u[0], 0, 0);
                            g[1] = times(pairs(v, 1), u[0]);
                            return g;
                        })
                        .wrong("transitions transposed", (v, u) -> {
                            double[][] g = field(v, new int[STEPS], u[0], 0, 0);
                            g[1] = Matrix.transposed(g[1], 2);
                            return g;
                        }));
    }

    /** {@code alpha[t][s]}, logarithms of the sums over all ways to a state. */
    private static double[][] forward(double[] emissions, double[] transitions) {
        double[][] alpha = new double[STEPS][2];
        for (int t = 0; t < STEPS; t++) {
            for (int s = 0; s < 2; s++) {
                alpha[t][s] = emissions[2 * t + s];
                if (t > 0) {
                    alpha[t][s] += logSumExp(
                            new double[] {alpha[t - 1][0] + transitions[s], alpha[t - 1][1] + transitions[2 + s]});
                }
            }
        }
        return alpha;
    }

    private static double[][] backward(double[] emissions, double[] transitions) {
        double[][] beta = new double[STEPS][2];
        for (int t = STEPS - 2; t >= 0; t--) {
            for (int s = 0; s < 2; s++) {
                double[] next = new double[2];
                for (int r = 0; r < 2; r++) {
                    next[r] = transitions[2 * s + r] + emissions[2 * (t + 1) + r] + beta[t + 1][r];
                }
                beta[t][s] = logSumExp(next);
            }
        }
        return beta;
    }

    private static double logPartition(double[] emissions, double[] transitions) {
        return logSumExp(forward(emissions, transitions)[STEPS - 1]);
    }

    private static double score(double[] emissions, double[] transitions, int[] labels) {
        double score = emissions[labels[0]];
        for (int t = 1; t < STEPS; t++) {
            score += emissions[2 * t + labels[t]] + transitions[2 * labels[t - 1] + labels[t]];
        }
        return score;
    }

    /** Probabilities of pairs of states, summed over the steps from one on. */
    private static double[] pairs(double[][] v, int from) {
        double[][] alpha = forward(v[0], v[1]);
        double[][] beta = backward(v[0], v[1]);
        double log = logPartition(v[0], v[1]);
        double[] g = new double[4];
        for (int t = 1 + from; t < STEPS; t++) {
            for (int s = 0; s < 2; s++) {
                for (int r = 0; r < 2; r++) {
                    g[2 * s + r] += Math.exp(alpha[t - 1][s] + v[1][2 * s + r] + v[0][2 * t + r] + beta[t][r] - log);
                }
            }
        }
        return g;
    }

    private static double[] marginals(double[][] v) {
        double[][] alpha = forward(v[0], v[1]);
        double[][] beta = backward(v[0], v[1]);
        double log = logPartition(v[0], v[1]);
        double[] g = new double[6];
        for (int i = 0; i < 6; i++) {
            g[i] = Math.exp(alpha[i / 2][i % 2] + beta[i / 2][i % 2] - log);
        }
        return g;
    }

    private static double[] filtered(double[][] v) {
        double[][] alpha = forward(v[0], v[1]);
        double[] g = new double[6];
        for (int i = 0; i < 6; i++) {
            g[i] = Math.exp(alpha[i / 2][i % 2] - logSumExp(alpha[i / 2]));
        }
        return g;
    }

    private static double[][] field(double[][] v, int[] labels, double u, double emitted, double passed) {
        double[] byEmission = marginals(v);
        double[] byTransition = pairs(v, 0);
        for (int t = 0; t < STEPS; t++) {
            byEmission[2 * t + labels[t]] -= emitted;
            if (t > 0) {
                byTransition[2 * labels[t - 1] + labels[t]] -= passed;
            }
        }
        return new double[][] {times(byEmission, u), times(byTransition, u)};
    }

    private static void filters(Formulas formulas) {
        for (double variance : new double[] {1, 1e7}) {
            formulas.own("Kalman filter, likelihood of three steps, prior variance " + variance, draw -> {
                double[] y = draw.normal(STEPS);
                return Example.objective(
                                draw.between(2, -1, 1),
                                log -> kalman(log, y, variance, new double[2]),
                                log -> kalmanGradient(log, y, variance))
                        .wrongObjective("log's chain rule forgotten", log -> {
                            double[] g = kalmanGradient(log, y, variance);
                            return new double[] {g[0] / Math.exp(log[0]), g[1] / Math.exp(log[1])};
                        })
                        .wrongObjective("noises exchanged", log -> {
                            double[] g = kalmanGradient(log, y, variance);
                            return new double[] {g[1], g[0]};
                        })
                        .wrongObjective(
                                "last step forgotten", log -> kalmanGradient(log, new double[] {y[0], y[1]}, variance));
            });
        }
        formulas.any(
                "cell of a long short-term memory",
                draw -> Example.vector(draw.values(5), Sequences::cell, (x, u) -> cellVjp(x, u, 1, 1))
                        .wrongVector("hidden output does not reach the cell", (x, u) -> cellVjp(x, u, 0, 1))
                        .wrongVector("forget gate's old cell forgotten", (x, u) -> cellVjp(x, u, 1, 0))
                        .wrongVector("gates exchanged", (x, u) -> {
                            double[] g = cellVjp(x, u, 1, 1);
                            return new double[] {g[1], g[0], g[2], g[3], g[4]};
                        }));
        formulas.any("recurrent network of tanh, three steps with one weight", draw -> {
            double[] input = draw.normal(STEPS);
            return Example.objective(draw.values(2), w -> unrolled(w, input), w -> throughTime(w, input, 1, STEPS))
                    .wrongObjective("not through time", w -> throughTime(w, input, 0, STEPS))
                    .wrongObjective("first step forgotten", w -> throughTime(w, input, 1, STEPS - 1))
                    .wrongObjective("sign through time", w -> throughTime(w, input, -1, STEPS));
        });
    }

    /**
     * Minus the log-likelihood of a random walk that is observed, by the logarithms of the variances of its steps and of its
     * observations; fills in the gradient, forward with the recursion.
     */
    private static double kalman(double[] log, double[] y, double prior, double[] gradient) {
        double q = Math.exp(log[0]);
        double r = Math.exp(log[1]);
        double m = 0;
        double p = prior;
        double[] dm = new double[2];
        double[] dp = new double[2];
        double nll = 0;
        for (double value : y) {
            double s = p + q + r;
            double e = value - m;
            nll += 0.5 * (Math.log(2 * Math.PI * s) + e * e / s);
            double gain = (p + q) / s;
            for (int k = 0; k < 2; k++) {
                double dPredicted = dp[k] + (k == 0 ? q : 0);
                double ds = dPredicted + (k == 1 ? r : 0);
                gradient[k] += 0.5 * (ds / s - e * e * ds / (s * s)) - e * dm[k] / s;
                double dGain = dPredicted / s - gain * ds / s;
                dm[k] = dm[k] + dGain * e - gain * dm[k];
                dp[k] = (1 - gain) * dPredicted - dGain * (p + q);
            }
            m += gain * e;
            p = (1 - gain) * (p + q);
        }
        return nll;
    }

    private static double[] kalmanGradient(double[] log, double[] y, double prior) {
        double[] gradient = new double[2];
        kalman(log, y, prior, gradient);
        return gradient;
    }

    /** From the pre-activations of input, forget, candidate and output and the old cell to hidden and cell. */
    private static double[] cell(double[] x) {
        double c = sigmoid(x[1]) * x[4] + sigmoid(x[0]) * Math.tanh(x[2]);
        return new double[] {sigmoid(x[3]) * Math.tanh(c), c};
    }

    private static double[] cellVjp(double[] x, double[] u, double byHidden, double byOld) {
        double i = sigmoid(x[0]);
        double f = sigmoid(x[1]);
        double g = Math.tanh(x[2]);
        double o = sigmoid(x[3]);
        double t = Math.tanh(f * x[4] + i * g);
        double dc = u[1] + byHidden * u[0] * o * (1 - t * t);
        return new double[] {
            dc * g * i * (1 - i),
            dc * (byOld == 0 ? 1 : x[4]) * f * (1 - f),
            dc * i * (1 - g * g),
            u[0] * t * o * (1 - o),
            dc * f
        };
    }

    private static double unrolled(double[] w, double[] input) {
        double h = 0.5;
        for (double x : input) {
            h = Math.tanh(w[0] * h + w[1] * x);
        }
        return h;
    }

    private static double[] throughTime(double[] w, double[] input, double chain, int steps) {
        double[] h = new double[STEPS + 1];
        h[0] = 0.5;
        for (int t = 0; t < STEPS; t++) {
            h[t + 1] = Math.tanh(w[0] * h[t] + w[1] * input[t]);
        }
        double[] g = new double[2];
        double delta = 1;
        for (int t = STEPS - 1; t >= STEPS - steps; t--) {
            double dz = delta * (1 - h[t + 1] * h[t + 1]);
            g[0] += dz * h[t];
            g[1] += dz * input[t];
            delta = chain * dz * w[0];
        }
        return g;
    }
}
