package io.gradcheck.campaign.mistakes;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Random cases of a function of named tensors, some of which are given and have no gradient, such as labels. */
final class FunctionSource extends TensorSource {

    private final List<Input> inputs;
    private final Function<Tensors, Tensor> value;
    private final Gradient gradient;
    private final boolean wrong;

    /**
     * A tensor that the function takes.
     *
     * @param name its name
     * @param values what its numbers may be
     * @param shape its shape
     * @param given whether it is no variable
     */
    record Input(String name, Function<Sizes, Values> values, Function<Sizes, int[]> shape, boolean given) {

        static Input variable(String name, Function<Sizes, int[]> shape) {
            return variable(name, Values.any(), shape);
        }

        static Input variable(String name, Values values, Function<Sizes, int[]> shape) {
            return new Input(name, sizes -> values, shape, false);
        }

        static Input given(String name, Function<Sizes, int[]> shape) {
            return given(name, sizes -> Values.any(), shape);
        }

        static Input given(String name, Function<Sizes, Values> values, Function<Sizes, int[]> shape) {
            return new Input(name, values, shape, true);
        }
    }

    /** A gradient as someone writes it, right or with one mistake. */
    @FunctionalInterface
    interface Gradient {
        /**
         * Adds the gradient.
         *
         * @param at the tensors
         * @param upstream the weights of the outputs
         * @param wrong whether to make the mistake
         * @param sums a tensor of zeros for each variable, to which its gradient is added
         */
        void add(Tensors at, Tensor upstream, boolean wrong, Tensors sums);
    }

    FunctionSource(String name, List<Input> inputs, Function<Tensors, Tensor> value, Gradient gradient, boolean wrong) {
        super(name);
        this.inputs = inputs;
        this.value = value;
        this.gradient = gradient;
        this.wrong = wrong;
    }

    @Override
    protected Map<String, Variable> variables(Sizes sizes) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        for (Input input : inputs) {
            variables.put(
                    input.name,
                    new Variable(
                            input.values.apply(sizes), input.shape.apply(sizes).clone()));
        }
        return variables;
    }

    @Override
    protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
        Tensors all = new Tensors(values);
        Map<String, Tensor> point = new LinkedHashMap<>();
        Map<String, Tensor> given = new LinkedHashMap<>();
        inputs.forEach(input -> (input.given ? given : point).put(input.name, all.of(input.name)));
        return Subject.of(name(), point, at -> value.apply(joined(at, given)), (at, upstream) -> {
            Tensors sums = new Tensors(new LinkedHashMap<>());
            at.forEach((variable, tensor) -> sums.all().put(variable, Tensor.zeros(tensor.shape())));
            gradient.add(joined(at, given), upstream, wrong, sums);
            return sums.all();
        });
    }

    private static Tensors joined(Map<String, Tensor> at, Map<String, Tensor> given) {
        Map<String, Tensor> joined = new LinkedHashMap<>(at);
        joined.putAll(given);
        return new Tensors(joined);
    }
}
