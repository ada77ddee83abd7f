package io.gradcheck.source;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.SubjectDescription;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifold;
import io.gradcheck.subject.manifold.Manifolds;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a variable moves while a function is differentiated by it.
 *
 * @param isHeld whether it is held constant
 * @param surface along which it moves; null if freely
 * @param range the numbers that it may be, where all between two of them may be too; null if there are no bounds
 */
record Motion(boolean isHeld, @Nullable Surface surface, SubjectDescription.@Nullable Range range) {

    static final Motion FREE = new Motion(false, null, null);

    private record Surface(Manifold manifold, GradientKind kind) {}

    Motion held() {
        return new Motion(true, surface, range);
    }

    Motion released() {
        return new Motion(false, surface, range);
    }

    Motion along(Manifold manifold, GradientKind kind) {
        return new Motion(
                isHeld,
                new Surface(Objects.requireNonNull(manifold, "manifold"), Objects.requireNonNull(kind, "kind")),
                range);
    }

    /** Between bounds; none where there is but one number. */
    Motion within(double least, double most) {
        return new Motion(isHeld, surface, least < most ? new SubjectDescription.Range(least, most) : null);
    }

    /**
     * A subject of which a variable moves so.
     *
     * @throws IllegalArgumentException if it cannot, as the subject has no such variable or its value is not on the manifold
     */
    Subject of(Subject subject, String variable) {
        if (isHeld) {
            return subject;
        }
        if (surface != null) {
            return Manifolds.on(subject, variable, surface.manifold, surface.kind);
        }
        Tensor value = subject.point().get(variable);
        SubjectDescription.Range bounds = range;
        if (bounds == null || value == null) {
            return subject;
        }
        // Outside if written by hand.
        boolean inside = Arrays.stream(value.values()).allMatch(bounds::contains);
        return inside ? subject.within(variable, bounds.least(), bounds.most()) : subject;
    }
}
