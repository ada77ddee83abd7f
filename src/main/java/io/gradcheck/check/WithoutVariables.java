package io.gradcheck.check;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.SameMap;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A subject some of whose variables are constants: they keep the values that they have at its point. */
final class WithoutVariables extends SameMap {

    private final Set<String> excluded;

    WithoutVariables(Subject subject, Set<String> excluded) {
        super(subject);
        this.excluded = excluded;
    }

    @Override
    public Map<String, Tensor> point() {
        return included(super.point());
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return super.evaluate(complete(at));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return included(super.gradient(complete(at), upstream));
    }

    @Override
    public Map<String, List<String>> entryNames() {
        Map<String, List<String>> names = new LinkedHashMap<>(super.entryNames());
        names.keySet().removeAll(excluded);
        return names;
    }

    @Override
    public Map<String, Range> ranges() {
        Map<String, Range> ranges = new LinkedHashMap<>(super.ranges());
        ranges.keySet().removeAll(excluded);
        return ranges;
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        super.suspects(complete(at), upstream)
                .forEach((mistake, gradient) -> suspects.put(mistake, included(gradient)));
        return suspects;
    }

    @Override
    public List<Subject> parts() {
        List<Subject> parts = new ArrayList<>();
        subject().parts().forEach(part -> parts.add(new WithoutVariables(part, excluded)));
        return parts;
    }

    private Map<String, Tensor> complete(Map<String, Tensor> at) {
        return NamedTensors.of(super.point())
                .map((variable, value) -> {
                    Tensor moved = at.get(variable);
                    return moved == null ? value.copy() : moved;
                })
                .asMap();
    }

    private Map<String, Tensor> included(Map<String, Tensor> tensors) {
        return NamedTensors.of(tensors).without(excluded).asMap();
    }
}
