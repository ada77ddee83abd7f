package io.gradcheck.source;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Lines;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** A subject some of whose outputs are left out, so that its gradient is asked for with zeros in the upstream gradient. */
final class MaskedSubject extends ForwardingSubject {

    private final long mask;

    /**
     * Leaves out outputs.
     *
     * @param subject the subject
     * @param mask which outputs; every second one on average
     */
    MaskedSubject(Subject subject, long mask) {
        super(subject);
        this.mask = mask;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return masked(super.evaluate(point));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        return super.gradient(point, masked(upstream));
    }

    private Tensor masked(Tensor tensor) {
        Tensor masked = tensor.copy();
        for (int i = 0; i < masked.size(); i++) {
            if (leftOut(i)) {
                masked.values()[i] = 0;
            }
        }
        return masked;
    }

    /** A bit of a hash of the place; the first output always takes part. */
    private boolean leftOut(int i) {
        long hash = (mask * 0x9E3779B97F4A7C15L + i) * 0xBF58476D1CE4E5B9L;
        return i > 0 && (hash >>> 61 & 1) == 1;
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return masked(subject().along(variable, direction));
    }

    @Override
    public Lines lines() {
        Lines lines = subject().lines();
        return (variable, direction) -> masked(lines.along(variable, direction));
    }

    private Line masked(Line line) {
        return (t, output) -> {
            line.at(t, output);
            System.arraycopy(masked(output).values(), 0, output.values(), 0, output.size());
        };
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        return super.suspects(point, masked(upstream));
    }
}
