package io.gradcheck.subject;

import java.util.Map;

/** A subject that passes every call on; its subclasses change one answer. */
abstract class ForwardingSubject implements Subject {

    private final Subject subject;

    ForwardingSubject(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public Map<String, Tensor> point() {
        return subject.point();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return subject.evaluate(point);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        return subject.gradient(point, upstream);
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
    public Line along(String variable, Tensor direction) {
        return subject.along(variable, direction);
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        return subject.suspects(point, upstream);
    }

    @Override
    public Class<?> classUnderTest() {
        return subject.classUnderTest();
    }
}
