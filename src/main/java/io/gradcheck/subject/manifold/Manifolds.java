package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Ready manifolds, and subjects on them: a variable that has to stay on a surface moves along the tangents of that, and its
 * gradient is judged by them.
 *
 * <pre>{@code
 * Subject rayleigh = Subject.objective("rayleigh", x -> dot(x, times(a, x)), x -> scaled(2, times(a, x)), unit);
 * Manifolds.on(rayleigh, Manifolds.sphere(), GradientKind.AMBIENT);       // PASS
 * Manifolds.on(rayleigh, Manifolds.sphere(), GradientKind.RIEMANNIAN);    // FAIL: a component normal to the unit sphere
 * }</pre>
 *
 * <p>What a report calls entry {@code x[i]} is then the derivative as {@code x[i]} moves and takes along the other entries
 * as the manifold has it: by the orthogonal projection onto the tangents, unless a manifold here says otherwise. All
 * lengths are those of the ambient space, so that a Riemannian gradient is the projection of the ambient one.
 *
 * <p>A sphere or simplex of one number, and a rotation or orthonormal matrix of one, is a point that cannot move: nothing
 * is seen of a function by it, while other variables are checked. Where all cases are to show something, sizes are to be
 * 2 or more, as of {@code s.between("n", 2, 8)}.
 */
public final class Manifolds {

    private Manifolds() {}

    /**
     * A subject whose only variable moves on a manifold.
     *
     * @param subject the subject, at a point of the manifold. It is evaluated at points of the manifold only.
     * @param manifold the manifold
     * @param kind what its gradient is meant to be
     * @return the subject along the tangents of the manifold
     * @throws IllegalArgumentException if it has several variables
     * @throws IllegalArgumentException if its point is not on the manifold
     * @throws IllegalArgumentException if the manifold's retraction or projection is not one, there
     */
    public static Subject on(Subject subject, Manifold manifold, GradientKind kind) {
        Set<String> variables = subject.point().keySet();
        if (variables.size() != 1) {
            throw new IllegalArgumentException("on: found the variables " + variables + " of subject " + subject.name()
                    + ", wanted a single one; name the one that moves with on(subject, variable, manifold, kind)");
        }
        return on(subject, variables.iterator().next(), manifold, kind);
    }

    /**
     * A subject one of whose variables moves on a manifold; for several, one call after the other.
     *
     * @param subject the subject, at a point of the manifold. It is evaluated with points of the manifold only.
     * @param variable the variable; it keeps its name and the names of its entries
     * @param manifold the manifold
     * @param kind what the gradient by this variable is meant to be
     * @return the subject along the tangents of the manifold
     * @throws IllegalArgumentException if there is no such variable
     * @throws IllegalArgumentException if the point is not on the manifold
     * @throws IllegalArgumentException if the manifold's retraction or projection is not one, there
     */
    public static Subject on(Subject subject, String variable, Manifold manifold, GradientKind kind) {
        Objects.requireNonNull(kind, "kind");
        Tensor value = subject.point().get(variable);
        if (value == null) {
            String objective = subject.point().keySet().equals(Set.of("x"))
                    ? "; the variable of Subject.objective is named x: call the input so too"
                    : "";
            throw new IllegalArgumentException("on: found variable " + variable + ", wanted one of "
                    + subject.point().keySet() + " of subject " + subject.name() + objective);
        }
        Tensor x = value.copy();
        RetractionCheck check = new RetractionCheck(manifold, x);
        if (manifold instanceof Ready ready) {
            ready.requireShape(x.shape());
            check.requirePoint();
        } else {
            check.require();
        }
        return new OnManifold(subject, variable, new Chart(manifold, x, kind, steep(subject, variable, manifold, x)));
    }

