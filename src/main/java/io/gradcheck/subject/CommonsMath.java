package io.gradcheck.subject;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.analysis.ParametricUnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction;

/**
 * Subjects made of the interfaces of Apache commons-math3, as they are.
 *
 * <pre>{@code
 * CommonsMath.parametric(new Gaussian.Parametric(), 0.4, 1, 0, 2);   // PASS
 * CommonsMath.parametric(new Logit.Parametric(), 0.4, -2, 3);        // FAIL in parameters[1]: a wrong sign in 3.6.1
 * }</pre>
 */
public final class CommonsMath {

    private CommonsMath() {}

    /**
     * A parametric function at one {@code x}, checked by its parameters. Each parameter is a variable of its own, called
     * {@code parameters[0]}, {@code parameters[1]} and so on, as in the array.
     *
     * @param function the function and its gradient with respect to the parameters
     * @param x where the function is evaluated
     * @param parameters values of the parameters. Copied.
     * @return the subject, with a scalar output
     * @throws IllegalArgumentException if there is no parameter
     */
    public static Subject parametric(ParametricUnivariateFunction function, double x, double... parameters) {
        if (parameters.length == 0) {
            throw new IllegalArgumentException("parameters: found none, wanted at least one to differentiate by");
        }
        return new Parametric(function, x, parameters);
    }

    /**
     * A function of one variable, its value by {@code value(double)} against its first derivative by
     * {@code value(DerivativeStructure)}.
     *
     * @param function the function
     * @param at the places, taken element-wise. Copied.
     * @return the subject
     * @throws IllegalArgumentException if no place is given
     */
    public static Subject univariate(UnivariateDifferentiableFunction function, double... at) {
        return Subject.scalar(
                        nameOf(function),
                        function::value,
                        x -> function.value(new DerivativeStructure(1, 1, 0, x)).getPartialDerivative(1),
                        at)
                .about(function.getClass());
    }

    /**
     * A function of several variables, its value by {@code value(double[])} against its gradient by
     * {@code value(DerivativeStructure[])}.
     *
     * @param function the function
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject multivariate(MultivariateDifferentiableFunction function, double... at) {
        return Subject.objective(nameOf(function), function::value, x -> gradient(function, x), at)
                .about(function.getClass());
    }

    private static double[] gradient(MultivariateDifferentiableFunction function, double[] x) {
        DerivativeStructure[] variables = new DerivativeStructure[x.length];
        for (int i = 0; i < x.length; i++) {
            variables[i] = new DerivativeStructure(x.length, 1, i, x[i]);
        }
        DerivativeStructure y = function.value(variables);
        double[] gradient = new double[x.length];
        int[] order = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            order[i] = 1;
            gradient[i] = y.getPartialDerivative(order);
            order[i] = 0;
        }
        return gradient;
    }

    /** The class's name without its package, with the classes around it: {@code Logit.Parametric}. */
    private static String nameOf(Object function) {
        String full = function.getClass().getName();
        return full.substring(full.lastIndexOf('.') + 1).replace('$', '.');
    }

    private static final class Parametric implements Subject {

        private final ParametricUnivariateFunction function;
        private final double x;
        private final Map<String, Tensor> point = new LinkedHashMap<>();

        Parametric(ParametricUnivariateFunction function, double x, double[] parameters) {
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
                parameters[i] = Variables.get(at, variable(i)).get();
            }
            return parameters;
        }

        @Override
        public String name() {
            return nameOf(function);
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
}
