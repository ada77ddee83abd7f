package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An operation as people write it, in a right version and in three wrong ones. */
abstract class PlannedOperation {

    /**
     * What a wrong version gets wrong.
     *
     * @param what the mistake, in words
     * @param wrong the inputs whose gradient it makes wrong: the first whenever it shows, the others perhaps
     */
    record Mistake(String what, String... wrong) {}

    /** What the wrong versions get wrong, in their order. */
    abstract List<Mistake> mistakes();

    /** The inputs and parameters for given sizes. */
    abstract Map<String, Variable> inputs(Sizes s);

    /** Which of these are learned parameters. */
    List<String> parameters() {
        return List.of();
    }

    /** The inputs of which each row is an example; none if examples are not independent. */
    List<String> batchedInputs() {
        return List.of();
    }

    /** How many cases each test has. */
    long tries() {
        return 30;
    }

    /** The outputs, from inputs and parameters. */
    abstract Map<String, Tensor> forward(Map<String, Tensor> in);

    /**
     * The gradients of the inputs and parameters.
     *
     * @param in the inputs and parameters
     * @param d the gradients of the outputs
     * @param mistake which mistake to make, from 1; 0 for none
     */
    abstract Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake);

    final Operation operation(Sizes s, int mistake) {
        List<Parameter> learned = new ArrayList<>();
        Map<String, Variable> all = inputs(s);
        parameters()
                .forEach(name -> learned.add(
                        new Parameter(name, Tensor.zeros(all.get(name).shape()))));
        return new Made(learned, mistake);
    }

    private final class Made implements Operation {

        private final List<Parameter> learned;
        private final int mistake;
        private final Map<String, Tensor> last = new LinkedHashMap<>();

        Made(List<Parameter> learned, int mistake) {
            this.learned = learned;
            this.mistake = mistake;
        }

        @Override
        public List<Parameter> parameters() {
            return learned;
        }

        @Override
        public List<String> batchedInputs() {
            return PlannedOperation.this.batchedInputs();
        }

        @Override
        public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
            last.clear();
            last.putAll(inputs);
            learned.forEach(parameter -> last.put(parameter.name(), parameter.value()));
            return PlannedOperation.this.forward(last);
        }

        @Override
        public Map<String, Tensor> backward(Map<String, Tensor> outputGradients) {
            Map<String, Tensor> gradients =
                    new LinkedHashMap<>(PlannedOperation.this.backward(last, outputGradients, mistake));
            for (Parameter parameter : learned) {
                double[] from = gradients.remove(parameter.name()).values();
                System.arraycopy(from, 0, parameter.gradient().values(), 0, from.length);
            }
            return gradients;
        }
    }

    /** Zeros in the shapes of some inputs, to add to. */
    static Map<String, Tensor> zeros(Map<String, Tensor> in, String... names) {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        for (String name : names) {
            zeros.put(name, Tensor.zeros(in.get(name).shape()));
        }
        return zeros;
    }

    static Map<String, Variable> ordered(Object... namesAndVariables) {
        Map<String, Variable> all = new LinkedHashMap<>();
        for (int i = 0; i < namesAndVariables.length; i += 2) {
            all.put((String) namesAndVariables[i], (Variable) namesAndVariables[i + 1]);
        }
        return all;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
