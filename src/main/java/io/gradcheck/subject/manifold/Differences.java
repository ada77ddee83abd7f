package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.function.DoubleFunction;

/**
 * Derivatives of smooth functions that are exact to rounding, from central differences of eighth order at several steps; the
 * step whose result is closest to that of the step before it wins.
 */
final class Differences {

    /** Weights of the differences over 1, 2, 3 and 4 steps on either side. */
    private static final double[] WEIGHTS = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};

    // A retraction bends over about the size of its point: from an eighth of it on, one of six steps is right to 1e-13.
    private static final double LONGEST = 1.0 / 8;
    private static final int STEPS = 6;

    /** How many times smaller the smallest step is than the longest. */
    static final double RANGE = 1 << (STEPS - 1);

    private Differences() {}

    /** The longest step for what bends over the size of a point. */
    static double longest(Tensor point) {
        double size = Tensors.largest(point);
        return LONGEST * (size == 0 ? 1 : size);
    }

    /** The derivative at 0. */
    static Tensor derivative(DoubleFunction<Tensor> f, double longest) {
        Tensor before = difference(f, longest);
        Tensor best = before;
        double closest = Double.POSITIVE_INFINITY;
        double step = longest;
        for (int k = 1; k < STEPS; k++) {
            step /= 2;
            Tensor difference = difference(f, step);
            double distance = Tensors.distance(difference, before);
            if (distance < closest) {
                closest = distance;
                best = difference;
            }
            before = difference;
        }
        return best;
    }

    private static Tensor difference(DoubleFunction<Tensor> f, double step) {
        Tensor sum = Tensor.zeros(f.apply(0).shape());
        for (int k = 1; k <= WEIGHTS.length; k++) {
            Tensors.add(sum, WEIGHTS[k - 1] / step, f.apply(k * step));
            Tensors.add(sum, -WEIGHTS[k - 1] / step, f.apply(-k * step));
        }
        return sum;
    }
}
