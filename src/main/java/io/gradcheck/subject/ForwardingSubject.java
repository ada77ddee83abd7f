package io.gradcheck.subject;

import java.util.List;
import java.util.Map;

/**
 * A subject that passes on what it is asked; its subclasses answer one thing themselves.
 *
 * <p>What must agree with other answers is not passed on, so that it is right whatever a subclass does: {@link #along}
 * and {@link #lines} evaluate this subject on its own point, and {@link #parts} has none.
 *
 * <pre>{@code
 * class Clipped extends ForwardingSubject {              // another subject's gradient, clipped
 *     public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
 *         return clip(super.gradient(point, upstream));
 *     }
 * }
 * }</pre>
 */
public abstract class ForwardingSubject implements Subject {

    private final Subject subject;

    /**
     * Forwards to a subject.
     *
     * @param subject the subject that is asked
     */
    protected ForwardingSubject(Subject subject) {
        this.subject = subject;
    }

    /** {@return the subject that is asked} */
    protected final Subject subject() {
        return subject;
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
    public Map<String, List<String>> entryNames() {
        return subject.entryNames();
    }

    @Override
    public Map<String, Range> ranges() {
        return subject.ranges();
    }

    @Override
    public Map<String, String> pinned() {
        return subject.pinned();
    }

    @Override
    public List<String> outputNames() {
        return subject.outputNames();
    }

    @Override
    public Tensor outputWeights(Tensor output) {
        return subject.outputWeights(output);
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
