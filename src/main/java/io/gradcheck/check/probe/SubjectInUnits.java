package io.gradcheck.check.probe;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Lines;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A subject whose variables are counted in other units. */
final class SubjectInUnits extends ForwardingSubject {

    private final Units units;

    SubjectInUnits(Subject subject, Units units) {
        super(subject);
        this.units = units;
    }

    @Override
    public Map<String, Tensor> point() {
        return NamedTensors.of(super.point()).map(units::dividedBy).asMap();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return super.evaluate(timesUnits(at));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return timesUnits(super.gradient(timesUnits(at), upstream));
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return subject().along(variable, units.times(variable, direction));
    }

    @Override
    public Lines lines() {
        Lines lines = subject().lines();
        return (variable, direction) -> lines.along(variable, units.times(variable, direction));
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        super.suspects(timesUnits(at), upstream)
                .forEach((mistake, gradients) -> suspects.put(mistake, timesUnits(gradients)));
        return suspects;
    }

    /** Numbers of lengths as values, or partial derivatives as those per length. */
    private Map<String, Tensor> timesUnits(Map<String, Tensor> tensors) {
        return NamedTensors.of(tensors).map(units::times).asMap();
    }
}
