package io.gradcheck.subject;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** An operation whose backward pass is a function of the inputs, and so is handed those of the last forward pass. */
final class OperationOfFunctions implements Operation {

    private final UnaryOperator<Map<String, Tensor>> forward;
    private final BiFunction<Map<String, Tensor>, Map<String, Tensor>, Map<String, Tensor>> backward;
    private Map<String, Tensor> last = Map.of();

    OperationOfFunctions(
            UnaryOperator<Map<String, Tensor>> forward,
            BiFunction<Map<String, Tensor>, Map<String, Tensor>, Map<String, Tensor>> backward) {
        this.forward = forward;
        this.backward = backward;
    }

    @Override
    public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
        last = inputs;
        return forward.apply(inputs);
    }

    @Override
    public Map<String, Tensor> backward(Map<String, Tensor> outputGradients) {
        return backward.apply(last, outputGradients);
    }
}
