package io.gradcheck.check.probe;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** A subject that writes to its arguments or uses its results again, made harmless by copies. */
public final class DefensiveCopies extends ForwardingSubject {

    public DefensiveCopies(Subject subject) {
        super(subject);
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return super.evaluate(copy(at)).copy();
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return copy(super.gradient(copy(at), upstream.copy()));
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        return super.suspects(copy(at), upstream.copy());
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> tensors) {
        return NamedTensors.copyOf(tensors).asMap();
    }
}
