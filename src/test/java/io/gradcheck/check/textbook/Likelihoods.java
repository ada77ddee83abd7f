package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.logSumExp;
import static io.gradcheck.check.textbook.Plain.map;
import static io.gradcheck.check.textbook.Plain.sigmoid;
import static io.gradcheck.check.textbook.Plain.softmax;
import static io.gradcheck.check.textbook.Plain.sum;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Gamma;

/** Negative log-likelihoods. */
final class Likelihoods {

    /** The parameters of an example, by name. */
    private static Map<String, double[]> parameters(String one, double[] a, String other, double[] b) {
        Map<String, double[]> at = new LinkedHashMap<>();
        at.put(one, a);
        at.put(other, b);
        return at;
    }

    private Likelihoods() {}

    /** That of commons-math3 3.6.1 is off by some 1e-9: the sign of its term in x^-4 is wrong. */
    private static double digamma(double x) {
        double value = 0;
        double shifted = x;
        while (shifted < 15) {
            value -= 1 / shifted;
            shifted++;
        }
        double s = 1 / (shifted * shifted);
        double series = s * (1 / 12.0 - s * (1 / 120.0 - s * (1 / 252.0 - s * (1 / 240.0 - s * (1 / 132.0)))));
        return value + Math.log(shifted) - 0.5 / shifted - series;
    }

    static List<Formula> all() {
        Formulas formulas = new Formulas("likelihoods");
        gaussian(formulas);
        counts(formulas);
        positive(formulas);
        mixtures(formulas);
        regression(formulas);
        return formulas.all();
    }

