package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Rows divided by their root mean square, times a learned gain. */
final class RmsNorm extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the root mean square is held constant", "input"),
                new Mistake("epsilon is left out on the way back", "input", "gain"),
                new Mistake("the gain has the gradient of the last row alone", "gain"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "input", new Variable(Values.any(), s.batch(), s.width()),
                "gain", new Variable(Values.any(), s.width()),
                "epsilon", new Variable(Values.logUniform(1e-12, 1e3).constant()));
    }

    @Override
    List<String> parameters() {
        return List.of("gain");
    }

    @Override
    List<String> batchedInputs() {
        return List.of("input");
    }

    private static double inverse(Tensor input, int n, double epsilon) {
        double squares = 0;
        for (int c = 0; c < input.length(1); c++) {
            squares += input.get(n, c) * input.get(n, c);
        }
        return 1 / Math.sqrt(squares / input.length(1) + epsilon);
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor input = in.get("input");
        Tensor output = Tensor.zeros(input.shape());
        for (int n = 0; n < input.length(0); n++) {
            double inverse = inverse(input, n, in.get("epsilon").get());
            for (int c = 0; c < input.length(1); c++) {
                output.set(input.get(n, c) * inverse * in.get("gain").get(c), n, c);
            }
        }
        return Map.of("output", output);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "input", "gain");
        Tensor input = in.get("input");
        Tensor gain = in.get("gain");
        int width = input.length(1);
        for (int n = 0; n < input.length(0); n++) {
            double inverse =
                    inverse(input, n, mistake == 2 ? 0 : in.get("epsilon").get());
            double along = 0;
            for (int c = 0; c < width; c++) {
                double upstream = d.get("output").get(n, c);
                along += upstream * gain.get(c) * input.get(n, c) * inverse / width;
                double byGain = upstream * input.get(n, c) * inverse;
                gradients
                        .get("gain")
                        .set(byGain + (mistake == 3 ? 0 : gradients.get("gain").get(c)), c);
            }
            for (int c = 0; c < width; c++) {
                double direct = d.get("output").get(n, c) * gain.get(c);
                double throughMean = mistake == 1 ? 0 : input.get(n, c) * inverse * along;
                gradients.get("input").set(inverse * (direct - throughMean), n, c);
            }
        }
        return gradients;
    }
}
