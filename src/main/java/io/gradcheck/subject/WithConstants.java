package io.gradcheck.subject;

import io.gradcheck.argument.Argument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same map of fewer variables: some are held at their values. */
final class WithConstants extends SameMap {

    private final List<String> constants;
    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final Map<String, Tensor> point;

    WithConstants(Subject subject, List<String> constants) {
        super(subject);
        this.constants = List.copyOf(Argument.some("constants", constants));
        this.point = new LinkedHashMap<>(subject.point());
        for (String constant : this.constants) {
            Tensor value = point.remove(constant);
            if (value == null) {
                throw new IllegalArgumentException("constants: found " + constant + ", wanted one of "
                        + subject.point().keySet() + " of subject " + subject.name());
            }
            values.put(constant, value);
        }
        if (point.isEmpty()) {
            throw new IllegalArgumentException("constants: found " + constants + ", all variables of subject "
                    + subject.name() + ", wanted one left to differentiate by");
        }
    }

    private Map<String, Tensor> whole(Map<String, Tensor> at) {
        Map<String, Tensor> whole = new LinkedHashMap<>();
        subject().point().keySet().forEach(variable -> {
            Tensor constant = values.get(variable);
            whole.put(variable, constant == null ? Variables.get(at, variable) : constant.copy());
        });
        return whole;
    }

    private <T> Map<String, T> ofVariables(Map<String, T> all) {
        Map<String, T> own = new LinkedHashMap<>(all);
        constants.forEach(own::remove);
        return own;
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return super.evaluate(whole(at));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return ofVariables(super.gradient(whole(at), upstream));
    }

    @Override
    public Map<String, List<String>> entryNames() {
        return ofVariables(super.entryNames());
    }

    @Override
    public Map<String, Range> ranges() {
        return ofVariables(super.ranges());
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Map<String, Tensor>> own = new LinkedHashMap<>();
        super.suspects(whole(at), upstream).forEach((mistake, gradients) -> own.put(mistake, ofVariables(gradients)));
        own.values().removeIf(Map::isEmpty);
        return own;
    }

    @Override
    public List<Subject> parts() {
        return subject().parts().stream()
                .map(part -> part.holdingConstant(constants.toArray(String[]::new)))
                .toList();
    }
}
