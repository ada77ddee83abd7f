package io.gradcheck.nn;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Tensor;

/**
 * A network's loss while one variable moves by {@code t d}: {@code a_k(t) = a_k + t s} for the first pre-activation
 * {@code a_k} that depends on it, and what follows from there. The same formula holds for every {@code t}, 0 included,
 * so that rounding errors do not jump there.
 */
final class NetworkLine implements Line {

    private static final double[] NONE = {};

    private final ForwardPass start;
    private final ForwardPass moved;
    private final double[] target;

    /** The {@code k} of {@code a_k}. */
    private final int layer;

    private final double[] slope;

    /** How {@code h_(k-1)} moves, if it does and a skip connection carries it past {@code a_k}; empty if not. */
    private final double[] skippingDirection;

    private final Quadratic penalty;

    /** {@code c0 + c1 t + c2 t^2}. */
    private record Quadratic(double c0, double c1, double c2) {
        double at(double t) {
            return Math.fma(t, Math.fma(t, c2, c1), c0);
        }
    }

    private NetworkLine(
            ForwardPass start,
            double[] target,
            int layer,
            double[] slope,
            double[] skippingDirection,
            Quadratic penalty) {
        this.start = start;
        this.target = target;
        this.layer = layer;
        this.slope = slope;
        this.skippingDirection = skippingDirection;
        this.penalty = penalty;
        this.moved = start.branchAt(layer);
        if (skippingDirection.length > 0) {
            moved.h[layer - 1] = new double[skippingDirection.length];
        }
    }

    /** {@code W_k + t D}: the slope of {@code a_k} is {@code h_(k-1) D'}. */
    static NetworkLine alongWeights(ForwardPass start, double[] target, int k, double[] direction) {
        double[] slope = new double[start.a[k].length];
        start.multiplyByWeights(start.h[k - 1], direction, slope, k);
        return new NetworkLine(start, target, k, slope, NONE, penaltyAlong(start, start.network.weights[k], direction));
    }

    private static Quadratic penaltyAlong(ForwardPass start, double[] weights, double[] direction) {
        double l2 = start.network.l2();
        return l2 == 0
                ? constantPenalty(start)
                : new Quadratic(start.penalty(), l2 * dot(weights, direction), l2 / 2 * dot(direction, direction));
    }

    /** {@code b_k + t d}: the slope of {@code a_k} is {@code d} in every row. */
    static NetworkLine alongBiases(ForwardPass start, double[] target, int k, double[] direction) {
        double[] slope = new double[start.a[k].length];
        for (int row = 0; row < slope.length; row += direction.length) {
            System.arraycopy(direction, 0, slope, row, direction.length);
        }
        return new NetworkLine(start, target, k, slope, NONE, constantPenalty(start));
    }

    /** {@code a_k + t D}. */
    static NetworkLine alongPreActivation(ForwardPass start, double[] target, int k, double[] direction) {
        return new NetworkLine(start, target, k, direction, NONE, constantPenalty(start));
    }

    /** {@code h_k + t D}, or {@code x + t D} for k = 0: the slope of {@code a_(k+1)} is {@code D W_(k+1)'}. */
    static NetworkLine alongHidden(ForwardPass start, double[] target, int k, double[] direction) {
        double[] slope = new double[start.a[k + 1].length];
        start.multiplyByWeights(direction, start.network.weights[k + 1], slope, k + 1);
        boolean carriedFurther = false;
        for (Skip skip : start.network.skips()) {
            if (skip.from() == k) {
                if (skip.to() == k + 1) {
                    ForwardPass.add(direction, slope);
                } else {
                    carriedFurther = true;
                }
            }
        }
        return new NetworkLine(start, target, k + 1, slope, carriedFurther ? direction : NONE, constantPenalty(start));
    }

    private static Quadratic constantPenalty(ForwardPass start) {
        return new Quadratic(start.penalty(), 0, 0);
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum = Math.fma(left[i], right[i], sum);
        }
        return sum;
    }

    @Override
    public void at(double t, Tensor output) {
        if (skippingDirection.length > 0) {
            move(start.h[layer - 1], t, skippingDirection, moved.h[layer - 1]);
        }
        move(start.a[layer], t, slope, moved.a[layer]);
        moved.continueFrom(layer);
        output.values()[0] = moved.meanLoss(target) + penalty.at(t);
    }

    private static void move(double[] from, double t, double[] slope, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] + t * slope[i];
        }
    }

    /** {@inheritDoc} Nothing has moved at 0, and every product is that of the forward pass to the bit. */
    @Override
    public boolean beginsWithValue() {
        return true;
    }
}
