package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Numbers so large that a function is flat, or a part of it overflows. */
final class SaturationMistakes {

    private static final String GROUP = "I";
    private static final double CUT = 20;

    private SaturationMistakes() {}

    static List<PublicMistake> all() {
        return List.of(softplus(), logit(), elu());
    }

    private static PublicMistake softplus() {
        return PublicMistake.inFunction(
                        GROUP,
                        "softplus, overflow backwards",
                        "tracel-ai/burn#5373",
                        List.of(
                                Input.variable("x", s -> new int[] {s.batch(), s.width()}),
                                Input.given("beta", s -> Values.between(1, 10), s -> new int[] {1})),
                        at -> {
                            Tensor y = at.of("x").copy();
                            double beta = at.of("beta").get(0);
                            for (int i = 0; i < y.size(); i++) {
                                double z = beta * y.values()[i];
                                y.values()[i] = (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))) / beta;
                            }
                            return y;
                        },
                        (at, u, wrong, sums) -> {
                            for (int i = 0; i < u.size(); i++) {
                                double z = at.of("beta").get(0) * at.of("x").values()[i];
                                double derivative = wrong ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));
                                sums.of("x").values()[i] += u.values()[i] * derivative;
                            }
                        })
                .named("NaN");
    }

    private static PublicMistake logit() {
        return PublicMistake.inFunction(
                        GROUP,
                        "Bernoulli logit, sign beyond the cut",
                        "stan-dev/math#3397",
                        List.of(
                                Input.variable("theta", s -> new int[] {s.width()}),
                                Input.given("n", s -> Values.integers(0, 1), s -> new int[] {s.width()})),
                        at -> {
                            Tensor y = at.of("theta").copy();
                            for (int i = 0; i < y.size(); i++) {
                                double z = sign(at, i) * y.get(i);
                                y.set(z > CUT ? -Math.exp(-z) : z < -CUT ? z : -Math.log1p(Math.exp(-z)), i);
                            }
                            return y;
                        },
                        (at, u, wrong, sums) -> {
                            for (int i = 0; i < u.size(); i++) {
                                double sign = sign(at, i);
                                double z = sign * at.of("theta").get(i);
                                double derivative = z > CUT
                                        ? (wrong ? -1 : sign) * Math.exp(-z)
                                        : z < -CUT ? sign : sign / (1 + Math.exp(z));
                                sums.of("theta").add(u.get(i) * derivative, i);
                            }
                        })
                .named("sign flipped");
    }

    private static double sign(Tensors at, int i) {
        return 2 * at.of("n").get(i) - 1;
    }

    private static PublicMistake elu() {
        return PublicMistake.inFunction(
                        GROUP,
                        "exponential linear unit, both branches added",
                        "apache/mxnet#14673",
                        List.of(Input.variable("x", s -> new int[] {s.batch(), s.width()})),
                        at -> {
                            Tensor y = at.of("x").copy();
                            for (int i = 0; i < y.size(); i++) {
                                double x = y.values()[i];
                                y.values()[i] = x > 0 ? x : Math.expm1(x);
                            }
                            return y;
                        },
                        (at, u, wrong, sums) -> {
                            for (int i = 0; i < u.size(); i++) {
                                double x = at.of("x").values()[i];
                                double above = x > 0 ? 1 : 0;
                                double derivative = wrong ? above + (1 - above) * Math.exp(x) : x > 0 ? 1 : Math.exp(x);
                                sums.of("x").values()[i] += u.values()[i] * derivative;
                            }
                        })
                .named("NaN");
    }
}
