package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Mean over pairs of {@code 1 - cos} for those alike, {@code max(0, cos - margin)} for the others. */
final class CosineEmbeddingLoss extends PlannedOperation {

    private static final double EPSILON = 1e-12;

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the length of the second vector is held constant", "second"),
                new Mistake("pairs not alike count whatever the margin", "first", "second"),
                new Mistake("the mean is a sum", "first", "second"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "first", new Variable(Values.any(), s.batch(), s.width()),
                "second", new Variable(Values.any(), s.batch(), s.width()),
                "alike", new Variable(Values.signs(), s.batch()),
                "margin", new Variable(Values.between(-0.5, 0.5).constant()));
    }

    private static double product(Tensor a, Tensor b, int n) {
        double product = 0;
        for (int c = 0; c < a.length(1); c++) {
            product += a.get(n, c) * b.get(n, c);
        }
        return product;
    }

    private static double cosine(Map<String, Tensor> in, int n) {
        Tensor a = in.get("first");
        Tensor b = in.get("second");
        return product(a, b, n) / Math.sqrt(product(a, a, n) + EPSILON) / Math.sqrt(product(b, b, n) + EPSILON);
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        int pairs = in.get("alike").size();
        double sum = 0;
        for (int n = 0; n < pairs; n++) {
            double cosine = cosine(in, n);
            sum += in.get("alike").get(n) == 1
                    ? 1 - cosine
                    : Math.max(0, cosine - in.get("margin").get());
        }
        return Map.of("loss", Tensor.scalar(sum / pairs));
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "first", "second");
        Tensor a = in.get("first");
        Tensor b = in.get("second");
        int pairs = in.get("alike").size();
        for (int n = 0; n < pairs; n++) {
            double cosine = cosine(in, n);
            double byCosine = d.get("loss").get() / (mistake == 3 ? 1 : pairs);
            if (in.get("alike").get(n) == 1) {
                byCosine = -byCosine;
            } else if (cosine <= in.get("margin").get() && mistake != 2) {
                byCosine = 0;
            }
            double ofA = product(a, a, n) + EPSILON;
            double ofB = product(b, b, n) + EPSILON;
            double both = Math.sqrt(ofA) * Math.sqrt(ofB);
            for (int c = 0; c < a.length(1); c++) {
                double byLength = mistake == 1 ? 0 : cosine * b.get(n, c) / ofB;
                gradients.get("first").set(byCosine * (b.get(n, c) / both - cosine * a.get(n, c) / ofA), n, c);
                gradients.get("second").set(byCosine * (a.get(n, c) / both - byLength), n, c);
            }
        }
        return gradients;
    }
}
