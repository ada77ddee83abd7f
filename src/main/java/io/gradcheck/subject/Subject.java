package io.gradcheck.subject;

import io.gradcheck.argument.Argument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A differentiable map of named variables to one output tensor, with the gradient that its author claims for it.
 *
 * <p>Used by one thread at a time. What {@link #evaluate} and {@link #gradient} are given are copies that belong to the
 * caller; they must not be modified.
 *
 * <pre>{@code
 * Subject right = Subject.scalar("sin", Math::sin, Math::cos, 0.3, 2.5);    // PASS
 * Subject wrong = Subject.scalar("sin", Math::sin, x -> -Math.cos(x), 0.3); // FAIL: sign flipped
 * }</pre>
 */
public interface Subject extends SubjectDescription {

    /** {@return a name for messages and reports} */
    String name();

    /** {@return the variables and the values at which the gradient is checked, in a fixed order} */
    Map<String, Tensor> point();

    /**
     * Evaluates the map {@code f}.
     *
     * @param point a value for every variable, in the shapes of {@link #point()}. Not to be modified.
     * @return the output, always in the same shape
     */
    Tensor evaluate(Map<String, Tensor> point);

    /**
     * The gradient of {@code <upstream, f(point)>} with respect to every variable.
     *
     * @param point a value for every variable, in the shapes of {@link #point()}. Not to be modified.
     * @param upstream weights of the outputs, in the output's shape. Not to be modified.
     * @return one tensor for each variable, in the variable's shape
     */
    Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream);

    /**
     * Restricts the map to the line {@code point() + t direction} along one variable.
     *
     * <p>The default evaluates the whole map at each place. A subject that can do better, because only a part of it
     * depends on the variable, overrides this.
     *
     * @param variable the name of the variable that moves
     * @param direction how it moves, in the variable's shape. Not modified, and not to be modified while the line is used.
     * @return the line
     * @throws IllegalArgumentException if there is no such variable
     * @throws IllegalArgumentException if the direction does not have the variable's shape
     */
    default Line along(String variable, Tensor direction) {
        return new EvaluatedLines.One(this, variable, direction);
    }

    /**
     * The lines through the point, for those who ask for many of them.
     *
     * <p>The default asks {@link #along} of subjects that override it; of others it makes the same lines, to the bit, with
     * less work where one entry moves alone. A subject that stands for another one passes on the lines of that.
     *
     * @return the lines that {@link #along} makes
     */
    default Lines lines() {
        return new EvaluatedLines(this);
    }

    /**
     * Named wrong gradients that the structure of this subject makes likely, such as an activation's derivative left
     * out.
     *
     * @param point a value for every variable. Not to be modified.
     * @param upstream weights of the outputs. Not to be modified.
     * @return for each name the gradients that would then be reported; empty if there are none to offer. A name that begins
     *     with that of a standard mistake and a colon, as {@code sign flipped: ...}, is told in its place.
     */
    default Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        return Map.of();
    }

    /**
     * Subjects of which this one is the sum: those of the examples of a batch.
     *
     * <p>A variable, and the output too, has its own shape in every part, and is then shared: values of the output and
     * gradients add up. Or it has fewer rows in each part, and the rows of all parts below each other, in their order,
     * are its own. Parts have the same variables, with the same values.
     *
     * <p>Law {@code BATCH_IS_SUM} calls every part once. So two parts are enough and cheapest: the first example, and a
     * batch of all the others, which has parts of its own. Where the output is a mean, each part is {@link #times} its
     * share of the examples.
     *
     * <pre>{@code
     * public List<Subject> parts() {                     // of a mean over the rows of the data
     *     double n = data.length;
     *     return n < 2 ? List.of() : List.of(rows(0, 1).times(1 / n), rows(1, n).times((n - 1) / n));
     * }
     * }</pre>
     *
     * @return the parts; empty if there is no batch, or if its examples are not independent
     */
    default List<Subject> parts() {
        return List.of();
    }

    /**
     * The same subject, said to be about another class.
     *
     * @param classUnderTest the class whose gradient is checked
     * @return a subject that differs only in {@link #classUnderTest()}
     */
    default Subject about(Class<?> classUnderTest) {
        return SameMap.about(this, classUnderTest);
    }

    /**
     * The same subject with a declared accuracy.
     *
     * @param accuracy the largest absolute error of an output entry
     * @return a subject that differs only in {@link #accuracy()}
     * @throws IllegalArgumentException if the accuracy is negative or not finite
     */
    default Subject withAccuracy(double accuracy) {
        Argument.finiteFromZero("accuracy", accuracy);
        return SameMap.withAccuracy(this, accuracy);
    }

    /**
     * The same subject, said to be the sum of others.
     *
     * <pre>{@code
     * sumOfSquares(data).withParts(List.of(sumOfSquares(data[0]), sumOfSquares(data[1])));   // PASS
     * meanSquare(data).withParts(List.of(meanSquare(data[0]), meanSquare(data[1])));         // FAIL: law BATCH_IS_SUM
     * }</pre>
     *
     * @param parts the summands
     * @return a subject that differs only in {@link #parts()}
     */
    default Subject withParts(List<Subject> parts) {
        return SameMap.withParts(this, List.copyOf(parts));
    }

    /**
     * The same subject with names for the entries along the last axis of its only variable.
     *
     * <pre>{@code
     * Subject.objective("reprojection", this::error, this::gradient, 800, 790, 320, 240).named("fx", "fy", "cx", "cy");
     * // FAIL: x[fy] instead of x[1]
     * }</pre>
     *
     * @param entries a name for each, as {@link #named(String, List)} takes them
     * @return a subject that differs only in {@link #entryNames()}
     * @throws IllegalArgumentException if it has several variables
     * @throws IllegalArgumentException if the names do not fit its variable
     */
    default Subject named(String... entries) {
        return named(Variables.only(this), List.of(entries));
    }

    /**
     * The same subject with names for the entries along the last axis of one of its variables: those of a vector, or the
     * columns of a matrix.
     *
     * @param variable the variable; it keeps its own name
     * @param entries a name for each, none blank or twice
     * @return a subject that differs only in {@link #entryNames()}
     * @throws IllegalArgumentException if there is no such variable
     * @throws IllegalArgumentException if it is a scalar, which has no axis
     * @throws IllegalArgumentException if there are more or fewer names than entries, or one is blank or comes twice
     */
    default Subject named(String variable, List<String> entries) {
        return SameMap.withEntryNames(this, Variables.named(this, variable, entries));
    }

    /**
     * The same subject, whose gradient by a variable is claimed only for numbers of a range, such as that in which a table has
     * entries.
     *
     * <pre>{@code
     * // at 1 too, where clamp has a kink
     * Subject.scalar("table", x -> value(clamp(x, 0, 1)), Table::slope, 0.2, 1).within("x", 0, 1);   // KINK, which is no mistake
     * Subject.scalar("table", x -> value(clamp(x, 0, 1)), Table::slope, 0.2, 1);                     // FAIL: seen beyond 1
     * // a derivative that is claimed where x is 1, and nowhere else
     * Subject.scalar("at the money", x -> smile(x), x -> SLOPE_AT_ONE, 1).within("x", 1, 1);         // PASS
     * }</pre>
     *
     * @param variable the variable
     * @param least the least that its entries may be
     * @param most the most
     * @return a subject that differs only in {@link #ranges()}
     * @throws IllegalArgumentException if there is no such variable, or if the range is empty
     * @throws IllegalArgumentException if an entry is outside the range
     */
    default Subject within(String variable, double least, double most) {
        return SameMap.withRanges(this, Variables.within(this, variable, new Range(least, most)));
    }

    /**
     * The same subject with names for its outputs, along the last axis of the output.
     *
     * @param outputs a name for each, none blank or twice. How many there must be only a check can tell: it throws
     *     {@link WrongResultException} if they do not fit the output.
     * @return a subject that differs only in {@link #outputNames()}
     */
    default Subject withOutputNames(String... outputs) {
        return SameMap.withOutputNames(this, List.of(outputs));
    }

    /**
     * The same function of fewer variables: some are held at their values, as by them it is not differentiated, such as
     * labels, lengths and masks.
     *
     * <pre>{@code
     * Subject.of("cross entropy", Map.of("logits", logits, "labels", labels), this::loss, this::gradient)
     *         .holdingConstant("labels");   // its gradient need not have labels
     * }</pre>
     *
     * @param constants the names of the variables to hold
     * @return a subject of the other variables
     * @throws IllegalArgumentException if none is named, or one that the subject does not have
     * @throws IllegalArgumentException if no variable is left
     */
    default Subject holdingConstant(String... constants) {
        return new WithConstants(this, List.of(constants));
    }

    /**
     * The same subject, said to compute in another format.
     *
     * <p>For code that keeps its numbers as {@code float}: its inputs are then known to be rounded to float, and its
     * outputs to be no better than float. Undeclared, this is left to what can be measured of the noise.
     *
     * <pre>{@code
     * Subject.layer("scale", new FloatScale(), input).withPrecision(Precision.FLOAT);             // PASS
     * Subject.layer("scale", new FloatScaleWithoutFactor(), input).withPrecision(Precision.FLOAT); // FAIL in c
     * }</pre>
     *
     * @param precision the format
     * @return a subject that differs only in {@link #precision()}
     */
    default Subject withPrecision(Precision precision) {
        Objects.requireNonNull(precision, "precision");
        return SameMap.withPrecision(this, precision);
    }

    /**
     * The same gradient, as that of {@code factor * f}: for code whose value and gradient follow different conventions.
     *
     * <p>The value is multiplied and the gradient is reported as it is: what must hold is
     * {@code gradient = factor * df/dx}. So a report shows the client's own numbers as analytic. A declared accuracy is
     * multiplied too.
     *
     * <pre>{@code
     * // the value is a mean over 4 rows, the gradient is summed over them
     * Subject.objective("loss", this::mean, this::summedGradient, at).scaledBy(4);   // PASS
     * Subject.objective("loss", this::mean, this::summedGradient, at);               // FAIL: 4 times too large
     * }</pre>
     *
     * @param factor how many times the function's own derivative the gradient claims to be
     * @return a subject whose function is {@code factor * f} and whose gradient is this subject's
     * @throws IllegalArgumentException if the factor is zero or not finite
     */
    default Subject scaledBy(double factor) {
        return new ScaledSubject(this, factor);
    }

    /**
     * A multiple of this subject, value and gradient: what an example contributes to a mean.
     *
     * @param factor how many times
     * @return the subject {@code factor * f} with the gradient {@code factor * g}
     * @throws IllegalArgumentException if the factor is zero or not finite
     */
    default Subject times(double factor) {
        return new ScaledSubject.Multiple(this, factor);
    }

    /**
     * The same gradient, as that of {@code -f}: for a function that is maximised by code that minimises, and so reports
     * the gradient of its negative.
     *
     * <p>As {@link #scaledBy scaledBy(-1)}: the value changes its sign, the gradient is reported as it is.
     *
     * <pre>{@code
     * // a log likelihood with the gradient that a minimiser descends by
     * Subject.objective("likelihood", x -> -x[0] * x[0], x -> new double[] {2 * x[0]}, 3).maximised();   // PASS
     * Subject.objective("likelihood", x -> -x[0] * x[0], x -> new double[] {2 * x[0]}, 3);               // FAIL
     * }</pre>
     *
     * @return a subject whose function is {@code -f} and whose gradient is this subject's
     */
    default Subject maximised() {
        return scaledBy(-1);
    }

    /**
     * A function of several named tensors, {@code f(a, b, ...)}, with the gradients {@code dL/da, dL/db, ...} of
     * {@code L = <upstream, f>}.
     *
     * <pre>{@code
     * Map<String, Tensor> point = new LinkedHashMap<>();
     * point.put("a", Tensor.scalar(2));
     * point.put("b", Tensor.scalar(3));
     * Subject.of("product", point,
     *         at -> Tensor.scalar(at.get("a").get() * at.get("b").get()),
     *         (at, u) -> Map.of(
     *                 "a", Tensor.scalar(u.get() * at.get("b").get()),
     *                 "b", Tensor.scalar(u.get() * at.get("a").get())));   // PASS; with a and b exchanged FAIL in both
     * }</pre>
     *
     * @param name a name for messages
     * @param point the variables by name, and where the gradient is checked. Copied. A {@link java.util.LinkedHashMap} or
     *     sorted map keeps its order; any other is taken in the order of the names, so that a seed repeats a report.
     * @param value the function. Its result is copied.
     * @param gradient from the variables and the upstream gradient, in the output's shape, to a tensor for each variable,
     *     in the variable's shape, as claimed. Its results are copied.
     * @return the subject
     * @throws IllegalArgumentException if the point has no variable
     */
    static Subject of(
            String name,
            Map<String, Tensor> point,
            Function<Map<String, Tensor>, Tensor> value,
            BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> gradient) {
        return new NamedSubject(name, point, value, gradient);
    }

    /**
     * A function of one real variable, taken element-wise at some places. Its variable is called {@code x}.
     *
     * @param name a name for messages
     * @param f the function
     * @param derivative its derivative, as claimed
     * @param at the places. Copied.
     * @return the subject
     * @throws IllegalArgumentException if no place is given
     */
    static Subject scalar(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return new ScalarSubject(name, f, derivative, at);
    }

    /**
     * A real function of a vector. Its variable is called {@code x}.
     *
     * @param name a name for messages
     * @param value the function
     * @param gradient its gradient, as claimed. Its result is copied.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    static Subject objective(
            String name, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient, double... at) {
        return new ObjectiveSubject(name, value, gradient, at);
    }

    /**
     * A function with one number as its value, such as a loss, of several named tensors, with its gradient: as {@link #of}, without
     * an upstream gradient.
     *
     * @param name a name for messages
     * @param point the variables by name, as {@link #of} takes them
     * @param value the function
     * @param gradient its gradient, as claimed: a tensor for each variable, in the variable's shape. Its results are not modified.
     * @return the subject
     * @throws IllegalArgumentException if the point has no variable
     */
    static Subject objective(
            String name,
            Map<String, Tensor> point,
            ToDoubleFunction<Map<String, Tensor>> value,
            UnaryOperator<Map<String, Tensor>> gradient) {
        return NamedSubject.objective(name, point, value, gradient);
    }

    /**
     * A layer at an input. The variables are {@code input} and the layer's parameters by name, at their present values.
     *
     * <p>The parameters are given their present values back after every evaluation.
     *
     * @param name a name for messages
     * @param layer the layer
     * @param input the input. Copied.
     * @return the subject
     * @throws IllegalArgumentException if two parameters share a name, or one is called {@code input}
     */
    static Subject layer(String name, Layer layer, Tensor input) {
        return new LayerSubject(name, layer, input);
    }

    /**
     * An operation at its inputs. The variables are the inputs and the operation's parameters by name, at their present
     * values; the outputs are checked all together, each with weights of its own, and told by their names.
     *
     * <p>The parameters are given their present values back after every evaluation. Of inputs without a derivative, such as a
     * mask, say so with {@link #holdingConstant}.
     *
     * @param name a name for messages
     * @param operation the operation
     * @param inputs the inputs by name. Copied. A {@link java.util.LinkedHashMap} or sorted map keeps its order.
     * @return the subject
     * @throws IllegalArgumentException if two parameters share a name, or one has that of an input
     * @throws IllegalArgumentException if there is neither an input nor a parameter
     * @throws IllegalArgumentException if batched inputs do not have as many examples as each other
     */
    static Subject operation(String name, Operation operation, Map<String, Tensor> inputs) {
        return new OperationSubject(name, operation, inputs);
    }
}
