package io.gradcheck.source;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifold;
import io.gradcheck.subject.manifold.Manifolds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a variable moves while a function is differentiated by it.
 *
 * @param isHeld whether it is held constant
 * @param surface along which it moves; null if freely
 */
record Motion(boolean isHeld, @Nullable Surface surface) {

    static final Motion FREE = new Motion(false, null);

    private record Surface(Manifold manifold, GradientKind kind) {}

    Motion held() {
        return new Motion(true, surface);
    }

    Motion released() {
        return new Motion(false, surface);
    }

    Motion along(Manifold manifold, GradientKind kind) {
        return new Motion(
                isHeld,
                new Surface(Objects.requireNonNull(manifold, "manifold"), Objects.requireNonNull(kind, "kind")));
    }

    /**
     * A subject of which a variable moves so.
     *
     * @throws IllegalArgumentException if it cannot, as the subject has no such variable or its value is not on the manifold
     */
    Subject of(Subject subject, String variable) {
        return isHeld || surface == null ? subject : Manifolds.on(subject, variable, surface.manifold, surface.kind);
    }
}
