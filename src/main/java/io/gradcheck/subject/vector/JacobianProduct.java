package io.gradcheck.subject.vector;

import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The vector-Jacobian product {@code J'u} of a Jacobian given as a matrix. */
final class JacobianProduct implements BinaryOperator<double[]> {

    private final String name;
    private final Function<double[], double[][]> jacobian;

    JacobianProduct(String name, Function<double[], double[][]> jacobian) {
        this.name = name;
        this.jacobian = Objects.requireNonNull(jacobian, "jacobian");
    }

    /**
     * Computes {@code sum_i u_i J[i][j]} for each {@code j}.
     *
     * @param x the place
     * @param u the upstream gradient, one number for each row
     * @throws WrongResultException if the Jacobian does not have a row for each output and a column for each
     *     coordinate
     */
    @Override
    public double[] apply(double[] x, double[] u) {
        double[][] j = WrongResultException.require(
                name, "the Jacobian", jacobian.apply(x), rows(u.length) + " of " + x.length);
        if (!hasShape(j, u.length, x.length)) {
            throw new WrongResultException("Jacobian of " + name + ": found " + shapeText(j) + ", wanted "
                    + rows(u.length) + " of " + x.length
                    + ": one for each output, with the derivative by each coordinate"
                    + (hasShape(j, x.length, u.length) ? "; this one looks transposed" : ""));
        }
        double[] product = new double[x.length];
        for (int row = 0; row < u.length; row++) {
            for (int column = 0; column < x.length; column++) {
                product[column] += u[row] * j[row][column];
            }
        }
        return product;
    }

    private static boolean hasShape(double[][] matrix, int rows, int columns) {
        return matrix.length == rows && Arrays.stream(matrix).allMatch(row -> row != null && row.length == columns);
    }

    private static String shapeText(double[][] matrix) {
        int[] lengths = Arrays.stream(matrix)
                .mapToInt(row -> row == null ? 0 : row.length)
                .toArray();
        if (lengths.length == 0) {
            return "no row";
        }
        boolean equal = Arrays.stream(lengths).allMatch(length -> length == lengths[0]);
        return rows(lengths.length) + " of " + (equal ? String.valueOf(lengths[0]) : Arrays.toString(lengths));
    }

    private static String rows(int count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
