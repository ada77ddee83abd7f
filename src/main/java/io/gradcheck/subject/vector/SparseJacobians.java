package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Functions of a vector to a vector with a sparse Jacobian {@code J[i][j] = df_i/dx_j}, whose pattern is declared.
 *
 * <p>What is checked is {@code J'u} with zeros outside the pattern. So entries outside are shown to be zero along with the
 * values inside, at a dozen evaluations whatever the size. Where one is not, the report names it: each coordinate that is
 * moved must leave all outputs as they are, to the bit, that have no entry for it. That search moves the columns of one
 * colour together, and takes about {@code 2 log2(n / colours)} evaluations for each colour; it is made where the check
 * has failed.
 *
 * <pre>{@code
 * UnaryOperator<double[]> f = x -> new double[] {x[0] * x[0], x[0] * x[1], Math.sin(x[2])};
 * SparsityPattern pattern = SparsityPattern.coordinates(3, 3, new int[] {0, 1, 1, 2}, new int[] {0, 0, 1, 2});
 * SparseJacobians.values("f", f, pattern, x -> new double[] {2 * x[0], x[1], x[0], Math.cos(x[2])}, 2, 3, 5);   // PASS
 *
 * SparsityPattern lacks = SparsityPattern.coordinates(3, 3, new int[] {0, 1, 2}, new int[] {0, 1, 2});
 * SparseJacobians.values("f", f, lacks, x -> new double[] {2 * x[0], x[0], Math.cos(x[2])}, 2, 3, 5);
 * // FAIL: entry (1, 0) is outside the declared pattern and is not zero
 * }</pre>
 */
public final class SparseJacobians {

    private SparseJacobians() {}

    /**
     * A function with the values of its Jacobian at the entries of a pattern, as matrices of triplets or compressed rows
     * have them. Its variable is called {@code x}.
     *
     * @param name a name for messages
     * @param value the function; as many outputs as the pattern has rows. Its result is copied.
     * @param pattern the entries that may be other than zero
     * @param jacobian a value for each entry of the pattern, in their order, as claimed. If it has more or fewer, the
     *     gradient throws an {@link IllegalArgumentException} that says so.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place does not have a coordinate for each column of the pattern
     */
    public static Subject values(
            String name,
            UnaryOperator<double[]> value,
            SparsityPattern pattern,
            UnaryOperator<double[]> jacobian,
            double... at) {
        Objects.requireNonNull(jacobian, "jacobian");
        return new SparseSubject(name, value, new SparseProduct(name, pattern, jacobian, false), at);
    }

    /**
     * A function with its Jacobian as a full matrix and the pattern that its author declares for it, as solvers are told
     * that take differences or products by it. Its variable is called {@code x}.
     *
     * @param name a name for messages
     * @param value the function; as many outputs as the pattern has rows. Its result is copied.
     * @param pattern the entries that may be other than zero
     * @param jacobian the Jacobian, as claimed: a row for each output, a column for each coordinate. If it has another
     *     shape, or an entry outside the pattern is not zero, the gradient throws an {@link IllegalArgumentException} that
     *     says which.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place does not have a coordinate for each column of the pattern
     */
    public static Subject matrix(
            String name,
            UnaryOperator<double[]> value,
            SparsityPattern pattern,
            Function<double[], double[][]> jacobian,
            double... at) {
        Objects.requireNonNull(jacobian, "jacobian");
        return values(name, value, pattern, x -> pattern.valuesOf("Jacobian of " + name, jacobian.apply(x)), at);
    }

    /**
     * The same check as {@link #values}, each colour of the pattern for itself: the coordinates of one colour are a
     * variable, called {@code x of colour 0} and so on, with the numbers of their columns as the names of its entries.
     *
     * <p>In such a variable each output depends on one coordinate at most. So each has a verdict, a detection limit and
     * wrong entries of its own: where columns are of very different sizes, a colour of which nothing could be seen beside
     * the others is told as vacuous. It takes as many evaluations for each colour as else for all columns together.
     *
     * @param name a name for messages
     * @param value the function; as many outputs as the pattern has rows. Its result is copied.
     * @param pattern the entries that may be other than zero
     * @param jacobian a value for each entry of the pattern, in their order, as claimed
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place does not have a coordinate for each column of the pattern
     */
    public static Subject byColours(
            String name,
            UnaryOperator<double[]> value,
            SparsityPattern pattern,
            UnaryOperator<double[]> jacobian,
            double... at) {
        return new ColouredSubject(values(name, value, pattern, jacobian, at), pattern.colours());
    }
}
