package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A function of a vector to a vector and its vector-Jacobian product. */
final class VectorSubject implements Subject {

    private final String name;
    private final String variable;
    private final Tensor at;
    private final UnaryOperator<double[]> value;
    private final BinaryOperator<double[]> vjp;
    private final String product;

    /**
     * Makes one.
     *
     * @param product what the product is called in messages
     */
    VectorSubject(
            String name,
            String variable,
            UnaryOperator<double[]> value,
            BinaryOperator<double[]> vjp,
            String product,
            double... at) {
        this.name = Objects.requireNonNull(name, "name");
        this.variable = variable;
        this.at = place(name, at);
        this.value = Objects.requireNonNull(value, "value");
        this.vjp = Objects.requireNonNull(vjp, "vjp");
        this.product = product;
    }

    /** A copy of the place. */
    static Tensor place(String name, double... at) {
        if (at.length == 0) {
            throw new IllegalArgumentException("at: found no coordinate, wanted a place at which to check " + name);
        }
        return Tensor.vector(at.clone());
    }

    /** The live coordinates of a vector in a point. */
    static double[] vector(Map<String, Tensor> point, String variable) {
        return Objects.requireNonNull(point.get(variable), variable).values();
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
        double[] outputs = value.apply(vector(point, variable));
        return Tensor.vector(WrongResultException.require(name, "evaluate", outputs, "an array of its outputs")
                .clone());
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        double[] numbers = WrongResultException.require(
                name,
                product,
                vjp.apply(vector(point, variable), upstream.values()),
                "one number for each of the " + at.size() + " coordinates");
        if (numbers.length != at.size()) {
            throw new WrongResultException("subject " + name + ": " + product + " returned " + numbers.length
                    + (numbers.length == 1 ? " number" : " numbers") + ", wanted one for each of the " + at.size()
                    + " coordinates");
        }
        return Map.of(variable, Tensor.vector(numbers.clone()));
    }

    @Override
    public Class<?> classUnderTest() {
        return value.getClass();
    }
}
