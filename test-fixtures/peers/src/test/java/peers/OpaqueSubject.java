package peers;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some variables of another subject, whose values and gradients are passed on, and nothing else.
 *
 * @param subject the other subject
 * @param point where it is, by these variables
 */
record OpaqueSubject(Subject subject, Map<String, Tensor> point) implements Subject {

    static OpaqueSubject of(Subject subject, List<String> variables) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        variables.forEach(variable -> point.put(variable, subject.point().get(variable)));
        return new OpaqueSubject(subject, point);
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
