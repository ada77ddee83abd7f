package io.gradcheck.subject.vector;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An objective that writes its gradient to an array, which is handed in with other numbers in it. */
final class FilledGradient extends ForwardingSubject {

    private static final String VARIABLE = "x";
    private static final int MOST_NAMED = 5;
    private static final double ROUNDING = 1e-9;

    private final ToDoubleBiFunction<double[], double[]> gradient;

    FilledGradient(
            String name,
            ToDoubleBiFunction<double[], double[]> value,
            ToDoubleBiFunction<double[], double[]> gradient,
            double... at) {
        super(Subject.objective(
                name, x -> value.applyAsDouble(x, new double[x.length]), x -> new Filled(gradient, x).result, at));
        this.gradient = gradient;
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        Filled filled = new Filled(
                gradient, Objects.requireNonNull(point.get(VARIABLE), VARIABLE).values());
        String mistake = filled.mistake();
        return mistake.isEmpty() ? Map.of() : Map.of(mistake, gradient(point, upstream));
    }

    /** What becomes of an array of zeros, and of one that holds other numbers. */
    private static final class Filled {

        private final double[] ofZeros;
        private final double[] held;
        private final double[] result;

        Filled(ToDoubleBiFunction<double[], double[]> gradient, double[] x) {
            ofZeros = new double[x.length];
            double unused = gradient.applyAsDouble(x.clone(), ofZeros);
            held = new double[x.length];
            Arrays.setAll(held, i -> {
                double size = 1 + Math.abs(ofZeros[i]);
                return (i % 2 == 0 ? 1 : -1) * (Double.isFinite(size) ? size : 1);
            });
            result = held.clone();
            unused = gradient.applyAsDouble(x, result);
        }

        /** What the function does to the array that it should not; empty if it overwrites it. */
        String mistake() {
            if (Arrays.equals(result, ofZeros)) {
                return "";
            }
            if (every(i -> Math.abs(result[i] - (ofZeros[i] + held[i])) <= ROUNDING * Math.abs(held[i]))) {
                return "gradient added to what the array holds, which is not cleared";
            }
            IntPredicate left = i -> result[i] == held[i];
            if (every(i -> left.test(i) || result[i] == ofZeros[i])) {
                int[] entries = IntStream.range(0, result.length).filter(left).toArray();
                return "not written to the gradient array: " + named(entries);
            }
            return "gradient depends on what the array holds";
        }

        private boolean every(IntPredicate holds) {
            return IntStream.range(0, result.length).allMatch(holds);
        }

        private static String named(int[] entries) {
            String some = Arrays.stream(entries)
                    .limit(MOST_NAMED)
                    .mapToObj(i -> VARIABLE + "[" + i + "]")
                    .collect(Collectors.joining(", "));
            return entries.length > MOST_NAMED ? some + " and " + (entries.length - MOST_NAMED) + " more" : some;
        }
    }
}
