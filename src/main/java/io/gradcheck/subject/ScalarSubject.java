package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** A real function and its derivative, element by element. */
final class ScalarSubject extends PlacedSubject {

    private final DoubleUnaryOperator f;
    private final DoubleUnaryOperator derivative;

    ScalarSubject(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        super(name, "x", at);
        this.f = Objects.requireNonNull(f, "f");
        this.derivative = Objects.requireNonNull(derivative, "derivative");
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        double[] x = place(point);
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = f.applyAsDouble(x[i]);
        }
        return Tensor.vector(y);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        double[] x = place(point);
        double[] u = upstream.values();
        double[] g = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            g[i] = u[i] * derivative.applyAsDouble(x[i]);
        }
        return gradient(g);
    }

    @Override
    public Class<?> classUnderTest() {
        return f.getClass();
    }
}
