package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateMatrixFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.analysis.ParametricUnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableVectorFunction;
import org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.fitting.leastsquares.ValueAndJacobianFunction;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.OptimizationData;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.vector.ModelFunction;
import org.apache.commons.math3.optim.nonlinear.vector.ModelFunctionJacobian;
import org.jspecify.annotations.Nullable;

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

    /**
     * The model of a least-squares problem that gives value and Jacobian together or each for itself, as a lazy evaluation
     * asks for them.
     *
     * <p>Both ways are checked: the outputs are those of {@code value(point)}, called {@code value[0]} and so on, and after
     * them those of {@code computeValue(point)}, called {@code computeValue[0]} and so on, each against its own Jacobian.
     *
     * @param function the model
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject leastSquares(ValueAndJacobianFunction function, double... at) {
        if (at.length == 0) {
            throw new IllegalArgumentException(
                    "at: found no coordinate, wanted a place at which to check " + nameOf(function));
        }
        int count = function.computeValue(at.clone()).getDimension();
        return VectorFunctions.jacobian(
                        nameOf(function),
                        x -> {
                            RealVector together =
                                    function.value(new ArrayRealVector(x)).getFirst();
                            return together.append(function.computeValue(x)).toArray();
                        },
                        x -> Stream.of(function.value(new ArrayRealVector(x)).getSecond(), function.computeJacobian(x))
                                .flatMap(jacobian -> Arrays.stream(jacobian.getData()))
                                .toArray(double[][]::new),
                        at)
                .withOutputNames(Stream.of("value", "computeValue")
                        .flatMap(way -> IntStream.range(0, count).mapToObj(i -> way + "[" + i + "]"))
                        .toArray(String[]::new))
                .about(function.getClass());
    }

    /**
     * A least-squares problem with its target and its weights, as an optimiser is handed it.
     *
     * <p>Its Jacobian is that of the weighted model, and its residuals are {@code W^(1/2) (target - model)}: what is checked
     * is that it is the derivative of the negative residuals.
     *
     * <pre>{@code
     * CommonsMath.leastSquares("decay", new LeastSquaresBuilder().model(decay).target(measured)
     *         .weight(new DiagonalMatrix(weights)).start(start).build());
     * }</pre>
     *
     * @param name a name for messages
     * @param problem the problem. A validator of parameters must leave those near the place as they are.
     * @param at the place. Copied. If there is none, the problem's start.
     * @return the subject
     * @throws IllegalArgumentException if there is no place, and the start has no coordinate
     */
    public static Subject leastSquares(String name, LeastSquaresProblem problem, double... at) {
        return VectorFunctions.jacobian(
                        name,
                        x -> problem.evaluate(new ArrayRealVector(x))
                                .getResiduals()
                                .mapMultiply(-1)
                                .toArray(),
                        x -> problem.evaluate(new ArrayRealVector(x))
                                .getJacobian()
                                .getData(),
                        at.length == 0 ? problem.getStart().toArray() : at)
                .about(problem.getClass());
    }

    /**
     * What {@code optimize} is given: an objective with its gradient, or a model with its Jacobian, and the initial guess,
     * which is the place.
     *
     * <p>Other data say nothing of derivatives and are passed over: {@code GoalType} too, since the gradient is that of the
     * objective whether it is minimised or maximised, and {@code Weight} and {@code Target}, which the optimiser applies to
     * the model itself. Of two of one kind the last counts, as for the optimiser.
     *
     * <pre>{@code
     * OptimizationData[] data = {
     *     new ObjectiveFunction(x -> x[0] * x[0]), new ObjectiveFunctionGradient(x -> new double[] {2 * x[0]}),
     *     new InitialGuess(new double[] {3}), GoalType.MINIMIZE, MaxEval.unlimited()};
     * CommonsMath.optimisation(data);   // PASS
     * optimiser.optimize(data);
     * }</pre>
     *
     * @param data what the optimiser is given
     * @return the subject, about the class of the function
     * @throws IllegalArgumentException if there is no initial guess, or an empty one
     * @throws IllegalArgumentException if there is neither an objective nor a model, or there are both
     * @throws IllegalArgumentException if its gradient, or its Jacobian, is missing
     */
    @SuppressWarnings("deprecation") // of the optimisers that take models, not of the interfaces
    public static Subject optimisation(OptimizationData... data) {
        double[] at = wanted(data, InitialGuess.class).getInitialGuess();
        ObjectiveFunction objective = last(data, ObjectiveFunction.class);
        ModelFunction model = last(data, ModelFunction.class);
        if (objective != null && model != null) {
            throw new IllegalArgumentException(
                    "data: found an ObjectiveFunction and a ModelFunction, wanted one of them");
        }
        return model == null
                ? objective(wanted(data, ObjectiveFunction.class), wanted(data, ObjectiveFunctionGradient.class), at)
                : vector(
                        model.getModelFunction(),
                        wanted(data, ModelFunctionJacobian.class).getModelFunctionJacobian(),
                        at);
    }

    private static <T> @Nullable T last(OptimizationData[] data, Class<T> type) {
        T last = null;
        for (OptimizationData one : data) {
            last = type.isInstance(one) ? type.cast(one) : last;
        }
        return last;
    }

    private static <T> T wanted(OptimizationData[] data, Class<T> type) {
        T last = last(data, type);
        if (last == null) {
            List<String> found = Arrays.stream(data)
                    .map(one -> one.getClass().getSimpleName())
                    .toList();
            throw new IllegalArgumentException("data: found " + found + ", wanted " + type.getSimpleName() + " too");
        }
        return last;
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
