package io.gradcheck.source.cases;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Values as Java expressions that give the same bits. */
public final class JavaCode {

    private JavaCode() {}

    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        boolean negativeZero = value == 0 && 1 / value < 0;
        return whole && !negativeZero ? String.valueOf((long) value) : String.valueOf(value);
    }

    static String numbers(double... values) {
        return Arrays.stream(values).mapToObj(JavaCode::number).collect(Collectors.joining(", "));
    }

    static String ints(int... values) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(", ", "new int[] {", "}"));
    }

    public static String tensor(Tensor tensor) {
        return switch (tensor.rank()) {
            case 0 -> "Tensor.scalar(" + number(tensor.get()) + ")";
            case 1 -> "Tensor.vector(" + numbers(tensor.values()) + ")";
            default -> "Tensor.of(" + ints(tensor.shape()) + ", " + numbers(tensor.values()) + ")";
        };
    }

    public static String list(List<Tensor> tensors) {
        return tensors.stream().map(JavaCode::tensor).collect(Collectors.joining(", ", "List.of(", ")"));
    }

    /** A text in quotes. */
    public static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
