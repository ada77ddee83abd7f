package io.gradcheck.campaign.mistakes;

import io.gradcheck.subject.Tensor;
import java.util.Map;

/**
 * Tensors by name.
 *
 * @param all the tensors
 */
record Tensors(Map<String, Tensor> all) {

    Tensor of(String name) {
        Tensor tensor = all.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("found " + all.keySet() + ", wanted also " + name);
        }
        return tensor;
    }
}
