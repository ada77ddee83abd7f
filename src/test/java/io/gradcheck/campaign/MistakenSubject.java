package io.gradcheck.campaign;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A right subject with a mistake in its gradient.
 *
 * @param right the subject
 * @param mistake from the place and the upstream gradient to the gradients that are wrong; the others stay right
 */
record MistakenSubject(Subject right, BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> mistake)
        implements Subject {

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
    public Line along(String moving, Tensor direction) {
        return right.along(moving, direction);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
        gradient.putAll(mistake.apply(at, upstream));
        return gradient;
    }
}
