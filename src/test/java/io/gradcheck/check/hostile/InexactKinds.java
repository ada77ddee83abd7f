package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.SINGLE;
import static io.gradcheck.check.kinds.Mistake.ZERO;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Mistake;
import io.gradcheck.check.kinds.Places;
import io.gradcheck.check.kinds.Smooth;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Values that are not exact to rounding: quantised, single precision, iterated, integrated, sampled. */
final class InexactKinds {

    private InexactKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("inexact values");
        rounded(kinds);
        single(kinds);
        iterated(kinds);
        sampled(kinds);
        return kinds.all();
    }

    private static void declared(
            Kinds kinds, String name, double accuracy, DoubleUnaryOperator f, DoubleUnaryOperator slope, Places at) {
        kinds.subject(
                name + ", accuracy declared",
                random -> Subject.scalar(name, f, slope, at.draw(random)).withAccuracy(accuracy),
                SIGN,
                factor(1.5));
    }

    private static void rounded(Kinds kinds) {
        for (double step : new double[] {1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-12}) {
            DoubleUnaryOperator f = x -> Math.rint(Math.sin(x) / step) * step;
            kinds.scalar("sin in steps of " + step, f, Math::cos, about(0.3, 1, -2), SIGN, factor(2));
            kinds.scalar(
                    "x / 3 in steps of " + step,
                    x -> Math.rint(x / 3 / step) * step,
                    x -> 1. / 3,
                    about(0.3),
                    SIGN,
                    factor(2));
            kinds.scalar(
                    "sin plus a sawtooth of " + step,
                    x -> Math.sin(x) + step * (1e7 * x - Math.floor(1e7 * x)),
                    x -> Math.cos(x) + 1e7 * step,
                    about(0.3),
                    SIGN);
            declared(kinds, "sin in steps of " + step, step, f, Math::cos, about(0.3, 1, -2));
            kinds.scalar(
                    "sin with hashed noise of " + step,
                    x -> Math.sin(x) + step * noise(x),
                    Math::cos,
                    about(0.3, 1, -2),
                    SIGN,
                    factor(2));
        }
    }

    private static double noise(double x) {
        return new SplittableRandom(Double.doubleToLongBits(x)).nextDouble() - 0.5;
    }

    private static void single(Kinds kinds) {
        kinds.scalar("sin rounded to float", x -> (float) Math.sin(x), Math::cos, about(0.3, 1, -2), SIGN, factor(1.1));
        kinds.scalar(
                "sin of x rounded to float", x -> Math.sin((float) x), Math::cos, about(0.3, 1, -2), SIGN, factor(1.1));
        declared(kinds, "sin rounded to float", 1e-7, x -> (float) Math.sin(x), Math::cos, about(0.3, 1, -2));
        kinds.scalar(
                "pi as float in the derivative",
                x -> Math.sin(Math.PI * x),
                x -> Math.PI * Math.cos(Math.PI * x),
                about(0.3, 1.1),
                Mistake.slope("float pi", x -> (float) Math.PI * Math.cos(Math.PI * x)),
                SINGLE);
        kinds.objective("float sum of 20", x -> floatSum(x), x -> x.clone(), between(20, -1, 1), SIGN, entry(3, -1));
        for (double x0 : new double[] {0.3, 3, 30}) {
            floats(
                    kinds,
                    "float sin about " + x0,
                    x -> (float) Math.sin((float) x),
                    Math::cos,
                    about(x0, 0.7 * x0),
                    SIGN,
                    factor(1.5));
            floats(
                    kinds,
                    "float square about " + x0,
                    x -> (float) x * (float) x,
                    x -> 2 * x,
                    about(x0),
                    SIGN,
                    ZERO,
                    factor(1.5));
            floats(
                    kinds,
                    "float relu about 0 and " + x0,
                    x -> Math.max(0, (float) x),
                    x -> x > 0 ? 1 : 0,
                    about(x0, -x0).after(0),
                    SIGN,
                    factor(1.5));
            floats(
                    kinds,
                    "float tanh about " + x0 / 3,
                    x -> (float) Math.tanh((float) x),
                    x -> Smooth.tanhSlope(x),
                    about(x0 / 3),
                    SIGN,
                    factor(1.5));
            floats(
                    kinds,
                    "float exp about " + x0,
                    x -> (float) Math.exp((float) x),
                    Math::exp,
                    about(x0),
                    SIGN,
                    factor(1.5));
            floats(
                    kinds,
                    "float log about " + x0,
                    x -> (float) Math.log((float) x),
                    x -> 1 / x,
                    about(x0),
                    SIGN,
                    factor(1.5));
            floats(
                    kinds,
                    "float 1 / x about " + x0,
                    x -> 1 / (float) x,
                    x -> -1 / (x * x),
                    about(x0),
                    SIGN,
                    factor(1.5));
            floats(
                    kinds,
                    "float sin(10 x) about " + x0,
                    x -> (float) Math.sin((float) (10 * x)),
                    x -> 10 * Math.cos(10 * x),
                    about(x0),
                    SIGN);
        }
    }

    private static void floats(
            Kinds kinds, String name, DoubleUnaryOperator f, DoubleUnaryOperator slope, Places at, Mistake... wrong) {
        kinds.subject(
                name, random -> Subject.scalar(name, f, slope, at.draw(random)).withPrecision(Precision.FLOAT), wrong);
    }

    private static double floatSum(double[] x) {
        float sum = 0;
        for (double v : x) {
            sum += (float) (v * v / 2);
        }
        return sum;
    }

    private static void iterated(Kinds kinds) {
        for (double tolerance : new double[] {1e-2, 1e-4, 1e-6, 1e-9, 1e-12}) {
            DoubleUnaryOperator newton = x -> newton(x, tolerance);
            DoubleUnaryOperator slope = x -> 1 / (3 * Math.pow(x, 2. / 3));
            kinds.scalar("Newton's cube root to " + tolerance, newton, slope, about(2, 5), SIGN, factor(1.5));
            declared(kinds, "Newton's cube root to " + tolerance, tolerance, newton, slope, about(2, 5));
            kinds.scalar(
                    "bisected cube root to " + tolerance,
                    x -> bisected(x, tolerance),
                    slope,
                    about(2, 5),
                    SIGN,
                    factor(2));
            declared(
                    kinds,
                    "bisected cube root to " + tolerance,
                    tolerance,
                    x -> bisected(x, tolerance),
                    slope,
                    about(2, 5));
            kinds.scalar(
                    "fixed point of cos(x y) to " + tolerance,
                    x -> fixedPoint(x, tolerance),
                    InexactKinds::fixedPointSlope,
                    about(0.7),
                    SIGN,
                    factor(2));
            declared(
                    kinds,
                    "fixed point of cos(x y) to " + tolerance,
                    tolerance,
                    x -> fixedPoint(x, tolerance),
                    InexactKinds::fixedPointSlope,
                    about(0.7));
        }
    }

    /** Stops as soon as a step is below the tolerance, so that the number of steps jumps with the argument. */
    private static double newton(double x, double tolerance) {
        double y = 1;
        double step = 1;
        for (int k = 0; k < 100 && Math.abs(step) > tolerance; k++) {
            step = (y - x / (y * y)) / 3;
            y -= step;
        }
        return y;
    }

    private static double bisected(double x, double tolerance) {
        double low = 0;
        double high = 8;
        while (high - low > tolerance) {
            double middle = (low + high) / 2;
            if (middle * middle * middle < x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double fixedPoint(double x, double tolerance) {
        double y = 0.5;
        double last = 1;
        for (int k = 0; k < 500 && Math.abs(y - last) > tolerance / 4; k++) {
            last = y;
            y = Math.cos(x * y);
        }
        return y;
    }

    private static double fixedPointSlope(double x) {
        double y = fixedPoint(x, 1e-15);
        double s = Math.sin(x * y);
        return -s * y / (1 + s * x);
    }

    private static void sampled(Kinds kinds) {
        for (int n : new int[] {10, 100, 1000}) {
            double[] z = new SplittableRandom(n).doubles(n).toArray();
            kinds.scalar(
                    "Monte Carlo mean of sin(x z), " + n + " samples, its own gradient",
                    x -> mean(z, v -> Math.sin(x * v)),
                    x -> mean(z, v -> v * Math.cos(x * v)),
                    about(1.3),
                    SIGN,
                    FACTOR);
            declared(
                    kinds,
                    "Monte Carlo mean of sin(x z), " + n + " samples, exact gradient",
                    1 / Math.sqrt(n),
                    x -> mean(z, v -> Math.sin(x * v)),
                    x -> Math.sin(x) / x - (1 - Math.cos(x)) / (x * x),
                    about(1.3));
            kinds.scalar(
                    "Monte Carlo relu(x - z), " + n + " samples, its own gradient",
                    x -> mean(z, v -> Math.max(0, x - v)),
                    x -> mean(z, v -> x > v ? 1 : 0),
                    about(0.5),
                    SIGN,
                    factor(1.5));
            declared(
                    kinds,
                    "Monte Carlo share below x, " + n + " samples, exact gradient",
                    1 / Math.sqrt(n),
                    x -> mean(z, v -> v < x ? 1 : 0),
                    x -> 1,
                    about(0.5));
            kinds.scalar(
                    "trapezoid sum of sin(x t), " + n + " panels, its own gradient",
                    x -> trapezoid(n, t -> Math.sin(x * t)),
                    x -> trapezoid(n, t -> t * Math.cos(x * t)),
                    about(1.3),
                    SIGN,
                    FACTOR);
            declared(
                    kinds,
                    "trapezoid sum of sin(x t), " + n + " panels, exact gradient",
                    1. / n / n,
                    x -> trapezoid(n, t -> Math.sin(x * t)),
                    x -> Math.sin(x) / x - (1 - Math.cos(x)) / (x * x),
                    about(1.3));
        }
        for (int terms : new int[] {5, 10, 20}) {
            kinds.scalar(
                    "sine series of " + terms + " terms, its own gradient",
                    x -> series(x, terms, 1),
                    x -> series(x, terms, 0),
                    about(0.5, 4),
                    SIGN,
                    FACTOR);
        }
    }

    private static double mean(double[] z, DoubleUnaryOperator f) {
        double sum = 0;
        for (double v : z) {
            sum += f.applyAsDouble(v);
        }
        return sum / z.length;
    }

    private static double trapezoid(int panels, DoubleUnaryOperator f) {
        double sum = (f.applyAsDouble(0) + f.applyAsDouble(1)) / 2;
        for (int k = 1; k < panels; k++) {
            sum += f.applyAsDouble(k / (double) panels);
        }
        return sum / panels;
    }

    /** The first terms of the series of the sine, or with order 0 of its derivative. */
    private static double series(double x, int terms, int order) {
        double term = order == 1 ? x : 1;
        double sum = 0;
        for (int k = 0; k < terms; k++) {
            sum += term;
            term *= -x * x / ((2 * k + 1 + order) * (2 * k + 2 + order));
        }
        return sum;
    }
}
