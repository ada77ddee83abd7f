package io.gradcheck.subject.vector;

import io.gradcheck.subject.Subject;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Subjects made of a function of a vector to a vector and one of its derivatives: Jacobian, vector-Jacobian product,
 * Jacobian-vector product, Hessian-vector product.
 *
 * <pre>{@code
 * UnaryOperator<double[]> f = x -> new double[] {x[0] * x[1]};
 * VectorFunctions.jacobian("product", f, x -> new double[][] {{x[1], x[0]}}, 2, 3);   // PASS
 * VectorFunctions.jacobian("product", f, x -> new double[][] {{x[0], x[1]}}, 2, 3);   // FAIL in x[0] and x[1]
 * }</pre>
 */
public final class VectorFunctions {

    private static final String VJP = "the vjp";

    private VectorFunctions() {}

    /**
     * A function {@code f} of a vector to a vector, with its Jacobian {@code J[i][j] = df_i/dx_j}. Its variable is called
     * {@code x}; what is checked is {@code J'u}.
     *
     * <p>An entry {@code x[j]} that is named as wrong is column {@code j} of the Jacobian.
     *
     * <pre>{@code
     * UnaryOperator<double[]> polar = x -> new double[] {x[0] * Math.cos(x[1]), x[0] * Math.sin(x[1])};
     * VectorFunctions.jacobian("polar", polar, x -> new double[][] {
     *         {Math.cos(x[1]), -x[0] * Math.sin(x[1])},
     *         {Math.sin(x[1]), x[0] * Math.cos(x[1])}}, 2, 0.3);    // PASS; transposed FAIL
     * }</pre>
     *
     * @param name a name for messages
     * @param value the function; always as many outputs. Its result is copied.
     * @param jacobian its Jacobian, as claimed: a row for each output, a column for each coordinate. If it has another
     *     shape, the gradient throws an {@link IllegalArgumentException} that says which.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject jacobian(
            String name, UnaryOperator<double[]> value, Function<double[], double[][]> jacobian, double... at) {
        return new VectorSubject(name, "x", value, new JacobianProduct(name, jacobian), "gradient", at);
    }

    /**
     * A function of a vector to a vector that writes its outputs and its Jacobian to arrays, as libraries of least squares and of
     * geometry do. Its variable is called {@code x}.
     *
     * <p>Such arrays are handed in again and again, so they hold earlier numbers, which are the function's to overwrite. Here the
     * Jacobian's holds other numbers, all of them larger than its own: what is left of them is a wrong gradient, and the report
     * says so. A gradient takes two calls. The outputs' array holds zeros. For code that is handed zeros by agreement, return a new
     * array from {@link #jacobian}.
     *
     * <pre>{@code
     * VectorFunctions.filling("polar", 2,
     *         (x, y) -> { y[0] = x[0] * Math.cos(x[1]); y[1] = x[0] * Math.sin(x[1]); },
     *         (x, j) -> { j[0] = Math.cos(x[1]); j[1] = -x[0] * Math.sin(x[1]); j[2] = Math.sin(x[1]); j[3] = x[0] * Math.cos(x[1]); },
     *         2, 0.3);   // PASS; without j[3] FAIL: not written to the Jacobian array: d out[1] / d x[1]
     * }</pre>
     *
     * @param name a name for messages
     * @param outputs how many outputs there are
     * @param value writes the outputs at a place to an array of that length
     * @param jacobian writes {@code df_i/dx_j} to {@code array[i * n + j]}, of {@code n} coordinates: row after row
     * @param at the place. Copied.
     * @return the subject, about the class of {@code value}
     * @throws IllegalArgumentException if the place has no coordinate
     * @throws IllegalArgumentException if there is no output
     */
    public static Subject filling(
            String name,
            int outputs,
            BiConsumer<double[], double[]> value,
            BiConsumer<double[], double[]> jacobian,
            double... at) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(jacobian, "jacobian");
        if (outputs < 1) {
            throw new IllegalArgumentException("subject " + name + ": " + outputs
                    + " outputs, wanted at least one: the length of the array of outputs");
        }
        return new FilledJacobian(name, outputs, value, jacobian, at).about(value.getClass());
    }

    /**
     * A function {@code f} of a vector to a vector, with its vector-Jacobian product {@code J(x)'u}, as reverse-mode
     * differentiation has it. Its variable is called {@code x}.
     *
     * <pre>{@code
     * UnaryOperator<double[]> f = x -> new double[] {x[0] * x[1]};
     * VectorFunctions.vjp("product", f, (x, u) -> new double[] {u[0] * x[1], u[0] * x[0]}, 2, 3);   // PASS
     * VectorFunctions.vjp("product", f, (x, u) -> new double[] {u[0] * x[0], u[0] * x[1]}, 2, 3);   // FAIL in x[0] and x[1]
     * }</pre>
     *
     * @param name a name for messages
     * @param value the function; always as many outputs. Its result is copied.
     * @param vjp from the place and the upstream gradient to {@code J'u}, as claimed. Its result is copied.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject vjp(String name, UnaryOperator<double[]> value, BinaryOperator<double[]> vjp, double... at) {
        return new VectorSubject(name, "x", value, vjp, VJP, at);
    }

    /**
     * A function {@code f} of a vector to a vector, with its Jacobian-vector product {@code J(x)v}, as forward-mode
     * differentiation has it. The map that is checked is {@code f(x + t v)}, with the variables {@code x} and {@code t}.
     *
     * <p>The gradient by {@code x} is put together from a product for each coordinate, {@code <u, J e_j>}, so that a wrong
     * column {@code j} is named as {@code x[j]}. {@code t} is a number at 0, and {@code v} a fixed direction in which all
     * coordinates take part with different weights and signs: the gradient {@code <u, J v>} by {@code t} is right only
     * if the product is linear in {@code v} too. A gradient takes as many products as there are coordinates, and one more.
     *
     * <p>That a vjp belongs to the same Jacobian is tested by {@link #adjoint}.
     *
     * <pre>{@code
     * UnaryOperator<double[]> f = x -> new double[] {x[0] * x[1]};
     * VectorFunctions.jvp("product", f, (x, v) -> new double[] {v[0] * x[1] + x[0] * v[1]}, 2, 3);   // PASS
     * VectorFunctions.jvp("product", f, (x, v) -> new double[] {v[0] * x[1]}, 2, 3);                 // FAIL in x[1] and t
     * }</pre>
     *
     * @param name a name for messages
     * @param value the function; always as many outputs. Its result is copied.
     * @param jvp from the place and a direction to {@code J v}, as claimed. If it does not have as many numbers as there
     *     are outputs, the gradient throws an {@link IllegalArgumentException} that says so.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject jvp(String name, UnaryOperator<double[]> value, BinaryOperator<double[]> jvp, double... at) {
        return new JvpSubject(name, value, jvp, at);
    }

    /**
     * The adjoint test {@code <u, J v> = <J'u, v>} of a Jacobian-vector product and a vector-Jacobian product at one
     * place.
     *
     * <p>The map that is checked is {@code v -> J(x) v}, by its variable {@code v}; it is linear, and its gradient is
     * {@code J(x)'u}. So the test is free of truncation error and sees every entry. It needs no value of the function, and
     * does not see a Jacobian that both products have wrong alike: {@link #vjp} or {@link #jvp} checks one of them.
     *
     * <p>It serves any linear operator and its transpose, such as a convolution and the one that goes back: the place is
     * then any vector of the operator's input.
     *
     * <pre>{@code
     * BinaryOperator<double[]> jvp = (x, v) -> new double[] {v[0] * x[1] + x[0] * v[1]};
     * VectorFunctions.adjoint("product", jvp, (x, u) -> new double[] {u[0] * x[1], u[0] * x[0]}, 2, 3);   // PASS
     * VectorFunctions.adjoint("product", jvp, (x, u) -> new double[] {u[0] * x[1], 0}, 2, 3);             // FAIL in v[1]
     * }</pre>
     *
     * @param name a name for messages
     * @param jvp from the place and a direction to {@code J v}. Its result is copied.
     * @param vjp from the place and the upstream gradient to {@code J'u}. Its result is copied.
     * @param at the place {@code x}, the same for both. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject adjoint(
            String name, BinaryOperator<double[]> jvp, BinaryOperator<double[]> vjp, double... at) {
        Objects.requireNonNull(jvp, "jvp");
        Objects.requireNonNull(vjp, "vjp");
        double[] x = at.clone();
        return new VectorSubject(
                        name,
                        "v",
                        v -> jvp.apply(x.clone(), v),
                        (v, u) -> vjp.apply(x.clone(), u),
                        VJP,
                        FixedDirection.like(x))
                .about(jvp.getClass());
    }

    /**
     * The Hessian-vector product of an objective, checked as the derivative of its gradient. Its variable is called
     * {@code x}.
     *
     * <p>The map is {@code x -> g(x)}, and {@code H(x) u} is what is claimed for {@code J_g(x)'u}: the Hessian is
     * symmetric. So a product that is not, or a gradient that is not the gradient of any function, fails as well. That
     * the gradient is the objective's is a check of its own, {@link Subject#objective}; a Hessian that is given as a matrix is
     * checked by {@link #jacobian jacobian(name, gradient, hessian, at)}.
     *
     * <pre>{@code
     * UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0]};   // of x0^2 x1
     * VectorFunctions.hessian("cubic", gradient, (x, v) ->
     *         new double[] {2 * x[1] * v[0] + 2 * x[0] * v[1], 2 * x[0] * v[0]}, 2, 3);      // PASS
     * VectorFunctions.hessian("cubic", gradient, (x, v) ->
     *         new double[] {2 * x[1] * v[0], 2 * x[0] * v[0]}, 2, 3);                        // FAIL in x[0]
     * }</pre>
     *
     * @param name a name for messages
     * @param gradient the gradient of the objective, taken as right. Its result is copied.
     * @param hessianVector from the place and a vector to {@code H v}, as claimed. Its result is copied.
     * @param at the place. Copied.
     * @return the subject
     * @throws IllegalArgumentException if the place has no coordinate
     */
    public static Subject hessian(
            String name, UnaryOperator<double[]> gradient, BinaryOperator<double[]> hessianVector, double... at) {
        return new VectorSubject(name, "x", gradient, hessianVector, "the Hessian-vector product", at);
    }
}
