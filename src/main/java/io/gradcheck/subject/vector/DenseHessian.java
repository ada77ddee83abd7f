package io.gradcheck.subject.vector;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A gradient and the Hessian that is claimed to be its derivative. */
final class DenseHessian extends ForwardingSubject {

    private final HessianMatrix hessian;

    DenseHessian(String name, UnaryOperator<double[]> gradient, HessianMatrix hessian, double... at) {
        super(VectorFunctions.hessian(name, gradient, hessian, at));
        this.hessian = hessian;
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        double[] x = Objects.requireNonNull(point.get("x"), "x").values();
        String asymmetry = hessian.asymmetry(x.clone());
        return asymmetry.isEmpty() ? Map.of() : Map.of(asymmetry, gradient(point, upstream));
    }
}
