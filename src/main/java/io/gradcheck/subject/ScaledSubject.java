package io.gradcheck.subject;

import java.util.List;
import java.util.Map;

/** A subject whose reported gradient belongs to a multiple of its function: the value is scaled, the gradient is not. */
class ScaledSubject extends ForwardingSubject {

    private final double factor;

    ScaledSubject(Subject subject, double factor) {
        super(subject);
        if (factor == 0 || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("factor: found " + factor + ", wanted a finite number other than 0");
        }
        this.factor = factor;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return super.evaluate(point).times(factor);
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return scaled(subject().along(variable, direction));
    }

    @Override
    public Lines lines() {
        Lines lines = subject().lines();
        return (variable, direction) -> scaled(lines.along(variable, direction));
    }

    private Line scaled(Line line) {
        return new Line() {
            @Override
            public void at(double t, Tensor output) {
                line.at(t, output);
                scale(output);
            }

            @Override
            public boolean beginsWithValue() {
                return line.beginsWithValue();
            }
        };
    }

    @Override
    public double accuracy() {
        return Math.abs(factor) * super.accuracy();
    }

    @Override
    public List<Subject> parts() {
        return subject().parts().stream().map(part -> part.scaledBy(factor)).toList();
    }

    final double factor() {
        return factor;
    }

    private void scale(Tensor output) {
        double[] y = output.values();
        for (int i = 0; i < y.length; i++) {
            y[i] *= factor;
        }
    }

    /** A multiple of a subject: value and gradient are scaled, the gradient by way of the upstream gradient. */
    static final class Multiple extends ScaledSubject {

        Multiple(Subject subject, double factor) {
            super(subject, factor);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
            return super.gradient(point, upstream.times(factor()));
        }

        @Override
        public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
            return super.suspects(point, upstream.times(factor()));
        }

        @Override
        public List<Subject> parts() {
            return subject().parts().stream().map(part -> part.times(factor())).toList();
        }
    }
}
