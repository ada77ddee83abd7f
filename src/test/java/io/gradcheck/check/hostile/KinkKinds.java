package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.slope;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.at;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Continuous functions with kinks: at the point, next to it, many of them, nested. */
final class KinkKinds {

    private KinkKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("kinks");
        single(kinds);
        nested(kinds);
        many(kinds);
        return kinds.all();
    }

    /** A kink at zero; the rest of the tensor is far from it. */
    private static void atOffsets(
            Kinds kinds, String name, DoubleUnaryOperator f, DoubleUnaryOperator slope, DoubleUnaryOperator mistaken) {
        for (double offset : new double[] {0, 1e-13, 1e-10, 1e-7, 1e-5, 1e-3}) {
            kinds.scalar(
                    name + " at " + offset,
                    f,
                    slope,
                    about(0.7, -0.4, 1.3).after(offset),
                    SIGN,
                    factor(1.1),
                    slope("wrong branch", mistaken));
        }
    }

    private static void single(Kinds kinds) {
        atOffsets(kinds, "abs", Math::abs, Math::signum, x -> 1);
        atOffsets(kinds, "relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, x -> x > 0 ? 1 : 0.1);
        atOffsets(kinds, "leaky", KinkKinds::leaky, KinkKinds::leakySlope, x -> x > 0 ? 1 : 0);
        atOffsets(
                kinds,
                "elu of alpha 2",
                x -> x > 0 ? x : 2 * Math.expm1(x),
                x -> x > 0 ? 1 : 2 * Math.exp(x),
                x -> x > 0 ? 1 : Math.exp(x));
        atOffsets(
                kinds,
                "max(x, x^2)",
                x -> Math.max(x, x * x),
                x -> x > 0 && x < 1 ? 1 : 2 * x,
                x -> x > 0 && x < 1 ? 2 * x : 1);
        atOffsets(
                kinds,
                "min(sin x, x^2)",
                x -> Math.min(Math.sin(x), x * x),
                x -> Math.sin(x) < x * x ? Math.cos(x) : 2 * x,
                x -> Math.sin(x) < x * x ? 2 * x : Math.cos(x));
        atOffsets(
                kinds,
                "clip to [0, 1]",
                x -> Math.max(0, Math.min(1, x)),
                x -> x > 0 && x < 1 ? 1 : 0,
                x -> x > 0 ? 1 : 0);
        atOffsets(kinds, "hinge of 1 - x", x -> Math.max(0, -x), x -> x < 0 ? -1 : 0, x -> x < 0 ? 1 : 0);
        atOffsets(
                kinds,
                "pinball of 0.9",
                x -> x > 0 ? 0.9 * x : -0.1 * x,
                x -> x > 0 ? 0.9 : -0.1,
                x -> x > 0 ? 0.1 : -0.9);
        atOffsets(
                kinds,
                "Huber beside its bend",
                x -> huber(x + 1),
                x -> Math.max(-1, Math.min(1, x + 1)),
                x -> Math.min(1, x + 1.1));
        atOffsets(
                kinds,
                "soft threshold",
                x -> Math.max(0, x) + Math.min(0, x + 0.2),
                x -> x > 0 || x < -0.2 ? 1 : 0,
                x -> x > 0 ? 1 : 0);
        atOffsets(kinds, "relu(x)^2", x -> Math.pow(Math.max(0, x), 2), x -> 2 * Math.max(0, x), x -> 2 * x);
        atOffsets(kinds, "x|x|", x -> x * Math.abs(x), x -> 2 * Math.abs(x), x -> 2 * x);
        atOffsets(
                kinds,
                "|x|^1.5",
                x -> Math.pow(Math.abs(x), 1.5),
                x -> 1.5 * Math.signum(x) * Math.sqrt(Math.abs(x)),
                x -> 1.5 * Math.sqrt(Math.abs(x)));
        kinds.scalar(
                "relu at zeros alone",
                x -> Math.max(0, x),
                x -> x > 0 ? 1 : 0,
                at(0, 0, 0),
                slope("1.1 above", x -> x > 0 ? 1.1 : 0));
        kinds.scalar(
                "relu at a zero, claimed there",
                x -> Math.max(0, x),
                x -> x > 0 ? 1 : 0,
                about(0.7, -0.4).after(0),
                slope("7 at the kink", x -> x > 0 ? 1 : x == 0 ? 7 : 0));
        kinds.scalar(
                "hard sigmoid",
                x -> Math.max(0, Math.min(1, 0.2 * x + 0.5)),
                x -> Math.abs(x) < 2.5 ? 0.2 : 0,
                about(1, 3, 0.2).after(2.5),
                slope("0.25 inside", x -> Math.abs(x) < 2.5 ? 0.25 : 0));
        kinds.scalar(
                "relu6 at 6",
                x -> Math.max(0, Math.min(6, x)),
                x -> x > 0 && x < 6 ? 1 : 0,
                about(1, 3, 0.2).after(6),
                slope("not clipped", x -> x > 0 ? 1 : 0),
                SIGN);
        kinds.scalar(
                "hard swish at 3",
                x -> x * Math.max(0, Math.min(6, x + 3)) / 6,
                x -> x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6,
                about(1, -1, 5).after(3),
                slope("inner derivative left out", x -> Math.max(0, Math.min(6, x + 3)) / 6),
                SIGN);
    }

    private static double leaky(double x) {
        return x > 0 ? x : 0.1 * x;
    }

    private static double leakySlope(double x) {
        return x > 0 ? 1 : 0.1;
    }

    private static double huber(double x) {
        return Math.abs(x) <= 1 ? 0.5 * x * x : Math.abs(x) - 0.5;
    }

    private static void nested(Kinds kinds) {
        atOffsets(
                kinds,
                "leaky(-leaky x) beside an abs",
                x -> leaky(-leaky(x)) + 3 * Math.abs(x),
                x -> -leakySlope(-leaky(x)) * leakySlope(x) + 3 * Math.signum(x),
                x -> -leakySlope(-leaky(x)) + 3 * Math.signum(x));
        kinds.scalar(
                "abs(abs(x) - 1)",
                x -> Math.abs(Math.abs(x) - 1),
                x -> Math.signum(Math.abs(x) - 1) * Math.signum(x),
                about(0.3, -2).after(1),
                slope("outer sign left out", Math::signum));
        kinds.scalar(
                "relu(relu(x) - relu(-x))",
                x -> Math.max(0, Math.max(0, x) - Math.max(0, -x)),
                x -> x > 0 ? 1 : 0,
                about(0.3, -2).after(0),
                SIGN,
                factor(1.01));
        kinds.scalar(
                "leaky(-leaky x)",
                x -> leaky(-leaky(x)),
                x -> -leakySlope(-leaky(x)) * leakySlope(x),
                about(0.3, -2).after(0),
                SIGN,
                factor(1.01));
        kinds.scalar(
                "leaky(-leaky x) at 1e-9",
                x -> leaky(-leaky(x)),
                x -> -leakySlope(-leaky(x)) * leakySlope(x),
                about(0.3, -2).after(1e-9),
                SIGN,
                factor(1.01));
        kinds.scalar(
                "relu(x) - relu(-x) beside a zero",
                x -> Math.max(0, x) - Math.max(0, -x),
                x -> x == 0 ? 0 : 1,
                about(0.3, -2).after(0),
                SIGN,
                factor(1.01));
        kinds.scalar(
                "relu(x - relu(x - 1))",
                x -> Math.max(0, x - Math.max(0, x - 1)),
                x -> x > 0 && x < 1 ? 1 : 0,
                about(0.3, -2).after(1),
                SIGN,
                slope("inner relu left out", x -> x > 0 ? 1 : 0));
    }

    private static void many(Kinds kinds) {
        for (double spacing : new double[] {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
            kinds.scalar(
                    "triangle wave of period " + spacing,
                    x -> Math.abs(x / spacing - Math.rint(x / spacing)),
                    x -> Math.signum(x / spacing - Math.rint(x / spacing)) / spacing,
                    between(1, 0.2, 0.3),
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "table of sin, linear between knots " + spacing + " apart",
                    x -> interpolated(x, spacing),
                    x -> (Math.sin((Math.floor(x / spacing) + 1) * spacing)
                                    - Math.sin(Math.floor(x / spacing) * spacing))
                            / spacing,
                    between(2, 0.2, 1.3),
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "table of sin, linear between knots " + spacing + " apart, at a knot",
                    x -> interpolated(x, spacing),
                    x -> (Math.sin((Math.floor(x / spacing) + 1) * spacing)
                                    - Math.sin(Math.floor(x / spacing) * spacing))
                            / spacing,
                    random -> new double[] {spacing * random.nextInt(1 + (int) (1 / spacing))},
                    SIGN,
                    factor(1.1));
        }
        for (int n : new int[] {3, 10, 30, 100}) {
            kinds.objective(
                    "L1 norm of " + n + ", a third of it zero",
                    x -> l1(x),
                    x -> signs(x),
                    random -> thirdZero(random.doubles(n, -1, 1).toArray()),
                    SIGN,
                    entry(1, 1.1));
            kinds.objective(
                    "sum of " + n + " abs about one place",
                    x -> fan(x[0], n),
                    x -> new double[] {fanSlope(x[0], n)},
                    about(0.05),
                    SIGN,
                    factor(1.5));
            kinds.objective(
                    "largest of " + n + " lines",
                    x -> lines(x[0], n),
                    x -> new double[] {steepest(x[0], n)},
                    between(1, -1, 1),
                    SIGN,
                    factor(1.1));
        }
    }

    private static double interpolated(double x, double spacing) {
        double k = Math.floor(x / spacing);
        double left = Math.sin(k * spacing);
        return left + (x / spacing - k) * (Math.sin((k + 1) * spacing) - left);
    }

    private static double[] thirdZero(double[] x) {
        for (int i = 0; i < x.length; i += 3) {
            x[i] = 0;
        }
        return x;
    }

    private static double l1(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += Math.abs(v);
        }
        return sum;
    }

    private static double[] signs(double[] x) {
        double[] g = x.clone();
        for (int i = 0; i < g.length; i++) {
            g[i] = Math.signum(g[i]);
        }
        return g;
    }

    private static double fan(double x, int n) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += (k + 1) * Math.abs(x - 0.1 * k / n);
        }
        return sum;
    }

    private static double fanSlope(double x, int n) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += (k + 1) * Math.signum(x - 0.1 * k / n);
        }
        return sum;
    }

    /** The upper envelope of tangents of {@code x^2 + x}. */
    private static double lines(double x, int n) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            double a = -1 + 2. * k / (n - 1);
            largest = Math.max(largest, (2 * a + 1) * x - a * a);
        }
        return largest;
    }

    private static double steepest(double x, int n) {
        double largest = Double.NEGATIVE_INFINITY;
        double slope = 0;
        for (int k = 0; k < n; k++) {
            double a = -1 + 2. * k / (n - 1);
            double value = (2 * a + 1) * x - a * a;
            if (value > largest) {
                largest = value;
                slope = 2 * a + 1;
            }
        }
        return slope;
    }
}
