package io.gradcheck.numeric;

import java.util.Arrays;

/**
 * The polynomial through points by least squares.
 *
 * <pre>y = c_0 + c_1 t + ... + c_n t^n + rest,   deviation = sqrt(sum rest_k^2 / (points - n - 1))</pre>
 *
 * <p>From an orthonormal basis of the powers of {@code t} by the method of Gram and Schmidt, each vector orthogonalised
 * twice.
 *
 * <p>Source: W. Kahan in B. N. Parlett, "The Symmetric Eigenvalue Problem" (1980), section 6.9: twice is enough.
 */
final class FittedPolynomial {

    private final double[] coefficients;
    private final double length;
    private final double deviation;
    private final double slopeDeviation;

    /**
     * Fits a polynomial.
     *
     * @param t the arguments, all different. Not modified.
     * @param y the values, as many; finite. Not modified.
     * @param degree the degree; at most two less than there are points
     */
    FittedPolynomial(double[] t, double[] y, int degree) {
        length = Arrays.stream(t).map(Math::abs).max().orElse(1);
        double[] rest = Arrays.stream(y).map(value -> value - y[0]).toArray();
        // By a power of two, since squares of very large and very small values are not representable.
        int exponent = Math.getExponent(Arrays.stream(rest).map(Math::abs).max().orElse(0));
        for (int i = 0; i < rest.length; i++) {
            rest[i] = Math.scalb(rest[i], -exponent);
        }
        double[][] basis = new double[degree + 1][];
        double[][] powers = new double[degree + 1][degree + 1]; // each vector of the basis as a polynomial
        for (int k = 0; k <= degree; k++) {
            int power = k;
            double[] next =
                    Arrays.stream(t).map(x -> Math.pow(x / length, power)).toArray();
            powers[k][k] = 1;
            double[] parts = orthogonalise(next, basis, k);
            for (int j = 0; j < k; j++) {
                subtract(powers[k], parts[j], powers[j]);
            }
            double norm = Math.sqrt(dot(next, next));
            for (int i = 0; i < next.length; i++) {
                next[i] /= norm;
            }
            for (int i = 0; i <= k; i++) {
                powers[k][i] /= norm;
            }
            basis[k] = next;
        }
        double[] parts = orthogonalise(rest, basis, degree + 1);
        double[] sum = new double[degree + 1];
        double slopes = 0;
        for (int k = 0; k <= degree; k++) {
            subtract(sum, -Math.scalb(parts[k], exponent), powers[k]);
            slopes += degree == 0 ? 0 : powers[k][1] * powers[k][1];
        }
        coefficients = sum;
        deviation = Math.scalb(Math.sqrt(dot(rest, rest) / (y.length - degree - 1)), exponent);
        slopeDeviation = deviation * Math.sqrt(slopes) / length;
    }

    /** The standard deviation of one value from the polynomial. */
    double deviation() {
        return deviation;
    }

    /** The standard deviation of the slope at zero. */
    double slopeDeviation() {
        return slopeDeviation;
    }

    /** The polynomial's slope at {@code t}. */
    double slope(double t) {
        double slope = 0;
        for (int k = coefficients.length - 1; k > 0; k--) {
            slope = slope * (t / length) + k * coefficients[k];
        }
        return slope / length;
    }

    /** Takes away what the first vectors of an orthonormal basis have of it, and returns how much that was of each. */
    private static double[] orthogonalise(double[] vector, double[][] basis, int count) {
        double[] parts = new double[count];
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < count; j++) {
                double part = dot(basis[j], vector);
                subtract(vector, part, basis[j]);
                parts[j] += part;
            }
        }
        return parts;
    }

    private static void subtract(double[] from, double factor, double[] vector) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= factor * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
