package io.gradcheck.source.cases;

import io.gradcheck.argument.JavaText;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Values as Java expressions that give the same bits.
 *
 * <p>A method holds some 8,000 numbers that are written one by one. Where all tensors together come near that, each that has
 * more than a few is read from texts.
 */
public final class JavaCode {

    private static final int MOST_NUMBERS = 2_000;
    private static final int FEW = 8;
    private static final int NUMBERS_OF_LINE = 200;
    private static final int MOST_PAIRS = 10;

    private final int longest;

    private JavaCode(int longest) {
        this.longest = longest;
    }

    /**
     * The code of some tensors that one expression names.
     *
     * @param tensors all of them
     */
    public static JavaCode of(Collection<Tensor> tensors) {
        long numbers = tensors.stream().mapToLong(Tensor::size).sum();
        return new JavaCode(numbers > MOST_NUMBERS ? FEW : MOST_NUMBERS);
    }

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

    private static String numbers(double... values) {
        return Arrays.stream(values).mapToObj(JavaCode::number).collect(Collectors.joining(", "));
    }

    private static String ints(int... values) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    public String tensor(Tensor tensor) {
        double[] values = tensor.values();
        if (tensor.size() == 0) {
            return "Tensor.zeros(" + ints(tensor.shape()) + ")";
        }
        String shape = "Tensor.of(new int[] {" + ints(tensor.shape()) + "}, ";
        if (tensor.size() > longest) {
            return shape + read(values) + ")";
        }
        return switch (tensor.rank()) {
            case 0 -> "Tensor.scalar(" + number(tensor.get()) + ")";
            case 1 -> "Tensor.vector(" + numbers(values) + ")";
            default -> shape + numbers(values) + ")";
        };
    }

    /** Numbers that are read when the code runs. */
    private static String read(double... values) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < values.length; from += NUMBERS_OF_LINE) {
            lines.add(Arrays.stream(values, from, Math.min(values.length, from + NUMBERS_OF_LINE))
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(" ", "\"", "\"")));
        }
        return "java.util.Arrays.stream(String.join(\" \",\n        " + String.join(",\n        ", lines)
                + ").split(\" \")).mapToDouble(Double::parseDouble).toArray()";
    }

    public String list(List<Tensor> tensors) {
        return tensors.stream().map(this::tensor).collect(Collectors.joining(", ", "List.of(", ")"));
    }

    /**
     * A map by names.
     *
     * @param map the map
     * @param value the code of a value
     * @param before stands before each pair, such as a new line and spaces; empty for all on one line
     */
    public static <V> String map(Map<String, V> map, Function<V, String> value, String before) {
        boolean few = map.size() <= MOST_PAIRS; // as many as Map.of takes
        return map.entrySet().stream()
                .map(pair -> JavaText.quoted(pair.getKey()) + ", " + value.apply(pair.getValue()))
                .map(pair -> few ? pair : "Map.entry(" + pair + ")")
                .collect(Collectors.joining(
                        "," + (before.isEmpty() ? " " : before), (few ? "Map.of(" : "Map.ofEntries(") + before, ")"));
    }
}
