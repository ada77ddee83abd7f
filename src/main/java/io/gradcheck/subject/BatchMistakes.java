package io.gradcheck.subject;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is easily got wrong with the examples of a batch: the names that {@link Subject#suspects} has for it, and the wrong
 * gradients that come of counting one example only, made of right ones for some examples.
 *
 * <p>A variable whose gradient a mistake leaves as it is, since nothing comes from the other examples, is left out.
 */
public final class BatchMistakes {

    /** The gradient of the biases is that of one example. */
    public static final String BIAS_NOT_SUMMED = "bias not summed over the batch";

    /** Every gradient is that of the first example. */
    public static final String ONLY_FIRST = "only the first example";

    /** Every gradient is that of the last example, which overwrote the others. */
    public static final String ONLY_LAST = "only the last example";

    /** The gradient of the examples {@code from} to {@code to}, without the last. */
    interface Examples {
        Map<String, Tensor> gradient(int from, int to);
    }

    private final String input;
    private final int count;
    private final Map<String, Tensor> first;
    private final Map<String, Tensor> afterFirst;
    private final Map<String, Tensor> last;
    private final Map<String, Tensor> beforeLast;

    /**
     * Asks for the gradients.
     *
     * @param input the variable that has a row for each example
     * @param count the number of examples, at least 2
     */
    BatchMistakes(String input, int count, Examples examples) {
        this.input = input;
        this.count = count;
        this.first = examples.gradient(0, 1);
        this.afterFirst = examples.gradient(1, count);
        this.last = count == 2 ? afterFirst : examples.gradient(count - 1, count);
        this.beforeLast = count == 2 ? first : examples.gradient(0, count - 1);
    }

    /** The gradients by mistake and variable; only those that differ from the right ones. */
    Map<String, Map<String, Tensor>> suspects() {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        Map<String, Tensor> biases = only(first, afterFirst, 0);
        biases.values().removeIf(gradient -> gradient.rank() != 1);
        biases.remove(input);
        boolean besideWeights = first.entrySet().stream()
                .anyMatch(entry ->
                        !entry.getKey().equals(input) && entry.getValue().rank() > 1);
        if (besideWeights) {
            suspects.put(BIAS_NOT_SUMMED, biases);
        }
        suspects.put(ONLY_FIRST, only(first, afterFirst, 0));
        suspects.put(ONLY_LAST, only(last, beforeLast, count - 1));
        suspects.values().removeIf(Map::isEmpty);
        return suspects;
    }

    private Map<String, Tensor> only(Map<String, Tensor> counted, Map<String, Tensor> others, int example) {
        Map<String, Tensor> only = new LinkedHashMap<>();
        counted.forEach((variable, gradient) -> {
            if (!isZero(Variables.get(others, variable))) {
                only.put(variable, variable.equals(input) ? among(gradient, example) : gradient);
            }
        });
        return only;
    }

    private static boolean isZero(Tensor tensor) {
        return Arrays.stream(tensor.values()).allMatch(value -> value == 0);
    }

    /** The row of one example, and zeros for the others. */
    private Tensor among(Tensor row, int example) {
        int[] shape = row.shape();
        shape[0] = count;
        Tensor all = Tensor.zeros(shape);
        System.arraycopy(row.values(), 0, all.values(), example * row.size(), row.size());
        return all;
    }
}
