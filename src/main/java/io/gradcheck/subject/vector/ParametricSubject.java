package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.analysis.ParametricUnivariateFunction;

/** A parametric function of commons-math3 at one {@code x}; each parameter is a variable. */
final class ParametricSubject implements Subject {

    private final ParametricUnivariateFunction function;
    private final double x;
    private final Map<String, Tensor> point = new LinkedHashMap<>();

    ParametricSubject(ParametricUnivariateFunction function, double x, double[] parameters) {
        this.function = function;
        this.x = x;
        for (int i = 0; i < parameters.length; i++) {
            point.put(variable(i), Tensor.scalar(parameters[i]));
        }
    }

    private static String variable(int parameter) {
        return "parameters[" + parameter + "]";
    }

    private double[] parameters(Map<String, Tensor> at) {
        double[] parameters = new double[point.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = VectorSubject.vector(at, variable(i))[0];
        }
        return parameters;
    }

    @Override
    public String name() {
        return CommonsMath.nameOf(function);
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return Tensor.scalar(function.value(x, parameters(at)));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        double[] claimed = function.gradient(x, parameters(at));
        Map<String, Tensor> gradient = new LinkedHashMap<>();
        for (int i = 0; i < claimed.length; i++) {
            gradient.put(variable(i), Tensor.scalar(upstream.get() * claimed[i]));
        }
        return gradient;
    }

    @Override
    public Class<?> classUnderTest() {
        return function.getClass();
    }
}
