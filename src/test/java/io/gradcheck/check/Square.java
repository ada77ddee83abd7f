package io.gradcheck.check;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** {@code y = x^2}, element by element. */
public class Square implements Subject {

    @Override
    public String name() {
        return "square";
    }

    @Override
    public Map<String, Tensor> point() {
        return Map.of("x", Tensor.vector(1.5, 2));
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        double[] x = at.get("x").values();
        return Tensor.vector(x[0] * x[0], x[1] * x[1]);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        double[] x = at.get("x").values();
        double[] u = upstream.values();
        return Map.of("x", Tensor.vector(2 * x[0] * u[0], 2 * x[1] * u[1]));
    }
}
