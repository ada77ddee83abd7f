package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Hessians {@code H[i][j] = d^2f / dx_i dx_j} of an objective, as matrices, triangles, sparse matrices and diagonals, each
 * checked as the derivative of the objective's gradient.
 *
 * <p>That the gradient is the objective's is a check of its own, {@link Subject#objective}. Hessian-vector products are
 * checked by {@link VectorFunctions#hessian}. The variable is called {@code x}.
 *
 * <pre>{@code
 * UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0]};          // of x0^2 x1
 * Hessians.dense("cubic", gradient, x -> new double[][] {{2 * x[1], 2 * x[0]}, {2 * x[0], 0}}, 2, 3);   // PASS
 * Hessians.dense("cubic", gradient, x -> new double[][] {{2 * x[1], 2 * x[0]}, {x[0], 0}}, 2, 3);
 * // FAIL in x[1]: not symmetric: H[0][1] and H[1][0] differ
 * }</pre>
 */
public final class Hessians {

    private Hessians() {}

    /**
     * A Hessian as a full matrix.
     *
     * <p>The map is {@code x -> g(x)}, and {@code H(x) u} is what is claimed for {@code J_g(x)'u}. Where the second
     * derivatives are continuous the two are the same, as {@code H} is symmetric (Schwarz's theorem). So a matrix that is
     * not symmetric is wrong even if it is the Jacobian of that gradient, which then is not the gradient of any function;
     * the report names the two entries that differ most. A wrong {@code x[i]} is a wrong row {@code i}; the outputs for
     * which it is wrong are its columns.
     *
     * @param name a name for messages
     * @param gradient the gradient of the objective, taken as right. Its result is copied.
     * @param hessian the Hessian, as claimed: a row and a column for each coordinate. If it has another shape, the gradient
     *     throws an {@link IllegalArgumentException} that says which.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject dense(
            String name, UnaryOperator<double[]> gradient, Function<double[], double[][]> hessian, double... at) {
        return new DenseHessian(name, gradient, new HessianMatrix(name, HessianMatrix.Part.ALL, hessian), at);
    }

    /**
     * A Hessian of which the lower triangle is given, as optimisers and Cholesky factorisations take it: entries
     * {@code H[i][j]} with {@code j <= i}.
     *
     * <p>Rows may end with the diagonal, or have all columns; what is above the diagonal is then not looked at.
     *
     * @param name a name for messages
     * @param gradient the gradient of the objective, taken as right. Its result is copied.
     * @param hessian the triangle, as claimed: rows of {@code i + 1} numbers, or of one for each coordinate
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject lower(
            String name, UnaryOperator<double[]> gradient, Function<double[], double[][]> hessian, double... at) {
        return new DenseHessian(name, gradient, new HessianMatrix(name, HessianMatrix.Part.LOWER, hessian), at);
    }

    /**
     * A Hessian of which the upper triangle is given: entries {@code H[i][j]} with {@code j >= i}.
     *
     * <p>Rows may begin with the diagonal, or have all columns; what is below the diagonal is then not looked at.
     *
     * @param name a name for messages
     * @param gradient the gradient of the objective, taken as right. Its result is copied.
     * @param hessian the triangle, as claimed: rows of {@code n - i} numbers, or of one for each of the {@code n}
     *     coordinates
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject upper(
            String name, UnaryOperator<double[]> gradient, Function<double[], double[][]> hessian, double... at) {
        return new DenseHessian(name, gradient, new HessianMatrix(name, HessianMatrix.Part.UPPER, hessian), at);
    }

    /**
     * A sparse Hessian of which one triangle is given at the entries of a pattern, as interior-point solvers take it.
     *
     * <p>Entries outside the pattern and its mirror image are shown to be zero; one that is not is named, as by
     * {@link SparseJacobians#values}. A pattern of both triangles is checked there, as the Jacobian of the gradient.
     *
     * <pre>{@code
     * UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0], Math.cos(x[2])};
     * SparsityPattern lower = SparsityPattern.coordinates(3, 3, new int[] {0, 1, 2}, new int[] {0, 0, 2});
     * Hessians.sparse("f", gradient, lower, x -> new double[] {2 * x[1], 2 * x[0], -Math.sin(x[2])}, 2, 3, 5);   // PASS
     * }</pre>
     *
     * @param name a name for messages
     * @param gradient the gradient of the objective, taken as right. Its result is copied.
     * @param triangle the entries that may be other than zero, none of them on the other side of the diagonal than another
     * @param hessian a value for each entry of the pattern, in their order, as claimed
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the pattern is not square, or has entries on both sides of the diagonal
     * @throws IllegalArgumentException if the place does not have a coordinate for each column of the pattern
     */
    public static Subject sparse(
            String name,
            UnaryOperator<double[]> gradient,
            SparsityPattern triangle,
            UnaryOperator<double[]> hessian,
            double... at) {
        Objects.requireNonNull(hessian, "hessian");
        triangle.requireOneTriangle();
        return new SparseSubject(name, gradient, new SparseProduct(name, triangle, hessian, true), at);
    }

