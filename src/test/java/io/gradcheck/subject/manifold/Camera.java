package io.gradcheck.subject.manifold;

/** A pinhole camera that looks along its third axis, five lengths behind the origin. */
final class Camera {

    private static final double DISTANCE = 6;

    private Camera() {}

    static double error(Matrix p, double u, double v) {
        double depth = p.values[2] + DISTANCE;
        double a = 3 * p.values[0] / depth - u;
        double b = 3 * p.values[1] / depth - v;
        return (a * a + b * b) / 2;
    }

    static Matrix gradient(Matrix p, double u, double v) {
        double depth = p.values[2] + DISTANCE;
        double a = 3 * p.values[0] / depth - u;
        double b = 3 * p.values[1] / depth - v;
        return new Matrix(
                3, 1, 3 * a / depth, 3 * b / depth, -3 * (a * p.values[0] + b * p.values[1]) / (depth * depth));
    }
}
