package io.gradcheck.source;

import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.Manifold;
import io.gradcheck.subject.manifold.Manifolds;
import io.gradcheck.subject.manifold.SymmetricEntries;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** Tensors whose entries are held together: along the last axis, or as matrices of the last two. */
final class JoinedEntries {

    private static final String POSITIVE_DEFINITE = "positive definite matrices";

    /** The least part of a column that must be its own, relative to its length. */
    private static final double OWN_PART = 1e-6;

    private JoinedEntries() {}

    private static Tensor eachRow(Tensor tensor, Consumer<double[]> change) {
        int rank = tensor.rank();
        int length = rank == 0 ? 1 : tensor.length(rank - 1);
        double[] values = tensor.values();
        for (int from = 0; from + length <= values.length && length > 0; from += length) {
            double[] row = Arrays.copyOfRange(values, from, from + length);
            change.accept(row);
            System.arraycopy(row, 0, values, from, length);
        }
        return tensor;
    }

    private static void requireMatrices(String what, boolean square, Tensor tensor) {
        int rank = tensor.rank();
        if (rank < 2 || (square && tensor.length(rank - 1) != tensor.length(rank - 2))) {
            throw new IllegalArgumentException("values: found shape " + tensor.shapeText() + " for " + what
                    + ", wanted " + (square ? "two equal last axes" : "two axes or more"));
        }
    }

    private static Tensor eachMatrix(String what, boolean square, Tensor tensor, ObjIntConsumer<double[]> change) {
        requireMatrices(what, square, tensor);
        int rank = tensor.rank();
        int columns = tensor.length(rank - 1);
        int length = columns * tensor.length(rank - 2);
        double[] values = tensor.values();
        for (int from = 0; from + length <= values.length && length > 0; from += length) {
            double[] matrix = Arrays.copyOfRange(values, from, from + length);
            change.accept(matrix, columns);
            System.arraycopy(matrix, 0, values, from, length);
        }
        return tensor;
    }

