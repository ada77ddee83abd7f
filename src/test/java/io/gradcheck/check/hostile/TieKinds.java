package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.ZERO;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.gradient;
import static io.gradcheck.check.kinds.Mistake.plus;
import static io.gradcheck.check.kinds.Mistake.swapped;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.at;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Mistake;
import io.gradcheck.check.kinds.Places;
import io.gradcheck.check.kinds.Smooth;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Order statistics with and without ties, norms at zero, equal entries. */
final class TieKinds {

    private TieKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("ties and norms");
        order(kinds);
        norms(kinds);
        return kinds.all();
    }

    private static void order(Kinds kinds) {
        UnaryOperator<double[]> toAll = x -> shares(x, true);
        for (int tied : new int[] {1, 2, 3, 6}) {
            Places places = random -> tiedAtTop(random.doubles(6, -1, 1).toArray(), tied);
            kinds.objective(
                    "max of 6, " + tied + " tied",
                    x -> Arrays.stream(x).max().orElseThrow(),
                    x -> shares(x, false),
                    places,
                    SIGN,
                    ZERO,
                    factor(1.1));
            if (tied > 1) {
                kinds.objective(
                        "max of 6, all to one of " + tied + " tied",
                        x -> Arrays.stream(x).max().orElseThrow(),
                        TieKinds::toFirst,
                        places,
                        gradient("all to each", toAll));
            }
        }
        kinds.objective(
                "max pool of pairs, some tied",
                TieKinds::pool,
                TieKinds::poolGradient,
                about(1, 0.5, -0.3, 2).after(0.7, 0.7, 0, 0),
                SIGN,
                ZERO,
                factor(1.1));
        kinds.objective(
                "max pool of zeros after relu",
                TieKinds::pool,
                TieKinds::poolGradient,
                at(0, 0, 0, 0, 2, 1),
                SIGN,
                ZERO,
                factor(1.1));
        for (int n : new int[] {3, 5, 9}) {
            kinds.objective(
                    "median of " + n,
                    x -> quantile(x, n / 2),
                    x -> quantileGradient(x, n / 2),
                    between(n, -1, 1),
                    SIGN,
                    gradient("neighbour in order", x -> quantileGradient(x, n / 2 - 1)));
            kinds.objective(
                    "median of " + n + ", two tied",
                    x -> quantile(x, n / 2),
                    x -> quantileGradient(x, n / 2),
                    random -> tiedAtTop(random.doubles(n, -1, 1).toArray(), n / 2 + 1),
                    SIGN,
                    ZERO);
            kinds.objective(
                    "sorted sum with weights of " + n,
                    TieKinds::sorted,
                    TieKinds::sortedGradient,
                    between(n, -1, 1),
                    SIGN,
                    swapped(0, 1),
                    entry(n - 1, 1.01));
            kinds.objective(
                    "range of " + n,
                    x -> quantile(x, n - 1) - quantile(x, 0),
                    x -> sum(quantileGradient(x, n - 1), Mistake.scaled(quantileGradient(x, 0), -1)),
                    between(n, -1, 1),
                    SIGN,
                    gradient("minimum left out", x -> quantileGradient(x, n - 1)));
            kinds.objective(
                    "sorted sum with weights of " + n + ", all equal",
                    TieKinds::sorted,
                    TieKinds::sortedGradient,
                    random -> filled(n, random.nextDouble()),
                    SIGN);
        }
        for (double gap : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) {
            kinds.objective(
                    "max of three, the first ahead by " + gap,
                    x -> quantile(x, 2),
                    x -> quantileGradient(x, 2),
                    random -> new double[] {0.5 + gap, 0.5, -random.nextDouble()},
                    SIGN,
                    swapped(0, 1));
        }
    }

    private static double[] tiedAtTop(double[] x, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = 1.5;
        }
        return x;
    }

    private static double[] filled(int n, double value) {
        double[] x = new double[n];
        Arrays.fill(x, value);
        return x;
    }

    private static double[] shares(double[] x, boolean allToEach) {
        double largest = Arrays.stream(x).max().orElseThrow();
        double tied = Arrays.stream(x).filter(v -> v == largest).count();
        return Arrays.stream(x)
                .map(v -> v < largest ? 0 : allToEach ? 1 : 1 / tied)
                .toArray();
    }

    private static double[] toFirst(double[] x) {
        return quantileGradient(x, x.length - 1);
    }

    private static double pool(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i += 2) {
            sum += (i + 1) * Math.max(x[i], x[i + 1]);
        }
        return sum;
    }

    private static double[] poolGradient(double[] x) {
        double[] g = new double[x.length];
        for (int i = 0; i < x.length; i += 2) {
            g[x[i] >= x[i + 1] ? i : i + 1] = i + 1;
        }
        return g;
    }

    private static int[] ranks(double[] x) {
        return IntStream.range(0, x.length)
                .boxed()
                .sorted((i, j) -> Double.compare(x[i], x[j]))
                .mapToInt(i -> i)
                .toArray();
    }

    private static double quantile(double[] x, int rank) {
        return x[ranks(x)[rank]];
    }

    private static double[] quantileGradient(double[] x, int rank) {
        double[] g = new double[x.length];
        g[ranks(x)[rank]] = 1;
        return g;
    }

    private static double sorted(double[] x) {
        int[] ranks = ranks(x);
        return IntStream.range(0, x.length)
                .mapToDouble(k -> (k + 1) * x[ranks[k]])
                .sum();
    }

    private static double[] sortedGradient(double[] x) {
        int[] ranks = ranks(x);
        double[] g = new double[x.length];
        IntStream.range(0, x.length).forEach(k -> g[ranks[k]] = k + 1);
        return g;
    }

    private static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private static void norms(Kinds kinds) {
        for (double size : new double[] {0, 1e-12, 1e-9, 1e-6, 1e-3, 1, 1e6}) {
            Places places = random -> Mistake.scaled(random.doubles(4, 0.5, 1).toArray(), size);
            kinds.objective("norm at " + size, TieKinds::norm, TieKinds::normalised, places, SIGN, factor(1.1));
            kinds.objective(
                    "distance from a point " + size + " away",
                    x -> norm(sum(x, new double[] {-1, -1, -1, -1})),
                    x -> normalised(sum(x, new double[] {-1, -1, -1, -1})),
                    random -> sum(places.draw(random), new double[] {1, 1, 1, 1}),
                    SIGN,
                    factor(1.1));
        }
        for (double e : new double[] {1e-3, 1e-6, 1e-12}) {
            kinds.objective(
                    "sqrt(|x|^2 + " + e + ") at 0",
                    x -> Math.sqrt(Smooth.dot(x, x) + e),
                    x -> Mistake.scaled(x, 1 / Math.sqrt(Smooth.dot(x, x) + e)),
                    at(0, 0, 0),
                    plus(1, 0.1));
            kinds.objective(
                    "sqrt(|x|^2 + " + e + ") near 0",
                    x -> Math.sqrt(Smooth.dot(x, x) + e),
                    x -> Mistake.scaled(x, 1 / Math.sqrt(Smooth.dot(x, x) + e)),
                    about(Math.sqrt(e), -2 * Math.sqrt(e), 0),
                    SIGN,
                    gradient("regulariser left out", TieKinds::normalised));
        }
        for (double spread : new double[] {0, 1e-6, 1e-3, 1}) {
            kinds.objective(
                    "standard deviation, spread " + spread,
                    x -> norm(centred(x)),
                    x -> normalised(centred(x)),
                    random -> sum(Mistake.scaled(random.doubles(5).toArray(), spread), filled(5, 1)),
                    SIGN,
                    factor(1.1));
        }
        kinds.objective(
                "largest absolute value, two tied",
                x -> Math.max(Math.abs(x[0]), Math.abs(x[1])),
                x -> Math.abs(x[0]) >= Math.abs(x[1])
                        ? new double[] {Math.signum(x[0]), 0}
                        : new double[] {0, Math.signum(x[1])},
                at(0.7, -0.7),
                SIGN,
                gradient(
                        "sign left out",
                        x -> Math.abs(x[0]) >= Math.abs(x[1]) ? new double[] {1, 0} : new double[] {0, 1}));
        kinds.objective(
                "cosine of nearly parallel vectors",
                TieKinds::cosine,
                TieKinds::cosineGradient,
                about(1, 2, 3, 1.001, 2.001, 3),
                SIGN,
                factor(1.1));
        kinds.objective(
                "cosine of vectors of size 1e-6 and 1e6",
                TieKinds::cosine,
                TieKinds::cosineGradient,
                about(1e-6, 2e-6, -3e-6, 1e6, 2e6, 3e6),
                SIGN,
                entry(0, 1.01),
                entry(5, -1));
    }

    private static double norm(double[] x) {
        return Math.sqrt(Smooth.dot(x, x));
    }

    private static double[] normalised(double[] x) {
        double norm = norm(x);
        return norm == 0 ? new double[x.length] : Mistake.scaled(x, 1 / norm);
    }

    private static double[] centred(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> v - mean).toArray();
    }

    private static double cosine(double[] x) {
        double[] a = Arrays.copyOf(x, 3);
        double[] b = Arrays.copyOfRange(x, 3, 6);
        return Smooth.dot(a, b) / (norm(a) * norm(b));
    }

    private static double[] cosineGradient(double[] x) {
        double[] a = Arrays.copyOf(x, 3);
        double[] b = Arrays.copyOfRange(x, 3, 6);
        double cosine = cosine(x);
        double[] g = new double[6];
        for (int i = 0; i < 3; i++) {
            g[i] = (b[i] / norm(b) - cosine * a[i] / norm(a)) / norm(a);
            g[i + 3] = (a[i] / norm(a) - cosine * b[i] / norm(b)) / norm(b);
        }
        return g;
    }
}
