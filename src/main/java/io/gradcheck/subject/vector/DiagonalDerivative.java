package io.gradcheck.subject.vector;

import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The map {@code y_i(z) = g_i(x with x_i = z_i)} of a gradient {@code g}, whose Jacobian is the diagonal of the Hessian.
 * Coordinates of one colour are replaced together.
 */
final class DiagonalDerivative implements BinaryOperator<double[]> {

    private final String name;
    private final UnaryOperator<double[]> gradient;
    private final UnaryOperator<double[]> diagonal;
    private final SparsityPattern pattern;
    private final int[][] colours;
    private final double[] at;

    DiagonalDerivative(
            String name,
            UnaryOperator<double[]> gradient,
            UnaryOperator<double[]> diagonal,
            SparsityPattern pattern,
            double... at) {
        this.name = name;
        this.gradient = gradient;
        this.diagonal = diagonal;
        this.pattern = pattern;
        this.colours = pattern.colours();
        this.at = at.clone();
        if (at.length != pattern.columns()) {
            throw new IllegalArgumentException("at: found " + at.length + " coordinates, wanted " + pattern.columns()
                    + ", a column of the declared pattern for each");
        }
    }

    UnaryOperator<double[]> gradient() {
        return gradient;
    }

    SparsityPattern pattern() {
        return pattern;
    }

    /** The map {@code y}. */
    double[] value(double[] z) {
        return taken("gradient", gradient, z);
    }

    /** The product with what is claimed for the diagonal. */
    @Override
    public double[] apply(double[] z, double[] u) {
        double[] product = taken("diagonal", diagonal, z);
        Arrays.setAll(product, i -> u[i] * product[i]);
        return product;
    }

    private double[] taken(String what, UnaryOperator<double[]> function, double[] z) {
        if (Arrays.equals(z, at)) {
            return asked(what, function, z).clone();
        }
        double[] taken = new double[at.length];
        for (int[] columns : colours) {
            double[] moved = at.clone();
            for (int j : columns) {
                moved[j] = z[j];
            }
            double[] all = asked(what, function, moved);
            for (int j : columns) {
                taken[j] = all[j];
            }
        }
        return taken;
    }

    private double[] asked(String what, UnaryOperator<double[]> function, double[] x) {
        double[] all = function.apply(x);
        if (all == null || all.length != at.length) {
            throw new WrongResultException("subject " + name + ": found "
                    + (all == null ? "null" : all.length + " numbers") + " for the " + what + ", wanted "
                    + at.length + ", one for each coordinate");
        }
        return all;
    }
}
