package io.gradcheck.subject;

import java.util.function.Supplier;

/**
 * What a custom layer implements, or is adapted to: a forward pass and a hand-written backward pass.
 *
 * <p>Layers that draw random numbers, keep running statistics or add a weight decay say so by the hooks of {@link Trainable}.
 *
 * <p>{@link Subject#layer} turns a layer and an input into something that can be checked.
 *
 * <pre>{@code
 * class Scale implements Layer {                     // y = c x with one learned number c
 *     final Tensor c = Tensor.scalar(2);
 *     final Parameter parameter = new Parameter("c", c);
 *     Tensor x;
 *     public Tensor forward(Tensor input) { x = input; return map(input, v -> c.get() * v); }
 *     public Tensor backward(Tensor dy) {
 *         parameter.gradient().set(dot(dy, x));      // right; with c instead of x the check fails and names c
 *         return map(dy, v -> c.get() * v);
 *     }
 *     public List<Parameter> parameters() { return List.of(parameter); }
 * }
 * }</pre>
 */
public interface Layer extends Trainable {

    /**
     * Computes the layer's output from its input and the present values of its parameters.
     *
     * @param input the input. Not to be modified.
     * @return the output; it may be the input itself, or a view of it, where a layer changes nothing
     */
    Tensor forward(Tensor input);

    /**
     * Propagates the upstream gradient through the layer, at the input of the last {@link #forward}.
     *
     * <p>Leaves the gradients of the parameters in {@link #parameters()}. They are zero before the call, so a layer may
     * add to them or overwrite them.
     *
     * @param outputGradient gradient of the loss with respect to the output, in the output's shape. Not to be modified.
     * @return gradient of the loss with respect to the input, in the input's shape; it may be {@code outputGradient} or a
     *     view of it
     */
    Tensor backward(Tensor outputGradient);

    /**
     * Whether the first axis of input and output counts examples that know nothing of each other.
     *
     * <p>If so, law {@code BATCH_IS_SUM} holds the layer to it: the output of an example is the same alone as in a batch,
     * and gradients of parameters are summed over the batch. Not so for a layer that uses statistics of the batch, such
     * as batch normalisation, nor where the first axis is something else. The layer must then take any number of
     * examples.
     *
     * @return true if examples are independent; false by default
     */
    default boolean isBatched() {
        return false;
    }

    /**
     * A layer that is made anew for every forward pass, for code that keeps something from one pass to the next, or that can
     * be used once only. What fails with one layer and passes with fresh ones is what is left behind; what fails with both is
     * the derivative.
     *
     * <pre>{@code
     * Subject.layer("norm", layer, input);                                   // FAIL: law DETERMINISTIC, outputs add up
     * Subject.layer("norm", Layer.fresh(() -> new Norm(3)), input);          // PASS: one pass alone is right
     * }</pre>
     *
     * @param maker makes a layer at every call, always with parameters of the same names and shapes. They start with the values
     *     of the first one, whatever the others have.
     * @return a layer whose passes are those of the layers that are made, with the same parameters, seed and format; state that
     *     passes change is each one's own
     * @throws WrongResultException if {@code maker} returns no layer
     */
    static Layer fresh(Supplier<? extends Layer> maker) {
        return LayerSubject.Fresh.of(maker);
    }
}