    /**
     * The diagonal of a Hessian, {@code d^2f / dx_i^2}, whatever the other entries are.
     *
     * <p>The map is {@code z -> y}, where {@code y_i} is entry {@code i} of the gradient at the place with coordinate
     * {@code i} replaced by {@code z_i}. Its Jacobian is the diagonal and nothing else. An evaluation takes a gradient for
     * each coordinate; where the sparsity of the Hessian is known, see {@link #sparseDiagonal}.
     *
     * <pre>{@code
     * UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0]};   // of x0^2 x1
     * Hessians.diagonal("cubic", gradient, x -> new double[] {2 * x[1], 0}, 2, 3);           // PASS
     * Hessians.diagonal("cubic", gradient, x -> new double[] {x[1], 0}, 2, 3);               // FAIL in x[0]
     * }</pre>
     *
     * @param name a name for messages
     * @param gradient the gradient of the objective, taken as right
     * @param diagonal the second derivatives, as claimed: a number for each coordinate. If there are more or fewer, the
     *     gradient throws an {@link IllegalArgumentException} that says so.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject diagonal(
            String name, UnaryOperator<double[]> gradient, UnaryOperator<double[]> diagonal, double... at) {
        if (at.length == 0) {
            throw new IllegalArgumentException("at: found no coordinate, wanted a place at which to check " + name);
        }
        return sparseDiagonal(name, gradient, SparsityPattern.blocks(at.length), diagonal, at);
    }

    /**
     * The diagonal of a Hessian whose sparsity is declared.
     *
     * <p>As {@link #diagonal}, with the coordinates of one colour moved together: an evaluation takes a gradient for each
     * colour, so a single one if the objective is a sum of functions of one coordinate each, whose pattern is
     * {@code SparsityPattern.blocks(1, 1, ...)}. An entry outside the pattern that is not zero fails, and is named, where
     * its row and its column have one colour; others do not touch the diagonal.
     *
     * @param name a name for messages
     * @param gradient the gradient of the objective, taken as right
     * @param pattern where the Hessian may be other than zero, both triangles or one; the diagonal always may
     * @param diagonal the second derivatives, as claimed: a number for each coordinate
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the pattern is not square
     * @throws IllegalArgumentException if the place does not have a coordinate for each column of the pattern
     */
    public static Subject sparseDiagonal(
            String name,
            UnaryOperator<double[]> gradient,
            SparsityPattern pattern,
            UnaryOperator<double[]> diagonal,
            double... at) {
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(diagonal, "diagonal");
        pattern.requireSquare();
        return new DiagonalHessian(name, new DiagonalDerivative(name, gradient, diagonal, pattern.mirrored(), at), at);
    }
}
