package io.gradcheck.subject.vector;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Objects;

/** A gradient and the diagonal of the Hessian that is claimed for its derivatives. */
final class DiagonalHessian extends ForwardingSubject {

    private final DiagonalDerivative derivative;

    DiagonalHessian(String name, DiagonalDerivative derivative, double... at) {
        super(VectorFunctions.vjp(name, derivative::value, derivative, at)
                .about(derivative.gradient().getClass()));
        this.derivative = derivative;
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        double[] x = Objects.requireNonNull(point.get("x"), "x").values();
        String outside = new OutsideEntries(derivative.gradient(), derivative.pattern(), x).text();
        return outside.isEmpty() ? Map.of() : Map.of(outside, gradient(point, upstream));
    }
}
