package io.gradcheck.check;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** A subject at another point. */
record SubjectAt(Subject subject, Map<String, Tensor> point) implements Subject {

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return subject.evaluate(at);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return subject.gradient(at, upstream);
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
        return subject.suspects(at, upstream);
    }
}
