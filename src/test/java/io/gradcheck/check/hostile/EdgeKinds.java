package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.slope;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.at;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Places;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Edges of domains, discontinuities, dead zones, and special cases of formulas. */
final class EdgeKinds {

    private EdgeKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("edges");
        domains(kinds);
        discontinuities(kinds);
        flat(kinds);
        specialCases(kinds);
        return kinds.all();
    }

    private static void domains(Kinds kinds) {
        kinds.scalar(
                "sqrt at 0",
                Math::sqrt,
                x -> 0.5 / Math.sqrt(x),
                at(0),
                SIGN,
                slope("zero at zero", x -> x == 0 ? 0 : 0.5 / Math.sqrt(x)));
        kinds.scalar(
                "sqrt at 0 beside others",
                Math::sqrt,
                x -> 0.5 / Math.sqrt(x),
                about(1, 2).after(0),
                factor(1.1));
        kinds.scalar("x sqrt x at 0", x -> x * Math.sqrt(x), x -> 1.5 * Math.sqrt(x), at(0), slope("one", x -> 1));
        kinds.scalar(
                "x sqrt x + e^x at 0",
                x -> x * Math.sqrt(x) + Math.exp(x),
                x -> 1.5 * Math.sqrt(x) + Math.exp(x),
                at(0),
                SIGN,
                factor(1.1));
        kinds.scalar(
                "x log x at 0",
                x -> x == 0 ? 0 : x * Math.log(x),
                x -> 1 + Math.log(x),
                at(0),
                slope("one at zero", x -> x == 0 ? 1 : 1 + Math.log(x)));
        for (double p : new double[] {1.1, 1.5, 2, 2.5, 3}) {
            kinds.scalar(
                    "x^" + p + " at 0",
                    x -> Math.pow(x, p),
                    x -> p * Math.pow(x, p - 1),
                    about(1).after(0),
                    SIGN,
                    factor(1.1),
                    slope("one at zero", x -> x == 0 ? 1 : p * Math.pow(x, p - 1)));
        }
        for (double near : new double[] {1e-1, 1e-3, 1e-6, 1e-9, 1e-12}) {
            Places inside = random -> new double[] {1 - near * (1 + random.nextDouble())};
            kinds.scalar(
                    "asin, " + near + " from 1",
                    Math::asin,
                    x -> 1 / Math.sqrt((1 - x) * (1 + x)),
                    inside,
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "acos, " + near + " from 1",
                    Math::acos,
                    x -> -1 / Math.sqrt((1 - x) * (1 + x)),
                    inside,
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "atanh, " + near + " from 1",
                    x -> 0.5 * Math.log((1 + x) / (1 - x)),
                    x -> 1 / ((1 - x) * (1 + x)),
                    inside,
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "sqrt(1 - x^2), " + near + " from 1",
                    x -> Math.sqrt((1 - x) * (1 + x)),
                    x -> -x / Math.sqrt((1 - x) * (1 + x)),
                    inside,
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "acosh, " + near + " above 1",
                    x -> Math.log(x + Math.sqrt((x - 1) * (x + 1))),
                    x -> 1 / Math.sqrt((x - 1) * (x + 1)),
                    random -> new double[] {1 + near * (1 + random.nextDouble())},
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "one-sided exp, " + near + " inside",
                    x -> x < 0 ? Double.NaN : Math.exp(x),
                    Math::exp,
                    about(near),
                    SIGN,
                    factor(1.1));
            kinds.scalar(
                    "sqrt and exp, " + near + " inside",
                    x -> Math.sqrt(x) + Math.exp(x),
                    x -> 0.5 / Math.sqrt(x) + Math.exp(x),
                    about(near),
                    SIGN,
                    factor(1.1));
        }
        kinds.scalar("one-sided exp at 0", x -> x < 0 ? Double.NaN : Math.exp(x), Math::exp, at(0), SIGN, factor(1.1));
        kinds.scalar(
                "asin at 1", Math::asin, x -> 1 / Math.sqrt((1 - x) * (1 + x)), at(1), SIGN, slope("zero", x -> 0));
    }

    private static void discontinuities(Kinds kinds) {
        for (double gap : new double[] {0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2}) {
            kinds.scalar(
                    "step " + gap + " before the point",
                    x -> x + (x > 0.3 ? 1 : 0),
                    x -> 1,
                    at(0.3 + gap),
                    SIGN,
                    factor(1.5));
            kinds.scalar(
                    "small step " + gap + " before the point",
                    x -> Math.sin(x) + (x > 0.3 ? 1e-6 : 0),
                    Math::cos,
                    at(0.3 + gap),
                    SIGN,
                    factor(1.5));
            kinds.scalar(
                    "sin x, wrapped " + gap + " before the point",
                    x -> x > 0.3 ? Math.sin(x) - 2 : Math.sin(x),
                    Math::cos,
                    at(0.3 + gap, 1, 2),
                    SIGN,
                    factor(1.5));
            kinds.scalar(
                    "x mod 1, " + gap + " above 2", x -> x - Math.floor(x), x -> 1, at(2 + gap), SIGN, factor(1.5));
        }
        kinds.scalar(
                "angle by atan2, across the cut",
                x -> Math.atan2(Math.sin(x), Math.cos(x)),
                x -> 1,
                at(Math.PI, 0.3),
                SIGN);
        kinds.scalar("a single other value at the point", x -> x == 0.5 ? 7 : Math.sin(x), Math::cos, at(0.5), SIGN);
    }

    private static void flat(Kinds kinds) {
        for (double value : new double[] {0, 3, 1e12}) {
            kinds.scalar(
                    "constant " + value,
                    x -> value,
                    x -> 0,
                    about(0.3, 1),
                    slope("one", x -> 1),
                    slope("1e-3", x -> 1e-3));
        }
        kinds.scalar(
                "constant beside a slope",
                x -> x > 1 ? 3 : x,
                x -> x > 1 ? 0 : 1,
                about(2, 3, 0.4),
                slope("slope in the dead zone", x -> x > 1 ? 1e-3 : 1),
                SIGN);
        for (double width : new double[] {1e-2, 1e-5, 1e-8}) {
            DoubleUnaryOperator f = x -> Math.signum(x) * Math.max(0, Math.abs(x) - width);
            DoubleUnaryOperator slope = x -> Math.abs(x) > width ? 1 : 0;
            kinds.scalar(
                    "dead zone of " + width + ", inside",
                    f,
                    slope,
                    about(1).after(width / 3),
                    factor(1.1),
                    slope("one inside", x -> 1));
            kinds.scalar(
                    "dead zone of " + width + ", outside",
                    f,
                    slope,
                    about(1, 2 * width),
                    SIGN,
                    slope("zero outside", x -> 0));
        }
        for (double x0 : new double[] {0.02, 0.05, 0.1, 0.3}) {
            kinds.scalar(
                    "exp(-1/x^2) at " + x0,
                    x -> Math.exp(-1 / (x * x)),
                    x -> 2 / (x * x * x) * Math.exp(-1 / (x * x)),
                    about(x0),
                    SIGN,
                    factor(1.1));
        }
        kinds.scalar(
                "exp(-1/x^2) at 0",
                x -> x == 0 ? 0 : Math.exp(-1 / (x * x)),
                x -> x == 0 ? 0 : 2 / (x * x * x) * Math.exp(-1 / (x * x)),
                at(0),
                slope("one", x -> 1));
        kinds.scalar("floor", Math::floor, x -> 0, between(3, 0.2, 0.8), slope("straight through", x -> 1));
        kinds.scalar("sign", Math::signum, x -> 0, between(3, 0.2, 0.8), slope("straight through", x -> 1));
    }

    private static void specialCases(Kinds kinds) {
        DoubleUnaryOperator sinc = x -> x == 0 ? 1 : Math.sin(x) / x;
        DoubleUnaryOperator sincSlope =
                x -> Math.abs(x) < 1e-3 ? -x / 3 + x * x * x / 30 : (x * Math.cos(x) - Math.sin(x)) / (x * x);
        kinds.scalar(
                "sinc at 0",
                sinc,
                sincSlope,
                about(1, 2).after(0),
                slope("one at zero", x -> x == 0 ? 1 : sincSlope.applyAsDouble(x)),
                slope("1e-3 at zero", x -> x == 0 ? 1e-3 : sincSlope.applyAsDouble(x)));
        kinds.scalar(
                "sinc at 1e-9",
                sinc,
                sincSlope,
                about(1, 2).after(1e-9),
                slope("one near zero", x -> Math.abs(x) < 1e-6 ? 1 : sincSlope.applyAsDouble(x)));
        kinds.scalar(
                "x^2 sin(1/x) at 0",
                x -> x == 0 ? 0 : x * x * Math.sin(1 / x),
                x -> x == 0 ? 0 : 2 * x * Math.sin(1 / x) - Math.cos(1 / x),
                at(0),
                slope("one at zero", x -> x == 0 ? 1 : 2 * x * Math.sin(1 / x) - Math.cos(1 / x)));
        kinds.scalar(
                "x^3 sin(1/x) at 0",
                x -> x == 0 ? 0 : x * x * x * Math.sin(1 / x),
                x -> x == 0 ? 0 : 3 * x * x * Math.sin(1 / x) - x * Math.cos(1 / x),
                at(0),
                slope("one at zero", x -> x == 0 ? 1 : 3 * x * x * Math.sin(1 / x) - x * Math.cos(1 / x)));
        kinds.scalar(
                "x + x^2 sin(1/x) at 0",
                x -> x == 0 ? 0 : x + x * x * Math.sin(1 / x),
                x -> x == 0 ? 1 : 1 + 2 * x * Math.sin(1 / x) - Math.cos(1 / x),
                at(0),
                slope("minus one at zero", x -> x == 0 ? -1 : 1 + 2 * x * Math.sin(1 / x) - Math.cos(1 / x)));
        kinds.scalar(
                "x sin(1/x) at 0",
                x -> x == 0 ? 0 : x * Math.sin(1 / x),
                x -> x == 0 ? 0 : Math.sin(1 / x) - Math.cos(1 / x) / x,
                at(0),
                slope("seven at zero", x -> x == 0 ? 7 : Math.sin(1 / x) - Math.cos(1 / x) / x));
        kinds.scalar(
                "(e^x - 1) / x at 0",
                x -> x == 0 ? 1 : Math.expm1(x) / x,
                x -> Math.abs(x) < 1e-3 ? 0.5 + x / 3 + x * x / 8 : (x * Math.exp(x) - Math.expm1(x)) / (x * x),
                at(0, 1),
                slope("zero at zero", x -> x == 0 ? 0 : (x * Math.exp(x) - Math.expm1(x)) / (x * x)));
        kinds.scalar(
                "two formulas that meet smoothly at 0",
                x -> x < 0 ? Math.expm1(x) : x + x * x / 2,
                x -> x < 0 ? Math.exp(x) : 1 + x,
                at(0, 1, -1),
                SIGN,
                slope("zero where they meet", x -> x == 0 ? 0 : x < 0 ? Math.exp(x) : 1 + x));
        kinds.scalar(
                "second derivative jumps at 0",
                x -> x < 0 ? x * x : 3 * x * x + x * x * x,
                x -> x < 0 ? 2 * x : 6 * x + 3 * x * x,
                at(0, 1, -1),
                slope("one at zero", x -> x == 0 ? 1 : x < 0 ? 2 * x : 6 * x + 3 * x * x),
                FACTOR);
    }
}
