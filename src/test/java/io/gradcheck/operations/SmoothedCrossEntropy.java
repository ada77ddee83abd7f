package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Cross entropy of smoothed labels, its mean over the rows that count; zero if none does. */
final class SmoothedCrossEntropy extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("labels are not smoothed on the way back", "logits"),
                new Mistake("the mean is over all rows", "logits"),
                new Mistake("rows that do not count have a gradient", "logits"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int classes = s.between("classes", 1, 5);
        return ordered(
                "logits", new Variable(Values.any(), s.batch(), classes),
                "labels", new Variable(Values.labels(classes), s.batch()),
                "counts", new Variable(Values.mask(), s.batch()),
                "smoothing", new Variable(Values.between(0, 0.5).constant()));
    }

    private static double counting(Map<String, Tensor> in) {
        double sum = 0;
        for (double counts : in.get("counts").values()) {
            sum += counts;
        }
        return Math.max(1, sum);
    }

    private static double target(Map<String, Tensor> in, int n, int k, double smoothing) {
        double own = k == (int) in.get("labels").get(n) ? 1 - smoothing : 0;
        return own + smoothing / in.get("logits").length(1);
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        double[][] logits = in.get("logits").toRows();
        double sum = 0;
        for (int n = 0; n < logits.length; n++) {
            double whole = Logarithms.sumExp(logits[n]);
            for (int k = 0; k < logits[n].length && in.get("counts").get(n) == 1; k++) {
                sum += target(in, n, k, in.get("smoothing").get()) * (whole - logits[n][k]);
            }
        }
        return Map.of("loss", Tensor.scalar(sum / counting(in)));
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        double[][] logits = in.get("logits").toRows();
        double smoothing = mistake == 1 ? 0 : in.get("smoothing").get();
        double upstream = d.get("loss").get() / (mistake == 2 ? logits.length : counting(in));
        for (int n = 0; n < logits.length; n++) {
            double[] softmax = Logarithms.softmax(logits[n]);
            for (int k = 0; k < softmax.length; k++) {
                boolean counts = in.get("counts").get(n) == 1 || mistake == 3;
                logits[n][k] = counts ? upstream * (softmax[k] - target(in, n, k, smoothing)) : 0;
            }
        }
        return Map.of("logits", Tensor.ofRows(logits));
    }
}
