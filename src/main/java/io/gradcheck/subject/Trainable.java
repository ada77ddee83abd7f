package io.gradcheck.subject;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a {@link Layer} and an {@link Operation} have in common beside their passes: parameters, and hooks for those that are
 * random, keep state, or add a penalty of their own.
 *
 * <pre>{@code
 * class DropoutAdapter implements Layer {               // dropout as it is, with its own generator
 *     public void seed(long seed) { dropout.generator().setSeed(seed); }
 *     ...
 * }
 * }</pre>
 */
public interface Trainable {

    /** {@return the learned parameters, always the same names in the same order; empty if there are none} */
    List<Parameter> parameters();

    /**
     * Tensors that passes read and change without being differentiated by them, such as running statistics. Before each pass
     * they are given the values that they had when the subject was made, so that each call meets the same state.
     *
     * @return parameters of which only the values are used, always the same; none by default
     */
    default List<Parameter> state() {
        return List.of();
    }

    /**
     * Seeds what is random, such as the mask of a dropout. Called before each forward pass, for one point always with the same
     * number: so the passes that are compared draw the same.
     *
     * @param seed the seed
     */
    default void seed(long seed) {
        // most draw nothing
    }

    /**
     * A penalty on the parameters whose gradient {@code backward} adds, such as a weight decay {@code lambda/2 sum w^2}: it is
     * then checked as one more output. Without this hook such a gradient is wrong, as it is not that of the outputs.
     *
     * @return the penalty at the present values of the parameters; empty, as by default, if there is none
     */
    default OptionalDouble penalty() {
        return OptionalDouble.empty();
    }

    /**
     * The format in which it computes: {@code FLOAT} where it keeps its numbers as {@code float}, so that inputs are rounded to
     * float and outputs are no better.
     *
     * @return double by default
     */
    default Precision precision() {
        return Precision.DOUBLE;
    }
}
