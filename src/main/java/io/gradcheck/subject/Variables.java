package io.gradcheck.subject;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named variables of a point: one of them, and copies of all. */
final class Variables {

    private Variables() {}

    static Tensor get(Map<String, Tensor> point, String variable) {
        Tensor value = point.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(
                    "point: found variables " + point.keySet() + ", wanted one named " + variable);
        }
        return value;
    }

    /** Copies of all tensors, in their order. */
    static Map<String, Tensor> copy(Map<String, Tensor> tensors) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        tensors.forEach((variable, tensor) -> copy.put(variable, tensor.copy()));
        return copy;
    }
}
