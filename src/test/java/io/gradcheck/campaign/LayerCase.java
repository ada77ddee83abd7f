package io.gradcheck.campaign;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;

/**
 * A random layer with the input at which its gradient is checked.
 *
 * @param layer the layer
 * @param input the input
 */
public record LayerCase(Layer layer, Tensor input) {

    /** {@return the layer at the input, to be checked} */
    public Subject subject() {
        return with(layer);
    }

    /**
     * Another layer at the same input.
     *
     * @param other the layer
     * @return the subject
     */
    public Subject with(Layer other) {
        return Subject.layer(other.getClass().getSimpleName(), other, input);
    }
}
