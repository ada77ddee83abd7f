package io.gradcheck.jqwik;

import io.gradcheck.source.SubjectCase;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A case that shrinks by its own steps.
 *
 * @param value the case
 * @param type what its simpler cases are too
 */
record CaseShrinkable<C extends SubjectCase>(C value, Class<C> type) implements Shrinkable<C> {

    @Override
    public Stream<Shrinkable<C>> shrink() {
        return value.simpler().stream()
                .map(Supplier::get)
                .map(simpler -> new CaseShrinkable<>(type.cast(simpler), type));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(value.complexity());
    }
}
