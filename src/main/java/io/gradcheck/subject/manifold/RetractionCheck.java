package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whether the retraction and the projection of a manifold are what they must be at a point, so that what a wrong one does is
 * not taken for a wrong gradient.
 */
final class RetractionCheck {

    private static final double ALLOWED = 1e-7;
    private static final int TANGENTS = 3;

    private final Manifold manifold;
    private final Tensor x;
    private final double size;
    private final SplittableRandom random = new SplittableRandom(1);

    RetractionCheck(Manifold manifold, Tensor x) {
        this.manifold = manifold;
        this.x = x;
        double largest = Tensors.largest(x);
        this.size = largest == 0 ? 1 : largest;
    }

    /**
     * Requires that they are.
     *
     * @throws IllegalArgumentException if they are not
     */
    void require() {
        requirePoint();
        for (int k = 0; k < TANGENTS; k++) {
            Tensor u = random();
            Tensor v = random();
            Tensor tangent = shaped("project", manifold.project(x.copy(), v.copy()));
            require(
                    Tensors.distance(manifold.project(x.copy(), tangent.copy()), tangent) / size,
                    "project changes what it has projected",
                    "P(x) P(x) v = P(x) v");
            require(
                    Math.abs(Tensors.dot(u, tangent) - Tensors.dot(v, manifold.project(x.copy(), u.copy())))
                            / (size * size),
                    "project is not orthogonal, <u, P v> is not <P u, v>",
                    "the orthogonal projection onto the tangents");
            requireRetraction(tangent);
        }
    }

    /**
     * Requires that the point is on the manifold.
     *
     * @throws IllegalArgumentException if it is not
     */
    void requirePoint() {
        double violation = manifold.violation(x.copy());
        if (!(violation <= ALLOWED * Math.max(1, size))) {
            throw new IllegalArgumentException("point: found " + x + ", which is off " + manifold.name() + by(violation)
                    + ", wanted a point on it");
        }
    }

    private void requireRetraction(Tensor tangent) {
        Tensor still = shaped("retract", manifold.retract(x.copy(), Tensor.zeros(x.shape())));
        require(Tensors.distance(still, x) / size, "retract moves the point along no tangent", "R(x, 0) = x");
        Tensor moved = Differences.derivative(
                t -> manifold.retract(x.copy(), Tensors.map(tangent, v -> t * v)), Differences.longest(x) / size);
        double ratio = Tensors.dot(moved, tangent) / Tensors.dot(tangent, tangent);
        require(
                Tensors.distance(moved, tangent) / size,
                String.format(
                        Locale.ROOT,
                        "retract does not move the point by the tangent at first, along it %.4g times as far",
                        ratio),
                "d/dt R(x, t v) = v at t = 0 for the tangents v that project makes");
        for (double t : new double[] {-0.25, 0.25}) {
            Tensor y = manifold.retract(x.copy(), Tensors.map(tangent, v -> t * v));
            require(manifold.violation(y) / Math.max(1, size), "retract leaves the manifold", "points on it");
        }
    }

    private Tensor shaped(String method, Tensor result) {
        if (result == null || !result.hasShapeOf(x)) {
            throw refused(
                    method + " returns " + (result == null ? "null" : "shape " + result.shapeText()), x.shapeText());
        }
        return result;
    }

    private void require(double off, String found, String wanted) {
        if (!(off <= ALLOWED)) {
            throw refused(found + by(off), wanted);
        }
    }

    private IllegalArgumentException refused(String found, String wanted) {
        return new IllegalArgumentException("manifold " + manifold.name() + ": found that " + found + ", wanted "
                + wanted + "; no gradient can be checked on it");
    }

    private static String by(double violation) {
        return String.format(Locale.ROOT, " (off by %.1e)", violation);
    }

    private Tensor random() {
        return Tensors.map(x, entry -> size * (2 * random.nextDouble() - 1));
    }
}
