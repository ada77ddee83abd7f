package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Mean over triplets of {@code max(0, |anchor - positive|^2 - |anchor - negative|^2 + margin)}. */
final class TripletLoss extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake(
                        "the margin is zero where it is asked whether a triplet counts",
                        "anchor",
                        "positive",
                        "negative"),
                new Mistake("the anchor is not pushed off the negative", "anchor"),
                new Mistake("the mean is over the triplets that count", "anchor", "positive", "negative"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        Variable vectors = new Variable(Values.any(), s.batch(), s.width());
        return ordered(
                "anchor", vectors,
                "positive", vectors,
                "negative", vectors,
                "margin", new Variable(Values.between(0, 2).constant()));
    }

    private static double excess(Map<String, Tensor> in, int n) {
        double excess = 0;
        for (int c = 0; c < in.get("anchor").length(1); c++) {
            double anchor = in.get("anchor").get(n, c);
            double near = anchor - in.get("positive").get(n, c);
            double far = anchor - in.get("negative").get(n, c);
            excess += near * near - far * far;
        }
        return excess;
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        int triplets = in.get("anchor").length(0);
        double sum = 0;
        for (int n = 0; n < triplets; n++) {
            sum += Math.max(0, excess(in, n) + in.get("margin").get());
        }
        return Map.of("loss", Tensor.scalar(sum / triplets));
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "anchor", "positive", "negative");
        int triplets = in.get("anchor").length(0);
        double margin = in.get("margin").get();
        int counting = 0;
        for (int n = 0; n < triplets; n++) {
            counting += excess(in, n) + margin > 0 ? 1 : 0;
        }
        double factor = 2 * d.get("loss").get() / (mistake == 3 ? Math.max(1, counting) : triplets);
        for (int n = 0; n < triplets; n++) {
            if (excess(in, n) + (mistake == 1 ? 0 : margin) > 0) {
                for (int c = 0; c < in.get("anchor").length(1); c++) {
                    double anchor = in.get("anchor").get(n, c);
                    double positive = in.get("positive").get(n, c);
                    double negative = in.get("negative").get(n, c);
                    double byAnchor = mistake == 2 ? anchor - positive : negative - positive;
                    gradients.get("anchor").set(factor * byAnchor, n, c);
                    gradients.get("positive").set(factor * (positive - anchor), n, c);
                    gradients.get("negative").set(factor * (anchor - negative), n, c);
                }
            }
        }
        return gradients;
    }
}
