package io.gradcheck.running;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of a vector whose calls are counted, and checked before they are made. */
final class FunctionCalls {

    private static final String OBJECTIVE = "Subject.objective";

    private static final String STORED = """
            x -> function.applyAsDouble(x, new double[x.length]), x -> {
                double[] stored = new double[x.length];
                function.applyAsDouble(x, stored);
                return stored;
            }""";

    private FunctionCalls() {}

    static UnaryOperator<double[]> gradient(
            String name, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient, Calls calls) {
        return x -> calls.pass(
                () -> RecentPoints.hash(x),
                new FunctionVisit(
                        OBJECTIVE,
                        name,
                        "value, gradient",
                        x,
                        at -> Subject.objective(name, value, gradient, at),
                        value::applyAsDouble),
                () -> gradient.apply(x));
    }

    static <R> Function<double[], R> valueAndGradient(
            String name,
            Function<double[], R> function,
            ToDoubleFunction<? super R> value,
            Function<? super R, double[]> gradient,
            Calls calls) {
        return x -> calls.pass(
                () -> RecentPoints.hash(x),
                new FunctionVisit(
                        OBJECTIVE,
                        name,
                        "x -> value.applyAsDouble(function.apply(x)), x -> gradient.apply(function.apply(x))",
                        x,
                        at -> Subject.objective(
                                name,
                                v -> value.applyAsDouble(function.apply(v)),
                                v -> gradient.apply(function.apply(v)),
                                at),
                        at -> at),
                () -> function.apply(x));
    }

    static ToDoubleBiFunction<double[], double[]> storedGradient(
            String name, ToDoubleBiFunction<double[], double[]> function, Calls calls) {
        return (x, stored) -> wantsGradient(stored)
                ? calls.pass(
                        () -> RecentPoints.hash(x),
                        new FunctionVisit(
                                OBJECTIVE,
                                name,
                                STORED,
                                x,
                                at -> Subject.objective(
                                        name,
                                        v -> function.applyAsDouble(v, new double[stored.length]),
                                        v -> {
                                            double[] gradient = new double[stored.length];
                                            double unused = function.applyAsDouble(v, gradient);
                                            return gradient;
                                        },
                                        at),
                                at -> at),
                        () -> function.applyAsDouble(x, stored))
                : function.applyAsDouble(x, stored);
    }

    private static boolean wantsGradient(@Nullable Object stored) {
        return stored != null;
    }

    static Function<double[], double[][]> jacobian(
            String name, UnaryOperator<double[]> value, Function<double[], double[][]> jacobian, Calls calls) {
        return x -> calls.pass(
                () -> RecentPoints.hash(x),
                new FunctionVisit(
                        "VectorFunctions.jacobian",
                        name,
                        "value, jacobian",
                        x,
                        at -> VectorFunctions.jacobian(name, value, jacobian, at),
                        value),
                () -> jacobian.apply(x));
    }
}
