package io.gradcheck.subject;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Several named outputs as one tensor: a single one as it is, more of them one after the other in a vector, and those of a
 * batch in a matrix with a row for each example.
 */
final class JoinedOutputs {

    private static final int MOST_BINADES = 400;

    private final String subject;
    private final int examples;
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private int width;

    /**
     * The layout of some outputs.
     *
     * @param subject the subject's name, for messages
     * @param outputs the outputs. Not modified.
     * @param examples how many examples the first axis of each counts; 0 if there is no batch
     */
    JoinedOutputs(String subject, Map<String, Tensor> outputs, int examples) {
        this.subject = subject;
        this.examples = examples;
        if (outputs.isEmpty()) {
            throw new WrongResultException(
                    "subject " + subject + ": forward returned no output, wanted at least one named tensor");
        }
        Variables.ordered(outputs).forEach((name, output) -> {
            if (examples > 0 && (output.rank() == 0 || output.length(0) != examples)) {
                throw new WrongResultException("subject " + subject + ": forward returned output " + name
                        + " of shape " + output.shapeText() + ", wanted a first axis of " + examples
                        + " examples, as batchedInputs() says");
            }
            shapes.put(name, output.shape());
            width += output.size() / Math.max(1, examples);
        });
    }

    private boolean isSingle() {
        return shapes.size() == 1;
    }

    private int rows() {
        return Math.max(1, examples);
    }

    /** The outputs as one tensor: a new one where there are several. */
    Tensor join(Map<String, Tensor> outputs) {
        if (!outputs.keySet().equals(shapes.keySet())) {
            throw new WrongResultException("subject " + subject + ": forward returned outputs "
                    + new TreeMap<>(outputs).keySet() + ", wanted " + shapes.keySet() + " as at the point");
        }
        if (isSingle()) {
            return outputs.values().iterator().next();
        }
        Tensor joined = examples > 0 ? Tensor.zeros(examples, width) : Tensor.zeros(width);
        int from = 0;
        for (Map.Entry<String, int[]> one : shapes.entrySet()) {
            Tensor output = Variables.get(outputs, one.getKey());
            if (!Arrays.equals(output.shape(), one.getValue())) {
                throw new WrongResultException("subject " + subject + ": forward returned output " + one.getKey()
                        + " of shape " + output.shapeText() + ", wanted " + Arrays.toString(one.getValue())
                        + " as at the point");
            }
            int length = output.size() / rows();
            for (int row = 0; row < rows(); row++) {
                System.arraycopy(output.values(), row * length, joined.values(), row * width + from, length);
            }
            from += length;
        }
        return joined;
    }

    /** A tensor for each output out of one that has the shape of all together; new ones. */
    Map<String, Tensor> split(Tensor joined) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        int from = 0;
        for (Map.Entry<String, int[]> one : shapes.entrySet()) {
            Tensor output = Tensor.zeros(one.getValue());
            int length = output.size() / rows();
            for (int row = 0; row < rows(); row++) {
                System.arraycopy(joined.values(), row * width + from, output.values(), row * length, length);
            }
            outputs.put(one.getKey(), output);
            from += length;
        }
        return outputs;
    }

    /** For each joined output about one over the size of the named output that it is part of: a power of two. */
    Tensor weights(Tensor joined) {
        Map<String, Tensor> weights = split(joined);
        weights.values().forEach(weight -> {
            double largest = 0;
            for (double value : weight.values()) {
                largest = Math.max(largest, Math.abs(value)); // NaN stays
            }
            boolean counts = largest > 0 && largest < Double.POSITIVE_INFINITY && !isSingle();
            int exponent = counts ? Math.getExponent(largest) : 0;
            Arrays.fill(weight.values(), Math.scalb(1.0, -Math.max(-MOST_BINADES, Math.min(MOST_BINADES, exponent))));
        });
        return join(weights);
    }

    /** Names of the joined outputs along the last axis, such as {@code h[0,1]}; none for a single output. */
    List<String> names() {
        return isSingle() ? List.of() : new Names(List.copyOf(shapes.entrySet()), examples > 0, width);
    }

    /** Names that are made when they are asked for. */
    private static final class Names extends AbstractList<String> {

        private final List<Map.Entry<String, int[]>> outputs;
        private final boolean batched;
        private final int count;

        private Names(List<Map.Entry<String, int[]>> outputs, boolean batched, int count) {
            this.outputs = outputs;
            this.batched = batched;
            this.count = count;
        }

        @Override
        public String get(int index) {
            int rest = index;
            for (Map.Entry<String, int[]> output : outputs) {
                int[] shape = output.getValue();
                int[] own = batched ? Arrays.copyOfRange(shape, 1, shape.length) : shape;
                int size = Tensor.sizeOf(own);
                if (rest < size) {
                    return output.getKey() + indices(own, rest);
                }
                rest -= size;
            }
            throw new IndexOutOfBoundsException("index " + index + " of " + count + " outputs");
        }

        private static String indices(int[] shape, int offset) {
            StringBuilder text = new StringBuilder();
            int rest = offset;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                text.insert(0, (axis == 0 ? "" : ",") + rest % shape[axis]);
                rest /= shape[axis];
            }
            return text.isEmpty() ? "" : "[" + text + "]";
        }

        @Override
        public int size() {
            return count;
        }
    }
}
