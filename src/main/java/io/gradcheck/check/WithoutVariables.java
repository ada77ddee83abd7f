package io.gradcheck.check;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A subject some of whose variables are constants: they keep the values that they have at its point. */
record WithoutVariables(Subject subject, Set<String> excluded) implements Subject {

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public Map<String, Tensor> point() {
        Map<String, Tensor> point = new LinkedHashMap<>(subject.point());
        point.keySet().removeAll(excluded);
        return point;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return subject.evaluate(complete(at));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return included(subject.gradient(complete(at), upstream));
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        subject.suspects(complete(at), upstream)
                .forEach((mistake, gradient) -> suspects.put(mistake, included(gradient)));
        return suspects;
    }

    private Map<String, Tensor> complete(Map<String, Tensor> at) {
        Map<String, Tensor> complete = new LinkedHashMap<>();
        subject.point().forEach((variable, value) -> {
            Tensor moved = at.get(variable);
            complete.put(variable, moved == null ? value.copy() : moved);
        });
        return complete;
    }

    private Map<String, Tensor> included(Map<String, Tensor> gradient) {
        Map<String, Tensor> included = new LinkedHashMap<>(gradient);
        included.keySet().removeAll(excluded);
        return included;
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return subject.along(variable, direction);
    }

    @Override
    public Precision precision() {
        return subject.precision();
    }

    @Override
    public double accuracy() {
        return subject.accuracy();
    }

    @Override
    public Class<?> classUnderTest() {
        return subject.classUnderTest();
    }
}
