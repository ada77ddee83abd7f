package io.gradcheck.subject.vector;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;

/** An objective that writes its gradient to an array, which is handed in with other numbers in it. */
final class FilledGradient extends ForwardingSubject {

    private static final String VARIABLE = "x";

    private final ToDoubleBiFunction<double[], double[]> gradient;

    FilledGradient(
            String name,
            ToDoubleBiFunction<double[], double[]> value,
            ToDoubleBiFunction<double[], double[]> gradient,
            double... at) {
        super(Subject.objective(
                name,
                x -> value.applyAsDouble(x, new double[x.length]),
                x -> filled(gradient, x).result(),
                at));
        this.gradient = gradient;
    }

    private static FilledArray filled(ToDoubleBiFunction<double[], double[]> gradient, double[] x) {
        return new FilledArray(
                (at, array) -> {
                    double unused = gradient.applyAsDouble(at, array);
                },
                x,
                x.length);
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        double[] x = Objects.requireNonNull(point.get(VARIABLE), VARIABLE).values();
        String mistake = filled(gradient, x).mistake("gradient", i -> VARIABLE + "[" + i + "]");
        return mistake.isEmpty() ? Map.of() : Map.of(mistake, gradient(point, upstream));
    }
}
