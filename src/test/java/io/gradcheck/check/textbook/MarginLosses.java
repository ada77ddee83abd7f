package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.map;
import static io.gradcheck.check.textbook.Plain.minus;
import static io.gradcheck.check.textbook.Plain.norm;
import static io.gradcheck.check.textbook.Plain.row;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.List;

/** Losses of residuals, margins and distances. */
final class MarginLosses {

    private MarginLosses() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("margins and residuals");
        residuals(formulas);
        robust(formulas);
        margins(formulas);
        distances(formulas);
        return formulas.all();
    }

    private static void residuals(Formulas formulas) {
        formulas.any("mean squared error", draw -> {
            double[] y = draw.normal(4);
            return Example.objective(
                            draw.values(4), x -> dot(minus(x, y), minus(x, y)) / 4, x -> times(minus(x, y), 2 / 4.0))
                    .wrongObjective("factor 2 forgotten", x -> times(minus(x, y), 1 / 4.0))
                    .wrongObjective("sum for mean", x -> times(minus(x, y), 2))
                    .wrongObjective("sign", x -> times(minus(y, x), 2 / 4.0));
        });
        formulas.any("half squared error where prediction meets target", draw -> {
            double[] y = draw.values(3);
            return Example.objective(y.clone(), x -> dot(minus(x, y), minus(x, y)) / 2, x -> minus(x, y))
                    .wrongObjective("target not subtracted", x -> x)
                    .wrongObjective("target added", x -> Plain.plus(x, y))
                    .wrongObjective("constant of 1e-3 of the target left", x -> minus(x, times(y, 0.999)));
        });
        formulas.any("mean absolute error", draw -> {
            double[] y = draw.normal(4);
            return Example.objective(
                            draw.values(4),
                            x -> Plain.sum(map(minus(x, y), Math::abs)) / 4,
                            x -> map(minus(x, y), d -> Math.signum(d) / 4))
                    .wrongObjective("not divided by the size", x -> map(minus(x, y), Math::signum))
                    .wrongObjective("sign", x -> map(minus(x, y), d -> -Math.signum(d) / 4))
                    .wrongObjective("difference for its sign", x -> times(minus(x, y), 1 / 4.0));
        });
        formulas.any("quantile loss, 0.9", draw -> {
            double[] y = draw.normal(3);
            return Example.objective(
                            draw.values(3),
                            x -> Plain.sum(map(minus(y, x), d -> Math.max(0.9 * d, (0.9 - 1) * d))),
                            x -> map(minus(y, x), d -> d > 0 ? -0.9 : 1 - 0.9))
                    .wrongObjective("branches exchanged", x -> map(minus(y, x), d -> d > 0 ? -(1 - 0.9) : 0.9))
                    .wrongObjective("sign", x -> map(minus(y, x), d -> d > 0 ? 0.9 : 0.9 - 1))
                    .wrongObjective("median", x -> map(minus(y, x), d -> d > 0 ? -0.5 : 0.5));
        });
    }

    private static void robust(Formulas formulas) {
        formulas.any(
                "Huber loss, delta 1.5",
                draw -> Example.elementwise(
                                draw.values(3),
                                r -> Math.abs(r) <= 1.5 ? 0.5 * r * r : 1.5 * (Math.abs(r) - 0.5 * 1.5),
                                r -> Math.abs(r) <= 1.5 ? r : 1.5 * Math.signum(r))
                        .wrongSlope("delta forgotten outside", r -> Math.abs(r) <= 1.5 ? r : Math.signum(r))
                        .wrongSlope("always quadratic", r -> r)
                        .wrongSlope("no sign outside", r -> Math.abs(r) <= 1.5 ? r : 1.5));
        formulas.any(
                "pseudo-Huber loss, delta^2 (sqrt(1 + (r / delta)^2) - 1)",
                draw -> Example.elementwise(
                                draw.values(3),
                                r -> 0.25 * (Math.sqrt(1 + r / 0.5 * (r / 0.5)) - 1),
                                r -> r / Math.sqrt(1 + r / 0.5 * (r / 0.5)))
                        .wrongSlope("delta forgotten", r -> r / Math.sqrt(1 + r * r))
                        .wrongSlope("root forgotten", r -> r / (1 + r / 0.5 * (r / 0.5)))
                        .wrongSlope("factor 2", r -> 2 * r / Math.sqrt(1 + r / 0.5 * (r / 0.5))));
        formulas.any(
                "log-cosh, |r| + log1p(exp(-2 |r|)) - log 2",
                draw -> Example.elementwise(
                                draw.values(3),
                                r -> Math.abs(r) + Math.log1p(Math.exp(-2 * Math.abs(r))) - Math.log(2),
                                Math::tanh)
                        .wrongSlope("sinh for tanh", r -> Math.sinh(Math.min(r, 3)))
                        .wrongSlope("absolute", r -> Math.abs(Math.tanh(r)))
                        .wrongSlope("tanh of 2 r", r -> Math.tanh(2 * r)));
        formulas.any(
                "Cauchy loss, log1p(r^2)",
                draw -> Example.elementwise(draw.values(3), r -> Math.log1p(r * r), r -> 2 * r / (1 + r * r))
                        .wrongSlope("factor 2 forgotten", r -> r / (1 + r * r))
                        .wrongSlope("1 / (1 + r^2)", r -> 1 / (1 + r * r))
                        .wrongSlope("denominator squared", r -> 2 * r / ((1 + r * r) * (1 + r * r))));
        formulas.any(
                "Tukey's biweight, c = 4.685",
                draw -> Example.elementwise(draw.values(3), MarginLosses::tukey, r -> tukeySlope(r, 2, 0))
                        .wrongSlope("not squared", r -> tukeySlope(r, 1, 0))
                        .wrongSlope("linear outside", r -> tukeySlope(r, 2, Math.signum(r)))
                        .wrongSlope("factor c^2 / 6 twice", r -> 4.685 * 4.685 / 6 * tukeySlope(r, 2, 0)));
    }

    private static double tukey(double r) {
        double c = 4.685;
        if (Math.abs(r) > c) {
            return c * c / 6;
        }
        double w = 1 - r / c * (r / c);
        return c * c / 6 * (1 - w * w * w);
    }

    private static double tukeySlope(double r, double power, double outside) {
        double c = 4.685;
        return Math.abs(r) > c ? outside : r * Math.pow(1 - r / c * (r / c), power);
    }

    private static void margins(Formulas formulas) {
        formulas.any("hinge loss, mean of max(0, 1 - y f)", draw -> {
            double[] y = map(draw.labels(4), v -> 2 * v - 1);
            return Example.objective(draw.values(4), f -> hinge(f, y, 1), f -> hingeGradient(f, y, 1, 0.25))
                    .wrongObjective("everywhere active", f -> times(y, -0.25))
                    .wrongObjective("margin forgotten", f -> hingeGradient(f, y, 0, 0.25))
                    .wrongObjective("sum for mean", f -> hingeGradient(f, y, 1, 1));
        });
        formulas.any("squared hinge loss", draw -> {
            double[] y = map(draw.labels(4), v -> 2 * v - 1);
            return Example.objective(draw.values(4), f -> hinge(f, y, 2), f -> squaredHinge(f, y, 2, true))
                    .wrongObjective("factor 2 forgotten", f -> squaredHinge(f, y, 1, true))
                    .wrongObjective("mask forgotten", f -> squaredHinge(f, y, 2, false))
                    .wrongObjective("not squared", f -> hingeGradient(f, y, 1, 0.25));
        });
        formulas.any("multi-class hinge of Crammer and Singer", draw -> {
            int label = draw.index(3);
            return Example.objective(
                            draw.values(3),
                            s -> Math.max(0, 1 + rival(s, label) - s[label]),
                            s -> crammer(s, label, 1, 1))
                    .wrongObjective("label's entry forgotten", s -> crammer(s, label, 0, 1))
                    .wrongObjective("without the margin", s -> crammer(s, label, 1, 0))
                    .wrongObjective("sign", s -> times(crammer(s, label, 1, 1), -1));
        });
        formulas.any("multi-class hinge of Weston and Watkins", draw -> {
            int label = draw.index(3);
            return Example.objective(draw.values(3), s -> watkins(s, label), s -> watkinsGradient(s, label, true, 0))
                    .wrongObjective("label counted once", s -> watkinsGradient(s, label, false, 0))
                    .wrongObjective("label among its rivals", s -> watkinsGradient(s, label, true, 1))
                    .wrongObjective("sign", s -> times(watkinsGradient(s, label, true, 0), -1));
        });
    }

    private static double hinge(double[] f, double[] y, double power) {
        double loss = 0;
        for (int i = 0; i < f.length; i++) {
            loss += Math.pow(Math.max(0, 1 - y[i] * f[i]), power);
        }
        return loss / f.length;
    }

    private static double[] hingeGradient(double[] f, double[] y, double margin, double factor) {
        double[] g = new double[f.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = y[i] * f[i] < margin ? -factor * y[i] : 0;
        }
        return g;
    }

    private static double[] squaredHinge(double[] f, double[] y, double factor, boolean masked) {
        double[] g = new double[f.length];
        for (int i = 0; i < g.length; i++) {
            double shortfall = 1 - y[i] * f[i];
            g[i] = masked && shortfall <= 0 ? 0 : -factor * y[i] * shortfall / f.length;
        }
        return g;
    }

    private static double rival(double[] s, int label) {
        return s[rivalIndex(s, label)];
    }

    private static int rivalIndex(double[] s, int label) {
        int best = label == 0 ? 1 : 0;
        for (int i = 0; i < s.length; i++) {
            if (i != label && s[i] > s[best]) {
                best = i;
            }
        }
        return best;
    }

    private static double[] crammer(double[] s, int label, double own, double margin) {
        double[] g = new double[s.length];
        if (margin + rival(s, label) - s[label] > 0) {
            g[rivalIndex(s, label)] = 1;
            g[label] = -own;
        }
        return g;
    }

    private static double watkins(double[] s, int label) {
        double loss = 0;
        for (int i = 0; i < s.length; i++) {
            if (i != label) {
                loss += Math.max(0, 1 + s[i] - s[label]);
            }
        }
        return loss;
    }

    private static double[] watkinsGradient(double[] s, int label, boolean each, double self) {
        double[] g = new double[s.length];
        int active = 0;
        for (int i = 0; i < s.length; i++) {
            if (i != label && 1 + s[i] - s[label] > 0) {
                g[i] = 1;
                active++;
            }
        }
        g[label] = self - (each ? active : Math.min(active, 1));
        return g;
    }

    private static void distances(Formulas formulas) {
        formulas.any(
                "triplet loss of squared distances, margin 0.2",
                draw -> Example.objective(draw.values(6), MarginLosses::triplet, x -> tripletGradient(x, 1, 1, 0.2))
                        .wrongObjective("anchor's second part forgotten", x -> tripletGradient(x, 0, 1, 0.2))
                        .wrongObjective("negative's sign", x -> tripletGradient(x, 1, -1, 0.2))
                        .wrongObjective("always active", x -> tripletGradient(x, 1, 1, 1e300)));
        formulas.any("contrastive loss of pairs, margin 1 (Hadsell)", draw -> {
            double same = draw.index(2);
            return Example.objective(draw.values(4), x -> contrastive(x, same), x -> contrastiveGradient(x, same, 1, 1))
                    .wrongObjective("second of the pair keeps the sign", x -> contrastiveGradient(x, same, -1, 1))
                    .wrongObjective("factor of the distance forgotten", x -> contrastiveGradient(x, same, 1, 0))
                    .wrongObjective("labels exchanged", x -> contrastiveGradient(x, 1 - same, 1, 1));
        });
        formulas.any(
                "cosine embedding loss",
                draw -> Example.objective(
                                draw.values(6),
                                x -> 1
                                        - dot(row(x, 0, 3), row(x, 1, 3))
                                                / Math.max(norm(row(x, 0, 3)) * norm(row(x, 1, 3)), 1e-8),
                                x -> cosineGradient(x, 1, 1))
                        .wrongObjective("norm taken as constant", x -> cosineGradient(x, 0, 1))
                        .wrongObjective("part of the norm doubled", x -> cosineGradient(x, 2, 1))
                        .wrongObjective("sign", x -> cosineGradient(x, 1, -1)));
    }

    private static double triplet(double[] x) {
        double[] near = minus(row(x, 0, 2), row(x, 1, 2));
        double[] far = minus(row(x, 0, 2), row(x, 2, 2));
        return Math.max(0, dot(near, near) - dot(far, far) + 0.2);
    }

    private static double[] tripletGradient(double[] x, double byFar, double sign, double margin) {
        double[] near = minus(row(x, 0, 2), row(x, 1, 2));
        double[] far = minus(row(x, 0, 2), row(x, 2, 2));
        double[] g = new double[6];
        if (dot(near, near) - dot(far, far) + margin > 0) {
            for (int i = 0; i < 2; i++) {
                g[i] = 2 * near[i] - 2 * byFar * far[i];
                g[2 + i] = -2 * near[i];
                g[4 + i] = sign * 2 * far[i];
            }
        }
        return g;
    }

    private static double contrastive(double[] x, double same) {
        double d = norm(minus(row(x, 0, 2), row(x, 1, 2)));
        double gap = Math.max(0, 1 - d);
        return same * 0.5 * d * d + (1 - same) * 0.5 * gap * gap;
    }

    private static double[] contrastiveGradient(double[] x, double same, double second, double byDistance) {
        double[] difference = minus(row(x, 0, 2), row(x, 1, 2));
        double d = norm(difference);
        double slope = same * d - (1 - same) * Math.max(0, 1 - d);
        double factor = d == 0 ? 0 : slope / (byDistance == 0 ? 1 : d);
        double[] g = new double[4];
        for (int i = 0; i < 2; i++) {
            g[i] = factor * difference[i];
            g[2 + i] = -second * factor * difference[i];
        }
        return g;
    }

    private static double[] cosineGradient(double[] x, double byNorm, double sign) {
        double[] a = row(x, 0, 3);
        double[] b = row(x, 1, 3);
        double product = norm(a) * norm(b);
        double[] g = new double[6];
        for (int i = 0; i < 3; i++) {
            if (product < 1e-8) {
                g[i] = -sign * b[i] / 1e-8;
                g[3 + i] = -sign * a[i] / 1e-8;
            } else {
                double cosine = dot(a, b) / product;
                g[i] = -sign * (b[i] / product - byNorm * cosine * a[i] / dot(a, a));
                g[3 + i] = -sign * (a[i] / product - byNorm * cosine * b[i] / dot(b, b));
            }
        }
        return g;
    }
}
