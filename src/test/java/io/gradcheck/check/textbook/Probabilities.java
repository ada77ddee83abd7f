package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.map;
import static io.gradcheck.check.textbook.Plain.minus;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.List;

/** Functions of probabilities, up to the ends of their range. */
final class Probabilities {

    private static final Regime[] REGIMES = {Regime.ORDINARY, Regime.SMALL, Regime.SATURATING, Regime.TIES};

    private Probabilities() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("probabilities");
        losses(formulas);
        divergences(formulas);
        return formulas.all();
    }

    private static void losses(Formulas formulas) {
        formulas.at(REGIMES, "binary cross-entropy of probabilities, (p - y) / (p (1 - p))", draw -> {
            double[] y = draw.labels(3);
            return Example.objective(
                            draw.probabilities(3),
                            p -> {
                                double loss = 0;
                                for (int i = 0; i < 3; i++) {
                                    loss -= y[i] * Math.log(p[i]) + (1 - y[i]) * Math.log(1 - p[i]);
                                }
                                return loss;
                            },
                            p -> crossEntropy(p, y, true))
                    .wrongObjective("not divided", p -> minus(p, y))
                    .wrongObjective("divided by p alone", p -> crossEntropy(p, y, false))
                    .wrongObjective("sign", p -> times(crossEntropy(p, y, true), -1));
        });
        formulas.at(
                REGIMES,
                "log odds, log(p / (1 - p))",
                draw -> Example.elementwise(draw.probabilities(3), p -> Math.log(p / (1 - p)), p -> 1 / (p * (1 - p)))
                        .wrongSlope("not inverted", p -> p * (1 - p))
                        .wrongSlope("1 / p", p -> 1 / p)
                        .wrongSlope("sign of the second part", p -> 1 / p - 1 / (1 - p)));
        formulas.at(REGIMES, "score of Brier", draw -> {
            double[] y = draw.labels(3);
            return Example.objective(
                            draw.probabilities(3),
                            p -> Plain.dot(minus(p, y), minus(p, y)) / 3,
                            p -> times(minus(p, y), 2 / 3.0))
                    .wrongObjective("factor 2 forgotten", p -> times(minus(p, y), 1 / 3.0))
                    .wrongObjective("labels forgotten", p -> times(p, 2 / 3.0))
                    .wrongObjective("sign", p -> times(minus(y, p), 2 / 3.0));
        });
    }

    private static double[] crossEntropy(double[] p, double[] y, boolean both) {
        double[] g = minus(p, y);
        for (int i = 0; i < g.length; i++) {
            g[i] /= both ? p[i] * (1 - p[i]) : p[i];
        }
        return g;
    }

    private static void divergences(Formulas formulas) {
        formulas.at(
                REGIMES,
                "entropy of coins",
                draw -> Example.elementwise(
                                draw.probabilities(3),
                                p -> -p * Math.log(p) - (1 - p) * Math.log(1 - p),
                                p -> Math.log((1 - p) / p))
                        .wrongSlope("sign", p -> Math.log(p / (1 - p)))
                        .wrongSlope("tails forgotten", p -> -Math.log(p) - 1)
                        .wrongSlope("1 of the product rule", p -> Math.log((1 - p) / p) + 1));
        formulas.at(
                REGIMES,
                "Kullback-Leibler divergence of coins from one of 0.3",
                draw -> Example.elementwise(
                                draw.probabilities(3),
                                p -> p * Math.log(p / 0.3) + (1 - p) * Math.log((1 - p) / 0.7),
                                p -> Math.log(p / 0.3) - Math.log((1 - p) / 0.7))
                        .wrongSlope("tails forgotten", p -> Math.log(p / 0.3))
                        .wrongSlope("tails' sign", p -> Math.log(p / 0.3) + Math.log((1 - p) / 0.7))
                        .wrongSlope("the other way round", p -> -0.3 / p + 0.7 / (1 - p)));
        formulas.at(
                REGIMES,
                "noisy or, 1 - product of 1 - p",
                draw -> Example.objective(
                                draw.probabilities(3),
                                p -> 1 - (1 - p[0]) * (1 - p[1]) * (1 - p[2]),
                                p -> others(map(p, v -> 1 - v), 1))
                        .wrongObjective("with its own factor", p -> {
                            double product = (1 - p[0]) * (1 - p[1]) * (1 - p[2]);
                            return new double[] {product, product, product};
                        })
                        .wrongObjective("sign", p -> others(map(p, v -> 1 - v), -1))
                        .wrongObjective("of p, not of 1 - p", p -> others(p, 1)));
    }

    private static double[] others(double[] q, double sign) {
        return new double[] {sign * q[1] * q[2], sign * q[0] * q[2], sign * q[0] * q[1]};
    }
}