    /** The entries by which a gradient is not finite; asked for only where some are on bounds. */
    @SuppressWarnings("PMD.AvoidCatchingGenericException") // the check calls the same, and says what is wrong with it
    private static boolean[] steep(Subject subject, String variable, Manifold manifold, Tensor x) {
        boolean[] steep = new boolean[x.size()];
        if (!(manifold instanceof Ready ready) || !ready.isOnBound(x)) {
            return steep;
        }
        try {
            Tensor output = subject.evaluate(copy(subject.point()));
            Map<String, Tensor> gradient = subject.gradient(copy(subject.point()), Tensors.map(output, y -> 1));
            double[] g = gradient.getOrDefault(variable, x).values();
            for (int i = 0; i < steep.length; i++) {
                steep[i] = !Double.isFinite(g[i]);
            }
        } catch (RuntimeException unknown) {
            return steep;
        }
        return steep;
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> point) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        point.forEach((name, value) -> copy.put(name, value.copy()));
        return copy;
    }

    /**
     * Vectors of unit norm along the last axis: {@code |x| = 1}, moved by {@code (x + v)/|x + v|}. Further axes count vectors
     * of their own.
     *
     * @return the manifold
     */
    public static Manifold sphere() {
        return new Sphere();
    }

    /**
     * Unit quaternions, the sphere of four numbers along the last axis, in either order. {@code q} and {@code -q} are two
     * points.
     *
     * @return the manifold
     */
    public static Manifold unitQuaternions() {
        return new UnitQuaternions();
    }

    /**
     * Rotation matrices, SO(3) or of another dimension, in the last two axes: {@code X'X = I}, {@code det X = 1}, moved by the
     * Cayley transform.
     *
     * @return the manifold
     */
    public static Manifold rotations() {
        return new Rotations();
    }

    /**
     * Distributions along the last axis: {@code p_i >= 0}, {@code sum p_i = 1}.
     *
     * <p>Entry {@code i} moves by {@code (p + d)/sum(p + d)}, at the cost of all in proportion, so that its partial derivative
     * is {@code g_i - <p, g>}. A Riemannian gradient has the sum 0. An entry that is zero moves inwards only.
     *
     * @return the manifold
     */
    public static Manifold simplex() {
        return new Simplex();
    }

    /**
     * Symmetric matrices in the last two axes.
     *
     * <p>An ambient gradient counts by its symmetric part; a Riemannian one has to be symmetric.
     *
     * @param entries what a partial derivative off the diagonal is meant to be
     * @return the manifold
     */
    public static Manifold symmetric(SymmetricEntries entries) {
        return new SymmetricMatrices(entries);
    }

    /**
     * Symmetric positive definite matrices in the last two axes, moved by {@code X + V + V X^-1 V/2}.
     *
     * <p>Gradients are as on {@link #symmetric}: not those of the affine-invariant metric.
     *
     * @param entries what a partial derivative off the diagonal is meant to be
     * @return the manifold
     */
    public static Manifold positiveDefinite(SymmetricEntries entries) {
        return new PositiveDefinite(entries);
    }

    /**
     * Matrices with orthonormal columns in the last two axes: {@code X'X = I}, moved by the factor {@code Q} of
     * {@code X + V}.
     *
     * <p>A Riemannian gradient is that of the ambient metric, {@code G - X sym(X'G)}, not that of the canonical one.
     *
     * @return the manifold
     */
    public static Manifold stiefel() {
        return new Stiefel();
    }

    /**
     * Tensors whose entries lie between bounds, which belong to it. The subject is never evaluated beyond them: an entry
     * on a bound moves inwards only, and what would be found outwards is extrapolated from there.
     *
     * @param lower the least of each entry; negative infinity for none. Copied.
     * @param upper the most of each entry; infinity for none. Copied.
     * @return the manifold
     * @throws IllegalArgumentException if their shapes differ
     * @throws IllegalArgumentException if a lower bound is not below the upper one
     */
    public static Manifold box(Tensor lower, Tensor upper) {
        return new Box(lower, upper);
    }

    /**
     * A manifold of one's own.
     *
     * <pre>{@code
     * Manifolds.of("the circle", (x, v) -> scaledToNorm(2, sum(x, v)), (x, v) -> sum(v, times(-dot(v, x) / 4, x)),
     *         x -> Math.abs(dot(x, x) - 4));   // with the retraction sum(x, v): refused, since it leaves the circle
     * }</pre>
     *
     * @param name what it is called in messages, with its article
     * @param retraction {@link Manifold#retract}
     * @param projection {@link Manifold#project}
     * @param violation {@link Manifold#violation}
     * @return the manifold
     */
    public static Manifold of(
            String name,
            BinaryOperator<Tensor> retraction,
            BinaryOperator<Tensor> projection,
            ToDoubleFunction<Tensor> violation) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(retraction, "retraction");
        Objects.requireNonNull(projection, "projection");
        Objects.requireNonNull(violation, "violation");
        return new Manifold() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Tensor retract(Tensor point, Tensor tangent) {
                return retraction.apply(point, tangent);
            }

            @Override
            public Tensor project(Tensor point, Tensor vector) {
                return projection.apply(point, vector);
            }

            @Override
            public double violation(Tensor point) {
                return violation.applyAsDouble(point);
            }
        };
    }
}
