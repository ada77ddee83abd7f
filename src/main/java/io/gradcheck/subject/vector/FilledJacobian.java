package io.gradcheck.subject.vector;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** A function of a vector to a vector that writes its outputs and its Jacobian to arrays; the latter holds other numbers before. */
final class FilledJacobian extends ForwardingSubject {

    private static final String VARIABLE = "x";

    private final BiConsumer<double[], double[]> jacobian;
    private final int outputs;

    FilledJacobian(
            String name,
            int outputs,
            BiConsumer<double[], double[]> value,
            BiConsumer<double[], double[]> jacobian,
            double... at) {
        super(VectorFunctions.jacobian(
                name,
                x -> {
                    double[] y = new double[outputs];
                    value.accept(x, y);
                    return y;
                },
                x -> rows(new FilledArray(jacobian, x, outputs * x.length).result(), outputs),
                at));
        this.jacobian = jacobian;
        this.outputs = outputs;
    }

    private static double[][] rows(double[] array, int rows) {
        int columns = array.length / rows;
        double[][] matrix = new double[rows][];
        Arrays.setAll(matrix, i -> Arrays.copyOfRange(array, i * columns, (i + 1) * columns));
        return matrix;
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        double[] x = Objects.requireNonNull(point.get(VARIABLE), VARIABLE).values();
        String mistake = new FilledArray(jacobian, x, outputs * x.length)
                .mistake("Jacobian", k -> "d out[" + k / x.length + "] / d " + VARIABLE + "[" + k % x.length + "]");
        return mistake.isEmpty() ? Map.of() : Map.of(mistake, gradient(point, upstream));
    }
}
