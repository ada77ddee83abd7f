package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A real function of a vector and its gradient. */
final class ObjectiveSubject extends PlacedSubject {

    private final ToDoubleFunction<double[]> value;
    private final UnaryOperator<double[]> gradient;

    ObjectiveSubject(String name, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient, double... at) {
        super(name, "x", at);
        this.value = Objects.requireNonNull(value, "value");
        this.gradient = Objects.requireNonNull(gradient, "gradient");
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return Tensor.scalar(value.applyAsDouble(place(point)));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        double[] claimed = WrongResultException.require(
                name(), "gradient", gradient.apply(place(point)), "one number for each coordinate");
        double u = upstream.values()[0];
        double[] g = new double[claimed.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = u * claimed[i];
        }
        return gradient(g);
    }

    @Override
    public Class<?> classUnderTest() {
        return value.getClass();
    }
}
