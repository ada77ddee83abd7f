package io.gradcheck.subject;

import java.util.List;

/**
 * A subject with the values of another: along each of its variables it is the same map, so that lines and parts are passed on
 * too. Its subclasses say something else about it.
 *
 * <pre>{@code
 * class Described extends SameMap {                      // another subject, with a name of one's own
 *     Described(Subject subject) { super(subject); }
 *     public String name() { return "loss of " + super.name(); }
 * }
 * }</pre>
 *
 * <p>A subclass that gives other values than those of the subject that it asks is a {@link ForwardingSubject}; one of these would
 * be wrong, as its values and those along its lines would not agree.
 */
public abstract class SameMap extends ForwardingSubject {

    /**
     * Forwards to a subject.
     *
     * @param subject the subject that is asked
     */
    protected SameMap(Subject subject) {
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