    /** Rows of sizes that sum to 1; equal ones where there is nothing to divide by. */
    static Tensor simplex(Tensor tensor) {
        return eachRow(tensor, row -> {
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.abs(row[i]);
                sum += row[i];
            }
            for (int i = 0; i < row.length; i++) {
                row[i] = sum > 0 && sum < Double.POSITIVE_INFINITY ? row[i] / sum : 1.0 / row.length;
            }
        });
    }

    /** As {@link #simplex}, but none is zero. */
    static Tensor openSimplex(Tensor tensor) {
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = tensor.values()[i] == 0 ? 1 : tensor.values()[i];
        }
        return simplex(tensor);
    }

    /** Rows of length 1; the first unit vector where there is no direction. */
    static Tensor unitNorm(Tensor tensor) {
        return eachRow(tensor, row -> {
            double length = length(row);
            if (length > 0) {
                for (int i = 0; i < row.length; i++) {
                    row[i] /= length;
                }
            } else {
                row[0] = 1;
            }
        });
    }

    /** Rows of three that are no longer than pi. */
    static Tensor rotationVector(Tensor tensor) {
        int rank = tensor.rank();
        if (rank == 0 || tensor.length(rank - 1) != 3) {
            throw new IllegalArgumentException("values: found shape " + tensor.shapeText()
                    + " for rotation vectors, wanted three numbers along the last axis");
        }
        return eachRow(tensor, row -> {
            double length = length(row);
            for (int i = 0; i < row.length && length > Math.PI; i++) {
                row[i] *= Math.PI / length;
            }
        });
    }

    static double length(double... row) {
        double length = 0;
        for (double value : row) {
            length = Math.hypot(length, value);
        }
        return length;
    }

    /** Rows that do not descend. */
    static Tensor sorted(Tensor tensor) {
        return eachRow(tensor, Arrays::sort);
    }

    /** Rows that ascend: where two entries are equal, the second and those after it are moved up by 1. */
    static Tensor ascending(Tensor tensor) {
        return eachRow(tensor, row -> {
            Arrays.sort(row);
            for (int i = 1; i < row.length; i++) {
                if (row[i] <= row[i - 1]) {
                    row[i] = Math.max(row[i - 1] + 1, Math.nextUp(row[i - 1]));
                }
            }
        });
    }

    /** Rows with a single 1, in the place of their largest entry. */
    static Tensor oneHot(Tensor tensor) {
        return eachRow(tensor, row -> {
            int largest = 0;
            for (int i = 1; i < row.length; i++) {
                largest = row[i] > row[largest] ? i : largest;
            }
            Arrays.fill(row, 0);
            row[largest] = 1;
        });
    }

    /** Rows of which an entry is 0, that of the first if none was. */
    static Tensor withZero(Tensor tensor) {
        return eachRow(tensor, row -> {
            boolean zero = false;
            for (double value : row) {
                zero |= value == 0;
            }
            row[0] = zero ? row[0] : 0;
        });
    }

    static Tensor symmetric(Tensor tensor) {
        return nearest("symmetric matrices", Manifolds.symmetric(SymmetricEntries.SINGLY), tensor);
    }

    /** Symmetric matrices of positive eigenvalues: a multiple of the identity is added where there are others. */
    static Tensor positiveDefinite(Tensor tensor) {
        return nearest(POSITIVE_DEFINITE, Manifolds.positiveDefinite(SymmetricEntries.SINGLY), tensor);
    }

    private static Tensor nearest(String what, Manifold manifold, Tensor tensor) {
        requireMatrices(what, true, tensor);
        return tensor.size() == 0 ? tensor : manifold.nearest(tensor).orElseThrow();
    }

    /** Of matrices {@code B} those of {@code B B'}, which have no negative eigenvalue, and more where one is zero. */
    static Tensor madePositiveDefinite(Tensor tensor) {
        return positiveDefinite(eachMatrix(POSITIVE_DEFINITE, true, tensor, (matrix, n) -> {
            double[] b = matrix.clone();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += b[i * n + k] * b[j * n + k];
                    }
                    matrix[i * n + j] = sum;
                }
            }
        }));
    }

    /**
     * Matrices with orthonormal columns, or rows where these are fewer; by Gram's and Schmidt's method, each taken twice. A
     * column that is none of its own becomes a unit vector.
     */
    static Tensor orthogonal(Tensor tensor) {
        return eachMatrix("orthogonal matrices", false, tensor, (matrix, columns) -> {
            int rows = matrix.length / columns;
            boolean tall = rows >= columns;
            int count = tall ? columns : rows;
            int stride = tall ? columns : 1;
            double[][] basis = new double[count][];
            for (int k = 0; k < count; k++) {
                int first = tall ? k : k * columns;
                double[] vector = new double[tall ? rows : columns];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = matrix[first + i * stride];
                }
                basis[k] = own(vector, basis, k);
                for (int i = 0; i < vector.length; i++) {
                    matrix[first + i * stride] = basis[k][i];
                }
            }
        });
    }

    /** What a vector has beside those before it, of length 1. */
    private static double[] own(double[] vector, double[][] basis, int before) {
        double[] part = vector.clone();
        for (int unit = -1; ; unit++) {
            if (unit >= 0) {
                Arrays.fill(part, 0);
                part[unit] = 1;
            }
            double whole = length(part);
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < before; k++) {
                    double along = 0;
                    for (int i = 0; i < part.length; i++) {
                        along += basis[k][i] * part[i];
                    }
                    for (int i = 0; i < part.length; i++) {
                        part[i] -= along * basis[k][i];
                    }
                }
            }
            double length = length(part);
            if (length > OWN_PART * whole) {
                for (int i = 0; i < part.length; i++) {
                    part[i] /= length;
                }
                return part;
            }
        }
    }
}
