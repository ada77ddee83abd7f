package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A manifold around one point, by displacements in the ambient space: {@code d -> R(x, T d)}. */
final class Chart {

    private static final double LITTLE = 1e-3;
    private static final double ROUNDING = 1e-9;

    private final Manifold manifold;
    private final Tensor x;
    private final GradientKind kind;
    private final boolean[] steep;

    /**
     * Prepares a chart.
     *
     * @param steep the entries by which the gradient is not finite at the point
     */
    Chart(Manifold manifold, Tensor x, GradientKind kind, boolean... steep) {
        this.manifold = manifold;
        this.x = x;
        this.kind = kind;
        this.steep = steep;
    }

    Manifold manifold() {
        return manifold;
    }

    GradientKind kind() {
        return kind;
    }

    /** The places of which the value at a place of the ambient space is put together. */
    List<Displacement.Place> places(Tensor at) {
        Tensor d = Tensors.plus(at, -1, x);
        Ready.Bounds bounds = manifold instanceof Ready ready ? ready.bounds(x) : null;
        if (bounds == null) {
            double[] ones = new double[d.size()];
            Arrays.fill(ones, 1);
            return List.of(new Displacement.Place(1, d, ones));
        }
        return Displacement.places(x, d, bounds, steep);
    }

    /** By how much errors of the function can be larger in what is put together of its values. */
    double amplification() {
        return manifold instanceof Ready ready && ready.isOnBound(x) ? Displacement.AMPLIFICATION : 1;
    }

    /** The point of the manifold that is reached by a displacement. */
    Tensor point(Tensor displacement) {
        return manifold.retract(x.copy(), tangent(displacement));
    }

    /** Whether the point stays where it is however it is displaced, as the manifold has no other near it. */
    boolean isSinglePoint() {
        SplittableRandom random = new SplittableRandom(1);
        Tensor little = Tensors.map(x, entry -> LITTLE * (1 + random.nextDouble()));
        return Tensors.largest(Tensors.plus(point(little), -1, x)) <= ROUNDING * Tensors.largest(little);
    }

    private Tensor tangent(Tensor displacement) {
        return manifold instanceof Ready ready
                ? ready.tangent(x, displacement)
                : manifold.project(x.copy(), displacement.copy());
    }

    /**
     * The gradient by a displacement.
     *
     * @param displacement the displacement
     * @param y the point that it reaches
     * @param claimed the gradient that is reported there
     */
    Tensor gradient(Tensor displacement, Tensor y, Tensor claimed) {
        Tensor byDisplacement;
        if (manifold instanceof Ready ready) {
            Tensor byTangent = ready.pullBack(x, tangent(displacement), ready.differential(claimed));
            byDisplacement = ready.cotangent(x, byTangent);
        } else if (Tensors.largest(displacement) == 0) {
            byDisplacement = manifold.project(x.copy(), claimed.copy());
        } else {
            byDisplacement =
                    manifold.project(x.copy(), manifold.pullBack(x.copy(), tangent(displacement), claimed.copy()));
        }
        if (kind == GradientKind.AMBIENT) {
            return byDisplacement;
        }
        Tensor normal = Tensors.plus(claimed, -1, manifold.project(y.copy(), claimed.copy()));
        return Tensors.plus(byDisplacement, 1, normal);
    }

    /** Gradients of other kinds for which one of this kind is taken. */
    List<Convention> conventions() {
        Convention notProjected = new Convention(
                "a component normal to " + manifold.name() + ", without which it is right",
                GradientKind.RIEMANNIAN,
                (y, g) -> g,
                (y, g) -> manifold.project(y.copy(), g.copy()));
        List<Convention> all = new ArrayList<>(List.of(notProjected));
        if (manifold instanceof Ready ready) {
            all.addAll(ready.conventions());
        }
        return all.stream().filter(convention -> convention.kind() == kind).toList();
    }
}
