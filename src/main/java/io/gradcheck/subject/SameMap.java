package io.gradcheck.subject;

import java.util.List;

/** The same map and gradient; its subclasses say something else about them. */
abstract class SameMap extends ForwardingSubject {

    SameMap(Subject subject) {
        super(subject);
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return subject().along(variable, direction);
    }

    @Override
    public Lines lines() {
        return subject().lines();
    }

    @Override
    public List<Subject> parts() {
        return subject().parts();
    }
}
