package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Negative log likelihood of targets under normal densities of given means and logarithms of variances. */
final class GaussianLoss extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("by the variance instead of its logarithm", "logVariance"),
                new Mistake("the variance of a whole row has the last gradient alone", "logVariance"),
                new Mistake("the mean is divided by the deviation instead of the variance", "mean"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int columns = s.flag("of each") ? s.width() : 1;
        return ordered(
                "mean", new Variable(Values.any(), s.batch(), s.width()),
                "target", new Variable(Values.any(), s.batch(), s.width()),
                "logVariance", new Variable(Values.between(-300, 300), s.batch(), columns)); // exp overflows beyond 709
    }

    @Override
    List<String> batchedInputs() {
        return List.of("mean", "target", "logVariance");
    }

    private static double log(Map<String, Tensor> in, int n, int c) {
        return in.get("logVariance").get(n, Math.min(c, in.get("logVariance").length(1) - 1));
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor loss = Tensor.zeros(in.get("mean").shape());
        for (int n = 0; n < loss.length(0); n++) {
            for (int c = 0; c < loss.length(1); c++) {
                double off = in.get("target").get(n, c) - in.get("mean").get(n, c);
                double log = log(in, n, c);
                loss.set(0.5 * (Math.log(2 * Math.PI) + log + off * off * Math.exp(-log)), n, c);
            }
        }
        return Map.of("loss", loss);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "mean", "target", "logVariance");
        Tensor byLog = gradients.get("logVariance");
        for (int n = 0; n < in.get("mean").length(0); n++) {
            for (int c = 0; c < in.get("mean").length(1); c++) {
                double upstream = d.get("loss").get(n, c);
                double off = in.get("target").get(n, c) - in.get("mean").get(n, c);
                double log = log(in, n, c);
                double precision = Math.exp(-log);
                gradients.get("mean").set(-upstream * off * (mistake == 3 ? Math.exp(-log / 2) : precision), n, c);
                gradients.get("target").set(upstream * off * precision, n, c);
                double slope = 0.5 * (1 - off * off * precision) * (mistake == 1 ? precision : 1);
                int column = Math.min(c, byLog.length(1) - 1);
                byLog.set(upstream * slope + (mistake == 2 ? 0 : byLog.get(n, column)), n, column);
            }
        }
        return gradients;
    }
}
