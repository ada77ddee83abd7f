package io.gradcheck.subject;

import java.util.List;
import java.util.Map;

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

    static Subject about(Subject subject, Class<?> classUnderTest) {
        return new SameMap(subject) {
            @Override
            public Class<?> classUnderTest() {
                return classUnderTest;
            }
        };
    }

    static Subject withAccuracy(Subject subject, double accuracy) {
        return new SameMap(subject) {
            @Override
            public double accuracy() {
                return accuracy;
            }
        };
    }

    static Subject withParts(Subject subject, List<Subject> parts) {
        return new SameMap(subject) {
            @Override
            public List<Subject> parts() {
                return parts;
            }
        };
    }

    static Subject withEntryNames(Subject subject, Map<String, List<String>> names) {
        return new SameMap(subject) {
            @Override
            public Map<String, List<String>> entryNames() {
                return names;
            }
        };
    }

    static Subject withOutputNames(Subject subject, List<String> names) {
        return new SameMap(subject) {
            @Override
            public List<String> outputNames() {
                return names;
            }
        };
    }

    static Subject withRanges(Subject subject, Map<String, Range> ranges) {
        return new SameMap(subject) {
            @Override
            public Map<String, Range> ranges() {
                return ranges;
            }
        };
    }

    static Subject withPrecision(Subject subject, Precision precision) {
        return new SameMap(subject) {
            @Override
            public Precision precision() {
                return precision;
            }
        };
    }
}
