package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.WrongResultException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Real functions of a vector that give value and gradient from one call, as optimisers have them.
 *
 * <p>The function is called anew for every value and for every gradient, and nothing is kept between the calls: so what is
 * checked is what an optimiser gets that calls it at that place first. Their variable is called {@code x}.
 *
 * <pre>{@code
 * Objectives.valueAndGradient("square", x -> Map.entry(x[0] * x[0], new double[] {2 * x[0]}),
 *         Map.Entry::getKey, Map.Entry::getValue, 3);   // PASS
 * Objectives.valueAndGradient("square", x -> Map.entry(x[0] * x[0], new double[] {x[0]}),
 *         Map.Entry::getKey, Map.Entry::getValue, 3);   // FAIL
 * }</pre>
 */
public final class Objectives {

    private Objectives() {}

    /**
     * A function that returns its value and its gradient together, in a record, a pair, or whatever it has for them.
     *
     * <pre>{@code
     * record Evaluated(double value, double[] gradient) {}
     *
     * Objectives.valueAndGradient("loss", model::evaluate, Evaluated::value, Evaluated::gradient, 0.3, -0.2);
     * }</pre>
     *
     * @param <R> what it returns
     * @param name a name for messages
     * @param function the function. It is called once for a value, and once for a gradient.
     * @param value takes the value out of what it returns
     * @param gradient takes the gradient out of it, as claimed. Its result is copied.
     * @param at the place. Copied.
     * @return the subject, about the class of the function
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static <R> Subject valueAndGradient(
            String name,
            Function<double[], R> function,
            ToDoubleFunction<R> value,
            Function<R, double[]> gradient,
            double... at) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(gradient, "gradient");
        Function<double[], R> checked = returning(name, function);
        return Subject.objective(
                        name, x -> value.applyAsDouble(checked.apply(x)), x -> gradient.apply(checked.apply(x)), at)
                .about(function.getClass());
    }

    private static <R> Function<double[], R> returning(String name, Function<double[], R> function) {
        Objects.requireNonNull(function, "function");
        return x -> {
            R result = function.apply(x);
            if (result == null) {
                throw new WrongResultException(
                        "subject " + name + ": the function returned null, wanted its value and its gradient");
            }
            return result;
        };
    }

    /**
     * A function {@code evaluate(x, gradient)} that returns its value and writes its gradient to an array, as libraries of
     * L-BFGS call it.
     *
     * <p>An optimiser hands in the same array again and again, so it holds an earlier gradient. It is the function's to
     * overwrite, not to add to. Here it holds other numbers, all of them larger than the gradient's own: what is left of
     * them is a wrong gradient, and the report says so. A gradient takes two calls. For code that is handed zeros by
     * agreement, see {@link #adding}.
     *
     * <pre>{@code
     * Objectives.filling("square", (x, g) -> { g[0] = 2 * x[0]; return x[0] * x[0]; }, 3);    // PASS
     * Objectives.filling("square", (x, g) -> { g[0] += 2 * x[0]; return x[0] * x[0]; }, 3);   // FAIL: adds to what it holds
     * }</pre>
     *
     * @param name a name for messages
     * @param function from the place and the array for the gradient, one number for each coordinate, to the value
     * @param at the place. Copied.
     * @return the subject, about the class of the function
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject filling(String name, ToDoubleBiFunction<double[], double[]> function, double... at) {
        Objects.requireNonNull(function, "function");
        return new FilledGradient(name, function, function, at).about(function.getClass());
    }

    /**
     * A function {@code evaluate(x, gradient)} that returns its value and adds its gradient to an array of zeros.
     *
     * <p>It may as well overwrite them. Sums of several objectives are put together like this.
     *
     * @param name a name for messages
     * @param function from the place and an array of zeros, one for each coordinate, to the value
     * @param at the place. Copied.
     * @return the subject, about the class of the function
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject adding(String name, ToDoubleBiFunction<double[], double[]> function, double... at) {
        Objects.requireNonNull(function, "function");
        return Subject.objective(
                        name,
                        x -> function.applyAsDouble(x, new double[x.length]),
                        x -> {
                            double[] gradient = new double[x.length];
                            double unused = function.applyAsDouble(x, gradient);
                            return gradient;
                        },
                        at)
                .about(function.getClass());
    }

    /**
     * An objective that is told its parameters first and asked for value and gradient afterwards, in any order, as
     * optimisers of the kind of MALLET's {@code Optimizable.ByGradientValue} have it.
     *
     * <p>The parameters are set before each value and before each gradient; a gradient that is right only after the value
     * was asked for breaks a law. The objective is left with those that it was told last. The array for the gradient is
     * handed in as by {@link #filling}.
     *
     * <pre>{@code
     * Objectives.stateful("crf", crf::setParameters, crf::getValue, crf::getValueGradient, crf.parameters());
     * }</pre>
     *
     * @param name a name for messages
     * @param parameters tells the objective its parameters; they are a copy that it may keep
     * @param value asks for its value
     * @param gradient has it write its gradient to an array
     * @param at the place. Copied.
     * @return the subject, about the class of {@code value}
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject stateful(
            String name,
            Consumer<double[]> parameters,
            DoubleSupplier value,
            Consumer<double[]> gradient,
            double... at) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(gradient, "gradient");
        return new FilledGradient(
                        name,
                        (x, unused) -> {
                            parameters.accept(x.clone());
                            return value.getAsDouble();
                        },
                        (x, g) -> {
                            parameters.accept(x.clone());
                            gradient.accept(g);
                            return 0;
                        },
                        at)
                .about(value.getClass());
    }
}
