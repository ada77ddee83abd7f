package io.gradcheck.jqwik;

import io.gradcheck.campaign.SubjectCase;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import org.jspecify.annotations.Nullable;

/**
 * A case that shrinks by its own steps.
 *
 * @param value the case
 * @param type what its simpler cases are too
 */
record CaseShrinkable<C extends SubjectCase>(C value, Class<C> type) implements Shrinkable<C> {

    @Override
    public Stream<Shrinkable<C>> shrink() {
        return value.simpler().stream().flatMap(step -> {
            SubjectCase simpler = made(step);
            return simpler == null ? Stream.empty() : Stream.of(new CaseShrinkable<>(type.cast(simpler), type));
        });
    }

    /** A step that leads outside what a source can make is none. */
    private static @Nullable SubjectCase made(Supplier<? extends SubjectCase> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException outside) {
            return null;
        }
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(value.complexity());
    }
}
