package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** A factorisation machine of the second order: bias, weights, and products of pairs of inputs weighted by their factors. */
final class FactorisationMachine extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("factors are weighted with themselves too", "factors"),
                new Mistake("the input is differentiated by its weight alone", "input"),
                new Mistake("the bias has the gradient of the first example", "bias"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "input", new Variable(Values.any(), s.batch(), s.width()),
                "bias", new Variable(Values.any()),
                "weights", new Variable(Values.any(), s.width()),
                "factors", new Variable(Values.any(), s.width(), s.between("rank", 1, 4)));
    }

    @Override
    List<String> parameters() {
        return List.of("bias", "weights", "factors");
    }

    @Override
    List<String> batchedInputs() {
        return List.of("input");
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor input = in.get("input");
        Tensor factors = in.get("factors");
        Tensor output = Tensor.zeros(input.length(0));
        for (int n = 0; n < output.size(); n++) {
            double sum = in.get("bias").get();
            for (int i = 0; i < input.length(1); i++) {
                sum += in.get("weights").get(i) * input.get(n, i);
            }
            // Not half of the square of the sum less the squares: of one huge input nothing would be left.
            for (int f = 0; f < factors.length(1); f++) {
                double before = 0;
                for (int i = 0; i < input.length(1); i++) {
                    double term = factors.get(i, f) * input.get(n, i);
                    sum += term * before;
                    before += term;
                }
            }
            output.set(sum, n);
        }
        return Map.of("output", output);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "input", "bias", "weights", "factors");
        Tensor input = in.get("input");
        Tensor factors = in.get("factors");
        for (int n = 0; n < input.length(0); n++) {
            double upstream = d.get("output").get(n);
            gradients.get("bias").add(mistake == 3 && n > 0 ? 0 : upstream);
            for (int i = 0; i < input.length(1); i++) {
                double x = input.get(n, i);
                gradients.get("weights").add(upstream * x, i);
                double byInput = in.get("weights").get(i);
                for (int f = 0; f < factors.length(1); f++) {
                    double others = 0;
                    double itself = 0;
                    for (int j = 0; j < input.length(1); j++) {
                        double term = factors.get(j, f) * input.get(n, j);
                        itself += j == i ? term : 0;
                        others += j == i ? 0 : term;
                    }
                    byInput += mistake == 2 ? 0 : others * factors.get(i, f);
                    gradients.get("factors").add(upstream * x * (others + (mistake == 1 ? itself : 0)), i, f);
                }
                gradients.get("input").set(upstream * byInput, n, i);
            }
        }
        return gradients;
    }
}
