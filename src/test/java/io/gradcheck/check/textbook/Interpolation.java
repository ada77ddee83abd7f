package io.gradcheck.check.textbook;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Interpolation in tables, splines and polynomials. */
final class Interpolation {

    private Interpolation() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("interpolation");
        tables(formulas);
        splines(formulas);
        polynomials(formulas);
        return formulas.all();
    }

    private static int cell(double x, int cells) {
        return Math.max(0, Math.min(cells - 1, (int) Math.floor(x)));
    }

    private static void tables(Formulas formulas) {
        formulas.own("linear table of 8 values, by the argument", draw -> {
            double[] y = draw.normal(8);
            DoubleUnaryOperator f = x -> {
                int i = cell(x, 7);
                return y[i] + (x - i) * (y[i + 1] - y[i]);
            };
            return Example.elementwise(draw.between(3, 0, 7), f, x -> y[cell(x, 7) + 1] - y[cell(x, 7)])
                    .wrongSlope("sign", x -> y[cell(x, 7)] - y[cell(x, 7) + 1])
                    .wrongSlope("next cell", x -> y[Math.min(cell(x, 7) + 2, 7)] - y[cell(x, 7) + 1])
                    .wrongSlope("value for slope", f);
        });
        formulas.own("linear table, at its knots", draw -> {
            double[] y = draw.normal(8);
            double[] at = {draw.index(6) + 1, draw.index(6) + 1};
            return Example.elementwise(
                            at,
                            x -> y[cell(x, 7)] + (x - cell(x, 7)) * (y[cell(x, 7) + 1] - y[cell(x, 7)]),
                            x -> y[cell(x, 7) + 1] - y[cell(x, 7)])
                    .wrongSlope("sign", x -> y[cell(x, 7)] - y[cell(x, 7) + 1])
                    .wrongSlope("factor 2", x -> 2 * (y[cell(x, 7) + 1] - y[cell(x, 7)]))
                    .wrongSlope("zero", x -> 0);
        });
        formulas.own("bilinear table, by both arguments", draw -> {
            double[] z = draw.normal(16);
            return Example.objective(
                            draw.between(2, 0, 3),
                            x -> {
                                int i = cell(x[0], 3);
                                int j = cell(x[1], 3);
                                double s = x[0] - i;
                                double t = x[1] - j;
                                return (1 - s) * ((1 - t) * z[4 * i + j] + t * z[4 * i + j + 1])
                                        + s * ((1 - t) * z[4 * i + 4 + j] + t * z[4 * i + 5 + j]);
                            },
                            x -> bilinear(x, z, 1))
                    .wrongObjective("arguments exchanged", x -> {
                        double[] g = bilinear(x, z, 1);
                        return new double[] {g[1], g[0]};
                    })
                    .wrongObjective("other argument's weight forgotten", x -> bilinear(x, z, 0))
                    .wrongObjective("sign", x -> Plain.times(bilinear(x, z, 1), -1));
        });
    }

    private static double[] bilinear(double[] x, double[] z, double weighted) {
        int i = cell(x[0], 3);
        int j = cell(x[1], 3);
        double s = weighted * (x[0] - i);
        double t = weighted * (x[1] - j);
        double[] c = {z[4 * i + j], z[4 * i + j + 1], z[4 * i + 4 + j], z[4 * i + 5 + j]};
        return new double[] {(1 - t) * (c[2] - c[0]) + t * (c[3] - c[1]), (1 - s) * (c[1] - c[0]) + s * (c[3] - c[2])};
    }

    private static void splines(Formulas formulas) {
        formulas.own("cubic Hermite between two knots", draw -> {
            double[] c = draw.normal(4);
            return Example.elementwise(draw.between(3, 0, 1), t -> hermite(t, c), t -> hermiteSlope(t, c, 1))
                    .wrongSlope("slopes at the knots forgotten", t -> hermiteSlope(t, c, 0))
                    .wrongSlope("value", t -> hermite(t, c))
                    .wrongSlope("sign of the ends", t -> -hermiteSlope(t, c, -1));
        });
        formulas.own("Catmull-Rom, by its control points", draw -> {
            double t = draw.random().nextDouble();
            double[] w = {
                0.5 * (-t + 2 * t * t - t * t * t),
                0.5 * (2 - 5 * t * t + 3 * t * t * t),
                0.5 * (t + 4 * t * t - 3 * t * t * t),
                0.5 * (-t * t + t * t * t)
            };
            return Example.objective(draw.normal(4), p -> Plain.dot(w, p), p -> w)
                    .wrongObjective("half forgotten", p -> Plain.times(w, 2))
                    .wrongObjective("outer points forgotten", p -> new double[] {0, w[1], w[2], 0})
                    .wrongObjective("in reverse", p -> new double[] {w[3], w[2], w[1], w[0]});
        });
        formulas.own("uniform cubic B-spline of 7 control points, by the argument", draw -> {
            double[] p = draw.normal(7);
            return Example.elementwise(draw.between(3, 0, 4), x -> spline(x, p), x -> splineSlope(x, p, 1 / 6.0))
                    .wrongSlope("sixth taken for a half", x -> splineSlope(x, p, 1 / 2.0))
                    .wrongSlope("value", x -> spline(x, p))
                    .wrongSlope("sign", x -> -splineSlope(x, p, 1 / 6.0));
        });
    }

    private static double hermite(double t, double[] c) {
        return (2 * t * t * t - 3 * t * t + 1) * c[0]
                + (t * t * t - 2 * t * t + t) * c[1]
                + (-2 * t * t * t + 3 * t * t) * c[2]
                + (t * t * t - t * t) * c[3];
    }

    private static double hermiteSlope(double t, double[] c, double tangents) {
        return (6 * t * t - 6 * t) * (c[0] - c[2])
                + tangents * ((3 * t * t - 4 * t + 1) * c[1] + (3 * t * t - 2 * t) * c[3]);
    }

    private static double spline(double x, double[] p) {
        int i = cell(x, 4);
        double t = x - i;
        double s = 1 - t;
        return (s * s * s * p[i]
                        + (3 * t * t * t - 6 * t * t + 4) * p[i + 1]
                        + (-3 * t * t * t + 3 * t * t + 3 * t + 1) * p[i + 2]
                        + t * t * t * p[i + 3])
                / 6;
    }

    private static double splineSlope(double x, double[] p, double factor) {
        int i = cell(x, 4);
        double t = x - i;
        double s = 1 - t;
        return factor
                * (-3 * s * s * p[i]
                        + (9 * t * t - 12 * t) * p[i + 1]
                        + (-9 * t * t + 6 * t + 3) * p[i + 2]
                        + 3 * t * t * p[i + 3]);
    }

    private static void polynomials(Formulas formulas) {
        formulas.at(Regime.MODERATE, "polynomial by Horner's rule, by its coefficients", draw -> {
            double x = draw.random().nextDouble(-2, 2);
            double[] powers = {1, x, x * x, x * x * x};
            return Example.objective(draw.values(4), c -> ((c[3] * x + c[2]) * x + c[1]) * x + c[0], c -> powers)
                    .wrongObjective("highest first", c -> new double[] {powers[3], powers[2], x, 1})
                    .wrongObjective("off by one", c -> Plain.times(powers, x))
                    .wrongObjective("highest forgotten", c -> new double[] {1, x, x * x, 0});
        });
        formulas.at(Regime.MODERATE, "polynomial of degree 5 by Horner's rule, by its argument", draw -> {
            double[] c = draw.normal(6);
            return Example.elementwise(draw.values(2), x -> horner(c, x, 0), x -> horner(c, x, 1))
                    .wrongSlope("exponent forgotten", x -> (horner(c, x, 0) - c[0]) / (x == 0 ? 1 : x))
                    .wrongSlope("value", x -> horner(c, x, 0))
                    .wrongSlope("second derivative", x -> horner(c, x, 2));
        });
        formulas.own("Chebyshev series by Clenshaw's recurrence, by its coefficients", draw -> {
            double x = draw.random().nextDouble(-1, 1);
            double[] t = {1, x, 2 * x * x - 1, 4 * x * x * x - 3 * x};
            return Example.objective(draw.normal(4), c -> clenshaw(c, x), c -> t)
                    .wrongObjective("first halved", c -> new double[] {0.5, t[1], t[2], t[3]})
                    .wrongObjective("powers", c -> new double[] {1, x, x * x, x * x * x})
                    .wrongObjective("in reverse", c -> new double[] {t[3], t[2], t[1], t[0]});
        });
        formulas.own("Lagrange by barycentric weights, by its argument", draw -> {
            double[] y = draw.normal(4);
            return Example.elementwise(
                            draw.between(2, 0.1, 2.9), x -> barycentric(x, y), x -> barycentricSlope(x, y, 1))
                    .wrongSlope("denominator taken as constant", x -> barycentricSlope(x, y, 0))
                    .wrongSlope("sign", x -> -barycentricSlope(x, y, 1))
                    .wrongSlope("value", x -> barycentric(x, y));
        });
    }

    /** The derivative of the given order at {@code x}. */
    private static double horner(double[] c, double x, int order) {
        double value = 0;
        for (int k = c.length - 1; k >= order; k--) {
            double factor = 1;
            for (int j = 0; j < order; j++) {
                factor *= k - j;
            }
            value = value * x + factor * c[k];
        }
        return value;
    }

    private static double clenshaw(double[] c, double x) {
        double b1 = 0;
        double b2 = 0;
        for (int k = c.length - 1; k > 0; k--) {
            double b = 2 * x * b1 - b2 + c[k];
            b2 = b1;
            b1 = b;
        }
        return x * b1 - b2 + c[0];
    }

    private static double barycentric(double x, double[] y) {
        double[] weights = {-1, 3, -3, 1};
        double above = 0;
        double below = 0;
        for (int i = 0; i < 4; i++) {
            double term = weights[i] / (x - i);
            above += term * y[i];
            below += term;
        }
        return above / below;
    }

    private static double barycentricSlope(double x, double[] y, double denominator) {
        double[] weights = {-1, 3, -3, 1};
        double value = denominator * barycentric(x, y);
        double above = 0;
        double below = 0;
        for (int i = 0; i < 4; i++) {
            double term = weights[i] / (x - i);
            above -= term / (x - i) * (y[i] - value);
            below += term;
        }
        return above / below;
    }
}
