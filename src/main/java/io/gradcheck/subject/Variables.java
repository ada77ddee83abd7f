package io.gradcheck.subject;

import java.util.Map;

/** Reads named variables out of a point. */
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
}
