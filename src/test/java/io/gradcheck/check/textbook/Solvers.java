package io.gradcheck.check.textbook;

import java.util.List;

/** Values that an iteration or a quadrature comes to, and gradients by the implicit function theorem. */
final class Solvers {

    private Solvers() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("solvers");
        roots(formulas);
        fixedPoints(formulas);
        bisections(formulas);
        integrals(formulas);
        return formulas.all();
    }

    private static void roots(Formulas formulas) {
        formulas.at(
                new Regime[] {Regime.ORDINARY, Regime.SMALL, Regime.HUGE, Regime.TIES, Regime.MAGNITUDES},
                "cube root by Newton's method to 1e-12",
                draw -> Example.elementwise(
                                draw.positive(2), a -> cubeRoot(a, 1e-12), a -> 1 / (3 * square(cubeRoot(a, 1e-12))))
                        .wrongSlope("factor 3 forgotten", a -> 1 / square(cubeRoot(a, 1e-12)))
                        .wrongSlope("not squared", a -> 1 / (3 * cubeRoot(a, 1e-12)))
                        .wrongSlope("at the argument", a -> 1 / (3 * a * a)));
        formulas.own(
                "root of x + x^3 = a by Newton's method, ten steps",
                draw -> Example.elementwise(draw.between(2, -3, 3), Solvers::cubic, a -> 1 / (1 + 3 * square(cubic(a))))
                        .wrongSlope("1 forgotten", a -> 1 / (3 * square(cubic(a))))
                        .wrongSlope("not inverted", a -> 1 + 3 * square(cubic(a)))
                        .wrongSlope("at the argument", a -> 1 / (1 + 3 * a * a)));
        formulas.own(
                "eccentric anomaly by Kepler's equation, Newton to 1e-13",
                draw -> Example.objective(
                                new double[] {
                                    draw.random().nextDouble(0.1, 6),
                                    draw.random().nextDouble(0.05, 0.9)
                                },
                                x -> kepler(x[0], x[1]),
                                x -> keplerGradient(x, 1, 1))
                        .wrongObjective("sign by the eccentricity", x -> keplerGradient(x, 1, -1))
                        .wrongObjective("eccentricity forgotten below", x -> keplerGradient(x, 0, 1))
                        .wrongObjective("exchanged", x -> {
                            double[] g = keplerGradient(x, 1, 1);
                            return new double[] {g[1], g[0]};
                        }));
    }

    private static double square(double x) {
        return x * x;
    }

    private static double cubeRoot(double a, double tolerance) {
        if (a <= 0) {
            return Double.NaN;
        }
        double x = Math.max(a, 1);
        double step = x;
        while (Math.abs(step) > tolerance * x) {
            step = (x * x * x - a) / (3 * x * x);
            x -= step;
        }
        return x;
    }

    private static double cubic(double a) {
        double x = a / 2;
        for (int i = 0; i < 10; i++) {
            x -= (x + x * x * x - a) / (1 + 3 * x * x);
        }
        return x;
    }

    static double kepler(double mean, double eccentricity) {
        double e = mean;
        double step = 1;
        for (int i = 0; i < 50 && Math.abs(step) > 1e-13; i++) {
            step = (e - eccentricity * Math.sin(e) - mean) / (1 - eccentricity * Math.cos(e));
            e -= step;
        }
        return e;
    }

    private static double[] keplerGradient(double[] x, double below, double sign) {
        double e = kepler(x[0], x[1]);
        double slope = 1 / (1 - below * x[1] * Math.cos(e));
        return new double[] {slope, sign * Math.sin(e) * slope};
    }

    private static void fixedPoints(Formulas formulas) {
        formulas.own(
                "fixed point of cos(a x) to 1e-8, declared",
                draw -> Example.elementwise(
                                draw.between(2, 0.3, 0.9), a -> fixedPoint(a, 1e-8), a -> fixedSlope(a, 1e-8, 1, 1))
                        .accurateTo(1e-7)
                        .wrongSlope("implicit part forgotten", a -> fixedSlope(a, 1e-8, 0, 1))
                        .wrongSlope("sign", a -> fixedSlope(a, 1e-8, 1, -1))
                        .wrongSlope("sign of the implicit part", a -> fixedSlope(a, 1e-8, -1, 1)));
        formulas.own(
                "fixed point of cos(a x) to 1e-14",
                draw -> Example.elementwise(
                                draw.between(2, 0.3, 0.9), a -> fixedPoint(a, 1e-14), a -> fixedSlope(a, 1e-14, 1, 1))
                        .wrongSlope("implicit part forgotten", a -> fixedSlope(a, 1e-14, 0, 1))
                        .wrongSlope("sign", a -> fixedSlope(a, 1e-14, 1, -1))
                        .wrongSlope("sign of the implicit part", a -> fixedSlope(a, 1e-14, -1, 1)));
    }

    private static double fixedPoint(double a, double tolerance) {
        double x = 0.7;
        double last = 0;
        for (int i = 0; i < 500 && Math.abs(x - last) > tolerance; i++) {
            last = x;
            x = Math.cos(a * x);
        }
        return x;
    }

    private static double fixedSlope(double a, double tolerance, double implicit, double sign) {
        double x = fixedPoint(a, tolerance);
        return -sign * x * Math.sin(a * x) / (1 + implicit * a * Math.sin(a * x));
    }

    private static void bisections(Formulas formulas) {
        for (double tolerance : new double[] {1e-6, 1e-10}) {
            formulas.own(
                    "implied growth rate by bisection to " + tolerance + ", declared",
                    draw -> Example.elementwise(
                                    draw.between(2, 2, 8),
                                    p -> rate(p, tolerance),
                                    p -> rateSlope(rate(p, tolerance), 1))
                            .accurateTo(10 * tolerance)
                            .wrongSlope("sign", p -> -rateSlope(rate(p, tolerance), 1))
                            .wrongSlope("not inverted", p -> 1 / rateSlope(rate(p, tolerance), 1))
                            .wrongSlope("factor of the years forgotten", p -> rateSlope(rate(p, tolerance), 0)));
        }
        formulas.own(
                "implied growth rate by bisection until nothing changes",
                draw -> Example.elementwise(draw.between(2, 2, 8), p -> rate(p, 0), p -> rateSlope(rate(p, 0), 1))
                        .wrongSlope("sign", p -> -rateSlope(rate(p, 0), 1))
                        .wrongSlope("not inverted", p -> 1 / rateSlope(rate(p, 0), 1))
                        .wrongSlope("factor of the years forgotten", p -> rateSlope(rate(p, 0), 0)));
    }

    /** What ten yearly payments of one are worth now. */
    private static double worth(double rate) {
        double sum = 0;
        for (int year = 1; year <= 10; year++) {
            sum += Math.pow(1 + rate, -year);
        }
        return sum;
    }

    private static double rate(double price, double tolerance) {
        double low = 0;
        double high = 2;
        while (high - low > tolerance) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                return middle;
            }
            if (worth(middle) > price) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double rateSlope(double rate, double years) {
        double slope = 0;
        for (int year = 1; year <= 10; year++) {
            slope -= (years == 0 ? 1 : year) * Math.pow(1 + rate, -year - 1);
        }
        return 1 / slope;
    }

    private static void integrals(Formulas formulas) {
        formulas.own(
                "decay by 100 steps of Runge and Kutta, by rate and start",
                draw -> Example.objective(draw.between(2, 0.5, 2), Solvers::decay, x -> decayGradient(x, 1, 1))
                        .wrongObjective("as of the exact solution times 1.01", x -> decayGradient(x, 1, 1.01))
                        .wrongObjective("rate's sign", x -> decayGradient(x, -1, 1))
                        .wrongObjective("exchanged", x -> {
                            double[] g = decayGradient(x, 1, 1);
                            return new double[] {g[1], g[0]};
                        }));
        formulas.own(
                "integral of exp(-a t^2) by 1,000 trapezoids",
                draw -> Example.elementwise(draw.between(2, 0.2, 3), a -> trapezoids(a, 0), a -> -trapezoids(a, 2))
                        .wrongSlope("sign", a -> trapezoids(a, 2))
                        .wrongSlope("t for its square", a -> -trapezoids(a, 1))
                        .wrongSlope("value", a -> trapezoids(a, 0)));
    }

    private static double decay(double[] x) {
        double y = x[1];
        double h = 0.01;
        for (int i = 0; i < 100; i++) {
            double k1 = -x[0] * y;
            double k2 = -x[0] * (y + h / 2 * k1);
            double k3 = -x[0] * (y + h / 2 * k2);
            double k4 = -x[0] * (y + h * k3);
            y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
        return y;
    }

    /** Each step multiplies by {@code 1 - z + z^2 / 2 - z^3 / 6 + z^4 / 24}, z = h times the rate. */
    private static double[] decayGradient(double[] x, double sign, double factor) {
        double z = 0.01 * x[0];
        double growth = 1 - z + z * z / 2 - z * z * z / 6 + z * z * z * z / 24;
        double slope = 0.01 * (-1 + z - z * z / 2 + z * z * z / 6);
        return new double[] {sign * factor * x[1] * 100 * Math.pow(growth, 99) * slope, factor * Math.pow(growth, 100)};
    }

    /** Of {@code t^power exp(-a t^2)} from 0 to 2. */
    private static double trapezoids(double a, double power) {
        double sum = 0;
        for (int i = 0; i <= 1000; i++) {
            double t = 0.002 * i;
            double weight = i == 0 || i == 1000 ? 0.001 : 0.002;
            sum += weight * Math.pow(t, power) * Math.exp(-a * t * t);
        }
        return sum;
    }
}
