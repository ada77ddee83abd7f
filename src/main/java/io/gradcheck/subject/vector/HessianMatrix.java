package io.gradcheck.subject.vector;

import io.gradcheck.subject.WrongResultException;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The product {@code H(x) u} of a Hessian of which all entries or those of one triangle are given. */
final class HessianMatrix implements BinaryOperator<double[]> {

    /** Which entries are given. */
    enum Part {
        ALL("rows of as many"),
        LOWER("rows of as many, or up to the diagonal"),
        UPPER("rows of as many, or from the diagonal on");

        private final String rows;

        Part(String rows) {
            this.rows = rows;
        }

        /** Where row {@code i} of a length begins; -1 if it cannot have that length. */
        private int begin(int i, int length, int n) {
            boolean fits = length == n
                    || switch (this) {
                        case ALL -> false;
                        case LOWER -> length == i + 1;
                        case UPPER -> length == n - i;
                    };
            return fits ? this == UPPER ? n - length : 0 : -1;
        }

        private boolean has(int i, int j) {
            return switch (this) {
                case ALL -> true;
                case LOWER -> j <= i;
                case UPPER -> j >= i;
            };
        }
    }

    /** An asymmetry is told from this share of the largest entry on. */
    private static final double TELLING = 1e-9;

    private final String name;
    private final Part part;
    private final Function<double[], double[][]> hessian;

    HessianMatrix(String name, Part part, Function<double[], double[][]> hessian) {
        this.name = name;
        this.part = part;
        this.hessian = Objects.requireNonNull(hessian, "hessian");
    }

    @Override
    public double[] apply(double[] x, double[] u) {
        int n = u.length;
        double[][] h = matrix(x);
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product[i] += h[i][j] * u[j];
            }
        }
        return product;
    }

    /** The whole matrix. */
    private double[][] matrix(double[] x) {
        int n = x.length;
        double[][] given = hessian.apply(x);
        if (given == null || given.length != n) {
            throw wrong(given == null ? "null" : given.length + (given.length == 1 ? " row" : " rows"), n);
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            int begin = given[i] == null ? -1 : part.begin(i, given[i].length, n);
            if (begin < 0) {
                throw wrong("row " + i + (given[i] == null ? " null" : " of " + given[i].length), n);
            }
            for (int j = begin; j < begin + given[i].length; j++) {
                if (part.has(i, j)) {
                    matrix[i][j] = given[i][j - begin];
                    if (part != Part.ALL) {
                        matrix[j][i] = matrix[i][j];
                    }
                }
            }
        }
        return matrix;
    }

    private WrongResultException wrong(String found, int n) {
        return new WrongResultException("Hessian of " + name + ": found " + found + ", wanted " + n
                + " rows, one for each " + "coordinate, and " + part.rows);
    }

    /** What is to be said of a matrix that is not symmetric; empty if it is. */
    String asymmetry(double[] x) {
        double[][] h = matrix(x);
        double largest = 0;
        double most = 0;
        int row = 0;
        int column = 0;
        boolean above = false;
        boolean below = false;
        for (int i = 0; i < h.length; i++) {
            for (int j = 0; j <= i; j++) {
                above |= i != j && h[j][i] != 0;
                below |= i != j && h[i][j] != 0;
                largest = Math.max(largest, Math.max(Math.abs(h[i][j]), Math.abs(h[j][i])));
                if (Math.abs(h[i][j] - h[j][i]) > most) {
                    most = Math.abs(h[i][j] - h[j][i]);
                    row = i;
                    column = j;
                }
            }
        }
        if (!(most > TELLING * largest)) {
            return "";
        }
        if (above != below) {
            String triangle = below ? "lower" : "upper";
            return "only the " + triangle + " triangle is filled; Hessians." + triangle + " takes it";
        }
        return "not symmetric: H[" + column + "][" + row + "] and H[" + row + "][" + column + "] differ";
    }
}
