package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A real function of a vector and its gradient. */
final class ObjectiveSubject implements Subject {

    private static final String VARIABLE = "x";

    private final String name;
    private final ToDoubleFunction<double[]> value;
    private final UnaryOperator<double[]> gradient;
    private final Tensor at;

    ObjectiveSubject(String name, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient, double... at) {
        if (at.length == 0) {
            throw new IllegalArgumentException("at: found no coordinate, wanted a place at which to check " + name);
        }
        this.name = Objects.requireNonNull(name, "name");
        this.value = Objects.requireNonNull(value, "value");
        this.gradient = Objects.requireNonNull(gradient, "gradient");
        this.at = Tensor.vector(at.clone());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> point() {
        return Map.of(VARIABLE, at);
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return Tensor.scalar(value.applyAsDouble(Variables.get(point, VARIABLE).values()));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        double[] claimed = gradient.apply(Variables.get(point, VARIABLE).values());
        double u = upstream.values()[0];
        double[] g = new double[claimed.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = u * claimed[i];
        }
        return Map.of(VARIABLE, Tensor.vector(g));
    }

    @Override
    public Class<?> classUnderTest() {
        return value.getClass();
    }
}
