package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.sigmoid;

import java.util.List;
import org.apache.commons.math3.special.Erf;

/** Activations in the forms in which libraries have them. */
final class Activations {

    private static final double SQRT_2_OVER_PI = 0.7978845608028654;

    private Activations() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("activations");
        gelu(formulas);
        gated(formulas);
        softplus(formulas);
        saturating(formulas);
        piecewise(formulas);
        return formulas.all();
    }

    private static void gelu(Formulas formulas) {
        formulas.any(
                "GELU by erf, 0.5 x (1 + erf(x / sqrt 2))",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> 0.5 * x * (1 + Erf.erf(x / Math.sqrt(2))),
                                x -> 0.5 * (1 + Erf.erf(x / Math.sqrt(2))) + x * density(x))
                        .wrongSlope("density forgotten", x -> 0.5 * (1 + Erf.erf(x / Math.sqrt(2))))
                        .wrongSlope("factor x forgotten", x -> 0.5 * (1 + Erf.erf(x / Math.sqrt(2))) + density(x))
                        .wrongSlope(
                                "1 / sqrt 2 forgotten inside",
                                x -> 0.5 * (1 + Erf.erf(x / Math.sqrt(2)))
                                        + x * Math.exp(-x * x) / Math.sqrt(2 * Math.PI)));
        formulas.any(
                "GELU by tanh",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> 0.5 * x * (1 + Math.tanh(inner(x))),
                                x -> geluSlope(x, 3 * 0.044715, 0.5))
                        .wrongSlope("cubic term left out of the inner derivative", x -> geluSlope(x, 0, 0.5))
                        .wrongSlope("factor 3 forgotten", x -> geluSlope(x, 0.044715, 0.5))
                        .wrongSlope("half forgotten", x -> geluSlope(x, 3 * 0.044715, 1)));
        formulas.any(
                "GELU by sigmoid, x sigmoid(1.702 x)",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> x * sigmoid(1.702 * x),
                                x -> sigmoid(1.702 * x) + 1.702 * x * sigmoid(1.702 * x) * (1 - sigmoid(1.702 * x)))
                        .wrongSlope(
                                "1.702 forgotten",
                                x -> sigmoid(1.702 * x) + x * sigmoid(1.702 * x) * (1 - sigmoid(1.702 * x)))
                        .wrongSlope("only the gate", x -> sigmoid(1.702 * x))
                        .wrongSlope("swish's", x -> sigmoid(x) * (1 + x * (1 - sigmoid(x)))));
    }

    private static double density(double x) {
        return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    private static double inner(double x) {
        return SQRT_2_OVER_PI * (x + 0.044715 * x * x * x);
    }

    private static double geluSlope(double x, double cubic, double half) {
        double t = Math.tanh(inner(x));
        return 0.5 * (1 + t) + half * x * (1 - t * t) * SQRT_2_OVER_PI * (1 + cubic * x * x);
    }

    private static void gated(Formulas formulas) {
        formulas.any(
                "swish, s (1 + x (1 - s))",
                draw -> Example.elementwise(
                                draw.values(3), x -> x * sigmoid(x), x -> sigmoid(x) * (1 + x * (1 - sigmoid(x))))
                        .wrongSlope("sigmoid's", x -> sigmoid(x) * (1 - sigmoid(x)))
                        .wrongSlope("x forgotten", x -> sigmoid(x) * (2 - sigmoid(x)))
                        .wrongSlope("factor s forgotten", x -> sigmoid(x) + x * (1 - sigmoid(x))));
        formulas.any(
                "mish, softplus by a threshold",
                draw -> Example.elementwise(draw.values(3), x -> x * Math.tanh(thresholded(x)), x -> {
                            double t = Math.tanh(thresholded(x));
                            return t + x * (1 - t * t) * sigmoid(x);
                        })
                        .wrongSlope("only the gate", x -> Math.tanh(thresholded(x)))
                        .wrongSlope("sigmoid forgotten", x -> {
                            double t = Math.tanh(thresholded(x));
                            return t + x * (1 - t * t);
                        })
                        .wrongSlope("1 - t", x -> {
                            double t = Math.tanh(thresholded(x));
                            return t + x * (1 - t) * sigmoid(x);
                        }));
        formulas.any(
                "gated linear unit",
                draw -> Example.vector(
                                draw.values(4),
                                x -> new double[] {x[0] * sigmoid(x[2]), x[1] * sigmoid(x[3])},
                                (x, u) -> glu(x, u, 1, 0))
                        .wrongVector("gate's part is the gate alone", (x, u) -> glu(x, u, 0, 1))
                        .wrongVector("gate has no gradient", (x, u) -> glu(x, u, 0, 0))
                        .wrongVector("gate's sign", (x, u) -> glu(x, u, -1, 0)));
    }

    private static double thresholded(double x) {
        return x > 20 ? x : Math.log1p(Math.exp(x));
    }

    private static double[] glu(double[] x, double[] u, double slope, double plain) {
        double[] g = new double[4];
        for (int i = 0; i < 2; i++) {
            double s = sigmoid(x[2 + i]);
            g[i] = u[i] * s;
            g[2 + i] = u[i] * (slope * x[i] * s * (1 - s) + plain * s);
        }
        return g;
    }

    private static void softplus(Formulas formulas) {
        formulas.any(
                "softplus, log(1 + exp x)",
                draw -> Example.elementwise(
                                draw.regime() == Regime.HUGE ? draw.normal(3) : clipped(draw.values(3)),
                                x -> Math.log(1 + Math.exp(x)),
                                x -> Math.exp(x) / (1 + Math.exp(x)))
                        .wrongSlope("exp forgotten above", x -> 1 / (1 + Math.exp(x)))
                        .wrongSlope("sigmoid's", x -> sigmoid(x) * (1 - sigmoid(x)))
                        .wrongSlope("tanh", Math::tanh));
        formulas.any(
                "softplus, max(x, 0) + log1p(exp(-|x|))",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
                                Plain::sigmoid)
                        .wrongSlope("step", x -> x > 0 ? 1 : 0)
                        .wrongSlope("1 - sigmoid", x -> 1 - sigmoid(x))
                        .wrongSlope("exp(-|x|) forgotten to change sign", x -> sigmoid(Math.abs(x))));
        formulas.any(
                "softplus with beta 2 and a threshold of 20",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> 2 * x > 20 ? x : Math.log1p(Math.exp(2 * x)) / 2,
                                x -> 2 * x > 20 ? 1 : sigmoid(2 * x))
                        .wrongSlope("beta forgotten inside", x -> 2 * x > 20 ? 1 : sigmoid(x))
                        .wrongSlope("beta once more", x -> 2 * x > 20 ? 1 : 2 * sigmoid(2 * x))
                        .wrongSlope("divided by beta", x -> 2 * x > 20 ? 1 : sigmoid(2 * x) / 2));
        formulas.any(
                "softplus minus its argument, log(1 + exp x) - x",
                draw -> Example.elementwise(
                                draw.regime() == Regime.HUGE ? draw.normal(2) : clipped(draw.values(2)),
                                x -> Math.log(1 + Math.exp(x)) - x,
                                x -> -1 / (1 + Math.exp(x)))
                        .wrongSlope("sigmoid", Plain::sigmoid)
                        .wrongSlope("argument forgotten", x -> 1 - 1 / (1 + Math.exp(x)))
                        .wrongSlope("sign", x -> 1 / (1 + Math.exp(x))));
    }

    /** Where exp is finite. */
    private static double[] clipped(double[] x) {
        return Plain.map(x, v -> Math.max(-700, Math.min(700, v)));
    }

    private static void saturating(Formulas formulas) {
        formulas.any(
                "sigmoid, s (1 - s)",
                draw -> Example.elementwise(draw.values(3), Plain::sigmoid, x -> sigmoid(x) * (1 - sigmoid(x)))
                        .wrongSlope("x (1 - x), of the argument", x -> x * (1 - x))
                        .wrongSlope("s^2", x -> sigmoid(x) * sigmoid(x))
                        .wrongSlope("flat spot 0.1", x -> sigmoid(x) * (1 - sigmoid(x)) + 0.1));
        formulas.any(
                "tanh, 1 - t^2",
                draw -> Example.elementwise(draw.values(3), Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x))
                        .wrongSlope("1 - x^2, of the argument", x -> 1 - x * x)
                        .wrongSlope("1 - t", x -> 1 - Math.tanh(x))
                        .wrongSlope("sigmoid's", x -> Math.tanh(x) * (1 - Math.tanh(x))));
        formulas.any(
                "tanhshrink, t^2",
                draw -> Example.elementwise(draw.values(3), x -> x - Math.tanh(x), x -> Math.tanh(x) * Math.tanh(x))
                        .wrongSlope("1 - t^2", x -> 1 - Math.tanh(x) * Math.tanh(x))
                        .wrongSlope("x^2", x -> x * x)
                        .wrongSlope("t", Math::tanh));
        formulas.any(
                "softsign",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> x / (1 + Math.abs(x)),
                                x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))))
                        .wrongSlope("not squared", x -> 1 / (1 + Math.abs(x)))
                        .wrongSlope("with the sign", x -> Math.signum(x) / ((1 + Math.abs(x)) * (1 + Math.abs(x))))
                        .wrongSlope("abs forgotten", x -> 1 / ((1 + x) * (1 + x))));
    }

    private static void piecewise(Formulas formulas) {
        formulas.any(
                "ELU, y + 1",
                draw -> Example.elementwise(
                                draw.values(3), x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.expm1(x) + 1)
                        .wrongSlope("y, 1 forgotten", x -> x > 0 ? 1 : Math.expm1(x))
                        .wrongSlope("exp of the positive side", x -> x > 0 ? Math.exp(-x) : 1)
                        .wrongSlope("always one", x -> 1));
        formulas.any(
                "SELU",
                draw -> Example.elementwise(
                                draw.values(3),
                                x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
                                x -> 1.0507009873554805 * (x > 0 ? 1 : 1.6732632423543772 * Math.exp(x)))
                        .wrongSlope("alpha forgotten", x -> 1.0507009873554805 * (x > 0 ? 1 : Math.exp(x)))
                        .wrongSlope("scale forgotten", x -> x > 0 ? 1 : 1.6732632423543772 * Math.exp(x))
                        .wrongSlope("ELU's", x -> x > 0 ? 1 : Math.exp(x)));
        formulas.any(
                "leaky ReLU, 0.01",
                draw -> Example.elementwise(draw.values(3), x -> x > 0 ? x : 0.01 * x, x -> x > 0 ? 1 : 0.01)
                        .wrongSlope("ReLU's", x -> x > 0 ? 1 : 0)
                        .wrongSlope("alpha's sign", x -> x > 0 ? 1 : -0.01)
                        .wrongSlope("alpha on both sides", x -> 0.01));
        formulas.any(
                "hard swish, x min(max(x + 3, 0), 6) / 6",
                draw -> Example.elementwise(
                                draw.values(3), x -> x * Math.min(Math.max(x + 3, 0), 6) / 6, x -> hardSwish(x, 2, 3))
                        .wrongSlope("factor 2 forgotten", x -> hardSwish(x, 1, 3))
                        .wrongSlope("shift forgotten", x -> hardSwish(x, 2, 0))
                        .wrongSlope("gate alone", x -> Math.min(Math.max(x + 3, 0), 6) / 6));
    }

    private static double hardSwish(double x, double factor, double shift) {
        if (x <= -3) {
            return 0;
        }
        return x >= 3 ? 1 : (factor * x + shift) / 6;
    }
}