    private static void gaussian(Formulas formulas) {
        formulas.at(Regime.MODERATE, "Gaussian by mean and log sigma", draw -> {
            double[] y = draw.normal(3);
            return Example.of(
                            parameters("mean", draw.values(1), "logSigma", draw.between(1, -2, 2)),
                            v -> {
                                double nll = 0;
                                for (double value : y) {
                                    double z = (value - v[0][0]) * Math.exp(-v[1][0]);
                                    nll += 0.5 * z * z + v[1][0] + 0.5 * Math.log(2 * Math.PI);
                                }
                                return new double[] {nll};
                            },
                            (v, u) -> gaussian(v, u, y, 1, 2))
                    .wrong("1 of the log forgotten", (v, u) -> gaussian(v, u, y, 0, 2))
                    .wrong("divided by sigma, not its square", (v, u) -> gaussian(v, u, y, 1, 1))
                    .wrong("upstream forgotten", (v, u) -> gaussian(v, new double[] {1}, y, 1, 2));
        });
        formulas.at(
                Regime.MODERATE,
                "Student t with 4 degrees of freedom",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> 2.5 * Math.log1p(x * x / 4),
                                x -> 2.5 * (2 * x / 4) / (1 + x * x / 4))
                        .wrongSlope("degrees of freedom forgotten inside", x -> 2.5 * 2 * x / (1 + x * x / 4))
                        .wrongSlope("2 for 2.5", x -> 2 * (2 * x / 4) / (1 + x * x / 4))
                        .wrongSlope("Gaussian", x -> 2.5 * 2 * x / 4));
        formulas.any(
                "Kullback-Leibler divergence of a variational autoencoder",
                draw -> Example.of(
                                parameters("mean", draw.values(2), "logVariance", draw.between(2, -5, 5)),
                                v -> new double[] {-0.5 * autoencoder(v)},
                                (v, u) -> divergence(v, u, 1, 0.5))
                        .wrong("1 forgotten", (v, u) -> divergence(v, u, 0, 0.5))
                        .wrong("half forgotten", (v, u) -> divergence(v, u, 1, 1))
                        .wrong("mean's sign", (v, u) -> {
                            double[][] g = divergence(v, u, 1, 0.5);
                            g[0] = map(g[0], d -> -d);
                            return g;
                        }));
    }

    private static double[][] gaussian(double[][] v, double[] u, double[] y, double log, double power) {
        double byMean = 0;
        double byLog = 0;
        for (double value : y) {
            double difference = value - v[0][0];
            double z = difference * Math.exp(-v[1][0]);
            byMean -= difference * Math.exp(-power * v[1][0]);
            byLog += log - z * z;
        }
        return new double[][] {{u[0] * byMean}, {u[0] * byLog}};
    }

    private static double autoencoder(double[][] v) {
        double total = 0;
        for (int i = 0; i < 2; i++) {
            total += 1 + v[1][i] - v[0][i] * v[0][i] - Math.exp(v[1][i]);
        }
        return total;
    }

    private static double[][] divergence(double[][] v, double[] u, double one, double half) {
        return new double[][] {map(v[0], m -> u[0] * m), map(v[1], log -> u[0] * -half * (one - Math.exp(log)))};
    }

    private static void counts(Formulas formulas) {
        formulas.at(Regime.MODERATE, "Poisson by log rate", draw -> {
            double k = draw.index(6);
            return Example.elementwise(
                            map(draw.values(2), v -> Math.max(-30, Math.min(30, v))),
                            x -> Math.exp(x) - k * x + Gamma.logGamma(k + 1),
                            x -> Math.exp(x) - k)
                    .wrongSlope("counts not subtracted", Math::exp)
                    .wrongSlope("rate not exponential", x -> x - k)
                    .wrongSlope("by rate, not by its logarithm", x -> 1 - k / Math.exp(x));
        });
        formulas.at(Regime.MODERATE, "negative binomial by mean and dispersion", draw -> {
            double k = draw.index(6);
            return Example.of(
                            parameters("mean", draw.positive(1), "size", draw.between(1, 0.5, 10)),
                            v -> new double[] {negativeBinomial(v[0][0], v[1][0], k)},
                            (v, u) -> binomialGradient(v[0][0], v[1][0], k, u[0], 1, 1))
                    .wrong("digamma forgotten", (v, u) -> binomialGradient(v[0][0], v[1][0], k, u[0], 0, 1))
                    .wrong("constant 1 forgotten", (v, u) -> binomialGradient(v[0][0], v[1][0], k, u[0], 1, 0))
                    .wrongAfter("sign of the mean's", g -> new double[][] {{-g[0][0]}, g[1]});
        });
    }

    private static double negativeBinomial(double m, double r, double k) {
        return -(Gamma.logGamma(k + r)
                - Gamma.logGamma(r)
                - Gamma.logGamma(k + 1)
                + r * Math.log(r / (r + m))
                + k * Math.log(m / (r + m)));
    }

    private static double[][] binomialGradient(double m, double r, double k, double u, double digamma, double one) {
        double byMean = -(-r / (r + m) + k / m - k / (r + m));
        double byDispersion =
                -(digamma * (digamma(k + r) - digamma(r)) + Math.log(r / (r + m)) + one - r / (r + m) - k / (r + m));
        return new double[][] {{u * byMean}, {u * byDispersion}};
    }

    private static void positive(Formulas formulas) {
        formulas.at(Regime.MODERATE, "gamma by shape and rate", draw -> {
            double y = draw.random().nextDouble(0.1, 5);
            return Example.of(
                            parameters("shape", draw.between(1, 0.5, 8), "rate", draw.positive(1)),
                            v -> new double[] {
                                -(v[0][0] * Math.log(v[1][0])
                                        - Gamma.logGamma(v[0][0])
                                        + (v[0][0] - 1) * Math.log(y)
                                        - v[1][0] * y)
                            },
                            (v, u) -> new double[][] {
                                {u[0] * -(Math.log(v[1][0]) - digamma(v[0][0]) + Math.log(y))},
                                {u[0] * -(v[0][0] / v[1][0] - y)}
                            })
                    .wrong("digamma forgotten", (v, u) -> new double[][] {
                        {u[0] * -(Math.log(v[1][0]) + Math.log(y))}, {u[0] * -(v[0][0] / v[1][0] - y)}
                    })
                    .wrong("scale for rate", (v, u) -> new double[][] {
                        {u[0] * -(-Math.log(v[1][0]) - digamma(v[0][0]) + Math.log(y))},
                        {u[0] * (v[0][0] / v[1][0] - y / (v[1][0] * v[1][0]))}
                    })
                    .wrong("gradients exchanged", (v, u) -> new double[][] {
                        {u[0] * -(v[0][0] / v[1][0] - y)},
                        {u[0] * -(Math.log(v[1][0]) - digamma(v[0][0]) + Math.log(y))}
                    });
        });
        formulas.own("beta by its two shapes", draw -> {
            double y = draw.random().nextDouble(0.05, 0.95);
            return Example.objective(
                            draw.between(2, 0.5, 8),
                            a -> Gamma.logGamma(a[0])
                                    + Gamma.logGamma(a[1])
                                    - Gamma.logGamma(a[0] + a[1])
                                    - (a[0] - 1) * Math.log(y)
                                    - (a[1] - 1) * Math.log(1 - y),
                            a -> beta(a, 1, Math.log(y), Math.log(1 - y)))
                    .wrongObjective("digamma of the sum forgotten", a -> beta(a, 0, Math.log(y), Math.log(1 - y)))
                    .wrongObjective("y and 1 - y exchanged", a -> beta(a, 1, Math.log(1 - y), Math.log(y)))
                    .wrongObjective("y for its logarithm", a -> beta(a, 1, y, 1 - y));
        });
        formulas.own("Dirichlet by log concentrations", draw -> {
            double[] p = softmax(draw.normal(3));
            return Example.objective(
                            draw.normal(3),
                            log -> {
                                double[] a = map(log, Math::exp);
                                double nll = -Gamma.logGamma(sum(a));
                                for (int i = 0; i < 3; i++) {
                                    nll += Gamma.logGamma(a[i]) - (a[i] - 1) * Math.log(p[i]);
                                }
                                return nll;
                            },
                            log -> dirichlet(log, p, 1, true))
                    .wrongObjective("digamma of the sum forgotten", log -> dirichlet(log, p, 0, true))
                    .wrongObjective("exp of the chain rule forgotten", log -> dirichlet(log, p, 1, false))
                    .wrongObjective("sign of the sum's", log -> dirichlet(log, p, -1, true));
        });
    }

    private static double[] beta(double[] a, double ofSum, double first, double second) {
        double both = ofSum * digamma(a[0] + a[1]);
        return new double[] {digamma(a[0]) - both - first, digamma(a[1]) - both - second};
    }

    private static double[] dirichlet(double[] log, double[] p, double ofSum, boolean chain) {
        double[] a = map(log, Math::exp);
        double total = digamma(sum(a));
        double[] g = new double[3];
        for (int i = 0; i < 3; i++) {
            g[i] = (digamma(a[i]) - ofSum * total - Math.log(p[i])) * (chain ? a[i] : 1);
        }
        return g;
    }

    private static void mixtures(Formulas formulas) {
        formulas.any("mixture of three Gaussians by log-sum-exp, by its means", draw -> {
            double y = draw.normal(1)[0];
            double[] logWeights = SoftmaxFamily.logSoftmax(draw.normal(3));
            return Example.objective(
                            draw.values(3),
                            m -> -logSumExp(components(m, y, logWeights)),
                            m -> mixture(m, y, softmax(components(m, y, logWeights))))
                    .wrongObjective("responsibilities forgotten", m -> mixture(m, y, new double[] {1, 1, 1}))
                    .wrongObjective("weights for responsibilities", m -> mixture(m, y, map(logWeights, Math::exp)))
                    .wrongObjective("sign", m -> Plain.times(mixture(m, y, softmax(components(m, y, logWeights))), -1));
        });
        formulas.any(
                "zero-inflated Poisson of a zero, by logit",
                draw -> Example.elementwise(
                                draw.values(2),
                                z -> -Math.log(sigmoid(z) + (1 - sigmoid(z)) * Math.exp(-1.5)),
                                z -> inflated(z, 1 - Math.exp(-1.5)))
                        .wrongSlope("Poisson's part forgotten", z -> inflated(z, 1))
                        .wrongSlope("its sign", z -> inflated(z, 1 + Math.exp(-1.5)))
                        .wrongSlope(
                                "derivative of the sigmoid forgotten",
                                z -> -(1 - Math.exp(-1.5)) / (sigmoid(z) + (1 - sigmoid(z)) * Math.exp(-1.5))));
    }

    private static double[] components(double[] m, double y, double[] logWeights) {
        double[] log = logWeights.clone();
        for (int k = 0; k < 3; k++) {
            log[k] -= 0.5 * (y - m[k]) * (y - m[k]);
        }
        return log;
    }

    private static double[] mixture(double[] m, double y, double[] responsibilities) {
        double[] g = new double[3];
        for (int k = 0; k < 3; k++) {
            g[k] = -responsibilities[k] * (y - m[k]);
        }
        return g;
    }

    private static double inflated(double z, double slope) {
        double p = sigmoid(z);
        return -slope * p * (1 - p) / (p + (1 - p) * Math.exp(-1.5));
    }

    private static void regression(Formulas formulas) {
        formulas.any("logistic regression with a ridge, five examples", draw -> {
            double[] x = draw.normal(10);
            double[] y = draw.labels(5);
            return Example.objective(draw.values(2), w -> logistic(w, x, y), w -> logisticGradient(w, x, y, 0.01, 5))
                    .wrongObjective("ridge forgotten", w -> logisticGradient(w, x, y, 0, 5))
                    .wrongObjective("ridge with factor 2", w -> logisticGradient(w, x, y, 0.02, 5))
                    .wrongObjective("sum for mean", w -> logisticGradient(w, x, y, 0.01, 1));
        });
        formulas.any("logistic regression of separated examples", draw -> {
            double[] x = draw.between(10, 1, 3);
            double[] y = {1, 1, 1, 1, 1};
            double[] w = map(draw.values(2), Math::abs);
            return Example.objective(w, v -> logistic(v, x, y), v -> logisticGradient(v, x, y, 0.01, 5))
                    .wrongObjective("ridge forgotten", v -> logisticGradient(v, x, y, 0, 5))
                    .wrongObjective("labels forgotten", v -> logisticGradient(v, x, new double[5], 0.01, 5))
                    .wrongObjective("sum for mean", v -> logisticGradient(v, x, y, 0.01, 1));
        });
        formulas.any("Cox's partial likelihood of five subjects", draw -> {
            double[] x = draw.normal(10);
            return Example.objective(draw.values(2), b -> cox(b, x), b -> coxGradient(b, x, 0, 1))
                    .wrongObjective("not those at risk, all", b -> coxGradient(b, x, 1, 1))
                    .wrongObjective("mean over risks forgotten", b -> coxGradient(b, x, 0, 0))
                    .wrongObjective("sign", b -> Plain.times(coxGradient(b, x, 0, 1), -1));
        });
    }

    private static double logistic(double[] w, double[] x, double[] y) {
        double loss = 0;
        for (int i = 0; i < 5; i++) {
            loss += LogitLosses.crossEntropy(dot(w, Plain.row(x, i, 2)), y[i]);
        }
        return loss / 5 + 0.5 * 0.01 * dot(w, w);
    }

    private static double[] logisticGradient(double[] w, double[] x, double[] y, double ridge, double count) {
        double[] g = Plain.times(w, ridge);
        for (int i = 0; i < 5; i++) {
            double[] row = Plain.row(x, i, 2);
            double error = sigmoid(dot(w, row)) - y[i];
            g[0] += error * row[0] / count;
            g[1] += error * row[1] / count;
        }
        return g;
    }

    private static double[] risks(double[] b, double[] x, int from) {
        double[] eta = new double[5 - from];
        for (int j = from; j < 5; j++) {
            eta[j - from] = dot(b, Plain.row(x, j, 2));
        }
        return eta;
    }

    private static double cox(double[] b, double[] x) {
        double nll = 0;
        for (int i = 0; i < 5; i++) {
            nll -= dot(b, Plain.row(x, i, 2)) - logSumExp(risks(b, x, i));
        }
        return nll;
    }

    private static double[] coxGradient(double[] b, double[] x, int all, double byRisk) {
        double[] g = new double[2];
        for (int i = 0; i < 5; i++) {
            int from = all == 1 ? 0 : i;
            double[] p = softmax(risks(b, x, from));
            for (int k = 0; k < 2; k++) {
                g[k] -= x[2 * i + k];
                for (int j = from; j < 5; j++) {
                    g[k] += byRisk * p[j - from] * x[2 * j + k];
                }
            }
        }
        return g;
    }
}
