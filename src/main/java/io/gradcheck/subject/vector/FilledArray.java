package io.gradcheck.subject.vector;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What becomes of an array that a function is to overwrite: of zeros, and of one that holds other numbers. */
final class FilledArray {

    private static final int MOST_NAMED = 5;
    private static final double ROUNDING = 1e-9;

    private final double[] ofZeros;
    private final double[] held;
    private final double[] result;

    /**
     * Has it filled twice.
     *
     * @param fill writes from the place to the array
     * @param x the place; a copy is handed on
     * @param length the length of the array
     */
    FilledArray(BiConsumer<double[], double[]> fill, double[] x, int length) {
        ofZeros = new double[length];
        fill.accept(x.clone(), ofZeros);
        held = new double[length];
        Arrays.setAll(held, i -> {
            double size = 1 + Math.abs(ofZeros[i]);
            return (i % 2 == 0 ? 1 : -1) * (Double.isFinite(size) ? size : 1);
        });
        result = held.clone();
        fill.accept(x.clone(), result);
    }

    /** What was written to the array that held other numbers, larger than those that belong there. */
    double[] result() {
        return result;
    }

    /**
     * What the function does to the array that it should not; empty if it overwrites it.
     *
     * @param what what the array is for, such as {@code gradient}
     * @param entry the name of an entry
     */
    String mistake(String what, IntFunction<String> entry) {
        if (Arrays.equals(result, ofZeros)) {
            return "";
        }
        if (every(i -> Math.abs(result[i] - (ofZeros[i] + held[i])) <= ROUNDING * Math.abs(held[i]))) {
            return what + " added to what the array holds, which is not cleared";
        }
        IntPredicate left = i -> result[i] == held[i];
        if (every(i -> left.test(i) || result[i] == ofZeros[i])) {
            int[] entries = IntStream.range(0, result.length).filter(left).toArray();
            return "not written to the " + what + " array: " + named(entries, entry);
        }
        return what + " depends on what the array holds";
    }

    private boolean every(IntPredicate holds) {
        return IntStream.range(0, result.length).allMatch(holds);
    }

    private static String named(int[] entries, IntFunction<String> entry) {
        String some = Arrays.stream(entries).limit(MOST_NAMED).mapToObj(entry).collect(Collectors.joining(", "));
        return entries.length > MOST_NAMED ? some + " and " + (entries.length - MOST_NAMED) + " more" : some;
    }
}
