package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.ZERO;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.factor;
import static io.gradcheck.check.kinds.Mistake.slope;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.at;
import static io.gradcheck.check.kinds.Smooth.sigmoid;
import static io.gradcheck.check.kinds.Smooth.sigmoidSlope;
import static io.gradcheck.check.kinds.Smooth.softplus;
import static io.gradcheck.check.kinds.Smooth.tanhSlope;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Mistake;
import io.gradcheck.check.kinds.Places;
import io.gradcheck.check.kinds.Smooth;
import java.util.List;

/** Saturated activations, the range of exp, powers, roots and logarithms near zero, softmax of extreme entries. */
final class SaturationKinds {

    private SaturationKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("saturation");
        activations(kinds);
        powers(kinds);
        softmax(kinds);
        return kinds.all();
    }

    private static void activations(Kinds kinds) {
        for (double x0 : new double[] {3, 8, 12, 15, 18}) {
            kinds.scalar("tanh at " + x0, Math::tanh, x -> tanhSlope(x), about(x0), SIGN, ZERO);
            kinds.scalar(
                    "tanh at " + x0 + " beside 0.3",
                    Math::tanh,
                    x -> tanhSlope(x),
                    about(x0, 0.3),
                    entry(0, -1),
                    entry(1, 1.001));
        }
        for (double x0 : new double[] {-40, -30, -20, -15, 15, 20, 30, 40}) {
            kinds.scalar("sigmoid at " + x0, x -> sigmoid(x), x -> sigmoidSlope(x), about(x0), SIGN, ZERO);
            kinds.scalar(
                    "softplus at " + x0,
                    x -> softplus(x),
                    x -> sigmoid(x),
                    about(x0),
                    SIGN,
                    slope("sigmoid(-x)", x -> sigmoid(-x)));
            kinds.scalar(
                    "swish at " + x0,
                    x -> x * sigmoid(x),
                    x -> sigmoid(x) + x * sigmoidSlope(x),
                    about(x0),
                    SIGN,
                    factor(1.01));
            kinds.scalar(
                    "elu at " + x0,
                    x -> x > 0 ? x : Math.expm1(x),
                    x -> x > 0 ? 1 : Math.exp(x),
                    about(x0),
                    SIGN,
                    slope("branches exchanged", x -> x > 0 ? Math.exp(-x) : 1));
        }
        kinds.scalar(
                "mish",
                x -> x * Math.tanh(softplus(x)),
                x -> Math.tanh(softplus(x)) + x * tanhSlope(softplus(x)) * sigmoid(x),
                about(-8, 0.3, 12),
                SIGN,
                FACTOR,
                slope("inner term left out", x -> Math.tanh(softplus(x))));
        kinds.scalar(
                "gelu by tanh",
                x -> 0.5 * x * (1 + Math.tanh(gelu(x))),
                x -> 0.5 * (1 + Math.tanh(gelu(x)))
                        + 0.5 * x * tanhSlope(gelu(x)) * 0.7978845608028654 * (1 + 3 * 0.044715 * x * x),
                about(-3, 0.3, 6),
                SIGN,
                FACTOR,
                slope(
                        "cubic term left out",
                        x -> 0.5 * (1 + Math.tanh(gelu(x))) + 0.5 * x * tanhSlope(gelu(x)) * 0.7978845608028654));
        kinds.scalar(
                "softsign",
                x -> x / (1 + Math.abs(x)),
                x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))),
                about(-1e4, 0.3, 1e3),
                SIGN,
                entry(1, 1.001));
        kinds.scalar("atan at 1e4", Math::atan, x -> 1 / (1 + x * x), about(1e4), SIGN, factor(1.1));
    }

    private static double gelu(double x) {
        return 0.7978845608028654 * (x + 0.044715 * x * x * x);
    }

    private static void powers(Kinds kinds) {
        for (double x0 : new double[] {-700, -300, -50, 50, 300, 700}) {
            kinds.scalar("exp at " + x0, Math::exp, Math::exp, at(x0), SIGN, ZERO, FACTOR);
        }
        for (double p : new double[] {-20, -5, -0.5, 0.01, 20, 50, 100}) {
            kinds.scalar(
                    "x^" + p,
                    x -> Math.pow(x, p),
                    x -> p * Math.pow(x, p - 1),
                    about(0.7, 1.3),
                    SIGN,
                    FACTOR,
                    slope("exponent not lowered", x -> p * Math.pow(x, p)));
        }
        for (double x0 : new double[] {1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12}) {
            kinds.scalar("sqrt at " + x0, Math::sqrt, x -> 0.5 / Math.sqrt(x), about(x0), SIGN, FACTOR);
            kinds.scalar("cbrt at " + x0, Math::cbrt, x -> Math.cbrt(x) / (3 * x), about(x0), SIGN, FACTOR);
            kinds.scalar(
                    "log at " + x0 + " beside 1", Math::log, x -> 1 / x, about(x0, 1), entry(0, 1.001), entry(1, 1.1));
            kinds.scalar(
                    "x log x at " + x0,
                    x -> x * Math.log(x),
                    x -> 1 + Math.log(x),
                    about(x0),
                    SIGN,
                    slope("1 left out", Math::log));
            kinds.scalar("logit at " + x0, x -> Math.log(x / (1 - x)), x -> 1 / (x * (1 - x)), about(x0), SIGN, FACTOR);
        }
        kinds.scalar(
                "x^x",
                x -> Math.pow(x, x),
                x -> Math.pow(x, x) * (1 + Math.log(x)),
                about(0.1, 2, 10),
                SIGN,
                slope("1 left out", x -> Math.pow(x, x) * Math.log(x)));
        kinds.scalar(
                "exp(exp x)",
                x -> Math.exp(Math.exp(x)),
                x -> Math.exp(x + Math.exp(x)),
                about(-3, 1, 5),
                SIGN,
                FACTOR);
        kinds.scalar(
                "log log x",
                x -> Math.log(Math.log(x)),
                x -> 1 / (x * Math.log(x)),
                about(1.2, 3, 1e6),
                SIGN,
                entry(0, 1.01));
    }

    private static void softmax(Kinds kinds) {
        for (double gap : new double[] {0, 5, 15, 25, 40, 1e3, 1e6}) {
            Places places = random -> new double[] {gap + 0.1 * random.nextDouble(), 0.3, -0.2, 0.1};
            kinds.vector(
                    "softmax, one entry ahead by " + gap,
                    Smooth::softmax,
                    Smooth::softmaxVjp,
                    places,
                    SIGN,
                    entry(0, -1));
            kinds.vector(
                    "log_softmax, one entry ahead by " + gap,
                    Smooth::logSoftmax,
                    Smooth::logSoftmaxVjp,
                    places,
                    SIGN,
                    entry(1, 1.001));
            kinds.objective(
                    "logsumexp, one entry ahead by " + gap,
                    Smooth::logSumExp,
                    Smooth::softmax,
                    places,
                    SIGN,
                    FACTOR,
                    Mistake.swapped(0, 1));
            kinds.objective(
                    "cross-entropy, wrong class ahead by " + gap,
                    x -> Smooth.logSumExp(x) - x[1],
                    x -> {
                        double[] p = Smooth.softmax(x);
                        p[1] -= 1;
                        return p;
                    },
                    places,
                    SIGN,
                    Mistake.gradient("target not subtracted", Smooth::softmax));
        }
        for (double all : new double[] {0, 1e3, 1e6}) {
            kinds.vector(
                    "softmax of equal entries " + all,
                    Smooth::softmax,
                    Smooth::softmaxVjp,
                    at(all, all, all),
                    SIGN,
                    FACTOR);
            kinds.objective(
                    "logsumexp of equal entries " + all,
                    Smooth::logSumExp,
                    Smooth::softmax,
                    at(all, all, all),
                    SIGN,
                    FACTOR);
        }
        for (double margin : new double[] {-100, -30, -10, 10, 30}) {
            kinds.scalar(
                    "logistic loss at margin " + margin,
                    x -> softplus(-x),
                    x -> -sigmoid(-x),
                    about(margin),
                    SIGN,
                    slope("not mirrored", x -> -sigmoid(x)));
        }
    }
}
