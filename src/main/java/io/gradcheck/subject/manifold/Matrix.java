package io.gradcheck.subject.manifold;

import java.util.random.RandomGenerator;

/** A small matrix: a block of a tensor, as the formulas of a manifold have it. Methods return new ones. */
final class Matrix {

    /** The least part of a column that must be its own, beside a largest entry of 1. */
    private static final double OWN_PART = 1e-6;

    final int rows;
    final int columns;
    final double[] values;

    Matrix(int rows, int columns, double... values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    static Matrix identity(int rows, int columns) {
        return diagonal(rows, columns, 1);
    }

    static Matrix diagonal(int rows, int columns, double value) {
        Matrix diagonal = zeros(rows, columns);
        for (int i = 0; i < Math.min(rows, columns); i++) {
            diagonal.set(i, i, value);
        }
        return diagonal;
    }

    static Matrix normal(RandomGenerator random, int rows, int columns) {
        Matrix normal = zeros(rows, columns);
        for (int i = 0; i < normal.values.length; i++) {
            normal.values[i] = random.nextGaussian();
        }
        return normal;
    }

    double get(int i, int j) {
        return values[i * columns + j];
    }

    void set(int i, int j, double value) {
        values[i * columns + j] = value;
    }

    Matrix copy() {
        return new Matrix(rows, columns, values.clone());
    }

    Matrix plus(Matrix other) {
        return plus(1, other);
    }

    Matrix minus(Matrix other) {
        return plus(-1, other);
    }

    /** {@code A + c B}. */
    Matrix plus(double c, Matrix other) {
        Matrix sum = copy();
        for (int i = 0; i < values.length; i++) {
            sum.values[i] += c * other.values[i];
        }
        return sum;
    }

    Matrix times(double c) {
        return zeros(rows, columns).plus(c, this);
    }

    Matrix times(Matrix other) {
        Matrix product = zeros(rows, other.columns);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                for (int j = 0; j < other.columns; j++) {
                    product.values[i * other.columns + j] += get(i, k) * other.get(k, j);
                }
            }
        }
        return product;
    }

    Matrix transposed() {
        Matrix transposed = zeros(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed.set(j, i, get(i, j));
            }
        }
        return transposed;
    }

    /** {@code (A + A')/2}. */
    Matrix symmetric() {
        return plus(transposed()).times(0.5);
    }

    /** {@code (A - A')/2}. */
    Matrix skew() {
        return minus(transposed()).times(0.5);
    }

    /** What is below the diagonal. */
    Matrix strictlyLower() {
        Matrix lower = zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < Math.min(i, columns); j++) {
                lower.set(i, j, get(i, j));
            }
        }
        return lower;
    }

    /** Whether all is zero below the diagonal, or above it. */
    boolean isTriangular() {
        return strictlyLower().largest() == 0 || transposed().strictlyLower().largest() == 0;
    }

    /** The same diagonal, and all other entries multiplied by a number. */
    Matrix offDiagonalTimes(double factor) {
        Matrix scaled = times(factor);
        for (int i = 0; i < Math.min(rows, columns); i++) {
            scaled.set(i, i, get(i, i));
        }
        return scaled;
    }

    double dot(Matrix other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    double norm() {
        return Math.sqrt(dot(this));
    }

    double sum() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** The largest entry by size; NaN if an entry is. */
    double largest() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Divided by the largest entry; zeros stay. */
    Matrix scaledToOne() {
        double largest = largest();
        Matrix scaled = copy();
        for (int i = 0; i < values.length && largest > 0; i++) {
            scaled.values[i] /= largest;
        }
        return scaled;
    }

    /** How far the columns are from being orthonormal. */
    double distanceFromOrthonormal() {
        return transposed().times(this).minus(identity(columns, columns)).largest();
    }

    /** The inverse of a square matrix, by elimination with pivots; not finite where there is none. */
    Matrix inverse() {
        return eliminated().inverse;
    }

    double determinant() {
        return eliminated().determinant;
    }

    private record Eliminated(Matrix inverse, double determinant) {}

    private Eliminated eliminated() {
        Matrix left = copy();
        Matrix right = identity(rows, rows);
        double determinant = 1;
        for (int k = 0; k < rows; k++) {
            int pivot = k;
            for (int i = k + 1; i < rows; i++) {
                pivot = Math.abs(left.get(i, k)) > Math.abs(left.get(pivot, k)) ? i : pivot;
            }
            if (pivot != k) {
                left.exchangeRows(pivot, k);
                right.exchangeRows(pivot, k);
                determinant = -determinant;
            }
            double d = left.get(k, k);
            determinant *= d;
            left.scaleRow(k, 1 / d);
            right.scaleRow(k, 1 / d);
            for (int i = 0; i < rows; i++) {
                double factor = i == k ? 0 : left.get(i, k);
                left.addRow(i, -factor, k);
                right.addRow(i, -factor, k);
            }
        }
        return new Eliminated(right, determinant);
    }

    private void exchangeRows(int i, int k) {
        for (int j = 0; j < columns; j++) {
            double kept = get(i, j);
            set(i, j, get(k, j));
            set(k, j, kept);
        }
    }

    private void scaleRow(int i, double factor) {
        for (int j = 0; j < columns; j++) {
            set(i, j, factor * get(i, j));
        }
    }

    private void addRow(int i, double factor, int k) {
        for (int j = 0; j < columns; j++) {
            set(i, j, get(i, j) + factor * get(k, j));
        }
    }

    /** {@code A = Q R} with orthonormal columns of {@code Q} and a positive diagonal of the upper triangle {@code R}. */
    record Factors(Matrix q, Matrix r) {}

    /** Factors of a matrix of full column rank, by Gram and Schmidt, each column made orthogonal twice. */
    Factors factors() {
        Matrix q = copy();
        Matrix r = zeros(columns, columns);
        for (int j = 0; j < columns; j++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    double along = q.columnDot(k, j);
                    r.set(k, j, r.get(k, j) + along);
                    q.addColumn(j, -along, k);
                }
            }
            double norm = Math.sqrt(q.columnDot(j, j));
            r.set(j, j, norm);
            for (int i = 0; i < rows; i++) {
                q.set(i, j, q.get(i, j) / norm);
            }
        }
        return new Factors(q, r);
    }

    /** Orthonormal columns near those of a matrix; a multiple of the identity is added where these are not independent. */
    Matrix orthonormal() {
        Matrix scaled = scaledToOne();
        double share = 0;
        while (true) {
            Factors factors = scaled.plus(share, identity(rows, columns)).factors();
            double least = 1;
            for (int j = 0; j < columns; j++) {
                double own = factors.r.get(j, j);
                least = own < least || Double.isNaN(own) ? own : least; // NaN stays
            }
            if (least > OWN_PART) {
                return factors.q;
            }
            share = share == 0 ? 0.25 : 2 * share;
        }
    }

    private double columnDot(int k, int j) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += get(i, k) * get(i, j);
        }
        return sum;
    }

    private void addColumn(int j, double factor, int k) {
        for (int i = 0; i < rows; i++) {
            set(i, j, get(i, j) + factor * get(i, k));
        }
    }
}
