package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Tensors whose entries lie between bounds, which belong to it. */
final class Box extends Ready {

    private final Tensor lower;
    private final Tensor upper;

    Box(Tensor lower, Tensor upper) {
        if (!lower.hasShapeOf(upper)) {
            throw new IllegalArgumentException(
                    "upper: found shape " + upper.shapeText() + ", wanted " + lower.shapeText() + " as that of lower");
        }
        for (int i = 0; i < lower.size(); i++) {
            if (!(lower.values()[i] < upper.values()[i])) {
                throw new IllegalArgumentException("bounds: found " + lower.values()[i] + " to " + upper.values()[i]
                        + " for entry " + i + ", wanted lower < upper");
            }
        }
        this.lower = lower.copy();
        this.upper = upper.copy();
    }

    @Override
    public String name() {
        return "the box";
    }

    @Override
    public Tensor retract(Tensor point, Tensor tangent) {
        return Tensors.plus(point, 1, tangent);
    }

    @Override
    public Tensor project(Tensor point, Tensor vector) {
        return vector.copy();
    }

    @Override
    public Tensor pullBack(Tensor point, Tensor tangent, Tensor gradient) {
        return gradient.copy();
    }

    @Override
    public double violation(Tensor point) {
        requireShape(point.shape());
        double violation = 0;
        for (int i = 0; i < point.size(); i++) {
            double x = point.values()[i];
            violation = Math.max(violation, Math.max(lower.values()[i] - x, x - upper.values()[i]));
        }
        return violation;
    }

    @Override
    Bounds bounds(Tensor point) {
        return new Bounds(lower.values(), upper.values());
    }

    @Override
    void requireShape(int... shape) {
        if (!Tensor.zeros(shape).hasShapeOf(lower)) {
            throw noSuchShape(name(), shape, lower.shapeText() + " as its bounds have");
        }
    }

    @Override
    public Tensor random(RandomGenerator random, int... shape) {
        requireShape(shape);
        Tensor drawn = Tensor.zeros(shape);
        for (int i = 0; i < drawn.size(); i++) {
            drawn.values()[i] = between(random, lower.values()[i], upper.values()[i]);
        }
        return drawn;
    }

    @Override
    public Optional<Tensor> nearest(Tensor tensor) {
        requireShape(tensor.shape());
        Tensor nearest = Tensors.finite(tensor);
        double[] values = nearest.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(lower.values()[i], Math.min(upper.values()[i], values[i]));
        }
        return Optional.of(nearest);
    }

    private static double between(RandomGenerator random, double lower, double upper) {
        double kind = random.nextDouble();
        boolean below = Double.isFinite(lower);
        boolean above = Double.isFinite(upper);
        if (below && kind < 0.2) {
            return lower;
        }
        if (above && kind > 0.8) {
            return upper;
        }
        if (below && above) {
            return Math.min(upper, lower + random.nextDouble() * (upper - lower));
        }
        double away = -Math.log(1 - random.nextDouble());
        return below ? lower + away : above ? upper - away : random.nextGaussian();
    }
}
