package io.gradcheck.campaign.diagnosis;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A layer whose input and output have a row for each example, and which says what goes wrong with examples.
 *
 * @param right the layer
 * @param bias the name of its bias
 */
record BatchSubject(Subject right, String bias) implements Subject {

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public Map<String, Tensor> point() {
        return right.point();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return right.evaluate(at);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return right.gradient(at, upstream);
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        suspects.put("bias not summed over the batch", biasOfFirst(at, upstream));
        suspects.put("only the first example", gradient(at, only(upstream, 0)));
        suspects.put("only the last example", gradient(at, only(upstream, upstream.length(0) - 1)));
        return suspects;
    }

    Map<String, Tensor> biasOfFirst(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> wrong = new LinkedHashMap<>(gradient(at, upstream));
        wrong.put(bias, gradient(at, only(upstream, 0)).get(bias));
        return wrong;
    }

    static Tensor only(Tensor upstream, int example) {
        Tensor only = upstream.copy();
        for (int i = 0; i < only.size(); i++) {
            only.values()[i] *= i / upstream.length(1) == example ? 1 : 0;
        }
        return only;
    }
}
