package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.dot;
import static io.gradcheck.check.textbook.Plain.minus;
import static io.gradcheck.check.textbook.Plain.norm;
import static io.gradcheck.check.textbook.Plain.row;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.List;

/** Distances, angles, rotations and projections. */
final class Geometry {

    private static final double EARTH = 6371e3;

    private Geometry() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("geometry");
        distances(formulas);
        angles(formulas);
        rotations(formulas);
        solids(formulas);
        projections(formulas);
        return formulas.all();
    }

    private static void distances(Formulas formulas) {
        formulas.any(
                "distance of two points",
                draw -> Example.objective(
                                draw.values(6), x -> norm(minus(row(x, 0, 3), row(x, 1, 3))), x -> distance(x, -1, 1))
                        .wrongObjective("second point keeps the sign", x -> distance(x, 1, 1))
                        .wrongObjective("second point has none", x -> distance(x, 0, 1))
                        .wrongObjective("half", x -> distance(x, -1, 0.5)));
        formulas.own(
                "great circle by haversines, in metres",
                draw -> Example.objective(draw.between(4, -1.2, 1.2), Geometry::haversine, x -> greatCircle(x, 1, 1))
                        .wrongObjective("latitudes within the cosines forgotten", x -> greatCircle(x, 0, 1))
                        .wrongObjective("in degrees", x -> times(greatCircle(x, 1, 1), Math.PI / 180))
                        .wrongObjective("denominator forgotten", x -> greatCircle(x, 1, 0)));
        formulas.own("great circle of two places some metres apart", draw -> {
            double[] place = draw.between(2, -1.2, 1.2);
            double[] away = draw.between(2, -1e-5, 1e-5);
            return Example.objective(
                            new double[] {place[0], place[1], place[0] + away[0], place[1] + away[1]},
                            Geometry::haversine,
                            x -> greatCircle(x, 1, 1))
                    .wrongObjective("second place keeps the sign", x -> {
                        double[] g = greatCircle(x, 1, 1);
                        return new double[] {g[0], g[1], -g[2], -g[3]};
                    })
                    .wrongObjective("latitude and longitude exchanged", x -> {
                        double[] g = greatCircle(x, 1, 1);
                        return new double[] {g[1], g[0], g[3], g[2]};
                    })
                    .wrongObjective("half", x -> times(greatCircle(x, 1, 1), 0.5));
        });
    }

    private static double[] distance(double[] x, double second, double factor) {
        double[] d = minus(row(x, 0, 3), row(x, 1, 3));
        double n = norm(d);
        double[] g = new double[6];
        for (int i = 0; i < 3 && n > 0; i++) {
            g[i] = factor * d[i] / n;
            g[3 + i] = second * factor * d[i] / n;
        }
        return g;
    }

    private static double half(double[] x) {
        double latitude = Math.sin((x[2] - x[0]) / 2);
        double longitude = Math.sin((x[3] - x[1]) / 2);
        return latitude * latitude + Math.cos(x[0]) * Math.cos(x[2]) * longitude * longitude;
    }

    private static double haversine(double[] x) {
        return 2 * EARTH * Math.asin(Math.sqrt(half(x)));
    }

    private static double[] greatCircle(double[] x, double cosines, double denominator) {
        double a = half(x);
        double outer = EARTH / Math.sqrt(a) / (denominator == 0 ? 1 : Math.sqrt(1 - a));
        double byLatitude = Math.sin(x[2] - x[0]) / 2;
        double byLongitude = Math.cos(x[0]) * Math.cos(x[2]) * Math.sin(x[3] - x[1]) / 2;
        double longitude = Math.sin((x[3] - x[1]) / 2);
        double square = longitude * longitude;
        return new double[] {
            outer * (-byLatitude - cosines * Math.sin(x[0]) * Math.cos(x[2]) * square),
            outer * -byLongitude,
            outer * (byLatitude - cosines * Math.cos(x[0]) * Math.sin(x[2]) * square),
            outer * byLongitude
        };
    }

    private static void angles(Formulas formulas) {
        formulas.at(
                new Regime[] {Regime.ORDINARY, Regime.SMALL, Regime.HUGE, Regime.MAGNITUDES},
                "bearing by atan2",
                draw -> Example.objective(draw.values(2), x -> Math.atan2(x[1], x[0]), x -> bearing(x, dot(x, x)))
                        .wrongObjective("not squared", x -> bearing(x, norm(x)))
                        .wrongObjective("arguments exchanged", x -> times(bearing(x, dot(x, x)), -1))
                        .wrongObjective("as of atan", x -> new double[] {0, 1 / (1 + x[1] / x[0] * (x[1] / x[0]))}));
        Regime[] apart = {Regime.ORDINARY, Regime.SMALL, Regime.HUGE, Regime.MAGNITUDES};
        formulas.at(
                apart,
                "angle of two vectors by acos",
                draw -> Example.objective(draw.values(6), Geometry::angle, x -> angleGradient(x, 1, true))
                        .wrongObjective("norm taken as constant", x -> angleGradient(x, 0, true))
                        .wrongObjective("derivative of acos forgotten", x -> angleGradient(x, 1, false))
                        .wrongObjective("sign", x -> times(angleGradient(x, 1, true), -1)));
        formulas.own("angle of two nearly parallel vectors by acos", draw -> {
            double[] a = draw.normal(3);
            double[] b = Plain.plus(a, times(draw.normal(3), 1e-3));
            return Example.objective(
                            new double[] {a[0], a[1], a[2], b[0], b[1], b[2]},
                            Geometry::angle,
                            x -> angleGradient(x, 1, true))
                    .wrongObjective("norm taken as constant", x -> angleGradient(x, 0, true))
                    .wrongObjective("derivative of acos forgotten", x -> angleGradient(x, 1, false))
                    .wrongObjective("sign", x -> times(angleGradient(x, 1, true), -1));
        });
    }

    private static double[] bearing(double[] x, double divisor) {
        return new double[] {-x[1] / divisor, x[0] / divisor};
    }

    private static double angle(double[] x) {
        double[] a = row(x, 0, 3);
        double[] b = row(x, 1, 3);
        return Math.acos(dot(a, b) / (norm(a) * norm(b)));
    }

    private static double[] angleGradient(double[] x, double byNorm, boolean outer) {
        double[] a = row(x, 0, 3);
        double[] b = row(x, 1, 3);
        double cosine = dot(a, b) / (norm(a) * norm(b));
        double slope = outer ? -1 / Math.sqrt(1 - cosine * cosine) : -1;
        double[] g = new double[6];
        for (int i = 0; i < 3; i++) {
            g[i] = slope * (b[i] / (norm(a) * norm(b)) - byNorm * cosine * a[i] / dot(a, a));
            g[3 + i] = slope * (a[i] / (norm(a) * norm(b)) - byNorm * cosine * b[i] / dot(b, b));
        }
        return g;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] joined(double[] a, double[] b) {
        return new double[] {a[0], a[1], a[2], b[0], b[1], b[2]};
    }

    private static void rotations(Formulas formulas) {
        formulas.any(
                "cross product",
                draw -> Example.vector(
                                draw.values(6),
                                x -> cross(row(x, 0, 3), row(x, 1, 3)),
                                (x, u) -> joined(cross(row(x, 1, 3), u), cross(u, row(x, 0, 3))))
                        .wrongVector(
                                "order of the first", (x, u) -> joined(cross(u, row(x, 1, 3)), cross(u, row(x, 0, 3))))
                        .wrongVector(
                                "operands exchanged", (x, u) -> joined(cross(row(x, 0, 3), u), cross(u, row(x, 1, 3))))
                        .wrongVector("second forgotten", (x, u) -> joined(cross(row(x, 1, 3), u), new double[3])));
        formulas.at(
                new Regime[] {Regime.ORDINARY, Regime.HUGE, Regime.TIES, Regime.MAGNITUDES},
                "rotation by a quaternion that is normalised first",
                draw -> {
                    double[] v = draw.normal(3);
                    return Example.vector(
                                    draw.positive(4), q -> rotated(unit(q), v), (q, u) -> rotationVjp(q, v, u, 1, 1))
                            .wrongVector("normalisation forgotten", (q, u) -> rotationVjp(q, v, u, 0, 1))
                            .wrongVector(
                                    "not divided by the norm", (q, u) -> times(rotationVjp(q, v, u, 1, 1), norm(q)))
                            .wrongVector("inverse rotation", (q, u) -> rotationVjp(q, v, u, 1, -1));
                });
    }

    private static double[] unit(double[] q) {
        return times(q, 1 / norm(q));
    }

    /** {@code v + 2 w (r x v) + 2 r x (r x v)}. */
    private static double[] rotated(double[] q, double[] v) {
        double[] r = {q[1], q[2], q[3]};
        double[] t = times(cross(r, v), 2);
        return Plain.plus(Plain.plus(v, times(t, q[0])), cross(r, t));
    }

    private static double[] rotationVjp(double[] q, double[] v, double[] u, double normalised, double scalar) {
        double[] n = unit(q);
        double[] r = {n[1], n[2], n[3]};
        double[] t = times(cross(r, v), 2);
        double[] byT = Plain.plus(times(u, scalar * n[0]), cross(u, r));
        double[] byR = Plain.plus(cross(t, u), times(cross(v, byT), 2));
        double[] g = {scalar * dot(t, u), byR[0], byR[1], byR[2]};
        double[] along = times(n, normalised * dot(n, g));
        return times(minus(g, along), 1 / norm(q));
    }

    private static void solids(Formulas formulas) {
        formulas.any("signed distance to a sphere", draw -> {
            double[] centre = draw.normal(3);
            return Example.objective(
                            draw.values(3),
                            x -> norm(minus(x, centre)) - 1.5,
                            x -> times(minus(x, centre), 1 / norm(minus(x, centre))))
                    .wrongObjective("not divided", x -> minus(x, centre))
                    .wrongObjective("centre forgotten", x -> times(x, 1 / Math.max(norm(x), 1e-12)))
                    .wrongObjective("sign", x -> times(minus(centre, x), 1 / norm(minus(x, centre))));
        });
        formulas.any(
                "signed distance to a box of 1 by 2",
                draw -> Example.objective(draw.values(2), Geometry::box, x -> boxGradient(x, true, true))
                        .wrongObjective("sign of the side forgotten", x -> boxGradient(x, false, true))
                        .wrongObjective("inside forgotten", x -> boxGradient(x, true, false))
                        .wrongObjective("sides exchanged", x -> {
                            double[] g = boxGradient(x, true, true);
                            return new double[] {g[1], g[0]};
                        }));
        formulas.any(
                "area of a quadrangle by the shoelace formula",
                draw -> Example.objective(draw.values(8), Geometry::area, x -> areaGradient(x, 0.5, 1))
                        .wrongObjective("half forgotten", x -> areaGradient(x, 1, 1))
                        .wrongObjective("sign by y", x -> areaGradient(x, 0.5, -1))
                        .wrongObjective("not closed", x -> {
                            double[] g = areaGradient(x, 0.5, 1);
                            g[6] += x[1] / 2;
                            g[7] -= x[0] / 2;
                            return g;
                        }));
    }

    private static double box(double[] x) {
        double[] q = {Math.abs(x[0]) - 1, Math.abs(x[1]) - 2};
        double outside = Math.hypot(Math.max(q[0], 0), Math.max(q[1], 0));
        return outside + Math.min(Math.max(q[0], q[1]), 0);
    }

    private static double[] boxGradient(double[] x, boolean signed, boolean inside) {
        double[] q = {Math.abs(x[0]) - 1, Math.abs(x[1]) - 2};
        double[] g = new double[2];
        if (Math.max(q[0], q[1]) > 0) {
            double n = Math.hypot(Math.max(q[0], 0), Math.max(q[1], 0));
            g[0] = Math.max(q[0], 0) / n;
            g[1] = Math.max(q[1], 0) / n;
        } else if (inside) {
            g[q[0] >= q[1] ? 0 : 1] = 1;
        }
        return signed ? new double[] {g[0] * Math.signum(x[0]), g[1] * Math.signum(x[1])} : g;
    }

    private static double area(double[] x) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            int next = (i + 1) % 4;
            sum += x[2 * i] * x[2 * next + 1] - x[2 * next] * x[2 * i + 1];
        }
        return 0.5 * sum;
    }

    private static double[] areaGradient(double[] x, double half, double sign) {
        double[] g = new double[8];
        for (int i = 0; i < 4; i++) {
            int next = (i + 1) % 4;
            int last = (i + 3) % 4;
            g[2 * i] = half * (x[2 * next + 1] - x[2 * last + 1]);
            g[2 * i + 1] = sign * half * (x[2 * last] - x[2 * next]);
        }
        return g;
    }

    private static void projections(Formulas formulas) {
        formulas.own("projection of a camera with radial distortion, in pixels", draw -> {
            double[] p = draw.between(3, -1, 1);
            p[2] = draw.random().nextDouble(2, 6);
            return Example.vector(p, Geometry::camera, (x, u) -> cameraVjp(x, u, 1, 2))
                    .wrongVector("distortion taken as constant", (x, u) -> cameraVjp(x, u, 0, 2))
                    .wrongVector("factor 2 of the quartic term forgotten", (x, u) -> cameraVjp(x, u, 1, 1))
                    .wrongVector("depth's sign", (x, u) -> {
                        double[] g = cameraVjp(x, u, 1, 2);
                        return new double[] {g[0], g[1], -g[2]};
                    });
        });
    }

    private static double distortion(double r2) {
        return 1 + r2 * (-0.2 + r2 * 0.05);
    }

    private static double[] camera(double[] p) {
        double x = p[0] / p[2];
        double y = p[1] / p[2];
        double d = distortion(x * x + y * y);
        return new double[] {800 * d * x + 640, 800 * d * y + 360};
    }

    private static double[] cameraVjp(double[] p, double[] u, double distorted, double quartic) {
        double x = p[0] / p[2];
        double y = p[1] / p[2];
        double r2 = x * x + y * y;
        double d = distortion(r2);
        double slope = distorted * (-0.2 + quartic * 0.05 * r2);
        double along = 800 * (u[0] * x + u[1] * y) * slope * 2;
        double gx = 800 * u[0] * d + along * x;
        double gy = 800 * u[1] * d + along * y;
        return new double[] {gx / p[2], gy / p[2], -(gx * x + gy * y) / p[2]};
    }
}
