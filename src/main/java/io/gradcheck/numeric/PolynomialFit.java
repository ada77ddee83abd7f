package io.gradcheck.numeric;

import java.util.Arrays;

/**
 * Least-squares fit of powers of {@code t} to values at the steps {@code t = 1, 1/r, 1/r^2, ...}, of which the lowest
 * power's coefficient is wanted.
 *
 * <p>By the theorem of R. Frisch and F. V. Waugh, "Partial Time Regressions as Compared with Individual Trends",
 * Econometrica 1 (1933): that coefficient is the regression on what the other powers leave of the lowest one.
 */
final class PolynomialFit {

    private final double[][] basis;
    private final double length;
    private final int points;

    /**
     * Prepares a fit.
     *
     * @param ratio the ratio {@code r} of two successive steps
     * @param points how many steps there are
     * @param lowest the power whose coefficient is wanted
     * @param others the powers fitted beside it; fewer than {@code points - 1}
     */
    PolynomialFit(double ratio, int points, int lowest, int... others) {
        this.points = points;
        this.basis = new double[others.length + 1][];
        for (int k = 0; k < others.length; k++) {
            basis[k] = normalised(remainder(powers(ratio, others[k]), k));
        }
        double[] wanted = remainder(powers(ratio, lowest), others.length);
        this.length = norm(wanted);
        basis[others.length] = normalised(wanted);
    }

    private double[] powers(double ratio, int power) {
        double[] powers = new double[points];
        for (int k = 0; k < points; k++) {
            powers[k] = Math.pow(ratio, -k * power);
        }
        return powers;
    }

    /** What the first vectors of the basis leave of {@code y}. */
    private double[] remainder(double[] y, int vectors) {
        double[] rest = y.clone();
        for (int v = 0; v < vectors; v++) {
            double part = dot(basis[v], rest);
            for (int k = 0; k < points; k++) {
                rest[k] -= part * basis[v][k];
            }
        }
        return rest;
    }

    private static double[] normalised(double[] vector) {
        double norm = norm(vector);
        double[] normalised = vector.clone();
        for (int k = 0; k < normalised.length; k++) {
            normalised[k] /= norm;
        }
        return normalised;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /** The coefficient of the lowest power. */
    double coefficient(double[] y) {
        return dot(basis[basis.length - 1], y) / length;
    }

    /** The standard deviation of the coefficient where each value has one of 1. */
    double deviation() {
        return 1 / length;
    }

    /** By how much the coefficient changes where all values change by 1. */
    double offset() {
        double[] ones = new double[points];
        Arrays.fill(ones, 1);
        return coefficient(ones);
    }

    /** The standard deviation of a value, from what the fit leaves. */
    double residual(double[] y) {
        return norm(remainder(y, basis.length)) / Math.sqrt(points - basis.length);
    }
}
