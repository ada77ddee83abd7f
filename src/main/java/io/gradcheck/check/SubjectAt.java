package io.gradcheck.check;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** A subject at another point. */
final class SubjectAt extends ForwardingSubject {

    private final Map<String, Tensor> point;

    SubjectAt(Subject subject, Map<String, Tensor> point) {
        super(subject);
        this.point = point;
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }
}
