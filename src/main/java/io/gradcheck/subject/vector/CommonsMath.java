package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateMatrixFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.analysis.ParametricUnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableVectorFunction;
import org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;

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
        return new ParametricSubject(function, x, parameters);
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

    /**
     * A function of several variables to several outputs, its value by {@code value(double[])} against its Jacobian by
     * {@code value(DerivativeStructure[])}.
     *
     * <pre>{@code
     * // value(double[]) computes (a b, a + b^2)
     * CommonsMath.multivariate(new ProductAndSum(), 2, 0.7);     // PASS
     * CommonsMath.multivariate(new ProductAndOther(), 2, 0.7);   // FAIL: value(DerivativeStructure[]) has 2 b^2
     * }</pre>
     *
     * @param function the function
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject multivariate(MultivariateDifferentiableVectorFunction function, double... at) {
        return vector(function, x -> jacobian(function, x), at);
    }

    /**
     * The objective of an optimiser {@code f(x)}, against the gradient that is handed to it.
     *
     * <pre>{@code
     * MultivariateFunction square = x -> x[0] * x[0];
     * CommonsMath.objective(square, x -> new double[] {2 * x[0]}, 3);   // PASS
     * CommonsMath.objective(square, x -> new double[] {x[0]}, 3);       // FAIL
     * }</pre>
     *
     * @param function the objective
     * @param gradient its gradient, as claimed. For an objective that is maximised with the gradient of its negative, see
     *     {@link Subject#maximised()}.
     * @param at the place. Copied.
     * @return the subject, about the class of the function
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject objective(MultivariateFunction function, MultivariateVectorFunction gradient, double... at) {
        return Subject.objective(nameOf(function), function::value, gradient::value, at)
                .about(function.getClass());
    }

    /**
     * The objective of an optimiser, as {@code optimize} takes it.
     *
     * <pre>{@code
     * ObjectiveFunction square = new ObjectiveFunction(x -> x[0] * x[0]);
     * CommonsMath.objective(square, new ObjectiveFunctionGradient(x -> new double[] {2 * x[0]}), 3);   // PASS
     * CommonsMath.objective(square, new ObjectiveFunctionGradient(x -> new double[] {x[0]}), 3);       // FAIL
     * }</pre>
     *
     * @param function the objective
     * @param gradient its gradient, as claimed
     * @param at the place. Copied.
     * @return the subject, about the class of the objective's function
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject objective(ObjectiveFunction function, ObjectiveFunctionGradient gradient, double... at) {
        return objective(function.getObjectiveFunction(), gradient.getObjectiveFunctionGradient(), at);
    }

    /**
     * The model of a least-squares problem {@code f(x)}, against its Jacobian {@code J[i][j] = df_i/dx_j}.
     *
     * <pre>{@code
     * double[] times = {1, 2, 3};
     * MultivariateVectorFunction decay = x -> map(times, t -> x[0] * Math.exp(-x[1] * t));
     * CommonsMath.vector(decay, x -> rows(times, t -> new double[] {
     *         Math.exp(-x[1] * t), -t * x[0] * Math.exp(-x[1] * t)}), 2, 0.5);   // PASS
     * CommonsMath.vector(decay, x -> rows(times, t -> new double[] {
     *         Math.exp(-x[1] * t), t * x[0] * Math.exp(-x[1] * t)}), 2, 0.5);    // FAIL in x[1]: wrong sign
     * }</pre>
     *
     * @param function the model
     * @param jacobian its Jacobian, as claimed: a row for each output, a column for each coordinate. If it has another
     *     shape, the gradient throws an {@link IllegalStateException} that says which.
     * @param at the place. Copied.
     * @return the subject, about the class of the function
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject vector(
            MultivariateVectorFunction function, MultivariateMatrixFunction jacobian, double... at) {
        return VectorFunctions.jacobian(nameOf(function), function::value, jacobian::value, at)
                .about(function.getClass());
    }

    /**
     * The model of a least-squares problem that gives its value and its Jacobian together.
     *
     * <pre>{@code
     * MultivariateJacobianFunction right = x -> new Pair<>(
     *         x.ebeMultiply(x), new DiagonalMatrix(x.mapMultiply(2).toArray()));
     * MultivariateJacobianFunction wrong = x -> new Pair<>(x.ebeMultiply(x), new DiagonalMatrix(x.toArray()));
     * CommonsMath.leastSquares(right, 2, 3);   // PASS
     * CommonsMath.leastSquares(wrong, 2, 3);   // FAIL in x[0] and x[1]: the factor 2 is missing
     * }</pre>
     *
     * @param function the model
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject leastSquares(MultivariateJacobianFunction function, double... at) {
        return VectorFunctions.jacobian(
                        nameOf(function),
                        x -> function.value(new ArrayRealVector(x)).getFirst().toArray(),
                        x -> function.value(new ArrayRealVector(x)).getSecond().getData(),
                        at)
                .about(function.getClass());
    }

    private static double[] gradient(MultivariateDifferentiableFunction function, double[] x) {
        return gradient(function.value(variables(x)));
    }

    private static double[][] jacobian(MultivariateDifferentiableVectorFunction function, double[] x) {
        DerivativeStructure[] y = function.value(variables(x));
        double[][] jacobian = new double[y.length][];
        for (int i = 0; i < y.length; i++) {
            jacobian[i] = gradient(y[i]);
        }
        return jacobian;
    }

    private static DerivativeStructure[] variables(double[] x) {
        DerivativeStructure[] variables = new DerivativeStructure[x.length];
        for (int i = 0; i < x.length; i++) {
            variables[i] = new DerivativeStructure(x.length, 1, i, x[i]);
        }
        return variables;
    }

    private static double[] gradient(DerivativeStructure y) {
        double[] gradient = new double[y.getFreeParameters()];
        int[] order = new int[gradient.length];
        for (int i = 0; i < gradient.length; i++) {
            order[i] = 1;
            gradient[i] = y.getPartialDerivative(order);
            order[i] = 0;
        }
        return gradient;
    }

    /**
     * The class's name without its package, with the classes around it: {@code Logit.Parametric}. A lambda's own name
     * differs from run to run, so it is called after the class around it: {@code lambda of Fit}.
     */
    static String nameOf(Object function) {
        String full = function.getClass().getName();
        String name = full.substring(full.lastIndexOf('.') + 1);
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0
                ? name.replace('$', '.')
                : "lambda of " + name.substring(0, lambda).replace('$', '.');
    }
}
