package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.ZERO;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.neighbour;
import static io.gradcheck.check.kinds.Mistake.slope;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Mistake;
import io.gradcheck.check.kinds.Smooth;
import java.util.List;

/** Smooth functions whose shape is finer than one would look: oscillation, peaks, fronts, poles, near singularity. */
final class RoughKinds {

    private RoughKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("rough");
        oscillation(kinds);
        peaks(kinds);
        poles(kinds);
        nearlySingular(kinds);
        return kinds.all();
    }

    private static void oscillation(Kinds kinds) {
        for (double w : new double[] {1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8}) {
            kinds.scalar(
                    "sin(" + w + " x)",
                    x -> Math.sin(w * x),
                    x -> w * Math.cos(w * x),
                    between(1, 0.2, 0.4),
                    SIGN,
                    ZERO,
                    factor(1.1));
            kinds.scalar(
                    "x + sin(" + w + " x) / " + w,
                    x -> x + Math.sin(w * x) / w,
                    x -> 1 + Math.cos(w * x),
                    about(0.3, -1),
                    slope("fine term left out", x -> 1),
                    slope("fine term negated", x -> 1 - Math.cos(w * x)));
        }
        for (double x0 : new double[] {1e-1, 1e-2, 1e-3, 1e-4}) {
            kinds.scalar(
                    "sin(1 / x) at " + x0,
                    x -> Math.sin(1 / x),
                    x -> -Math.cos(1 / x) / (x * x),
                    about(x0),
                    SIGN,
                    FACTOR,
                    slope("inner derivative left out", x -> Math.cos(1 / x)));
        }
        for (int terms : new int[] {3, 6, 10, 14}) {
            kinds.scalar(
                    "Weierstrass sum of " + terms + " terms",
                    x -> weierstrass(x, terms),
                    x -> weierstrassSlope(x, terms),
                    about(0.3, 1.7),
                    SIGN,
                    slope("last term left out", x -> weierstrassSlope(x, terms - 1)));
        }
        kinds.scalar("sin(x^2) at 1e3", x -> Math.sin(x * x), x -> 2 * x * Math.cos(x * x), about(1e3), SIGN, FACTOR);
        kinds.scalar(
                "exp(sin(100 x))",
                x -> Math.exp(Math.sin(100 * x)),
                x -> 100 * Math.cos(100 * x) * Math.exp(Math.sin(100 * x)),
                about(0.3, 2),
                SIGN,
                FACTOR);
        for (double far : new double[] {1e3, 1e6, 1e9}) {
            kinds.scalar("sin x at " + far, Math::sin, Math::cos, about(far), SIGN, factor(1.1));
        }
    }

    private static double weierstrass(double x, int terms) {
        double sum = 0;
        for (int k = 0; k < terms; k++) {
            sum += Math.pow(0.5, k) * Math.cos(Math.pow(3, k) * x);
        }
        return sum;
    }

    private static double weierstrassSlope(double x, int terms) {
        double sum = 0;
        for (int k = 0; k < terms; k++) {
            sum -= Math.pow(1.5, k) * Math.sin(Math.pow(3, k) * x);
        }
        return sum;
    }

    private static void peaks(Kinds kinds) {
        for (double width : new double[] {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8}) {
            kinds.scalar(
                    "Gaussian of width " + width,
                    x -> Math.exp(-x * x / (width * width)),
                    x -> -2 * x / (width * width) * Math.exp(-x * x / (width * width)),
                    about(0.4 * width),
                    SIGN,
                    ZERO,
                    FACTOR);
            kinds.scalar(
                    "x + Gaussian of width " + width,
                    x -> x + Math.exp(-x * x / (width * width)),
                    x -> 1 - 2 * x / (width * width) * Math.exp(-x * x / (width * width)),
                    about(0.4 * width),
                    SIGN,
                    slope("peak left out", x -> 1));
            kinds.scalar(
                    "front tanh(x / " + width + ")",
                    x -> Math.tanh(x / width),
                    x -> Smooth.tanhSlope(x / width) / width,
                    about(0.4 * width),
                    SIGN,
                    ZERO,
                    slope("inner derivative left out", x -> Smooth.tanhSlope(x / width)));
            kinds.scalar(
                    "Lorentzian of width " + width,
                    x -> 1 / (x * x + width * width),
                    x -> -2 * x / ((x * x + width * width) * (x * x + width * width)),
                    about(0.4 * width),
                    SIGN,
                    neighbour(width / 2));
        }
        kinds.scalar(
                "Runge",
                x -> 1 / (1 + 25 * x * x),
                x -> -50 * x / Math.pow(1 + 25 * x * x, 2),
                between(3, -1, 1),
                SIGN,
                FACTOR);
    }

    private static void poles(Kinds kinds) {
        for (double x0 : new double[] {1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-13}) {
            kinds.scalar("1 / x at " + x0, x -> 1 / x, x -> -1 / (x * x), about(x0), SIGN, ZERO, FACTOR);
            kinds.scalar(
                    "1 / (1 - x), " + x0 + " from the pole",
                    x -> 1 / (1 - x),
                    x -> 1 / ((1 - x) * (1 - x)),
                    random -> new double[] {1 - x0 * (1 + random.nextDouble())},
                    SIGN,
                    factor(1.5));
        }
        for (double near : new double[] {1e-2, 1e-4, 1e-6}) {
            kinds.scalar(
                    "tan, " + near + " from the pole",
                    Math::tan,
                    x -> 1 + Math.tan(x) * Math.tan(x),
                    random -> new double[] {Math.PI / 2 - near * (1 + random.nextDouble())},
                    SIGN,
                    factor(1.1),
                    slope("1 - tan^2", x -> 1 - Math.tan(x) * Math.tan(x)));
            kinds.scalar(
                    "log|sin x| at " + near,
                    x -> Math.log(Math.abs(Math.sin(x))),
                    x -> 1 / Math.tan(x),
                    about(near),
                    SIGN,
                    FACTOR);
            kinds.scalar("log at " + near, Math::log, x -> 1 / x, about(near), SIGN, FACTOR);
        }
    }

    private static void nearlySingular(Kinds kinds) {
        for (double e : new double[] {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
            kinds.vector(
                    "2x2 inverse, nearly singular by " + e,
                    RoughKinds::inverse,
                    RoughKinds::inverseVjp,
                    random -> new double[] {1, 1, 1, 1 + e * (1 + random.nextDouble())},
                    SIGN,
                    FACTOR,
                    entry(1, 1.1));
            kinds.objective(
                    "2x2 solve, nearly singular by " + e,
                    a -> solved(a)[0] + solved(a)[1] * solved(a)[1],
                    RoughKinds::solvedGradient,
                    random -> new double[] {2, 1, 4 + e * (1 + random.nextDouble()), 2, 0.3, 0.7},
                    SIGN,
                    FACTOR,
                    entry(5, 1.1));
        }
    }

    private static double[] inverse(double[] a) {
        double det = a[0] * a[3] - a[1] * a[2];
        return new double[] {a[3] / det, -a[1] / det, -a[2] / det, a[0] / det};
    }

    /** {@code -B' U B'} for the inverse B. */
    private static double[] inverseVjp(double[] a, double[] u) {
        double[] b = inverse(a);
        double[] t = {b[0], b[2], b[1], b[3]};
        return Mistake.scaled(product(product(t, u), t), -1);
    }

    private static double[] product(double[] a, double[] b) {
        return new double[] {
            a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]
        };
    }

    /** The solution of the system of which four numbers are the matrix and two the right side. */
    private static double[] solved(double[] a) {
        double det = a[0] * a[3] - a[1] * a[2];
        return new double[] {(a[3] * a[4] - a[1] * a[5]) / det, (a[0] * a[5] - a[2] * a[4]) / det};
    }

    private static double[] solvedGradient(double[] a) {
        double[] x = solved(a);
        double[] b = inverse(a);
        double u0 = 1;
        double u1 = 2 * x[1];
        double l0 = b[0] * u0 + b[2] * u1;
        double l1 = b[1] * u0 + b[3] * u1;
        return new double[] {-l0 * x[0], -l0 * x[1], -l1 * x[0], -l1 * x[1], l0, l1};
    }
}
