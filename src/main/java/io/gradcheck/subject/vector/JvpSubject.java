package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The map {@code f(x + t v)} by {@code x} and {@code t}, with gradients made of Jacobian-vector products. */
final class JvpSubject implements Subject {

    private static final String PLACE = "x";
    private static final String STEP = "t";

    private final String name;
    private final UnaryOperator<double[]> value;
    private final BinaryOperator<double[]> jvp;
    private final double[] direction;
    private final Map<String, Tensor> point = new LinkedHashMap<>();

    JvpSubject(String name, UnaryOperator<double[]> value, BinaryOperator<double[]> jvp, double... at) {
        this.name = Objects.requireNonNull(name, "name");
        this.value = Objects.requireNonNull(value, "value");
        this.jvp = Objects.requireNonNull(jvp, "jvp");
        this.direction = FixedDirection.along(at);
        point.put(PLACE, VectorSubject.place(name, at));
        point.put(STEP, Tensor.scalar(0));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return Tensor.vector(WrongResultException.require(name, "the value", value.apply(moved(at)), "an array")
                .clone());
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        double[] x = moved(at);
        double[] gradient = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            double[] unit = new double[x.length];
            unit[j] = 1;
            gradient[j] = derivative(x, unit, upstream);
        }
        return Map.of(PLACE, Tensor.vector(gradient), STEP, Tensor.scalar(derivative(x, direction.clone(), upstream)));
    }

    private double[] moved(Map<String, Tensor> at) {
        double t = VectorSubject.vector(at, STEP)[0];
        double[] x = VectorSubject.vector(at, PLACE).clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += t * direction[i];
        }
        return x;
    }

    /** {@code <u, J v>}. */
    private double derivative(double[] x, double[] v, Tensor upstream) {
        double[] product = WrongResultException.require(name, "the jvp", jvp.apply(x, v), upstream.size() + " numbers");
        if (product.length != upstream.size()) {
            throw new WrongResultException("jvp of " + name + ": found " + product.length + " numbers, wanted "
                    + upstream.size() + " as the function has outputs");
        }
        double sum = 0;
        for (int i = 0; i < product.length; i++) {
            sum += upstream.values()[i] * product[i];
        }
        return sum;
    }

    @Override
    public Class<?> classUnderTest() {
        return value.getClass();
    }
}
