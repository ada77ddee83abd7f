package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A smooth surface among all tensors of a shape, on which a variable has to stay.
 *
 * <p>{@link Manifolds} has the usual ones. One's own says how a point moves along a tangent and what the tangents are:
 *
 * <pre>{@code
 * class Circle implements Manifold {                                   // of radius 2, x^2 + y^2 = 4
 *     public String name() { return "the circle"; }
 *     public Tensor retract(Tensor x, Tensor tangent) { return scaledToNorm(2, sum(x, tangent)); }
 *     public Tensor project(Tensor x, Tensor v) { return sum(v, times(-dot(v, x) / 4, x)); }
 *     public double violation(Tensor x) { return Math.abs(dot(x, x) - 4); }
 * }
 * }</pre>
 *
 * <p>Nothing that a method is given may be modified.
 */
public interface Manifold {

    /** {@return what it is called in messages, with its article, such as {@code the sphere}} */
    String name();

    /**
     * The point that is reached from a point along a tangent: {@code R(x, v)}, smooth, with {@code R(x, 0) = x} and the
     * derivative {@code v} there, {@code d/dt R(x, t v) = v} at {@code t = 0}.
     *
     * @param point the point {@code x} of the manifold
     * @param tangent a tangent {@code v} at it, in its shape
     * @return a new point of the manifold
     */
    Tensor retract(Tensor point, Tensor tangent);

    /**
     * The orthogonal projection of a vector onto the tangents at a point.
     *
     * @param point the point of the manifold
     * @param vector any tensor of its shape
     * @return the tangent that is closest to it
     */
    Tensor project(Tensor point, Tensor vector);

    /**
     * How far a tensor is from being on the manifold.
     *
     * @param point any tensor
     * @return about the distance, 0 for points of the manifold up to rounding. By default 0, so that nothing is said of
     *     points or retractions that leave the manifold.
     */
    default double violation(Tensor point) {
        return 0;
    }

    /**
     * The gradient with respect to the tangent, {@code D'g} with {@code D = dR(x, v)/dv}, of a function of the point that
     * is reached.
     *
     * <p>By default {@code D} is measured by differences of eighth order of {@link #retract}, which is called 48 times for
     * each entry. It is right to about 1e-13, and is asked for only away from the point.
     *
     * @param point the point {@code x} of the manifold
     * @param tangent the tangent {@code v} at it
     * @param gradient the gradient {@code g} of the function at {@code R(x, v)}, by the entries of that
     * @return the gradient by {@code v}: a tensor whose products with tangents at {@code x} are those of {@code D'g}
     */
    default Tensor pullBack(Tensor point, Tensor tangent, Tensor gradient) {
        double longest = Differences.longest(point);
        Tensor pulled = Tensor.zeros(point.shape());
        for (int i = 0; i < pulled.size(); i++) {
            Tensor axis = Tensor.zeros(point.shape());
            axis.values()[i] = 1;
            Tensor along = project(point, axis);
            Tensor moved = Differences.derivative(t -> retract(point, Tensors.plus(tangent, t, along)), longest);
            pulled.values()[i] = Tensors.dot(moved, gradient);
        }
        return pulled;
    }

    /**
     * A random point. Now and then it is a special one, where code has branches or divides by zero: along an axis, the
     * identity, a half turn, equal eigenvalues, on a bound.
     *
     * @param random where the numbers come from
     * @param shape the shape of the point
     * @return a new point of the manifold
     * @throws IllegalArgumentException if no point has this shape
     * @throws UnsupportedOperationException by default
     */
    default Tensor random(RandomGenerator random, int... shape) {
        throw new UnsupportedOperationException(
                name() + ": found no random points, wanted a Manifold that implements random");
    }

    /**
     * The point that is nearest to a tensor, or one that is near. Of tensors with exact zeros or equal entries it makes
     * special points, and of rounder numbers simpler points, when a random case is shrunk.
     *
     * @param tensor any tensor of finite numbers, in the shape of a point
     * @return a new point of the manifold: {@code tensor} itself, up to rounding, if that is one. By default empty: then
     *     random cases have no other points than {@link #random} makes, and keep their numbers when they are shrunk.
     * @throws IllegalArgumentException if no point has this shape
     */
    default Optional<Tensor> nearest(Tensor tensor) {
        return Optional.empty();
    }
}
