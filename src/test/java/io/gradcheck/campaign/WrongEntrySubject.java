package io.gradcheck.campaign;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A right subject with one entry of its gradient wrong by a relative error.
 *
 * @param right the subject
 * @param variable the variable
 * @param entry the place of the wrong entry
 * @param relativeError by how much it is wrong
 */
record WrongEntrySubject(Subject right, String variable, int entry, double relativeError) implements Subject {

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
        gradient.computeIfPresent(variable, (name, tensor) -> wrong(tensor));
        return gradient;
    }

    private Tensor wrong(Tensor tensor) {
        Tensor wrong = tensor.copy();
        wrong.values()[entry] *= 1 + relativeError;
        return wrong;
    }
}
