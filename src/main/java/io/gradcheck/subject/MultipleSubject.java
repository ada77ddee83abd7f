package io.gradcheck.subject;

import java.util.List;
import java.util.Map;

/** A multiple of a subject: value and gradient are scaled, the gradient by way of the upstream gradient. */
final class MultipleSubject extends ScaledSubject {

    private final double factor;

    MultipleSubject(Subject subject, double factor) {
        super(subject, factor);
        this.factor = factor;
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        return super.gradient(point, scaled(upstream));
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        return super.suspects(point, scaled(upstream));
    }

    @Override
    public List<Subject> parts() {
        return subject().parts().stream().map(part -> part.times(factor)).toList();
    }

    private Tensor scaled(Tensor upstream) {
        Tensor scaled = upstream.copy();
        scale(scaled);
        return scaled;
    }
}
