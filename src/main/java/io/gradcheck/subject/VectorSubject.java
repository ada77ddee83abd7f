package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A function of a vector to a vector and its vector-Jacobian product. */
final class VectorSubject implements Subject {

    private final String name;
    private final String variable;
    private final UnaryOperator<double[]> value;
    private final BinaryOperator<double[]> vjp;
    private final Tensor at;

    VectorSubject(
            String name, String variable, UnaryOperator<double[]> value, BinaryOperator<double[]> vjp, double... at) {
        if (at.length == 0) {
            throw new IllegalArgumentException("at: found no coordinate, wanted a place at which to check " + name);
        }
        this.name = Objects.requireNonNull(name, "name");
        this.variable = variable;
        this.value = Objects.requireNonNull(value, "value");
        this.vjp = Objects.requireNonNull(vjp, "vjp");
        this.at = Tensor.vector(at.clone());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> point() {
        return Map.of(variable, at);
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        double[] x = Variables.get(point, variable).values();
        return Tensor.vector(value.apply(x).clone());
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        double[] x = Variables.get(point, variable).values();
        return Map.of(variable, Tensor.vector(vjp.apply(x, upstream.values()).clone()));
    }

    @Override
    public Class<?> classUnderTest() {
        return value.getClass();
    }
}
