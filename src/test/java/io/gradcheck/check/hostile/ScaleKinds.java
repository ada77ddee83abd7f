package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.SINGLE;
import static io.gradcheck.check.kinds.Mistake.ZERO;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.slope;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.at;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Mistake;
import java.util.List;

/** Values, slopes and arguments that are huge, tiny, or both in one tensor; offsets; cancellation. */
final class ScaleKinds {

    private ScaleKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("scale");
        sizes(kinds);
        tensors(kinds);
        cancellation(kinds);
        return kinds.all();
    }

    private static void sizes(Kinds kinds) {
        for (double offset : new double[] {1e3, 1e6, 1e8, 1e9, 1e10, 1e11, 1e12}) {
            kinds.scalar(
                    offset + " + sin x",
                    x -> offset + Math.sin(x),
                    Math::cos,
                    about(0.3, 1.1, -2),
                    SIGN,
                    ZERO,
                    factor(1.1));
        }
        for (double size :
                new double[] {1e-300, 1e-200, 1e-100, 1e-30, 1e-12, 1e-6, 1e6, 1e12, 1e30, 1e100, 1e200, 1e300}) {
            kinds.scalar(
                    size + " sin x",
                    x -> size * Math.sin(x),
                    x -> size * Math.cos(x),
                    about(0.3, 1.1, -2),
                    SIGN,
                    ZERO,
                    FACTOR);
        }
        for (double scale : new double[] {1e-12, 1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9, 1e12}) {
            kinds.scalar(
                    "sin(x / " + scale + ") at its scale",
                    x -> Math.sin(x / scale),
                    x -> Math.cos(x / scale) / scale,
                    about(0.3 * scale, 1.1 * scale),
                    SIGN,
                    ZERO,
                    FACTOR);
        }
        for (double slope : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) {
            kinds.scalar(
                    "x^2 + " + slope + " x at 0",
                    x -> x * x + slope * x,
                    x -> 2 * x + slope,
                    at(0),
                    slope("linear term left out", x -> 2 * x),
                    slope("linear term negated", x -> 2 * x - slope));
        }
        for (int power : new int[] {3, 4, 6, 8, 12}) {
            kinds.scalar(
                    "x^" + power + " at 1e-3",
                    x -> Math.pow(x, power),
                    x -> power * Math.pow(x, power - 1),
                    about(1e-3),
                    SIGN,
                    ZERO,
                    slope("one power less", x -> (power - 1) * Math.pow(x, power - 1)));
        }
    }

    private static void tensors(Kinds kinds) {
        for (int exponent : new int[] {4, 6, 8, 10}) {
            double[] w = {Math.pow(10, exponent), 1, 1e-2, 2, 0.5};
            kinds.objective(
                    "weights that range over 1e" + (exponent + 2),
                    x -> weighted(w, x),
                    x -> weightedGradient(w, x),
                    about(1e-3, 0.4, 0.7, -0.3, 1),
                    entry(0, -1),
                    entry(1, -1),
                    entry(2, -1),
                    entry(3, 1.1));
            kinds.objective(
                    "inputs that range over 1e" + exponent,
                    x -> rational(x),
                    x -> rationalGradient(x),
                    about(Math.pow(10, -exponent / 2.), 0.1, -2, Math.pow(10, exponent / 2.)),
                    entry(0, -1),
                    entry(1, 1.001),
                    entry(2, 1.001),
                    entry(3, -1));
        }
        for (int n : new int[] {100, 1000, 10000}) {
            kinds.objective(
                    "one entry of " + n,
                    x -> sines(x),
                    x -> cosines(x),
                    between(n, -1, 1),
                    entry(n / 3, 1.001),
                    entry(n / 3, 1 + 1e-6),
                    entry(n - 1, -1),
                    SINGLE);
        }
        double[] rows = {1e12, 3e11, 1, 0, 0, 0};
        kinds.objective(
                "a zero row beside 1e12",
                x -> weighted(rows, x) + 1e-3 * x[3] * x[3],
                x -> {
                    double[] g = weightedGradient(rows, x);
                    g[3] += 2e-3 * x[3];
                    return g;
                },
                about(0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
                entry(0, -1),
                entry(1, 1.001));
        kinds.objective(
                "means of 1e6 terms",
                x -> sines(x) / 1e6,
                x -> Mistake.scaled(cosines(x), 1e-6),
                between(50, -1, 1),
                SIGN,
                entry(3, 1.01));
    }

    private static double weighted(double[] w, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += w[i] * Math.sin(x[i]);
        }
        return sum;
    }

    private static double[] weightedGradient(double[] w, double[] x) {
        double[] g = cosines(x);
        for (int i = 0; i < g.length; i++) {
            g[i] *= w[i];
        }
        return g;
    }

    private static double sines(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += Math.sin(v);
        }
        return sum;
    }

    private static double[] cosines(double[] x) {
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = Math.cos(x[i]);
        }
        return g;
    }

    private static double rational(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v / Math.sqrt(1 + v * v);
        }
        return sum;
    }

    private static double[] rationalGradient(double[] x) {
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = Math.pow(1 + x[i] * x[i], -1.5);
        }
        return g;
    }

    private static void cancellation(Kinds kinds) {
        kinds.scalar("(1 + x) - 1 at 1e-8", x -> (1 + x) - 1, x -> 1, about(1e-8), SIGN, FACTOR);
        for (double near : new double[] {1e-2, 1e-4, 1e-6}) {
            kinds.scalar(
                    "(1 - cos x) / x^2 at " + near,
                    x -> (1 - Math.cos(x)) / (x * x),
                    x -> x > 1e-3 ? (x * Math.sin(x) - 2 + 2 * Math.cos(x)) / (x * x * x) : -x / 12,
                    about(near),
                    slope("of another size", x -> 1),
                    slope("minus one", x -> -1));
            kinds.scalar(
                    "(e^x - 1) / x at " + near,
                    x -> (Math.exp(x) - 1) / x,
                    x -> 0.5 + x / 3 + x * x / 8 + x * x * x / 30 + x * x * x * x / 144,
                    about(near),
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "log(1 + x) / x, naively, at " + near,
                    x -> Math.log(1 + x) / x,
                    x -> -0.5 + x * (2. / 3 + x * (-0.75 + x * (0.8 - x * (5. / 6 - x * 6. / 7)))),
                    about(near),
                    SIGN,
                    factor(1.1));
        }
        for (double far : new double[] {1e4, 1e6, 1e8}) {
            kinds.scalar(
                    "sqrt(x + 1) - sqrt x at " + far,
                    x -> Math.sqrt(x + 1) - Math.sqrt(x),
                    x -> -0.5 / (Math.sqrt(x) * Math.sqrt(x + 1) * (Math.sqrt(x) + Math.sqrt(x + 1))),
                    about(far),
                    SIGN,
                    ZERO);
        }
        kinds.scalar(
                "(x - 1)^7 multiplied out at 1",
                x -> ((((((x - 7) * x + 21) * x - 35) * x + 35) * x - 21) * x + 7) * x - 1,
                x -> 7 * Math.pow(x - 1, 6),
                about(1),
                SIGN);
        for (double mean : new double[] {1e2, 1e4, 1e6}) {
            kinds.objective(
                    "variance as difference of squares about " + mean,
                    x -> variance(x),
                    x -> varianceGradient(x),
                    random -> random.doubles(5, mean - 1, mean + 1).toArray(),
                    SIGN,
                    factor(2));
        }
    }

    private static double variance(double[] x) {
        double sum = 0;
        double squares = 0;
        for (double v : x) {
            sum += v;
            squares += v * v;
        }
        return squares / x.length - (sum / x.length) * (sum / x.length);
    }

    private static double[] varianceGradient(double[] x) {
        double mean = 0;
        for (double v : x) {
            mean += v / x.length;
        }
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = 2 * (x[i] - mean) / x.length;
        }
        return g;
    }
}
