package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Weighted Huber losses of predictions and targets. */
final class WeightedHuber extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("where it is linear the weight is left out", "predictions", "targets"),
                new Mistake("the difference is held against delta with its sign", "predictions", "targets"),
                new Mistake("targets have the sign of predictions", "targets"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "predictions", new Variable(Values.any(), s.batch(), s.width()),
                "targets", new Variable(Values.any(), s.batch(), s.width()),
                "weights", new Variable(Values.positive(), s.batch(), s.width()),
                "delta", new Variable(Values.logUniform(0.1, 10).constant()));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("predictions", "targets", "weights");
    }

    private static double loss(double difference, double delta) {
        double size = Math.abs(difference);
        return size <= delta ? 0.5 * difference * difference : delta * (size - delta / 2);
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor loss = Tensor.zeros(in.get("weights").shape());
        for (int i = 0; i < loss.size(); i++) {
            double difference =
                    in.get("predictions").values()[i] - in.get("targets").values()[i];
            loss.values()[i] = in.get("weights").values()[i]
                    * loss(difference, in.get("delta").get());
        }
        return Map.of("loss", loss);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "predictions", "targets", "weights");
        double delta = in.get("delta").get();
        for (int i = 0; i < d.get("loss").size(); i++) {
            double upstream = d.get("loss").values()[i];
            double difference =
                    in.get("predictions").values()[i] - in.get("targets").values()[i];
            double weight = in.get("weights").values()[i];
            boolean quadratic = (mistake == 2 ? difference : Math.abs(difference)) <= delta;
            double slope = quadratic ? difference : delta * Math.signum(difference);
            double byDifference = upstream * slope * (mistake == 1 && !quadratic ? 1 : weight);
            gradients.get("predictions").values()[i] = byDifference;
            gradients.get("targets").values()[i] = mistake == 3 ? byDifference : -byDifference;
            gradients.get("weights").values()[i] = upstream * loss(difference, delta);
        }
        return gradients;
    }
}
