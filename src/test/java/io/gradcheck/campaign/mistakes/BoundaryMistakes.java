package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Exact zeros, and the pieces of a function taken for each other. */
final class BoundaryMistakes {

    private static final String GROUP = "H";

    private BoundaryMistakes() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inFunction(
                                GROUP,
                                "norm, not a number at zero",
                                "pytorch/pytorch#2421",
                                List.of(Input.variable("x", s -> new int[] {s.batch(), s.width()})),
                                BoundaryMistakes::norms,
                                BoundaryMistakes::addNorms)
                        .named("NaN"),
                PublicMistake.inFunction(
                                GROUP,
                                "Huber loss, signed difference against the threshold",
                                "BobMcDear/attorch#13",
                                List.of(
                                        Input.variable("x", s -> new int[] {s.batch(), s.width()}),
                                        Input.variable("t", s -> new int[] {s.batch(), s.width()})),
                                BoundaryMistakes::loss,
                                BoundaryMistakes::addLoss)
                        .at("x", "t"),
                PublicMistake.inFunction(
                                GROUP,
                                "cumulative product divided by its factor",
                                "tracel-ai/burn#5141",
                                List.of(Input.variable("x", s -> new int[] {s.length()})),
                                BoundaryMistakes::products,
                                BoundaryMistakes::addProducts)
                        .named("NaN"));
    }

    private static Tensor norms(Tensors at) {
        Tensor x = at.of("x");
        Tensor y = Tensor.zeros(x.length(0));
        for (int i = 0; i < x.size(); i++) {
            y.add(x.values()[i] * x.values()[i], i / x.length(1));
        }
        for (int n = 0; n < y.size(); n++) {
            y.set(Math.sqrt(y.get(n)), n);
        }
        return y;
    }

    private static void addNorms(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor x = at.of("x");
        Tensor y = norms(at);
        for (int i = 0; i < x.size(); i++) {
            int n = i / x.length(1);
            if (wrong || y.get(n) > 0) {
                sums.of("x").values()[i] += u.get(n) * x.values()[i] / y.get(n);
            }
        }
    }

    private static double difference(Tensors at, int i) {
        return at.of("x").values()[i] - at.of("t").values()[i];
    }

    private static Tensor loss(Tensors at) {
        Tensor y = Tensor.zeros(at.of("x").shape());
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] = Huber.value(difference(at, i));
        }
        return y;
    }

    private static void addLoss(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        for (int i = 0; i < u.size(); i++) {
            double d = difference(at, i);
            double derivative = wrong && d < 1 ? d : Huber.derivative(d);
            sums.of("x").values()[i] += u.values()[i] * derivative;
            sums.of("t").values()[i] -= u.values()[i] * derivative;
        }
    }

    private static Tensor products(Tensors at) {
        Tensor y = at.of("x").copy();
        for (int i = 1; i < y.size(); i++) {
            y.set(y.get(i) * y.get(i - 1), i);
        }
        return y;
    }

    private static void addProducts(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor x = at.of("x");
        Tensor y = products(at);
        for (int j = 0; j < x.size(); j++) {
            double others = j == 0 ? 1 : y.get(j - 1);
            double sum = 0;
            for (int i = j; i < x.size(); i++) {
                others *= i == j ? 1 : x.get(i);
                sum += u.get(i) * (wrong ? y.get(i) / x.get(j) : others);
            }
            sums.of("x").add(sum, j);
        }
    }
}
