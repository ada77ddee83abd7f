package io.gradcheck.guide;

/**
 * Points that are turned by a rotation vector {@code w} of length {@code t}, by Rodrigues' formula
 * {@code p + a (w x p) + b (w x (w x p))}.
 */
final class Rodrigues {

    private static final double SMALL = 1e-2;

    private Rodrigues() {}

    /**
     * The numbers of the formula.
     *
     * @param a {@code sin t/t}
     * @param b {@code (1 - cos t)/t^2}
     * @param slopeOfA {@code a'/t}
     * @param slopeOfB {@code b'/t}
     */
    record Coefficients(double a, double b, double slopeOfA, double slopeOfB) {

        /** By their series where the angle is small. */
        static Coefficients of(double t) {
            double s = t * t;
            return t < SMALL
                    ? new Coefficients(
                            1 - s / 6 + s * s / 120,
                            0.5 - s / 24 + s * s / 720,
                            -1.0 / 3 + s / 30 - s * s / 840,
                            -1.0 / 12 + s / 180 - s * s / 6720)
                    : withoutSeries(t);
        }

        static Coefficients withoutSeries(double t) {
            double s = t * t;
            double a = Math.sin(t) / t;
            double b = 2 * Math.pow(Math.sin(t / 2) / t, 2);
            return new Coefficients(a, b, (Math.cos(t) - a) / s, (a - 2 * b) / s);
        }
    }

    static double angle(double... w) {
        return Math.sqrt(dot(w, w));
    }

    /** The point {@code exp(w) p}. */
    static double[] rotated(double[] w, double[] p) {
        Coefficients c = Coefficients.of(angle(w));
        double[] once = cross(w, p);
        return sum(p, c.a, once, c.b, cross(w, once));
    }

    /** The gradient by {@code w} of {@code <u, exp(w) p>}. */
    static double[] gradient(double[] w, double[] p, double[] u, Coefficients c) {
        double[] once = cross(w, p);
        double[] both = sum(cross(once, u), 1, cross(p, cross(u, w)), 0, p);
        double along = c.slopeOfA * dot(u, once) + c.slopeOfB * dot(u, cross(w, once));
        return sum(sum(new double[3], c.a, cross(p, u), c.b, both), along, w, 0, p);
    }

    private static double dot(double[] x, double[] y) {
        return x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
    }

    private static double[] cross(double[] x, double[] y) {
        return new double[] {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
    }

    private static double[] sum(double[] x, double b, double[] y, double c, double[] z) {
        double[] sum = x.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b * y[i] + c * z[i];
        }
        return sum;
    }
}
