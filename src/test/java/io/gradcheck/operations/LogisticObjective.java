package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** The logistic objective of boosting: weighted losses of margins, and their gradient, whose derivative is the Hessian. */
final class LogisticObjective extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the weight of the positive class is missing in the Hessian", "margins"),
                new Mistake("weights are not applied in the gradient", "margins"),
                new Mistake("weights are differentiated by the loss alone", "weights"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "margins", new Variable(Values.any(), s.width()),
                "labels", new Variable(Values.mask(), s.width()),
                "weights", new Variable(Values.positive(), s.width()),
                "ofPositive", new Variable(Values.logUniform(0.1, 10).constant()));
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        int rows = in.get("margins").size();
        Tensor losses = Tensor.zeros(rows);
        Tensor slopes = Tensor.zeros(rows);
        for (int i = 0; i < rows; i++) {
            double weight = in.get("weights").get(i);
            losses.set(weight * loss(in, i), i);
            slopes.set(weight * slope(in, i), i);
        }
        return Map.of("loss", losses, "gradient", slopes);
    }

    private static double loss(Map<String, Tensor> in, int i) {
        double margin = in.get("margins").get(i);
        return in.get("labels").get(i) == 1
                ? in.get("ofPositive").get() * Logarithms.softplus(-margin)
                : Logarithms.softplus(margin);
    }

    private static double slope(Map<String, Tensor> in, int i) {
        double margin = in.get("margins").get(i);
        return in.get("labels").get(i) == 1
                ? -in.get("ofPositive").get() * Logarithms.sigmoid(-margin)
                : Logarithms.sigmoid(margin);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "margins", "weights");
        for (int i = 0; i < in.get("margins").size(); i++) {
            double margin = in.get("margins").get(i);
            double weight = in.get("weights").get(i);
            double byLoss = d.get("loss").get(i);
            double bySlope = d.get("gradient").get(i);
            double ofClass = in.get("labels").get(i) == 1 && mistake != 1
                    ? in.get("ofPositive").get()
                    : 1;
            double hessian = ofClass * Logarithms.sigmoid(margin) * Logarithms.sigmoid(-margin);
            double slope = slope(in, i);
            gradients.get("margins").set(byLoss * slope * (mistake == 2 ? 1 : weight) + bySlope * weight * hessian, i);
            gradients.get("weights").set(byLoss * loss(in, i) + (mistake == 3 ? 0 : bySlope * slope), i);
        }
        return gradients;
    }
}
