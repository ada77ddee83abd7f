package io.gradcheck.subject;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * An operation of several named inputs and outputs, with a hand-written backward pass: attention of query, key, value and
 * mask, a step of an LSTM with two states, a loss of logits and targets. A {@link Layer} is the simple case.
 *
 * <p>{@link Subject#operation} turns an operation and its inputs into something that can be checked.
 *
 * <pre>{@code
 * Operation product = Operation.of(
 *         in -> Map.of("product", Tensor.scalar(in.get("a").get() * in.get("b").get())),
 *         (in, d) -> Map.of(
 *                 "a", Tensor.scalar(d.get("product").get() * in.get("b").get()),
 *                 "b", Tensor.scalar(d.get("product").get() * in.get("a").get())));
 * Subject.operation("product", product, Map.of("a", Tensor.scalar(2), "b", Tensor.scalar(3)));
 * // PASS; with a and b exchanged FAIL in both
 * }</pre>
 */
public interface Operation extends Trainable {

    /**
     * Computes the outputs from the inputs and the present values of the parameters.
     *
     * @param inputs a tensor for each input. Not to be modified.
     * @return a tensor for each output: always the same names and, for inputs of the same shapes, the same shapes
     */
    Map<String, Tensor> forward(Map<String, Tensor> inputs);

    /**
     * Propagates the upstream gradients through the operation, at the inputs of the last {@link #forward}.
     *
     * <p>Leaves the gradients of the parameters in {@link #parameters()}. They are zero before the call, so an operation may
     * add to them or overwrite them.
     *
     * @param outputGradients for each output the gradient of the loss with respect to it, in its shape. Not to be modified.
     * @return for each input the gradient of the loss with respect to it, in its shape. Those that are constant may be left
     *     out.
     */
    Map<String, Tensor> backward(Map<String, Tensor> outputGradients);

    /** {@return the learned parameters, always the same names in the same order; none by default} */
    @Override
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * The inputs whose first axis counts examples that know nothing of each other, if there are any. Each output then has
     * such an axis too.
     *
     * <p>Law {@code BATCH_IS_SUM} holds the operation to it: the outputs of an example are the same alone as in a batch, and
     * gradients of parameters, and of the other inputs, are summed over the batch. The operation must then take any number
     * of examples.
     *
     * @return names of inputs; empty, as by default, if examples are not independent, or there is no batch
     */
    default List<String> batchedInputs() {
        return List.of();
    }

    /**
     * An operation of two functions, which keeps nothing between them. It may be made once for many subjects and threads, if the
     * functions may be called by several.
     *
     * @param forward from the inputs to the outputs
     * @param backward from the inputs and the gradients of the outputs to those of the inputs, as claimed
     * @return the operation
     */
    static Operation of(
            UnaryOperator<Map<String, Tensor>> forward,
            BiFunction<Map<String, Tensor>, Map<String, Tensor>, Map<String, Tensor>> backward) {
        return new OperationSubject.OfFunctions(
                Objects.requireNonNull(forward, "forward"), Objects.requireNonNull(backward, "backward"));
    }
}
