package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Attention with a mask that is added and one of what is padding; a query that may look at nothing gets zeros. */
final class MaskedAttention extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("of the softmax the diagonal of the Jacobian alone", "query", "key"),
                new Mistake("padding is forgotten on the way back", "value", "query", "key"),
                new Mistake("the gradient of the output weights is ignored", "query", "key"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int queries = s.between("queries", 1, 4);
        int keys = s.between("keys", 1, 5);
        int width = s.between("width", 1, 4);
        return ordered(
                "query", new Variable(Values.any(), s.batch(), queries, width),
                "key", new Variable(Values.any(), s.batch(), keys, width),
                "value", new Variable(Values.any(), s.batch(), keys, s.between("outputs", 1, 3)),
                "mask", new Variable(Values.addedMask(Double.NEGATIVE_INFINITY), queries, keys),
                "present", new Variable(Values.mask(), s.batch(), keys));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("query", "key", "value", "present");
    }

    private static double[] weights(Map<String, Tensor> in, int n, int i, boolean padded) {
        Tensor query = in.get("query");
        double[] scores = new double[in.get("key").length(1)];
        for (int j = 0; j < scores.length; j++) {
            for (int c = 0; c < query.length(2); c++) {
                scores[j] += query.get(n, i, c) * in.get("key").get(n, j, c);
            }
            scores[j] = scores[j] / Math.sqrt(query.length(2)) + in.get("mask").get(i, j);
            if (padded && in.get("present").get(n, j) == 0) {
                scores[j] = Double.NEGATIVE_INFINITY;
            }
        }
        return Logarithms.softmax(scores);
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor value = in.get("value");
        int batch = value.length(0);
        int queries = in.get("query").length(1);
        Tensor output = Tensor.zeros(batch, queries, value.length(2));
        Tensor all = Tensor.zeros(batch, queries, value.length(1));
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < queries; i++) {
                double[] weights = weights(in, n, i, true);
                for (int j = 0; j < weights.length; j++) {
                    all.set(weights[j], n, i, j);
                    for (int c = 0; c < value.length(2); c++) {
                        output.add(weights[j] * value.get(n, j, c), n, i, c);
                    }
                }
            }
        }
        return Map.of("output", output, "weights", all);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "query", "key", "value");
        Tensor query = in.get("query");
        Tensor value = in.get("value");
        double scale = 1 / Math.sqrt(query.length(2));
        for (int n = 0; n < query.length(0); n++) {
            for (int i = 0; i < query.length(1); i++) {
                double[] weights = weights(in, n, i, mistake != 2);
                double[] byWeight = new double[weights.length];
                double mean = 0;
                for (int j = 0; j < weights.length; j++) {
                    byWeight[j] = mistake == 3 ? 0 : d.get("weights").get(n, i, j);
                    for (int c = 0; c < value.length(2); c++) {
                        double upstream = d.get("output").get(n, i, c);
                        byWeight[j] += upstream * value.get(n, j, c);
                        gradients.get("value").add(weights[j] * upstream, n, j, c);
                    }
                    mean += weights[j] * byWeight[j];
                }
                for (int j = 0; j < weights.length; j++) {
                    double byScore = mistake == 1
                            ? weights[j] * (1 - weights[j]) * byWeight[j]
                            : weights[j] * (byWeight[j] - mean);
                    for (int c = 0; c < query.length(2); c++) {
                        gradients
                                .get("query")
                                .add(scale * byScore * in.get("key").get(n, j, c), n, i, c);
                        gradients.get("key").add(scale * byScore * query.get(n, i, c), n, j, c);
                    }
                }
            }
        }
        return gradients;
    }
}
