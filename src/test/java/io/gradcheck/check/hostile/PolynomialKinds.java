package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.ZERO;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.gradient;
import static io.gradcheck.check.kinds.Mistake.slope;
import static io.gradcheck.check.kinds.Mistake.swapped;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.at;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Valleys, saddles, polynomials of high degree, iterated maps. */
final class PolynomialKinds {

    private PolynomialKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("valleys and polynomials");
        valleys(kinds);
        polynomials(kinds);
        return kinds.all();
    }

    private static void valleys(Kinds kinds) {
        for (double steepness : new double[] {1e2, 1e4, 1e6, 1e8}) {
            ToDoubleFunction<double[]> f = x -> Math.pow(1 - x[0], 2) + steepness * Math.pow(x[1] - x[0] * x[0], 2);
            UnaryOperator<double[]> g = x -> new double[] {
                -2 * (1 - x[0]) - 4 * steepness * x[0] * (x[1] - x[0] * x[0]), 2 * steepness * (x[1] - x[0] * x[0])
            };
            UnaryOperator<double[]> slopeLeftOut =
                    x -> new double[] {-4 * steepness * x[0] * (x[1] - x[0] * x[0]), g.apply(x)[1]};
            kinds.objective(
                    "Rosenbrock of " + steepness + " on the valley's floor",
                    f,
                    g,
                    at(-0.5, 0.25),
                    SIGN,
                    gradient("slope of the floor left out", slopeLeftOut));
            kinds.objective("Rosenbrock of " + steepness + " on its wall", f, g, about(-1.2, 1), SIGN, entry(1, 1.001));
            kinds.objective("Rosenbrock of " + steepness + " at the minimum", f, g, at(1, 1), gradient("one", x ->
                    new double[] {1, 0}));
        }
        kinds.objective(
                "saddle x^2 - y^2 on its diagonal",
                x -> x[0] * x[0] - x[1] * x[1],
                x -> new double[] {2 * x[0], -2 * x[1]},
                at(1, 1),
                SIGN,
                swapped(0, 1),
                entry(1, -1));
        kinds.objective(
                "Himmelblau",
                x -> Math.pow(x[0] * x[0] + x[1] - 11, 2) + Math.pow(x[0] + x[1] * x[1] - 7, 2),
                x -> new double[] {
                    4 * x[0] * (x[0] * x[0] + x[1] - 11) + 2 * (x[0] + x[1] * x[1] - 7),
                    2 * (x[0] * x[0] + x[1] - 11) + 4 * x[1] * (x[0] + x[1] * x[1] - 7)
                },
                about(2.9, 2.1),
                SIGN,
                FACTOR,
                swapped(0, 1));
        kinds.objective(
                "errors that cancel along ones",
                x -> Math.exp(x[0] + x[1]),
                x -> new double[] {Math.exp(x[0] + x[1]), Math.exp(x[0] + x[1])},
                about(0.3, 0.4),
                gradient("one up, one down", x -> new double[] {Math.exp(x[0] + x[1]) + 1, Math.exp(x[0] + x[1]) - 1}));
    }

    private static void polynomials(Kinds kinds) {
        for (int n : new int[] {5, 10, 20, 40}) {
            kinds.scalar(
                    "Chebyshev polynomial " + n,
                    x -> chebyshev(x, n),
                    x -> n * chebyshevSecond(x, n - 1),
                    between(1, -0.9, 0.9),
                    SIGN,
                    factor(1.01),
                    slope("first kind for second", x -> n * chebyshev(x, n - 1)));
            kinds.scalar(
                    "Chebyshev polynomial " + n + " outside",
                    x -> chebyshev(x, n),
                    x -> n * chebyshevSecond(x, n - 1),
                    between(1, 1.5, 2),
                    SIGN,
                    FACTOR);
            kinds.scalar(
                    "product of x - k up to " + n,
                    x -> wilkinson(x, n),
                    x -> wilkinsonSlope(x, n),
                    random -> new double[] {n / 2. + 0.2 + 0.1 * random.nextDouble()},
                    SIGN,
                    FACTOR);
            kinds.scalar(
                    "geometric sum of " + n + " powers",
                    x -> horner(x, n, false),
                    x -> horner(x, n, true),
                    about(-0.9, 0.5, 1.1),
                    SIGN,
                    entry(0, 1.01),
                    ZERO);
        }
        for (int n : new int[] {10, 30, 100}) {
            kinds.scalar(
                    "logistic map, " + n / 10 + " rounds",
                    x -> logistic(x, n / 10),
                    x -> logisticSlope(x, n / 10),
                    between(1, 0.2, 0.4),
                    SIGN,
                    FACTOR);
        }
    }

    private static double chebyshev(double x, int n) {
        double last = 1;
        double now = x;
        for (int k = 1; k < n; k++) {
            double next = 2 * x * now - last;
            last = now;
            now = next;
        }
        return now;
    }

    private static double chebyshevSecond(double x, int n) {
        double last = 1;
        double now = 2 * x;
        for (int k = 1; k < n; k++) {
            double next = 2 * x * now - last;
            last = now;
            now = next;
        }
        return now;
    }

    private static double wilkinson(double x, int n) {
        double product = 1;
        for (int k = 1; k <= n; k++) {
            product *= x - k;
        }
        return product;
    }

    private static double wilkinsonSlope(double x, int n) {
        double sum = 0;
        for (int k = 1; k <= n; k++) {
            sum += 1 / (x - k);
        }
        return sum * wilkinson(x, n);
    }

    private static double horner(double x, int n, boolean derivative) {
        double value = 0;
        double slope = 0;
        for (int k = 0; k <= n; k++) {
            slope = slope * x + value;
            value = value * x + 1;
        }
        return derivative ? slope : value;
    }

    private static double logistic(double x, int rounds) {
        double y = x;
        for (int k = 0; k < rounds; k++) {
            y = 3.9 * y * (1 - y);
        }
        return y;
    }

    private static double logisticSlope(double x, int rounds) {
        double y = x;
        double slope = 1;
        for (int k = 0; k < rounds; k++) {
            slope *= 3.9 * (1 - 2 * y);
            y = 3.9 * y * (1 - y);
        }
        return slope;
    }
}
