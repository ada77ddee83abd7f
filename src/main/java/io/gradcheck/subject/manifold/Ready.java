package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ready manifold: one that also says how entries move, of what convention a gradient is, and what is confused with it.
 *
 * <p>An entry of a variable cannot move alone where the manifold ties it to others. It moves by the map {@code T} from
 * ambient displacements to tangents, by default the orthogonal projection, and its partial derivative is by that.
 */
abstract class Ready implements Manifold {

    /** The bounds of entries that cannot move both ways. */
    record Bounds(double[] lower, double[] upper) {}

    /**
     * Requires that points can have a shape.
     *
     * @throws IllegalArgumentException if none has
     */
    abstract void requireShape(int... shape);

    /** The tangent {@code T d} along which a point moves. */
    Tensor tangent(Tensor point, Tensor displacement) {
        return project(point, displacement);
    }

    /** The gradient {@code T'v} by displacements. */
    Tensor cotangent(Tensor point, Tensor gradient) {
        return project(point, gradient);
    }

    /** The gradient {@code G} with {@code df = <G, dx>} of one that is reported by the convention of this manifold. */
    Tensor differential(Tensor claimed) {
        return claimed;
    }

    /** Bounds of the sum of a point and a displacement; null where there are none. */
    @Nullable
    Bounds bounds(Tensor point) {
        return null;
    }

    /** Whether any entry of a point is on a bound. */
    final boolean isOnBound(Tensor point) {
        Bounds bounds = bounds(point);
        for (int i = 0; bounds != null && i < point.size(); i++) {
            double x = point.values()[i];
            if (x <= bounds.lower[i] || x >= bounds.upper[i]) {
                return true;
            }
        }
        return false;
    }

    /** What gradients are confused with. */
    List<Convention> conventions() {
        return List.of();
    }

    static IllegalArgumentException noSuchShape(String name, int[] shape, String wanted) {
        return new IllegalArgumentException(
                "shape: found " + Tensor.zeros(shape).shapeText() + " of a point of " + name + ", wanted " + wanted);
    }
}
