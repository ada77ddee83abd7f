package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.function.DoubleUnaryOperator;

/** Sums and products of tensors of one shape. */
final class Tensors {

    private Tensors() {}

    /** {@code a + c b}, a new tensor. */
    static Tensor plus(Tensor a, double c, Tensor b) {
        Tensor sum = a.copy();
        add(sum, c, b);
        return sum;
    }

    /** Adds {@code c b} to a tensor. */
    static void add(Tensor sum, double c, Tensor b) {
        double[] s = sum.values();
        for (int i = 0; i < s.length; i++) {
            s[i] += c * b.values()[i];
        }
    }

    static Tensor map(Tensor a, DoubleUnaryOperator f) {
        Tensor mapped = a.copy();
        double[] m = mapped.values();
        for (int i = 0; i < m.length; i++) {
            m[i] = f.applyAsDouble(m[i]);
        }
        return mapped;
    }

    /** The same numbers, and 0 for those that are not finite. */
    static Tensor finite(Tensor a) {
        return map(a, entry -> Double.isFinite(entry) ? entry : 0);
    }

    static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.values()[i] * b.values()[i];
        }
        return sum;
    }

    static double largest(Tensor a) {
        double largest = 0;
        for (double value : a.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    static double distance(Tensor a, Tensor b) {
        return largest(plus(a, -1, b));
    }
}
