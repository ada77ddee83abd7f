package io.gradcheck.subject.vector;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A function of a vector to a vector with values at a pattern. */
final class SparseSubject extends ForwardingSubject {

    private final UnaryOperator<double[]> value;
    private final SparseProduct product;

    SparseSubject(String name, UnaryOperator<double[]> value, SparseProduct product, double... at) {
        super(VectorFunctions.vjp(name, value, product, at));
        this.value = Objects.requireNonNull(value, "value");
        this.product = product;
        if (at.length != product.pattern().columns()) {
            throw new IllegalArgumentException("at: found " + at.length + " coordinates, wanted "
                    + product.pattern().columns() + ", a column of the declared pattern for each");
        }
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        double[] x = Objects.requireNonNull(point.get("x"), "x").values();
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        String outside = new OutsideEntries(value, product.support(), x).text();
        if (!outside.isEmpty()) {
            suspects.put(outside, gradient(point, upstream));
        }
        String order = new ValueOrder(value, product.pattern(), x).of(product.values(x.clone()));
        if (!order.isEmpty()) {
            suspects.put(order, gradient(point, upstream));
        }
        return suspects;
    }
}
