package io.gradcheck.campaign.speed;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A function of the weights and biases of a network, of which only the point, values and gradients are known: it has no lines
 * of its own, no parts and no suspects.
 *
 * @param subject the network
 * @param point its weights and biases
 */
record OpaqueNetwork(Subject subject, Map<String, Tensor> point) implements Subject {

    static OpaqueNetwork of(Subject subject) {
        Map<String, Tensor> parameters = new LinkedHashMap<>(subject.point());
        parameters.keySet().removeIf(variable -> !FiniteDifferences.isParameter(variable));
        return new OpaqueNetwork(subject, parameters);
    }

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return subject.evaluate(whole(at));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = new LinkedHashMap<>(subject.gradient(whole(at), upstream));
        gradient.keySet().retainAll(point.keySet());
        return gradient;
    }

    private Map<String, Tensor> whole(Map<String, Tensor> at) {
        Map<String, Tensor> whole = new LinkedHashMap<>(subject.point());
        whole.putAll(at);
        return whole;
    }
}
