package io.gradcheck.check.textbook;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A formula at a point: its value and its right gradient, and gradients as they are got wrong. */
final class Example implements Subject {

    /** From all variables to the output. */
    @FunctionalInterface
    interface Value {
        double[] of(double[][] variables);
    }

    /** From all variables and the upstream gradient to the gradient by each variable. */
    @FunctionalInterface
    interface Gradient {
        double[][] of(double[][] variables, double[] upstream);
    }

    private final Map<String, Tensor> point;
    private final Value value;
    private final Gradient gradient;
    private final Map<String, Gradient> wrong = new LinkedHashMap<>();
    private Precision precision = Precision.DOUBLE;
    private double accuracy;

    private Example(Map<String, Tensor> point, Value value, Gradient gradient) {
        this.point = point;
        this.value = value;
        this.gradient = gradient;
    }

    /** A function of several variables. */
    static Example of(Map<String, double[]> at, Value value, Gradient gradient) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        at.forEach((name, values) -> point.put(name, Tensor.vector(values)));
        return new Example(point, value, gradient);
    }

    /** A real function of a vector. */
    static Example objective(double[] at, ToDoubleFunction<double[]> f, UnaryOperator<double[]> gradient) {
        return of(Map.of("x", at), v -> new double[] {f.applyAsDouble(v[0])}, times(gradient));
    }

    /** A function of a vector to a vector, with its vector-Jacobian product. */
    static Example vector(double[] at, UnaryOperator<double[]> f, BinaryOperator<double[]> vjp) {
        return of(Map.of("x", at), v -> f.apply(v[0]), (v, u) -> new double[][] {vjp.apply(v[0], u)});
    }

    /** An element-wise function. */
    static Example elementwise(double[] at, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        return vector(at, x -> Plain.map(x, f), slopes(derivative));
    }

    Example wrong(String name, Gradient claim) {
        wrong.put(name, claim);
        return this;
    }

    Example wrongObjective(String name, UnaryOperator<double[]> claim) {
        return wrong(name, times(claim));
    }

    Example wrongVector(String name, BinaryOperator<double[]> vjp) {
        return wrong(name, (v, u) -> new double[][] {vjp.apply(v[0], u)});
    }

    Example wrongSlope(String name, DoubleUnaryOperator derivative) {
        return wrongVector(name, slopes(derivative));
    }

    /** A mistake that is made in the right gradient once it is there. */
    Example wrongAfter(String name, UnaryOperator<double[][]> change) {
        return wrong(name, (v, u) -> change.apply(gradient.of(v, u)));
    }

    /** Declares what the values are accurate to, as somebody who read the advice does. */
    Example accurateTo(double relative) {
        accuracy = relative;
        return this;
    }

    /** Declares that it computes in single precision. */
    Example inSinglePrecision() {
        precision = Precision.FLOAT;
        return this;
    }

    private static Gradient times(UnaryOperator<double[]> gradient) {
        return (v, u) -> new double[][] {Plain.map(gradient.apply(v[0]), g -> u[0] * g)};
    }

    private static BinaryOperator<double[]> slopes(DoubleUnaryOperator derivative) {
        return (x, u) -> {
            double[] g = u.clone();
            for (int i = 0; i < g.length; i++) {
                g[i] *= derivative.applyAsDouble(x[i]);
            }
            return g;
        };
    }

    List<String> mistakes() {
        return List.copyOf(wrong.keySet());
    }

    @Override
    public String name() {
        return "textbook";
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return Tensor.vector(value.of(values(at)));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return named(gradient.of(values(at), upstream.values().clone()));
    }

    /** The gradient with a mistake. */
    Map<String, Tensor> wrongGradient(String mistake, Map<String, Tensor> at, Tensor upstream) {
        return named(wrong.get(mistake).of(values(at), upstream.values().clone()));
    }

    private double[][] values(Map<String, Tensor> at) {
        return point.keySet().stream()
                .map(name -> at.get(name).values().clone())
                .toArray(double[][]::new);
    }

    private Map<String, Tensor> named(double[][] gradients) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (String name : point.keySet()) {
            named.put(name, Tensor.vector(gradients[named.size()]));
        }
        return named;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public double accuracy() {
        return accuracy;
    }
}
