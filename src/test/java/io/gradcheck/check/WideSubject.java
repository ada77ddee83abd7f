package io.gradcheck.check;

import io.gradcheck.check.probe.Sums;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * {@code f(W) = sum w_i^2 / 2 + tanh(sum a_i w_i)} by one large tensor, with errors added to its gradient.
 *
 * @param w the tensor
 * @param a the weights of the sum
 * @param error what is added to each entry of the gradient, by its place in row-major order
 * @param opaque whether it has no line of its own, so that every evaluation takes the whole tensor
 */
public record WideSubject(Tensor w, double[] a, IntToDoubleFunction error, boolean opaque) implements Subject {

    public static WideSubject of(IntToDoubleFunction error, int... shape) {
        Tensor w = values(shape);
        return new WideSubject(w, weights(w.size()), error, false);
    }

    /** The same without a line of its own. */
    public WideSubject hidden() {
        return new WideSubject(w, a, error, true);
    }

    private static Tensor values(int... shape) {
        Tensor w = Tensor.zeros(shape);
        for (int i = 0; i < w.size(); i++) {
            w.values()[i] = 1 + 0.5 * Math.sin(1 + 0.7 * i);
        }
        return w;
    }

    private static double[] weights(int size) {
        double[] a = new double[size];
        for (int i = 0; i < size; i++) {
            a[i] = Math.cos(0.3 * i) / Math.sqrt(size);
        }
        return a;
    }

    @Override
    public String name() {
        return "wide";
    }

    @Override
    public Map<String, Tensor> point() {
        return Map.of("W", w);
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        double[] x = at.get("W").values();
        return Tensor.scalar(Sums.dot(x, x) / 2 + Math.tanh(Sums.dot(a, x)));
    }

    /** The right partial derivative at the point. */
    public double slope(int i) {
        double tanh = Math.tanh(Sums.dot(a, w.values()));
        return w.values()[i] + (1 - tanh * tanh) * a[i];
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        double tanh = Math.tanh(Sums.dot(a, at.get("W").values()));
        Tensor gradient = at.get("W").copy();
        double[] g = gradient.values();
        for (int i = 0; i < g.length; i++) {
            g[i] = upstream.get() * (g[i] + (1 - tanh * tanh) * a[i] + error.applyAsDouble(i));
        }
        return Map.of("W", gradient);
    }

    @Override
    public Line along(String variable, Tensor direction) {
        if (opaque) {
            return Subject.super.along(variable, direction);
        }
        double[] x = w.values();
        double[] d = direction.values();
        double xx = Sums.dot(x, x) / 2;
        double xd = Sums.dot(x, d);
        double dd = Sums.dot(d, d) / 2;
        double start = Sums.dot(a, x);
        double slope = Sums.dot(a, d);
        return (t, output) -> output.values()[0] = xx + t * (xd + t * dd) + Math.tanh(start + t * slope);
    }
}
