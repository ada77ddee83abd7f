package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** A real function and its derivative, element by element. */
final class ScalarSubject implements Subject {

    private static final String VARIABLE = "x";

    private final String name;
    private final DoubleUnaryOperator f;
    private final DoubleUnaryOperator derivative;
    private final Tensor at;

    ScalarSubject(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        if (at.length == 0) {
            throw new IllegalArgumentException("at: found no place, wanted at least one at which to check " + name);
        }
        this.name = Objects.requireNonNull(name, "name");
        this.f = Objects.requireNonNull(f, "f");
        this.derivative = Objects.requireNonNull(derivative, "derivative");
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
        double[] x = Variables.get(point, VARIABLE).values();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = f.applyAsDouble(x[i]);
        }
        return Tensor.vector(y);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        double[] x = Variables.get(point, VARIABLE).values();
        double[] u = upstream.values();
        double[] g = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            g[i] = u[i] * derivative.applyAsDouble(x[i]);
        }
        return Map.of(VARIABLE, Tensor.vector(g));
    }

    @Override
    public Class<?> classUnderTest() {
        return f.getClass();
    }
}
