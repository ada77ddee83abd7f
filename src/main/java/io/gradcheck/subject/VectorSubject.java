package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A function of a vector to a vector and its vector-Jacobian product. */
final class VectorSubject extends PlacedSubject {

    private final UnaryOperator<double[]> value;
    private final BinaryOperator<double[]> vjp;

    VectorSubject(
            String name, String variable, UnaryOperator<double[]> value, BinaryOperator<double[]> vjp, double... at) {
        super(name, variable, at);
        this.value = Objects.requireNonNull(value, "value");
        this.vjp = Objects.requireNonNull(vjp, "vjp");
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return Tensor.vector(
                WrongResultException.require(name(), "evaluate", value.apply(place(point)), "an array of its outputs")
                        .clone());
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        return gradient(WrongResultException.require(
                        name(),
                        "gradient",
                        vjp.apply(place(point), upstream.values()),
                        "one number for each coordinate")
                .clone());
    }

    @Override
    public Class<?> classUnderTest() {
        return value.getClass();
    }
}
