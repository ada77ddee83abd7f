package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Focal loss of two classes, by logits: {@code -alpha (1 - p)^gamma log p}, where p is the probability of the true class. */
final class FocalLoss extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the modulating factor is held constant", "logits"),
                new Mistake("alpha is that of the positive class for both", "logits"),
                new Mistake("p is that of the positive class for both", "logits"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "logits", new Variable(Values.any(), s.batch(), s.width()),
                "targets", new Variable(Values.mask(), s.batch(), s.width()),
                "alpha", new Variable(Values.between(0.1, 0.9).constant()),
                "gamma", new Variable(Values.between(0, 5).constant()));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("logits", "targets");
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor loss = Tensor.zeros(in.get("logits").shape());
        double alpha = in.get("alpha").get();
        for (int i = 0; i < loss.size(); i++) {
            boolean positive = in.get("targets").values()[i] == 1;
            double z =
                    positive ? in.get("logits").values()[i] : -in.get("logits").values()[i];
            double modulating = Math.pow(Logarithms.sigmoid(-z), in.get("gamma").get());
            loss.values()[i] = (positive ? alpha : 1 - alpha) * modulating * Logarithms.softplus(-z);
        }
        return Map.of("loss", loss);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "logits");
        double alpha = in.get("alpha").get();
        double gamma = in.get("gamma").get();
        for (int i = 0; i < d.get("loss").size(); i++) {
            boolean positive = in.get("targets").values()[i] == 1;
            double sign = positive ? 1 : -1;
            double z = sign * in.get("logits").values()[i];
            double others = Logarithms.sigmoid(mistake == 3 ? -in.get("logits").values()[i] : -z);
            double own = Logarithms.sigmoid(z);
            double byFactor = mistake == 1 ? 0 : gamma * own * Logarithms.softplus(-z);
            double weight = positive || mistake == 2 ? alpha : 1 - alpha;
            gradients.get("logits").values()[i] =
                    d.get("loss").values()[i] * sign * weight * -Math.pow(others, gamma) * (byFactor + others);
        }
        return gradients;
    }
}
