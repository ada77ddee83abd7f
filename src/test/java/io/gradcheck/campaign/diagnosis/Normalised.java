package io.gradcheck.campaign.diagnosis;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/**
 * {@code (x - mean(x)) / s} with {@code s^2 = var(x) + 1/10}, along one axis of a matrix: its gradient is {@code (u - mean(u)
 * - y mean(u y)) / s}.
 *
 * @param x the matrix
 * @param axis the axis of the means
 */
record Normalised(Tensor x, int axis) implements Subject {

    private static final double EPSILON = 0.1;

    @Override
    public String name() {
        return "normalisation";
    }

    @Override
    public Map<String, Tensor> point() {
        return Map.of("x", x);
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        Tensor y = at.get("x").copy();
        for (int line = 0; line < x.length(1 - axis); line++) {
            double mean = mean(at.get("x"), line);
            double s = deviation(at.get("x"), line);
            for (int k = 0; k < x.length(axis); k++) {
                y.set((entry(y, line, k) - mean) / s, index(line, k));
            }
        }
        return y;
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        Tensor g = withoutMean(at.get("x"), upstream);
        for (int line = 0; line < x.length(1 - axis); line++) {
            double missing = mean(upstream, line) / deviation(at.get("x"), line);
            for (int k = 0; k < x.length(axis); k++) {
                g.set(entry(g, line, k) - missing, index(line, k));
            }
        }
        return Map.of("x", g);
    }

    /** The gradient without the mean of the upstream gradient. */
    Tensor withoutMean(Tensor at, Tensor upstream) {
        Tensor y = evaluate(Map.of("x", at));
        Tensor product = y.copy();
        for (int i = 0; i < y.size(); i++) {
            product.values()[i] *= upstream.values()[i];
        }
        Tensor g = y.copy();
        for (int line = 0; line < x.length(1 - axis); line++) {
            double s = deviation(at, line);
            double mean = mean(product, line);
            for (int k = 0; k < x.length(axis); k++) {
                g.set((entry(upstream, line, k) - entry(y, line, k) * mean) / s, index(line, k));
            }
        }
        return g;
    }

    private double mean(Tensor tensor, int line) {
        double sum = 0;
        for (int k = 0; k < x.length(axis); k++) {
            sum += entry(tensor, line, k);
        }
        return sum / x.length(axis);
    }

    private double deviation(Tensor at, int line) {
        double mean = mean(at, line);
        double squares = 0;
        for (int k = 0; k < x.length(axis); k++) {
            squares += (entry(at, line, k) - mean) * (entry(at, line, k) - mean);
        }
        return Math.sqrt(squares / x.length(axis) + EPSILON);
    }

    private int[] index(int line, int k) {
        return axis == 0 ? new int[] {k, line} : new int[] {line, k};
    }

    private double entry(Tensor tensor, int line, int k) {
        return tensor.get(index(line, k));
    }
}
