package io.gradcheck.check.probe;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** A subject at another point. */
public final class SubjectAt extends ForwardingSubject {

    private final NamedTensors point;

    public SubjectAt(Subject subject, NamedTensors point) {
        super(subject);
        this.point = point;
    }

    @Override
    public Map<String, Tensor> point() {
        return point.asMap();
    }
}
