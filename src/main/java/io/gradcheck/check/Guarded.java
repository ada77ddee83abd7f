package io.gradcheck.check;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** A subject that writes to its arguments or uses its results again, made harmless by copies. */
record Guarded(Subject subject) implements Subject {

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public Map<String, Tensor> point() {
        return subject.point();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return subject.evaluate(Place.copy(at)).copy();
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return Place.copy(subject.gradient(Place.copy(at), upstream.copy()));
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
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        return subject.suspects(Place.copy(at), upstream.copy());
    }

    @Override
    public Class<?> classUnderTest() {
        return subject.classUnderTest();
    }
}
