package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;

/** The largest difference of two tensors' entries, relative to the largest entry wanted. */
public final class RelativeDistance {

    private RelativeDistance() {}

    public static double between(Tensor found, Tensor wanted) {
        if (!found.hasShapeOf(wanted)) {
            throw new AssertionError("found shape " + found.shapeText() + ", wanted " + wanted.shapeText());
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < wanted.size(); i++) {
            largest = Math.max(largest, Math.abs(wanted.values()[i]));
            difference = Math.max(difference, Math.abs(found.values()[i] - wanted.values()[i]));
        }
        return difference == 0 ? 0 : difference / largest;
    }
}
