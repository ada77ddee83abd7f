package wild;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What shows that a failure is the library's, beside that of the project wild. */
final class LargeEvidence {

    /** The first is as it should be, and the second is not. */
    static final String SECOND_CALL = "two calls in a row";

    /** The first value is as it should be, and that after a gradient is not. */
    static final String AFTER_GRADIENT = "a value before and after a gradient";

    private static final double RIGHT = 1e-9;

    private LargeEvidence() {}

    /** Differences of the value by all entries of all variables, where there is no formula. */
    static Evidence sevenPoints(Supplier<Subject> subject, double spacing) {
        return new Evidence(Evidence.sevenPoints(x -> x, 1).kind(), null, at -> {
            Subject made = subject.get();
            Map<String, Tensor> point = made.point();
            return Evidence.sevenPoints(
                            x -> {
                                Map<String, Tensor> moved = new LinkedHashMap<>();
                                int from = 0;
                                for (Map.Entry<String, Tensor> variable : point.entrySet()) {
                                    Tensor values = variable.getValue();
                                    int to = from + values.size();
                                    moved.put(
                                            variable.getKey(),
                                            Tensor.of(values.shape(), Arrays.copyOfRange(x, from, to)));
                                    from = to;
                                }
                                return made.evaluate(moved).values();
                            },
                            spacing)
                    .jacobian()
                    .apply(at);
        });
    }

    /** Of a value that is right at first. */
    static Evidence secondValue(UnaryOperator<double[]> value) {
        return new Evidence(SECOND_CALL, value, null);
    }

    /** Of a value that is right until a gradient was asked for. */
    static Evidence valueAfterGradient(UnaryOperator<double[]> value) {
        return new Evidence(AFTER_GRADIENT, value, null);
    }

    static boolean isOfCalls(Evidence evidence) {
        return evidence.kind().equals(SECOND_CALL) || evidence.kind().equals(AFTER_GRADIENT);
    }

    /** Of a gradient that is right at first. */
    static Evidence secondGradient(Supplier<Subject> subject) {
        return new Evidence(SECOND_CALL, null, sevenPoints(subject, 0.003).jacobian());
    }

    /** Holds two calls of the library against the right result. */
    static void confirmSecond(Subject subject, Evidence evidence) {
        Map<String, Tensor> point = subject.point();
        double[] x = flat(point);
        double[] first;
        double[] second;
        double[] right;
        if (evidence.value() != null) {
            right = evidence.value().apply(x);
            Tensor output = subject.evaluate(point);
            first = output.values().clone();
            if (evidence.kind().equals(AFTER_GRADIENT)) {
                subject.gradient(point, output.copy());
            }
            second = subject.evaluate(point).values().clone();
        } else {
            Tensor upstream = subject.evaluate(point).copy();
            Arrays.fill(upstream.values(), 1);
            right = new double[x.length];
            for (double[] row : evidence.jacobian().apply(x)) {
                Arrays.setAll(right, j -> right[j] + row[j]);
            }
            first = flat(subject.gradient(point, upstream));
            second = flat(subject.gradient(point, upstream));
        }
        assertArrayEquals(right, first, RIGHT, "the first call");
        double largest = 0;
        for (int j = 0; j < right.length; j++) {
            largest = Math.max(largest, Math.abs(second[j] - right[j]));
        }
        assertTrue(largest > 1e-3, "the second call is as right as the first");
    }

    private static double[] flat(Map<String, Tensor> tensors) {
        return tensors.values().stream()
                .flatMapToDouble(t -> Arrays.stream(t.values()))
                .toArray();
    }
}
